"""python bin/launch start|test ARGUMENTS: what bin/start and bin/test run, with no package installed yet."""

import sys
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parent.parent)

from launch.messages import Fault  # noqa: E402


def main() -> None:
    what, *arguments = sys.argv[1:]
    if what == "start":
        from launch.start import main as run
    else:
        from launch.test import main as run
    try:
        run(arguments)
    except Fault as fault:
        sys.exit(f"\n{fault}")
    except KeyboardInterrupt:
        sys.exit(130 if what == "test" else 0)


main()
