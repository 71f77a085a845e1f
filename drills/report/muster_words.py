"""Gathering people, in words: whom a step gathers, how each of them is, and who is absent."""

from __future__ import annotations

from bcp.durations import MINUTE
from bcp.message import Message, Phrase, Text
from drills.core.muster_events import Mustered, PeopleAbsent
from drills.core.musters import Standing
from drills.core.state import Drill
from drills.core.whom import whom
from drills.report.call_words import NOTED, person_name
from scenarios.model import MusterCall

GATHERS = Phrase("muster.step", ja="安否確認・参集: {who:list}", en="gather {who:list}")
CHECKS = Phrase("muster.step_safety", ja="安否確認: {who:list}", en="ask how {who:list} are")
WITH = Phrase("muster.step_with", ja="{what}「{text}」", en="{what}: {text}")
SAID = Phrase("muster.said", ja="［{step}］{person}: {state}", en="[{step}] {person}: {state}")
IN_MINUTES = Phrase("muster.in_minutes", ja="約{minutes}分後に到着", en="there in {minutes} min")
ABSENT = Phrase(
    "muster.absent",
    ja="この訓練で不在とする人: {people:list}",
    en="taken to be absent in this drill: {people:list}",
)
DRAWN = Phrase(
    "muster.drawn",
    ja="くじで{drawn:list}を選びました（種: {seed}）",
    en="{drawn:list} drawn by lot, seed {seed}",
)
NOBODY = Phrase("muster.absent_nobody", ja="なし", en="nobody")
STATES: dict[Standing, Phrase] = {
    "absent": Phrase("muster.state_absent", ja="不在（訓練の想定）", en="absent in this drill"),
    "not_heard": Phrase("muster.state_not_heard", ja="連絡なし", en="not heard of"),
    "safe": Phrase("muster.state_safe", ja="無事", en="safe"),
    "injured": Phrase("muster.state_injured", ja="負傷", en="injured"),
    "need_help": Phrase("muster.state_need_help", ja="要救助", en="needs help"),
    "coming": Phrase("muster.state_coming", ja="参集中", en="on the way"),
    "arrived": Phrase("muster.state_arrived", ja="参集済", en="arrived"),
    "cannot_come": Phrase("muster.state_cannot_come", ja="参集できない", en="cannot come"),
}


def gathering_said(drill: Drill, do: MusterCall) -> Message:
    """Whom a step gathers, and what they are told."""
    what = (GATHERS if do.percent > 0 else CHECKS)(who=whom(drill.started().plan, do.who))
    return what if do.text == Text() else WITH(what=what, text=do.text)


def mustered_said(event: Mustered, drill: Drill) -> Message:
    """What became known of one person."""
    person, state = person_name(drill, event.person), STATES[event.state]()
    said = SAID(step=event.step, person=person, state=state)
    if event.eta is not None:
        said = NOTED(what=said, note=IN_MINUTES(minutes=round(event.eta / MINUTE)))
    return NOTED(what=said, note=event.note) if event.note else said


def absent_said(event: PeopleAbsent, drill: Drill) -> Message:
    """Who is absent, and by what lot."""
    people = tuple(person_name(drill, each) for each in event.absent)
    what = ABSENT(people=people or (NOBODY(),))
    if not event.drawn:
        return what
    drawn = tuple(person_name(drill, each) for each in event.drawn)
    return NOTED(what=what, note=DRAWN(drawn=drawn, seed=event.seed))
