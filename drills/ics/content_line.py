"""The lines of which a calendar is made (RFC 5545, 3.1), and what may stand in their values."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from bcp.harmless import harmless

# RFC 5545, 3.1: a line has at most 75 octets without its end.
_LONGEST = 75


def text(words: str) -> str:
    """A value of type TEXT (3.3.11), in which nothing begins a line of its own."""
    lines = (harmless(line.replace("\t", " ")) for line in lines_of(words))
    said = "\n".join(lines).replace("\\", "\\\\")
    return said.replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def lines_of(words: str) -> list[str]:
    """The lines of a text, whichever way it ends them."""
    return words.replace("\r\n", "\n").split("\n")


def day(value: date) -> str:
    """A value of type DATE."""
    return f"{value:%Y%m%d}"


def local(value: datetime) -> str:
    """A value of type DATE-TIME as clocks show it there."""
    return f"{value:%Y%m%dT%H%M%S}"


def span(value: timedelta) -> str:
    """A value of type DURATION (3.3.6): whole days, or hours, minutes and seconds."""
    sign, left = ("-", -value) if value < timedelta() else ("", value)
    seconds = int(left.total_seconds())
    if seconds and not seconds % 86_400:
        return f"{sign}P{seconds // 86_400}D"
    hours, minutes, left_s = seconds // 3_600, seconds // 60 % 60, seconds % 60
    said = f"{hours}H" if hours else ""
    # Hours and seconds may not stand beside each other without the minutes between them.
    said += f"{minutes}M" if minutes or (hours and left_s) else ""
    said += f"{left_s}S" if left_s or not said else ""
    return f"{sign}PT{said}"


def folded(line: str) -> Iterator[str]:
    """The line in pieces of at most 75 octets, none of which cuts a letter in two."""
    piece, room = "", _LONGEST
    for sign in line:
        size = len(sign.encode())
        if size > room:
            yield piece
            piece, room = " ", _LONGEST - 1
        piece += sign
        room -= size
    yield piece
