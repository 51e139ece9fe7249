"""fakeredis's TCP server as a program: fake_redis.py PORT"""

import os
import signal
import sys

from fakeredis import TcpFakeServer

# Its threads wait on clients that are still connected, and it keeps nothing: it may simply end.
signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
TcpFakeServer(("127.0.0.1", int(sys.argv[1])), server_version=(7,)).serve_forever()
