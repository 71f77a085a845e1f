"""People's word as a reading: the same outcomes as a probe's, and a source of its own."""

from __future__ import annotations

from collections.abc import Mapping

from bcp.asking import ProbeCall
from bcp.message import Phrase, Text
from bcp.model import Plan
from bcp.said_by_people import PeopleSource, said_by_people
from drills.core.events import Answer
from drills.core.evidence import BASIS, Source
from drills.core.standing import deciding
from drills.core.state import CheckState, Drill
from scenarios.model import Probe, Step, Wait
from scenarios.reading import Reading

NOT_KNOWN = Phrase(
    "told.not_known",
    ja="{by}さんの答えは「不明」でした。",
    en="{by} answered that nobody knows.",
)
NOT_WELL = Phrase(
    "told.not_well",
    ja="{by}さんの答え: {state}",
    en="{by} answered: {state}",
)
OBSERVE = Text(
    ja="{thing}を見て、状態を答えてください。",
    en="look at {thing} and say how it stands.",
)
ATTEST = Text(
    ja="{thing}の状態を事業者に聞いて、答えてください。",
    en="ask the supplier how {thing} stands and write down the answer.",
)
# What an answer means where something is looked at; the words stand in `ending_words`.
WORDS: Mapping[Answer, str] = {
    "done": "fine",
    "partly": "in_part",
    "failed": "down",
    "could_not_reach": "unknown",
    "skipped": "skipped",
}
_STATE = {
    "fine": Text("異常なし", "fine"),
    "in_part": Text("一部に異常", "part of it is wrong"),
    "down": Text("停止", "down"),
}


def call_by_people(step: Step) -> ProbeCall | None:
    """The question of a step that only people can answer, or None."""
    call = step.do.call if isinstance(step.do, Probe | Wait) else None
    return call if said_by_people(call) else None


def source_in(drill: Drill, call: ProbeCall) -> Source:
    """Where people's word on a question comes from in this mode."""
    if drill.person_source == "assumed":
        return "assumed"
    return said_by_people(call) or drill.person_source


def source_of_checks(drill: Drill, system: str, level: str | None) -> Source:
    """What the checks that decide a rung are known by: the weakest of them."""
    said = {said_by_people(each.call) for each in deciding(drill.started(), system, level)}
    return "attested" if "attested" in said else "observed" if "observed" in said else "measured"


def unsaid(drill: Drill, system: str, level: str | None) -> tuple[str, ...]:
    """The checks of a rung of which only people can tell, and of which nobody has told."""
    return tuple(
        each.id
        for each in deciding(drill.started(), system, level)
        if said_by_people(each.call) and drill.checks.get(each.id, CheckState()).tally is None
    )


def reading_of(answer: Answer, by: str, source: Source | PeopleSource) -> Reading:
    """What somebody said, as a reading."""
    state = WORDS[answer]
    if state not in _STATE:
        return Reading.unknown(NOT_KNOWN(by=by))
    because = None if state == "fine" else NOT_WELL(by=by, state=_STATE[state])
    return Reading(facts={"reply": True, "state": state, BASIS: source}, because=because)


def word_for(step: Step, answer: Answer) -> str:
    """The word by which an answer is told: of what was looked at, how that stands."""
    return WORDS[answer] if call_by_people(step) else answer


def asked_of_people(plan: Plan, call: ProbeCall) -> Text:
    """The question as it is put to people."""
    words = OBSERVE if said_by_people(call) == "observed" else ATTEST
    name = _name(plan, call.subject)
    return Text(
        words.ja.format(thing=f"「{name.said_in('ja')}」"),
        words.en.format(thing=name.said_in("en")),
    )


def _name(plan: Plan, thing: str) -> Text:
    """What people call it; its own words where it is nothing of the plan."""
    names = {
        **{each.id: each.name for each in plan.servers},
        **{each.id: each.name for each in plan.sites},
        **{each.id: each.name for each in plan.watchables},
    }
    found = names.get(thing, Text())
    return found if found != Text() else Text(thing, thing)
