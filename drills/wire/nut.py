"""What a server of Network UPS Tools says: lines of text, as RFC 9271 has them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from drills.wire import Malformed

PORT = 3493
LARGEST = 64 * 1024

_NAME = re.compile(r"[A-Za-z0-9_.-]{1,64}")
_VAR = re.compile(r'VAR (\S+) (\S+) "((?:[^"\\]|\\.)*)"', re.ASCII)
_ERR = re.compile(r"ERR ([A-Z0-9-]{1,64})(?: .*)?")


class Turned(Exception):
    """The server answered with an error: `word` is its own, such as ``DATA-STALE``."""

    def __init__(self, word: str) -> None:
        self.word = word
        super().__init__(word)


def is_name(text: str) -> bool:
    """Whether a UPS may be called so."""
    return _NAME.fullmatch(text) is not None


def question(ups: str) -> bytes:
    """Ask for all that is known of a UPS."""
    return f"LIST VAR {ups}\n".encode("ascii")


def is_whole(said: bytes, ups: str) -> bool:
    """Whether the answer has come to its end."""
    last = said.rstrip(b"\r\n").rpartition(b"\n")[2]
    if not said.endswith(b"\n"):
        return False
    return last.startswith(b"ERR ") or last.rstrip(b"\r") == f"END LIST VAR {ups}".encode()


def parsed(said: bytes, ups: str) -> Mapping[str, str]:
    """The variables of a UPS by name.

    Raises `Turned` where the server answered with an error, and `Malformed` where this is not its
    protocol.
    """
    # Byte by byte: what a device writes in its values is in any encoding, whose second bytes may
    # look like a backslash.
    lines = [each.rstrip("\r") for each in said.decode("latin-1").rstrip("\r\n").split("\n")]
    refused = _ERR.fullmatch(lines[0])
    if refused:
        raise Turned(refused[1])
    if len(lines) < 2 or (lines[0], lines[-1]) != (f"BEGIN LIST VAR {ups}", f"END LIST VAR {ups}"):
        raise Malformed("no list of variables")
    found: dict[str, str] = {}
    for line in lines[1:-1]:
        each = _VAR.fullmatch(line)
        if each is None or each[1] != ups:
            raise Malformed("no variable")
        found[each[2]] = _text(re.sub(r"\\(.)", r"\1", each[3]).encode("latin-1"))
    return found


def _text(value: bytes) -> str:
    for encoding in ("utf-8", "cp932"):
        try:
            return value.decode(encoding)
        except UnicodeDecodeError:
            continue
    return value.decode("latin-1")
