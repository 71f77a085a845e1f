"""People's word as a reading: the same outcomes as a probe's, and a source of its own."""

from __future__ import annotations

from collections.abc import Mapping

from bcp.asking import ProbeCall
from bcp.message import Phrase, Text
from bcp.model import Plan
from bcp.said_by_people import PeopleSource, said_by_people, wants_merit
from drills.core.events import Answer
from drills.core.evidence import BASIS, Source
from drills.core.standing import deciding
from drills.core.state import CheckState, Drill
from drills.core.told_events import Sighting
from scenarios.model import Probe, Step, Wait
from scenarios.reading import Fact, Reading

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
CALL = Text(
    ja="{caller}{station}を呼び出し{channel}、通話の結果と感明度（5から1）を答えてください。",
    en="call {station}{caller}{channel} and say how it went and how well it was heard (5 to 1).",
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


def reading_of(
    answer: Answer,
    by: str,
    source: Source | PeopleSource,
    sighting: Sighting | None = None,
) -> Reading:
    """What somebody said, as a reading."""
    state = WORDS[answer]
    if state not in _STATE:
        return Reading.unknown(NOT_KNOWN(by=by))
    because = None if state == "fine" else NOT_WELL(by=by, state=_STATE[state])
    heard = {} if sighting is None or sighting.merit is None else {"merit": sighting.merit}
    facts: dict[str, Fact] = {"reply": True, "state": state, BASIS: source, **heard}
    return Reading(facts=facts, because=because)


def word_for(step: Step, answer: Answer) -> str:
    """The word by which an answer is told: of what was looked at, how that stands."""
    return WORDS[answer] if call_by_people(step) else answer


def asked_of_people(plan: Plan, call: ProbeCall) -> Text:
    """The question as it is put to people."""
    name = _name(plan, call.subject)
    if wants_merit(call):
        return _called(plan, call, name)
    words = OBSERVE if said_by_people(call) == "observed" else ATTEST
    return Text(
        words.ja.format(thing=f"「{name.said_in('ja')}」"),
        words.en.format(thing=name.said_in("en")),
    )


def _called(plan: Plan, call: ProbeCall, station: Text) -> Text:
    """How a call is asked for: who calls whom, and on which channel where that is told."""
    caller, channel = call.params.get("caller"), call.params.get("channel")
    by = _name(plan, caller) if caller else Text()
    return Text(
        CALL.ja.format(
            caller=f"「{by.said_in('ja')}」から" if caller else "",
            channel=f"（{channel}）" if channel else "",
            station=f"「{station.said_in('ja')}」",
        ),
        CALL.en.format(
            caller=f" from {by.said_in('en')}" if caller else "",
            channel=f" on {channel}" if channel else "",
            station=station.said_in("en"),
        ),
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
