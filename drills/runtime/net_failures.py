"""What the network itself says when it does not let us through, by number and in words."""

from __future__ import annotations

import errno
import socket

from bcp.message import Phrase
from drills.errors import Unreachable

UNKNOWN_NAME = Phrase(
    "net.unknown_name",
    ja="{place}の名前を引けません。綴りと、この端末が使うDNSを確かめてください。",
    en="the name of {place} cannot be resolved; check its spelling and the DNS this machine uses.",
)
SLOW_NAME = Phrase(
    "net.slow_name",
    ja="{place}の名前を時間内に引けませんでした。この端末が使うDNSを確かめてください。",
    en="the name of {place} could not be resolved in time; check the DNS this machine uses.",
)
REFUSED = Phrase(
    "net.refused",
    ja="{place}が接続を断りました。サービスが止まっているか、ポート番号が違うか、"
    "ファイアウォールが断っています。",
    en="{place} refused the connection: its service is stopped, the port is wrong, or a firewall "
    "refuses in its place.",
)
NO_ANSWER = Phrase(
    "net.no_answer",
    ja="{place}は接続に応答しません。電源、経路、ファイアウォールを確かめてください。",
    en="{place} does not answer a connection; check its power, the way to it and firewalls.",
)
NO_ROUTE = Phrase(
    "net.no_route",
    ja="{place}へ届きません (No route to host)。相手か手前の機器の電源と配線を確かめてください。"
    "途中のファイアウォールが禁じているときも、同じに見えます。",
    en="{place} cannot be reached (no route to host); check power and cables of it and of what "
    "stands before it. It looks the same where a firewall on the way forbids it.",
)
NETWORK_UNREACHABLE = Phrase(
    "net.network_unreachable",
    ja="この端末か途中のルータに、{place}のネットワークへ向かう経路がありません。"
    "この端末の配線、VPN、経路設定と、途中の回線を確かめてください。",
    en="this machine, or a router on the way, has no way into the network of {place}; check this "
    "machine's cable, VPN and routes, and the lines between.",
)
CLOSED = Phrase(
    "net.closed",
    ja="{place}が途中で接続を閉じました。",
    en="{place} closed the connection in the middle.",
)
NOT_ALLOWED = Phrase(
    "net.not_allowed",
    ja="この端末が{place}への通信を許していません。この端末のファイアウォールと権限を確かめてください。",
    en="this machine does not allow traffic to {place}; check its own firewall and permissions.",
)
TOO_MANY_FILES = Phrase(
    "net.too_many_files",
    ja="この端末で同時に開ける接続の数を超えたため、{place}へ接続できませんでした。",
    en="this machine has too many connections open to make one to {place}.",
)

# Windows has its own numbers for the same answers (WSAECONNREFUSED …); where Python maps them to
# a subclass of OSError the class decides, otherwise the number.
_BY_NUMBER: dict[int, tuple[Phrase, bool | None]] = {
    errno.ECONNREFUSED: (REFUSED, False),
    errno.ETIMEDOUT: (NO_ANSWER, False),
    errno.EHOSTUNREACH: (NO_ROUTE, False),
    errno.EHOSTDOWN: (NO_ROUTE, False),
    errno.ENETUNREACH: (NETWORK_UNREACHABLE, None),
    errno.ENETDOWN: (NETWORK_UNREACHABLE, None),
    errno.EADDRNOTAVAIL: (NETWORK_UNREACHABLE, None),
    errno.ECONNRESET: (CLOSED, False),
    errno.ECONNABORTED: (CLOSED, False),
    errno.EPIPE: (CLOSED, False),
    errno.EACCES: (NOT_ALLOWED, None),
    errno.EPERM: (NOT_ALLOWED, None),
    errno.EMFILE: (TOO_MANY_FILES, None),
    errno.ENFILE: (TOO_MANY_FILES, None),
    10061: (REFUSED, False),
    10060: (NO_ANSWER, False),
    10065: (NO_ROUTE, False),
    10064: (NO_ROUTE, False),
    10051: (NETWORK_UNREACHABLE, None),
    10050: (NETWORK_UNREACHABLE, None),
    10049: (NETWORK_UNREACHABLE, None),
    10054: (CLOSED, False),
    10053: (CLOSED, False),
    10013: (NOT_ALLOWED, None),
    10024: (TOO_MANY_FILES, None),
}


def explained(error: BaseException, place: str) -> Unreachable | None:
    """Why `place` was not reached, or None where the error is none of the network's."""
    if isinstance(error, socket.gaierror):
        return Unreachable(UNKNOWN_NAME(place=place), answered=None)
    if not isinstance(error, OSError):
        return None
    found = _BY_NUMBER.get(error.errno or 0) or _BY_NUMBER.get(getattr(error, "winerror", 0) or 0)
    if found is None and isinstance(error, TimeoutError):
        found = (NO_ANSWER, False)
    if found is None:
        return None
    phrase, answered = found
    return Unreachable(phrase(place=place), answered=answered)
