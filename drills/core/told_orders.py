"""How something stands that people watch: their word moves its check, as an answer would."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bcp.asking import ProbeCall
from bcp.message import Message, Phrase
from bcp.said_by_people import said_by_people, wants_merit
from drills.core.brief import Check
from drills.core.events import Event, Observed, Watched
from drills.core.judging import sample_of
from drills.core.state import CheckState, Drill
from drills.core.told import reading_of
from drills.core.told_events import Sighting, StateSaid
from drills.core.watch import Tracker, resumed

NOTHING_BY_PEOPLE = Phrase(
    "order.nothing_by_people",
    ja="この訓練で、人が見て答える監視（observe、attest）はありません。",
    en="This drill watches nothing by people's word (observe, attest).",
)
NOT_BY_PEOPLE = Phrase(
    "order.not_by_people",
    ja="「{thing}」は、人が見て答える監視ではありません。あるもの: {known:list}",
    en="{thing!r} is not watched by people's word. There are: {known:list}.",
)
WHICH_CHECK = Phrase(
    "order.which_check",
    ja="「{thing}」には監視が複数あります。どれかの名前を書いてください: {known:list}",
    en="{thing!r} has several such checks. Name one of them: {known:list}.",
)
WHO_SAID_SO = Phrase(
    "order.who_said_so",
    ja="事業者の誰が答えたかを書いてください（--informant）。",
    en="Say who of the supplier answered (--informant).",
)
HOW_HEARD = Phrase(
    "order.how_heard",
    ja="感明度（5から1）を書いてください（--merit）。",
    en="Say how well the call was heard, 5 to 1 (--merit).",
)
NO_MERIT = Phrase(
    "order.no_merit",
    ja="感明度は{worst}から{best}までです（{merit}）。",
    en="How well a call was heard is told from {worst} to {best}, not {merit}.",
)
NOT_YET = Phrase(
    "order.seen_in_future",
    ja="まだ来ていない時刻に見たことにはできません。",
    en="It cannot have been seen at a time that is yet to come.",
)
BEFORE_LAST = Phrase(
    "order.seen_before_last",
    ja="これより後に見たことが、すでに記録されています。前のことは紙の記録（enter）に残してください。",
    en="Something later is recorded already. Keep what was before it as a line from paper (enter).",
)

WORST, BEST = 1, 5


@dataclass(frozen=True)
class Observe:
    """A person says how something stands; `thing` is a check, or what has only one such check."""

    thing: str
    answer: StateSaid
    by: str
    note: str = ""
    sighting: Sighting | None = None


def lacks_informant(call_source: str | None, answer: str, sighting: Sighting | None) -> bool:
    """Whether a supplier is quoted without a name."""
    told = answer not in ("could_not_reach", "skipped")
    return call_source == "attested" and told and not (sighting and sighting.informant.strip())


def lacking_in(call: ProbeCall, answer: str, sighting: Sighting | None) -> Message | None:
    """What must be told beside the word and was not."""
    if lacks_informant(said_by_people(call), answer, sighting):
        return WHO_SAID_SO()
    return lacks_merit(answer, sighting) if wants_merit(call) else None


def lacks_merit(answer: str, sighting: Sighting | None) -> Message | None:
    """What is wrong with how well a call was heard; where none came about there is nothing."""
    merit = sighting.merit if sighting else None
    if merit is None:
        return HOW_HEARD() if answer in ("done", "partly") else None
    return None if WORST <= merit <= BEST else NO_MERIT(merit=merit, worst=WORST, best=BEST)


def by_people(drill: Drill) -> tuple[Check, ...]:
    """The checks of which only people can tell."""
    return tuple(each for each in drill.started().checks if said_by_people(each.call))


def observed(drill: Drill, order: Observe, now: int) -> tuple[Event, ...] | Message:
    """Give the word, and what follows of it for the check; or why it is not possible."""
    check = _check(drill, order.thing)
    if isinstance(check, Message):
        return check
    lacking = lacking_in(check.call, order.answer, order.sighting)
    if lacking is not None:
        return lacking
    source = said_by_people(check.call) or "observed"
    state = drill.checks.get(check.id, CheckState())
    seen = _seen(state, order.sighting, now)
    if isinstance(seen, Message):
        return seen
    reading = reading_of(order.answer, order.by, source, order.sighting)
    sample = sample_of(check.call, *seen, reading)
    tracker, facts = _tracker(check, state).heard(sample)
    word = Observed(now, check.id, order.answer, order.by, source, order.note, order.sighting)
    window = Watched(sample.received, sample.sent, (tracker.tally()[1],))
    return (word, *facts, window)


def _check(drill: Drill, thing: str) -> Check | Message:
    known = by_people(drill)
    if not known:
        return NOTHING_BY_PEOPLE()
    found = [each for each in known if each.id == thing]
    found = found or [each for each in known if thing in (each.system, each.call.subject)]
    if len(found) > 1:
        return WHICH_CHECK(thing=thing, known=tuple(each.id for each in found))
    return found[0] if found else NOT_BY_PEOPLE(thing=thing, known=tuple(e.id for e in known))


def _seen(state: CheckState, sighting: Sighting | None, now: int) -> tuple[int, int] | Message:
    """Between which instants it was seen; never before what was last told of it."""
    low = now if sighting is None or sighting.low is None else sighting.low
    high = now if sighting is None or sighting.high is None else min(sighting.high, now)
    last = 0 if state.tally is None else state.tally_at
    if low > now:
        return NOT_YET()
    return BEFORE_LAST() if high < last else (max(low, last), high)


def _tracker(check: Check, state: CheckState) -> Tracker:
    """What is believed of the check, from the journal alone."""
    window = (state.tally_at, state.tally) if state.tally else None
    lost = state.lost.first_bad if state.lost else None
    unknown = state.unknown.sample if state.unknown else None
    return replace(resumed(check.id, check.settled, window, lost), unknown_since=unknown)
