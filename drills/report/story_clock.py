"""The event clock as a time of day."""

from __future__ import annotations

from bcp.durations import DAY
from bcp.message import Language, Phrase, render
from bcp.wareki import LocalTime

STORY = Phrase("screen.story_clock", ja="想定 {clock}", en="event {clock}")
STORY_DAY = Phrase("screen.story_day", ja="想定 {days}日後 {clock}", en="event +{days}d {clock}")


def story_said(began_us: int, story: int, offset: int, lang: Language) -> str:
    """What the event clock shows; a later day is said, because jumps lead there.

    `began_us` is the start (Unix, µs), `story` what has passed on the event clock since (µs),
    `offset` how far the place lies ahead of UTC (s).
    """
    there = LocalTime(began_us + story, offset)
    midnight = (began_us + offset * 1_000_000) // DAY
    days = (began_us + story + offset * 1_000_000) // DAY - midnight
    if days:
        return render(STORY_DAY(days=days, clock=there.clock), lang)
    return render(STORY(clock=there.clock), lang)
