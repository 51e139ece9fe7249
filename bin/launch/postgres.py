"""A PostgreSQL of the tests' own: a cluster in a temporary folder, on a socket there, gone afterwards."""

import contextlib
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from launch.messages import Fault

# Nothing of it outlives the run, so nothing needs to reach the disk.
QUICK = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c listen_addresses= -c max_connections=50"


@contextlib.contextmanager
def temporary_postgres(options: str = QUICK) -> Iterator[str]:
    """Its URL. PostgreSQL refuses to run as root, so root runs it as the user that its package made."""
    programs = find_programs()
    folder = Path(tempfile.mkdtemp(prefix="soteria-postgres-"))
    as_user: list[str] = []
    if os.geteuid() == 0:
        try:
            user = pwd.getpwnam("postgres")
        except KeyError:
            raise Fault("PostgreSQL does not run as root, and there is no user postgres to run it as.") from None
        os.chown(folder, user.pw_uid, user.pw_gid)
        as_user = ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups", "--"]
    data = folder / "data"
    try:
        _run([*as_user, programs / "initdb", "-D", data, "-U", "tests", "-A", "trust", "-E", "UTF8", "--locale=C"])
        control = [*as_user, programs / "pg_ctl", "-D", data, "-s", "-w"]
        _run([*control, "-l", folder / "log", "-o", f"-k {folder} {options}", "start"])
        try:
            yield f"postgres://tests@{quote(str(folder), safe='')}/postgres"
        finally:
            _run([*control, "-m", "immediate", "stop"])
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def find_programs() -> Path:
    """Debian keeps them off the PATH, by version; elsewhere they are on it."""
    debian = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    found = sorted(debian, key=lambda path: int(path.parts[-3])) or [shutil.which("initdb")]
    if not found[-1]:
        raise Fault("There is no PostgreSQL server here. On Debian: apt-get install postgresql")
    return Path(found[-1]).parent


def _run(command: list) -> None:
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, check=False, cwd="/")
    if done.returncode:
        raise Fault(f"{command[-1]} of the tests' PostgreSQL failed:\n{done.stdout}{done.stderr}")
