"""``https://host:port`` of a gateway, as people write it."""

from __future__ import annotations

from urllib.parse import urlsplit

from bcp.message import Message, Phrase
from drills.probes._addresses import is_host, is_ipv6

NOT_A_GATEWAY = Phrase(
    "probes.gateway_page.not_a_gateway",
    ja="「{url}」は装置のアドレスとして読めません。「https://ホスト名:ポート」と書いてください。",
    en='{url!r} is no address of a gateway; write "https://host:port".',
)


def wrong_address(url: str) -> Message | None:
    """What is wrong with ``https://host:port``, or None."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return NOT_A_GATEWAY(url=url)
    named = is_ipv6(host) if "[" in parts.netloc else is_host(host)
    odd = "@" in parts.netloc or " " in url or port == 0 or parts.path not in ("", "/")
    odd = odd or bool(parts.query or parts.fragment)
    return NOT_A_GATEWAY(url=url) if parts.scheme != "https" or not named or odd else None
