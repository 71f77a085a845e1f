"""Small HTTPS servers that answer as the makers' gateways do, by what is public of them.

A FortiGate as openconnect (fortinet.c) and public exporters of its monitor know it; a Remote
Desktop Gateway as [MS-TSGU] says. They are no proof of the devices themselves.

    python -m tests.daemons.gateway_pages FOLDER      (one on port 443, as a program of its own)
"""

from __future__ import annotations

import json
import signal
import ssl
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from tests.daemons.certificates import Authority

PROGRAM = "gatewaypages"
ACCESS = "reads-only-9f2c"
LOGIN_PAGE = (
    '<html><head><script>var fgt_lang = {"sslvpn_login": "Please Login"};</script></head>'
    '<body><form action="/remote/logincheck" method="POST"></form></body></html>'
)


@dataclass
class Gateway:
    """How it answers, and what it was asked: `asked` holds method, path and token."""

    status: int = 200
    users: int = 40
    port: int = 0
    ways: tuple[str, ...] = ("Negotiate", "NTLM")
    page: str = LOGIN_PAGE
    asked: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def url(self) -> str:
        """Its address."""
        return f"https://127.0.0.1:{self.port}"


@contextmanager
def gateway(folder: Path, days: float = 100, port: int = 0) -> Iterator[Gateway]:
    """One with a certificate of ``ca.crt`` in `folder` that lasts so many days."""
    Authority(folder).issue("gateway", days=days)
    said = Gateway()
    server = ThreadingHTTPServer(("127.0.0.1", port), _answering(said))
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(folder / "gateway.crt", folder / "gateway.key")
    server.socket = tls.wrap_socket(server.socket, server_side=True)
    said.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield said
    finally:
        server.shutdown()
        server.server_close()


def _answering(said: Gateway) -> type[BaseHTTPRequestHandler]:
    class Answering(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            token = self.headers.get("Authorization", "")
            said.asked.append(("GET", self.path, token))
            if self.path == "/remote/login":
                self._say(said.status, said.page)
            elif not self.path.startswith("/api/v2/monitor/vpn/ssl/stats"):
                self._say(404, "")
            elif token != f"Bearer {ACCESS}":
                self._say(401, "")
            else:
                counts = {"users": said.users, "tunnels": said.users, "connections": 2}
                domain = {"results": {"current": counts}, "vdom": "root", "version": "v7.4.8"}
                self._say(said.status, json.dumps([domain]))

        def do_RDG_OUT_DATA(self) -> None:
            said.asked.append(("RDG_OUT_DATA", self.path, self.headers["RDG-Connection-Id"]))
            if self.path != "/remoteDesktopGateway/" or said.status != 200:
                self._say(404 if said.status == 200 else said.status, "")
                return
            self.send_response(401)
            for way in said.ways:
                self.send_header("WWW-Authenticate", way)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def _say(self, status: int, body: str) -> None:
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *words: object) -> None:
            """Say nothing on the terminal."""

    return Answering


def main() -> None:
    """Serve until the end, under a name by which it can be frozen and ended."""
    Path("/proc/self/comm").write_text(PROGRAM)
    with gateway(Path(sys.argv[1]), port=443):
        signal.pause()


if __name__ == "__main__":
    main()
