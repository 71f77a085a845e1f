"""The system's own ``ping`` program: how it is called, and what its output means.

Only numbers are read from it where possible, because Windows speaks its own language. The line of
a reply is the only one with exactly one time in it: summaries have several, and a time-out or
somebody else's "unreachable" has none, also where Windows counts it as received.
"""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass

# Without a right of its own ping may not send faster than this.
INTERVAL_US = 200_000

_TIME = re.compile(rb"[=<] ?([0-9]+(?:[.,][0-9]+)?) ?ms\b")
# "1 packets transmitted, 1 received" (Linux), "1 packets received" (macOS, BusyBox).
_COUNTED = re.compile(rb"\d+ packets transmitted, \d+ (?:packets )?received")
# What Linux, BusyBox and macOS say when the system would not send.
_NOT_SENT = (
    (re.compile(rb"network is (?:un|not )reachable|network unreachable", re.I), errno.ENETUNREACH),
    (re.compile(rb"no route to host", re.I), errno.EHOSTUNREACH),
    (re.compile(rb"address family.* not supported", re.I), errno.ENETUNREACH),
    (re.compile(rb"(?:can't|cannot) assign requested address", re.I), errno.ENETUNREACH),
    (re.compile(rb"network is down", re.I), errno.ENETDOWN),
)
_FORBIDDEN = re.compile(rb"not permitted|permission denied|are you root|firewall rules", re.I)
_HELD_BACK = re.compile(rb"send|connect|firewall rules", re.I)
# A router on the way may use the same words, in a line that begins with its address.
_FROM_ELSEWHERE = re.compile(rb"(\d+ bytes )?from ", re.I)
# What Windows says of an echo that did leave; all else ("General failure") is our own trouble.
_LEFT = tuple(
    words.encode(encoding)
    for words in ("timed out", "Reply from", "タイムアウト", "からの応答")
    for encoding in ("cp932", "utf-8")
)


class MayNotPing(Exception):
    """The ping program is not there (`missing`), or this user may not use it."""

    def __init__(self, *, missing: bool) -> None:
        self.missing = missing
        super().__init__("missing" if missing else "not permitted")


@dataclass(frozen=True)
class Echoes:
    """How many were sent, and the time of each that came back, in milliseconds."""

    sent: int
    times_ms: tuple[float, ...]


def command_for(platform: str, address: str, count: int, left_us: int) -> tuple[str, ...]:
    """What to call on `sys.platform`, so that it ends by itself when `left_us` have passed."""
    if platform == "win32":
        # Windows pauses a second between echoes and waits so long for each.
        each_ms = max(left_us // 1000 // count, 1)
        # By its path, because Windows would look into the present folder first.
        system = os.environ.get("SYSTEMROOT", r"C:\Windows")
        return (rf"{system}\System32\PING.EXE", "-n", str(count), "-w", str(each_ms), address)
    last_us = max(left_us - (count - 1) * INTERVAL_US, 0)
    pause = ("-i", str(INTERVAL_US / 1_000_000)) if count > 1 else ()
    if platform == "darwin":
        if ":" in address:
            return ("/sbin/ping6", "-n", "-c", str(count), *pause, address)
        wait = ("-W", str(max(last_us // 1000, 1)))
        return ("/sbin/ping", "-n", "-c", str(count), *pause, *wait, address)
    # Older ones take whole seconds only.
    wait = ("-W", str(max(last_us // 1_000_000, 1)))
    return ("ping", "-n", "-c", str(count), *pause, *wait, address)


def in_english(around: Mapping[str, str]) -> dict[str, str]:
    """An environment in which ping speaks English, where it can."""
    return {**around, "LC_ALL": "C"}


def echoes_in(platform: str, count: int, out: bytes, err: bytes) -> Echoes:
    """What ping's output means.

    Raises `OSError` where nothing was sent, with the number that a socket would have given, and
    `MayNotPing`.
    """
    times = tuple(
        float(found[0].replace(b",", b"."))
        for line in out.splitlines()
        if len(found := _TIME.findall(line)) == 1 and b"DUP!" not in line
    )
    if times:
        return Echoes(count, times[:count])
    if platform == "win32":
        if not any(words in out for words in _LEFT):
            raise OSError(errno.ENETUNREACH, os.strerror(errno.ENETUNREACH))
    else:
        _refused(out, err)
    return Echoes(count, ())


def _refused(out: bytes, err: bytes) -> None:
    lines = (err + b"\n" + out).splitlines()
    own = b"\n".join(line for line in lines if not _FROM_ELSEWHERE.match(line))
    for words, number in _NOT_SENT:
        if words.search(own):
            raise OSError(number, os.strerror(number))
    if _FORBIDDEN.search(own):
        # A firewall of our own lets ping run and holds its echoes back.
        if _HELD_BACK.search(own):
            raise OSError(errno.EPERM, os.strerror(errno.EPERM))
        raise MayNotPing(missing=False)
    if not _COUNTED.search(out):
        # No number of the network's: nobody knows what this is, so it proves nothing.
        raise OSError(errno.EIO, own.decode("utf-8", "replace").strip()[-200:])
