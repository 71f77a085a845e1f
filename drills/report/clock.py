"""The drill's clock as people read it."""

from __future__ import annotations

from bcp.durations import MINUTE
from bcp.wareki import LocalTime


def clock(at: int) -> str:
    """``T+01:05``: minutes and seconds since the start, hours only where there are some.

    The first look at a system goes before the start: ``T-00:01``.
    """
    return _clock(abs(at // 1_000_000), at < 0)


def _clock(seconds: int, before: bool) -> str:
    sign = "-" if before else "+"
    minutes, second = divmod(seconds, 60)
    hours, minute = divmod(minutes, 60)
    return f"T{sign}{f'{hours}:' if hours else ''}{minute:02}:{second:02}"


def written_clock(unix_us: int, width_us: int, offset_s: int) -> str:
    """``22:10`` on the wall for what was written to the minute, ``22:10:30`` to the second."""
    said = LocalTime(unix_us, offset_s).clock
    return said[:5] if width_us >= MINUTE else said


def fine_clock(at: int) -> str:
    """The same with thousandths of a second, for edges."""
    return f"{_clock(abs(at) // 1_000_000, at < 0)}.{abs(at) // 1_000 % 1_000:03}"
