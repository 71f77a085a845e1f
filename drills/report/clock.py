"""The drill's clock as people read it."""

from __future__ import annotations


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


def fine_clock(at: int) -> str:
    """The same with thousandths of a second, for edges."""
    return f"{_clock(abs(at) // 1_000_000, at < 0)}.{abs(at) // 1_000 % 1_000:03}"
