"""Replies of a mail server, line by line (RFC 5321, section 4.2)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from drills.wire import Malformed

_LINE = re.compile(rb"([2-5][0-9]{2})(?:([ -])(.*))?", re.DOTALL)
_TEXT_KEPT = 500


@dataclass(frozen=True)
class Line:
    """One line of a reply; `last` where no other follows."""

    code: int
    text: str
    last: bool


def line(said: bytes) -> Line:
    """A line of a reply. Raises `Malformed`."""
    found = _LINE.fullmatch(said.rstrip(b"\r\n"))
    if found is None:
        raise Malformed("no reply of SMTP")
    # ASCII by the standard, UTF-8 by RFC 6531, and whatever a local one was set to.
    text = (found[3] or b"").decode("utf-8", "replace").strip()[:_TEXT_KEPT]
    return Line(int(found[1]), text, found[2] != b"-")


def capabilities(lines: Iterable[str]) -> tuple[str, ...]:
    """What a server offers, from its answer to EHLO, whose first line is a greeting."""
    offered = [each.split() for each in lines][1:]
    return tuple(words[0].upper() for words in offered if words)
