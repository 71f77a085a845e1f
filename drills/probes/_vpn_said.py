"""What a log-in came to, read from what the clients openvpn and openconnect print in English.

Nothing of what they print is kept: a line may hold a cookie, which is as good as a password.
"""

from __future__ import annotations

import errno
import re
from collections.abc import Sequence
from typing import Literal, Protocol

Reason = Literal[
    "in",
    "credentials",
    "asks_more",
    "busy",
    "certificate_expired",
    "certificate_not_yet_valid",
    "certificate_not_trusted",
    "own_certificate",
    "full",
    "halted",
    "silent",
    "unconnected",
    "odd_profile",
    "failed",
]
# What the system said to the client is told as if it had said so to us.
Verdict = Reason | OSError

_NETWORK = (
    (re.compile(r"Connection refused"), errno.ECONNREFUSED),
    (re.compile(r"No route to host"), errno.EHOSTUNREACH),
    (re.compile(r"Network is unreachable"), errno.ENETUNREACH),
)
NO_NAME = re.compile(r"Cannot resolve host address|getaddrinfo failed for host")


class Log(Protocol):
    """Hears a client's lines, one by one."""

    def hear(self, line: str) -> Verdict | None:
        """What is certain after this line; None while nothing is."""
        ...

    def at_end(self, *, ended: bool) -> Verdict:
        """What it came to where nothing was certain: the client `ended`, or its time was up."""
        ...


class OpenvpnLog:
    """Lines of openvpn at ``verb 3``."""

    # They repeat what the other side wrote: the name in a certificate must not pass for a log-in.
    _QUOTES = re.compile(r"VERIFY (?:\w+ )?OK|PUSH: |Peer Connection Initiated")
    _CERTAIN: tuple[tuple[re.Pattern[str], Reason], ...] = (
        (
            re.compile(r"VERIFY ERROR[^=]*=\d+, error=certificate has expired"),
            "certificate_expired",
        ),
        (
            re.compile(r"VERIFY ERROR[^=]*=\d+, error=[^:]*not yet valid"),
            "certificate_not_yet_valid",
        ),
        (re.compile(r"VERIFY (?:\w+ )?ERROR"), "certificate_not_trusted"),
        (re.compile(r"Initialization Sequence Completed"), "in"),
        # Such as "AUTH_FAILED,TEMP[backoff 42]: …" and "AUTH_FAILED,CRV1:…" (management-notes).
        (re.compile(r"AUTH_FAILED,TEMP"), "busy"),
        (re.compile(r"AUTH_FAILED,CRV1|AUTH_PENDING"), "asks_more"),
        (re.compile(r"AUTH_FAILED"), "credentials"),
        (re.compile(r"Your certificate (?:has expired|is not yet valid)"), "own_certificate"),
        (re.compile(r"Options error|[Cc]annot load|Cannot open|Error opening"), "odd_profile"),
    )

    def __init__(self) -> None:
        self._answered = self._verified = False

    def hear(self, line: str) -> Verdict | None:
        self._answered |= "Initial packet from" in line
        self._verified |= "VERIFY OK: depth=0" in line
        if self._QUOTES.search(line):
            return None
        return _first(self._CERTAIN, line) or _network(line)

    def at_end(self, *, ended: bool) -> Verdict:
        if self._verified:
            return "halted"
        if self._answered:
            return "full"
        return "failed" if ended else "silent"


class OpenconnectLog:
    """Lines of ``openconnect --authenticate``; `pinned`: the certificate is known by its key."""

    _CERTAIN: tuple[tuple[re.Pattern[str], Reason], ...] = (
        (re.compile(r"^COOKIE='.+'"), "in"),
        (re.compile(r"^User input required in non-interactive mode"), "asks_more"),
        (re.compile(r"HTTP/1\.\d 401 |Client certificate has expired"), "own_certificate"),
        (re.compile(r"fingerprint\(s\) specified via --servercert"), "certificate_not_trusted"),
        (re.compile(r"non-properly terminated|Error in the pull|unexpected eof"), "full"),
        # Where a firewall answers by ICMP, openconnect 9 has sometimes lost the reason.
        (re.compile(r"Failed to connect to (?!.*Network is unreachable)"), "unconnected"),
        (re.compile(r"(?:Failed|Error).*(?:open|load).*(?:certificate|key)"), "odd_profile"),
    )
    _UNTRUSTED: tuple[tuple[re.Pattern[str], Reason], ...] = (
        (re.compile(r"verify failed: certificate expired"), "certificate_expired"),
        (re.compile(r"verify failed: certificate not"), "certificate_not_yet_valid"),
        (re.compile(r"verify failed:"), "certificate_not_trusted"),
    )
    _FAILED = re.compile(r"^(?:Login|Authentication) failed", re.IGNORECASE)

    def __init__(self, *, pinned: bool) -> None:
        self._forms = self._CERTAIN if pinned else (*self._CERTAIN, *self._UNTRUSTED)
        self._answered = self._shows_ours = self._turned_away = False
        self._posts = 0

    def hear(self, line: str) -> Verdict | None:
        self._answered |= line.startswith("Connected to HTTPS")
        self._shows_ours |= line.startswith("Using client certificate")
        self._posts += line.startswith("POST ")
        # Before anything was filled in, such words are the gateway's notice to all; and whether it
        # was so in the end is seen from what follows.
        self._turned_away |= self._posts > 1 and bool(self._FAILED.search(line))
        found = _first(self._forms, line)
        if found is None and not self._answered:
            return _network(line)
        if found == "asks_more" and self._turned_away:
            return "credentials"
        # It hangs up on a certificate that it does not accept; a full one does so more politely.
        turned_down = found == "full" and self._shows_ours and "pull" in line
        return "own_certificate" if turned_down else found

    def at_end(self, *, ended: bool) -> Verdict:
        if self._turned_away:
            return "credentials"
        if ended:
            return "failed"
        return "halted" if self._answered else "silent"


class HeldOpenconnectLog(OpenconnectLog):
    """Lines of openconnect where it stays connected."""

    _UP = re.compile(r"^Got CONNECT response: HTTP/1\.\d 200 ")
    # ocserv says so where one account has as many sessions as it may.
    _TOO_MANY = re.compile(r"HTTP/1\.\d 401 Cookie is not acceptable")

    def __init__(self, *, pinned: bool) -> None:
        super().__init__(pinned=pinned)
        self._taken = False

    def hear(self, line: str) -> Verdict | None:
        # The line was taken: a full ocserv leaves it waiting, or hangs up.
        self._taken |= line.startswith("SSL negotiation with")
        if self._UP.search(line):
            return "in"
        return "full" if self._TOO_MANY.search(line) else super().hear(line)

    def at_end(self, *, ended: bool) -> Verdict:
        verdict = super().at_end(ended=ended)
        return "full" if verdict == "silent" and self._taken else verdict


def _first(forms: Sequence[tuple[re.Pattern[str], Reason]], line: str) -> Reason | None:
    return next((reason for form, reason in forms if form.search(line)), None)


def _network(line: str) -> OSError | None:
    found = next((number for form, number in _NETWORK if form.search(line)), None)
    return None if found is None else OSError(found, "")
