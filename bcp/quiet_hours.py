"""Times of day at which nothing is surveyed: ``08:30-17:15``, where the organisation is.

The first minute belongs to them and the last does not; ``22:00-05:00`` goes over midnight.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from bcp.message import Phrase

MINUTES = 24 * 60
WRITTEN = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])-([01][0-9]|2[0-3]):([0-5][0-9])")

NO_HOURS = Phrase(
    "plan.no_quiet_hours",
    ja="「{word}」は時間帯として読めません。",
    en="{word!r} is no time of the day, from one clock time to another.",
)
LIKE_A_NIGHT = Phrase(
    "plan.like_a_night",
    ja='"22:00-05:00"のように書いてください（始めと終わりは別の時刻）。',
    en='Write it like "22:00-05:00", with an end that is not its beginning.',
)


def span_of(text: str) -> tuple[int, int] | None:
    """First minute of the day and the one after the last, or None where the text is no span."""
    found = WRITTEN.fullmatch(text)
    if found is None:
        return None
    begin, end = int(found[1]) * 60 + int(found[2]), int(found[3]) * 60 + int(found[4])
    return None if begin == end else (begin, end)


def quiet_now(hours: Iterable[str], minute: int) -> str | None:
    """The span, as it is written, that the minute of the day lies in, or None."""
    for each in hours:
        span = span_of(each)
        if span is not None and (minute - span[0]) % MINUTES < (span[1] - span[0]) % MINUTES:
            return each
    return None
