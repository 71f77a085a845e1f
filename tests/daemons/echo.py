"""Something that listens on a port of UDP or TCP and sends back all that it hears.

python -m tests.daemons.echo PORT udp|tcp
"""

from __future__ import annotations

import socket
import sys

if __name__ == "__main__":
    place = ("127.0.0.1", int(sys.argv[1]))
    if sys.argv[2] == "tcp":
        with socket.create_server(place) as listening:
            while True:
                with listening.accept()[0] as talk:
                    while heard := talk.recv(9999):
                        talk.sendall(heard)
    with socket.socket(type=socket.SOCK_DGRAM) as listening:
        listening.bind(place)
        while True:
            listening.sendto(*listening.recvfrom(9999))
