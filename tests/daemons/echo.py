"""Something that listens on a UDP port and sends back all that it hears.

python -m tests.daemons.echo PORT
"""

from __future__ import annotations

import socket
import sys

if __name__ == "__main__":
    with socket.socket(type=socket.SOCK_DGRAM) as listening:
        listening.bind(("127.0.0.1", int(sys.argv[1])))
        while True:
            listening.sendto(*listening.recvfrom(9999))
