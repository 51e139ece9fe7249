import stat
import subprocess
import sys
from pathlib import Path

import dj_database_url
import pytest

from launch.start import leave_for_manage, surroundings
from tests.full_disk import disk_full

HERE = Path(__file__).parent.parent


def test_a_bare_machine_gets_a_local_demonstration(tmp_path):
    env = surroundings(tmp_path, {"PATH": "/bin"}, empty=False)
    assert (env["DEMO"], env["HTTPS"], env["PATH"]) == ("1", "0", "/bin")
    assert env["ALLOWED_HOSTS"] == "localhost,127.0.0.1,[::1]"
    assert env["DATABASE_URL"] == f"sqlite:///{tmp_path}/var/demonstration.sqlite3"
    assert "REDIS_URL" not in env


def test_an_empty_start_has_another_database_and_no_demonstration(tmp_path):
    env = surroundings(tmp_path, {"DEMO": "1"}, empty=True)
    assert env["DEMO"] == "0"
    assert env["DATABASE_URL"].endswith("/var/soteria.sqlite3")


def test_what_the_shell_sets_stands(tmp_path):
    given = {"SECRET_KEY": "k" * 50, "DATABASE_URL": "postgres://db.example/t", "DEMO": "0", "HTTPS": "1"}
    env = surroundings(tmp_path, given, empty=False)
    assert {name: env[name] for name in given} == given


def test_the_secret_key_is_made_once_and_is_the_owners_alone(tmp_path):
    first, second = (surroundings(tmp_path, {"SECRET_KEY": ""}, empty=False) for _ in range(2))
    file = tmp_path / "var" / "secret-key"
    assert first["SECRET_KEY"] == second["SECRET_KEY"] == file.read_text()
    assert len(first["SECRET_KEY"]) >= 40
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_secret_key_is_written_whole_or_not_at_all(tmp_path):
    file = tmp_path / "var" / "secret-key"
    with disk_full(after=10), pytest.raises(OSError, match="too large"):
        surroundings(tmp_path, {}, empty=False)
    assert not list(file.parent.iterdir())
    file.write_text("cut shor")  # by a bin/start of before
    assert surroundings(tmp_path, {}, empty=False)["SECRET_KEY"] == file.read_text() != "cut shor"


def test_a_folder_with_odd_letters_is_still_the_database(tmp_path):
    var = tmp_path / "my files 100%"
    env = surroundings(tmp_path, {"VAR_DIR": str(var)}, empty=False)
    assert dj_database_url.parse(env["DATABASE_URL"])["NAME"] == str(var / "demonstration.sqlite3")


@pytest.mark.parametrize(
    "own", [{}, {"SECRET_KEY": "o" * 50, "ALLOWED_HOSTS": "own.example", "REDIS_URL": "redis://own"}]
)
def test_manage_py_reads_what_bin_start_chose_unless_the_shell_has_its_own(tmp_path, own):
    env = surroundings(tmp_path, {"ALLOWED_HOSTS": "127.0.0.1", "REDIS_URL": "redis://r:p$ss@h"}, empty=True)
    leave_for_manage(env)
    code = "from django.conf import settings; print(settings.ALLOWED_HOSTS[0], settings.REDIS_URL)"
    shell = {"PATH": "/usr/bin:/bin", "VAR_DIR": env["VAR_DIR"], **own}
    done = subprocess.run(
        [sys.executable, "manage.py", "shell", "--no-imports", "-c", code],
        cwd=HERE,
        env=shell,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == (["own.example", "redis://own"] if own else ["127.0.0.1", "redis://r:p$ss@h"])
