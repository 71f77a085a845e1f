"""Times as tools write them: forms, services and gateways, beside those that people write."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bcp.durations import HOUR, MINUTE, SECOND
from bcp.written_times import Clock, Date, narrow
from bcp.written_times import read_when as read_by_people

# ``2026-11-22T10:05:33.5+09:00`` (RFC 3339), and the suffixes that forms add.
_RFC = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)[T ](?P<clock>\d\d:\d\d(?::\d\d)?)(?:\.\d+)?\s*"
    r"(?P<zone>Z|[+-]\d\d:?\d\d)?",
    re.ASCII,
)
_SUFFIX = re.compile(r"\s*(?:JST|GMT(?P<hours>[+-]\d{1,2}))\s*$", re.ASCII)
_HALF_BEHIND = re.compile(r"(?P<clock>\d{1,2}:\d\d(?::\d\d)?)\s*(?P<half>午前|午後)$", re.ASCII)
_JST_S = 9 * 3_600


@dataclass(frozen=True)
class When:
    """A time of day with its date where one stood there.

    `shift_us` is what a zone that was written beside it adds to the organisation's own.
    """

    clock: Clock
    date: Date | None
    shift_us: int = 0


def read_when(text: str, offset_s: int) -> When | None:
    """The time, or None for anything else; `offset_s` is the organisation's own from UTC."""
    plain = narrow(text)
    rfc = _RFC.fullmatch(plain)
    if rfc is not None:
        zone = rfc["zone"]
        away = None if zone is None else _offset(zone)
        return _read(f"{rfc['day']} {rfc['clock']}", away, offset_s)
    suffix = _SUFFIX.search(plain)
    away = None
    if suffix is not None:
        plain = plain[: suffix.start()]
        away = _JST_S if suffix["hours"] is None else int(suffix["hours"]) * 3_600
    plain = _HALF_BEHIND.sub(lambda found: f"{found['half']}{found['clock']}", plain)
    return _read(plain, away, offset_s)


def _read(plain: str, away_s: int | None, offset_s: int) -> When | None:
    found = read_by_people(plain)
    if found is None:
        return None
    shift = 0 if away_s is None else (offset_s - away_s) * SECOND
    return When(*found, shift)


def _offset(zone: str) -> int:
    if zone == "Z":
        return 0
    sign = -1 if zone.startswith("-") else 1
    digits = zone[1:].replace(":", "")
    return sign * (int(digits[:2]) * HOUR + int(digits[2:]) * MINUTE) // SECOND
