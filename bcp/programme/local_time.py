"""Local times as instants, where clocks are put forward and back, too."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from bcp.model import Plan
from bcp.wareki import offset_seconds

_SECOND = timedelta(seconds=1)


def zone_of(plan: Plan) -> tzinfo:
    """The time zone of the plan: its calendar's, or else the organisation's offset from UTC.

    Raises `zoneinfo.ZoneInfoNotFoundError` where the machine does not know the name.
    """
    name = plan.calendar.time_zone
    if name is not None:
        return ZoneInfo(name)
    return timezone(timedelta(seconds=offset_seconds(plan.organisation.utc_offset)))


def instant(local: datetime, zone: tzinfo) -> datetime:
    """The instant, in UTC, of a local time without a zone.

    A time that a clock put forward skips is the first instant after the gap; one that comes twice
    is its first.
    """
    if isinstance(zone, timezone):
        # Such clocks are never changed; programmes have a hundred thousand times to reckon.
        return (local - zone.utcoffset(None)).replace(tzinfo=UTC, fold=0)
    first = local.replace(tzinfo=zone, fold=0).astimezone(UTC)
    if first.astimezone(zone).replace(tzinfo=None) == local:
        return first
    # In a gap fold 0 counts with the offset before it, which lies after it, and fold 1 before it.
    before, after = local.replace(tzinfo=zone, fold=1).astimezone(UTC), first
    old = before.astimezone(zone).utcoffset()
    while after - before > _SECOND:
        middle = before + (after - before) // 2
        if middle.astimezone(zone).utcoffset() == old:
            before = middle
        else:
            after = middle
    return after.replace(microsecond=0)


def on_the_clock(moment: datetime, zone: tzinfo) -> datetime:
    """The instant as the clocks there show it, with a fixed offset.

    Times of one zone are compared and subtracted by their clocks, which is wrong where clocks
    change; times with offsets are not.
    """
    local = moment.astimezone(zone)
    if isinstance(zone, timezone):
        return local
    return local.replace(tzinfo=timezone(local.utcoffset() or timedelta()))
