"""How people write down a server that is asked within TLS, on port 443 where they say no other."""

from __future__ import annotations

from bcp.message import Message, Phrase, Text
from drills.probes._addresses import host_and_port, is_host, is_ipv6
from drills.probes._tls_fields import CA, HOST, NOT_A_HOST

FIELDS = {
    "server": Text(
        ja="サーバの名前かアドレス（ポートは443。ほかなら「ホスト名:ポート」）",
        en='the server\'s name or address; "host:port" where the port is not 443',
    ),
    "host": HOST,
    "ca": CA,
}

NOT_A_SERVER = Phrase(
    "probes.tls_server.not_a_server",
    ja="「{server}」はサーバの宛先として読めません。「vpn.example.jp」か「192.0.2.7:5555」のように"
    "書いてください。",
    en="{server!r} is no server to ask; write vpn.example.jp or 192.0.2.7:5555.",
)


def place_of(server: str) -> tuple[str, int] | None:
    """Host and port of what is written, or None where it is neither."""
    if is_ipv6(server) or is_host(server):
        return server, 443
    return host_and_port(server)


def wrong_server(server: str, host: str | None) -> Message | None:
    """What is wrong with the address, or with the name that the certificate is to have."""
    if place_of(server) is None:
        return NOT_A_SERVER(server=server)
    if host is not None and not is_host(host):
        return NOT_A_HOST(host=host)
    return None
