"""The head of an HTTP/1 answer, for protocols that only begin like HTTP (RFC 9112)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from drills.wire import Malformed

LARGEST = 16 * 1024

_STATUS = re.compile(rb"HTTP/1\.[01] ([1-5][0-9]{2})(?: [^\r\n]*)?\r?\n?")
_LENGTH = re.compile(rb"content-length:[ \t]*([0-9]{1,20})[ \t]*", re.IGNORECASE)


@dataclass(frozen=True)
class Head:
    """Its status, and how many bytes it says are to follow; None where it does not say."""

    status: int
    length: int | None = None


def begins(line: bytes) -> bool:
    """Whether an answer may begin with this line."""
    return _STATUS.fullmatch(line) is not None


def parsed(said: bytes) -> Head:
    """The head, up to its empty line. Raises `Malformed`."""
    first, *others = said.split(b"\n")
    status = _STATUS.fullmatch(first + b"\n")
    if status is None:
        raise Malformed("no answer of HTTP")
    lengths = [_LENGTH.fullmatch(line.rstrip(b"\r")) for line in others]
    named = {int(each[1]) for each in lengths if each}
    if len(named) > 1:
        raise Malformed("it says two lengths")
    return Head(int(status[1]), named.pop() if named else None)
