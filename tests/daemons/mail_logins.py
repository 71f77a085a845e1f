"""Says to a Postfix whose password is right, as Dovecot does (its authentication protocol, 1.1).

Run as ``python -m tests.daemons.mail_logins SOCKET USER PASSWORD LOG``; each try is a line of LOG.
"""

from __future__ import annotations

import base64
import socketserver
import sys
from pathlib import Path

_GREETING = "VERSION\t1\t1\nMECH\tPLAIN\tplaintext\nSPID\t1\nCUID\t1\nCOOKIE\t{}\nDONE\n"


class _Door(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        _, _, user, password, log = sys.argv
        self.wfile.write(_GREETING.format("0" * 32).encode())
        for line in self.rfile:
            words = line.decode().rstrip("\n").split("\t")
            if words[0] != "AUTH":
                continue
            given = next(each for each in words if each.startswith("resp=")).removeprefix("resp=")
            _, name, tried = base64.b64decode(given).decode().split("\0")
            good = (name, tried) == (user, password)
            with Path(log).open("a", encoding="utf-8") as out:
                out.write("good\n" if good else "bad\n")
            self.wfile.write(f"{'OK' if good else 'FAIL'}\t{words[1]}\tuser={name}\n".encode())


if __name__ == "__main__":
    with socketserver.ThreadingUnixStreamServer(sys.argv[1], _Door) as server:
        Path(sys.argv[1]).chmod(0o666)
        server.serve_forever()
