import os
import signal
import subprocess
import sys
import time

import pytest

from launch.messages import HERE

# Runs two programs under the supervisor; the second starts a child, as gunicorn does.
PROGRAM = """
import sys
sys.path.insert(0, "bin")
from launch.messages import Fault
from launch.start import stop_when_asked
from launch.supervisor import Supervisor
import os
stop_when_asked()
both = Supervisor()
sleep = "import signal, sys, time; print('up', flush=True); time.sleep(60)"
try:
    both.start("first", [sys.executable, "-c", sleep], os.environ)
    both.start("second", ["sh", "-c", sys.argv[1]], os.environ)
    both.speak(kept=True)
    print("group", both.group, flush=True)
    both.wait()
except Fault as fault:
    print(fault, flush=True)
except KeyboardInterrupt:
    print("asked to stop", flush=True)
finally:
    both.stop()
"""


@pytest.fixture
def supervised():
    started = []

    def start(second):
        process = subprocess.Popen([sys.executable, "-c", PROGRAM, second], cwd=HERE, stdout=subprocess.PIPE, text=True)
        started.append(process)
        for line in process.stdout:
            if line.startswith("group"):
                return process, int(line.split()[1])
        raise AssertionError("it said no group")

    yield start
    for process in started:
        process.terminate()  # not kill: it is to stop what it started
        process.wait()
        process.stdout.close()


def is_gone(group):
    for _ in range(50):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.1)
    return False


@pytest.mark.parametrize("asked", [[signal.SIGINT], [signal.SIGTERM], [signal.SIGINT, signal.SIGTERM, signal.SIGINT]])
def test_when_asked_it_stops_every_process_of_the_group(supervised, asked):
    process, group = supervised("sleep 60 & sleep 60")
    for ask in asked:
        process.send_signal(ask)
    assert "asked to stop" in process.communicate(timeout=20)[0]
    assert process.returncode == 0
    assert is_gone(group)


def test_when_one_ends_all_end_and_it_is_named(supervised):
    process, group = supervised("sleep 0.5; exit 7")
    assert "The second process ended with code 7" in process.communicate(timeout=20)[0]
    assert is_gone(group)


def test_ctrl_c_in_a_terminal_does_not_reach_the_programs(supervised):
    process, group = supervised("sleep 60")
    assert group != os.getpgid(process.pid)
