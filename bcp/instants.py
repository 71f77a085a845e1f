"""Instants as records keep them, microseconds of UTC since 1970, and as aware times: exactly."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def moment(us: int, zone: tzinfo = UTC) -> datetime:
    """The instant of a record, in a zone."""
    return (_EPOCH + timedelta(microseconds=us)).astimezone(zone)


def micros(at: datetime) -> int:
    """An aware time as records keep it."""
    return (at - _EPOCH) // _MICROSECOND
