# Finds a Python that the service runs on, for the scripts beside: sets $python. PYTHON overrides.
for python in ${PYTHON:-.venv/bin/python python3 python3.12 python3.11 python3.13}; do
  "$python" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null && return 0
done
echo "Soteria Tracker needs Python 3.11, 3.12 or 3.13; ${PYTHON:-python3} is $("${PYTHON:-python3}" --version 2>&1)." >&2
echo "On Debian 12: apt-get install python3 python3-venv. Or name one: PYTHON=/path/to/python3.12 $0" >&2
exit 1
