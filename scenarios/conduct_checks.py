"""Mistakes in who plays which part, what is evaluated, and when the hazard strikes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bcp.did_you_mean import remedy
from bcp.durations import HOUR
from bcp.message import Message, Phrase
from bcp.model import Plan
from bcp.muster import HOURS as KINDS_OF_HOUR
from bcp.muster import Hour
from bcp.muster_checks import HOURS
from bcp.references import ID_TWICE, OTHER_ID, id_trouble
from bcp.refused import Place, Refusal
from bcp.written_times import Clock, read_clock
from scenarios.checks import Written
from scenarios.conduct import Cast, Criterion
from scenarios.hazard import Hazard

NO_CLOCK = Phrase(
    "hazard.no_clock",
    ja="「{word}」は時刻として読めません。",
    en="{word!r} is not a time of day.",
)
LIKE_A_CLOCK = Phrase(
    "hazard.like_a_clock",
    ja='"22:10" のように、引用符を付けて書いてください。',
    en='Write it like "22:10", with the quotes.',
)
OTHER_HOUR = Phrase(
    "hazard.other_hour",
    ja="発生時刻（at）「{word}」は、時間帯（hour）「{hour}」に合いません（{usual}）。",
    en='"at" {word!r} does not fit "hour" {hour} ({usual}).',
)
ONE_OF_BOTH = Phrase(
    "hazard.one_of_both",
    ja="どちらかを直すか、消してください。",
    en="Change or remove one of them.",
)
USUAL: dict[Hour, Phrase] = {
    "working": Phrase("hazard.usual_working", ja="7時〜20時", en="7:00 to 20:00"),
    "night": Phrase("hazard.usual_night", ja="17時〜翌9時", en="17:00 to 9:00"),
    "holiday": Phrase("hazard.usual_holiday", ja="6時〜20時", en="6:00 to 20:00"),
}
# Wide on purpose: shifts differ, and only what cannot be meant is refused.
_FROM_TO: dict[Hour, tuple[int, int]] = {"working": (7, 20), "night": (17, 33), "holiday": (6, 20)}
UNKNOWN_PART = Phrase(
    "warn.unknown_part",
    ja="「{word}」は計画の役割にありません。書かれたとおりに表示します。",
    en="{word!r} is no role of the plan; it will be shown as written.",
)
_LIKE_AN_ID = re.compile(r"[a-z0-9]+(?:[-_.][a-z0-9]+)*")


def conduct_mistakes(written: Written) -> Iterator[Refusal]:
    """What can be seen without a plan."""
    yield from _clock(written)
    places: dict[str, Place] = {}
    for each in written.mentions:
        if (each.owner, each.field) != (Criterion, "id"):
            continue
        yield from id_trouble(each)
        first = places.setdefault(each.word, each.place)
        if first is not each.place:
            what = ID_TWICE(word=each.word, file=first.file, line=first.line)
            yield Refusal(each.place, what, OTHER_ID())


def _clock(written: Written) -> Iterator[Refusal]:
    hour = written.scenario.hazard.hour
    for each in written.mentions:
        if (each.owner, each.field) != (Hazard, "at"):
            continue
        clock = read_clock(each.word)
        if clock is None or clock.since >= 24 * HOUR:
            yield Refusal(each.place, NO_CLOCK(word=each.word), LIKE_A_CLOCK())
        elif hour in KINDS_OF_HOUR and not _fits(clock, hour):
            said: dict[str, Message] = {"hour": HOURS[hour](), "usual": USUAL[hour]()}
            yield Refusal(each.place, OTHER_HOUR(word=each.word, **said), ONE_OF_BOTH())


def _fits(clock: Clock, hour: Hour) -> bool:
    low, high = (each * HOUR for each in _FROM_TO[hour])
    return any(low <= at < high for at in (clock.since, clock.since + 24 * HOUR))


def cast_warnings(written: Written, plan: Plan) -> Iterator[Refusal]:
    """Parts played by what looks like the id of a role, and is none of the plan's."""
    roles = [each.id for each in plan.roles]
    for each in written.mentions:
        word = each.owner is Cast and _LIKE_AN_ID.fullmatch(each.word)
        if word and roles and each.word not in roles:
            yield Refusal(each.place, UNKNOWN_PART(word=each.word), remedy(each.word, roles))
