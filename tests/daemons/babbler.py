"""A server of something else: it greets like FTP and sends back what it hears.

python -m tests.daemons.babbler PORT
"""

from __future__ import annotations

import socketserver
import sys


class _Babble(socketserver.BaseRequestHandler):
    def handle(self) -> None:
        self.request.sendall(b"!! hello, this is something else entirely !!\r\n" * 3)
        while heard := self.request.recv(4096):
            self.request.sendall(heard)


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


_Server(("127.0.0.1", int(sys.argv[1])), _Babble).serve_forever()
