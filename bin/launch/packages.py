"""The virtual environment, the packages of Python and of the front end, and the compiled front end. A stamp remembers
what a step was made from, so that the step is skipped until that changes."""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from launch.messages import HERE, Fault, step

VENV = Path(os.environ.get("VENV_DIR") or HERE / ".venv")
PYTHON = str(VENV / "bin" / "python")
NODE_AT_LEAST = 20


def install(requirements: str, env: Mapping[str, str]) -> None:
    """Everything in the file, at the pinned versions with the pinned hashes."""
    make_venv(env)
    file = HERE / requirements
    mark = fingerprint([file], _version_of(PYTHON))
    stamp = VENV / "stamps" / requirements
    if is_current(stamp, mark):
        return
    pip = [PYTHON, "-m", "pip", "--disable-pip-version-check", "install", "--progress-bar=off", "--no-deps"]
    step(f"Python packages ({requirements})", [*pip, "--require-hashes", "-r", str(file)], env)
    remember(stamp, mark)


def make_venv(env: Mapping[str, str]) -> None:
    """Anew if there is none, if its Python has gone, or if PYTHON asks for another version."""
    wanted = _version_of(sys.executable)
    if Path(PYTHON).exists() and _version_of(PYTHON) == wanted and _runs(PYTHON, "import pip"):
        return
    base = getattr(sys, "_base_executable", sys.executable)
    if not _runs(base, "import venv, ensurepip"):
        raise Fault(f"{base} cannot make a virtual environment. On Debian: apt-get install python3-venv")
    step(f"Virtual environment with Python {wanted}", [base, "-m", "venv", "--clear", str(VENV)], env)


def compile_front_end(env: Mapping[str, str]) -> None:
    """Into VAR_DIR/frontend: the style sheet and the script, from npm's packages and frontend/."""
    var = Path(env["VAR_DIR"])
    lock = [HERE / "package.json", HERE / "package-lock.json"]
    mark = fingerprint([*lock, HERE / "frontend"])
    if is_current(var / "stamps" / "frontend", mark) and (var / "frontend").is_dir():
        return
    env = with_node(env)
    npm = shutil.which("npm", path=env["PATH"])
    packages = fingerprint(lock)
    if not is_current(HERE / "node_modules" / ".stamp", packages):
        step("Front-end packages", [npm, "ci", "--no-audit", "--no-fund"], env)
        remember(HERE / "node_modules" / ".stamp", packages)
    step("Front end", [npm, "run", "build"], env)
    remember(var / "stamps" / "frontend", mark)


def with_node(env: Mapping[str, str]) -> Mapping[str, str]:
    """The environment with npm on its PATH: the machine's, if new enough, else the one in a Python wheel."""
    if shutil.which("npm", path=env["PATH"]) and _node_version(env["PATH"]) >= NODE_AT_LEAST:
        return env
    install("requirements-node.txt", env)
    return {**env, "PATH": f"{VENV / 'bin'}{os.pathsep}{env['PATH']}"}


def _node_version(path: str) -> int:
    if not (node := shutil.which("node", path=path)):
        return 0
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    major = said.strip().lstrip("v").split(".")[0]
    return int(major) if major.isdigit() else 0


def _version_of(python: str) -> str:
    asked = [python, "-c", "import sys; print('%d.%d' % sys.version_info[:2])"]
    try:
        return subprocess.run(asked, capture_output=True, text=True, check=False).stdout.strip()
    except OSError:
        return ""  # a virtual environment whose Python has been taken away


def _runs(python: str, code: str) -> bool:
    return subprocess.run([python, "-c", code], capture_output=True, check=False).returncode == 0


def fingerprint(paths: Iterable[Path], *words: str) -> str:
    """Of the files, and all files in the folders, by name and content; a missing one counts as missing."""
    digest = hashlib.sha256("\0".join(words).encode())
    for path in paths:
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file():
                digest.update(f"\0{file}\0".encode() + file.read_bytes())
    return digest.hexdigest()


def is_current(stamp: Path, mark: str) -> bool:
    return stamp.exists() and stamp.read_text() == mark


def remember(stamp: Path, mark: str) -> None:
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(mark)
