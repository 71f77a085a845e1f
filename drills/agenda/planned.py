"""The starts of planned drills, as events: when, in which mode, who, and what to prepare."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta

from bcp.message import Message, Phrase
from bcp.programme.dues import Due
from bcp.programme.local_time import zone_of
from bcp.upkeep import PlannedDrill
from drills.agenda.veil import Veil
from drills.ics.values import CalendarEvent
from drills.items.calendar_file import whose
from drills.printed.wording import Wording
from drills.report.words import MODE, said

PLANNED = Phrase("agenda.planned", ja="【訓練予定】{name}", en="Drill: {name}")
BY_ITSELF = Phrase("agenda.by_itself", ja="【自動実施】{name}", en="By itself: {name}")
LEFT_OUT = Phrase("agenda.left_out", ja="【見送り】{name}", en="Left out: {name}")
DRILL = Phrase("agenda.drill", ja="訓練", en="Drill")
DRILLS = Phrase("agenda.drills", ja="訓練", en="Drills")
UNATTENDED = Phrase("agenda.unattended", ja="自動で始まる訓練", en="Drills by themselves")
MODE_SAID = Phrase("agenda.mode", ja="方式: {mode}", en="Mode: {mode}")
STARTS = Phrase("agenda.starts", ja="始め方: {how}", en="How it starts: {how}")
STARTS_ITSELF = Phrase(
    "agenda.starts_itself", ja="時刻になると自動で始まります", en="by itself, at this time"
)
STARTS_BY_HAND = Phrase(
    "agenda.starts_by_hand",
    ja="担当が bcp-drill run {scenario} で始めます",
    en="whoever is responsible types bcp-drill run {scenario}",
)
RESPONSIBLE = Phrase("agenda.responsible", ja="担当: {role}", en="Responsible: {role}")
PARTICIPANTS = Phrase(
    "agenda.participants", ja="参加者: {who:list}", en="Who takes part: {who:list}"
)
PURPOSE = Phrase("agenda.purpose", ja="目的: {purpose}", en="Purpose: {purpose}")
PREPARE = Phrase("agenda.prepare", ja="準備: {what:list}", en="To prepare: {what:list}")
MOVED = Phrase(
    "agenda.moved",
    ja="{before:date} から移しました（{why}）。",
    en="Moved from {before:date}: {why}.",
)
WHY_OUT = Phrase("agenda.why_out", ja="見送りの理由: {why}", en="Why it is left out: {why}")
NO_LENGTH = Phrase(
    "agenda.no_length",
    ja="終わりの時刻は計画にないため、1時間として示しています。",
    en="The plan does not say how long it takes; an hour is shown.",
)
NOT_CERTAIN = Phrase(
    "agenda.not_certain",
    ja="先に行う訓練の実施日で決まるため、変わることがあります。",
    en="It counts from another drill, and its day follows that one's.",
)
_AN_HOUR = timedelta(hours=1)


def events_of_dues(dues: Iterable[Due], wording: Wording, veil: Veil) -> Iterator[CalendarEvent]:
    """Each start, also one that is left out: as cancelled, so that calendars take it out again.

    A start that was moved keeps its identifier, which is had from the instant that its rule names.
    """
    planned = {each.id: each for each in wording.plan.drills}
    for due in dues:
        drill = planned.get(due.drill)
        if drill is not None:
            yield _event(due, drill, wording, veil)


def _event(due: Due, drill: PlannedDrill, wording: Wording, veil: Veil) -> CalendarEvent:
    name = wording.said(drill.name) or wording.said(DRILL)
    needs_people = drill.unattended is None
    title = LEFT_OUT if due.omitted else PLANNED if needs_people else BY_ITSELF
    return CalendarEvent(
        uid=f"drill.{due.key}.{whose(wording.plan)}@bcp-drill",
        starts=due.at.astimezone(zone_of(wording.plan)),
        lasts=timedelta(microseconds=drill.limit.us) if drill.limit else _AN_HOUR,
        summary=veil(wording.said(title(name=name))),
        description=veil("\n".join(wording.said(each) for each in _told(due, drill, wording))),
        place=veil(wording.said(drill.place)),
        categories=(wording.said(DRILLS if needs_people else UNATTENDED),),
        reminders=tuple(-timedelta(microseconds=each.us) for each in drill.remind),
        # What runs by itself at night takes nobody's time.
        is_busy=needs_people,
        cancelled=due.omitted is not None,
        tentative=due.expected,
    )


def _told(due: Due, drill: PlannedDrill, wording: Wording) -> Iterator[Message]:
    if due.omitted is not None:
        yield WHY_OUT(why=due.omitted)
    if due.moved_from is not None:
        yield MOVED(before=f"{due.moved_from:%Y-%m-%d %H:%M}", why=due.because or "")
    if due.expected:
        yield NOT_CERTAIN()
    if drill.unattended is not None:
        yield MODE_SAID(mode=said(MODE, drill.unattended))
    yield STARTS(how=_how(drill))
    if drill.responsible:
        yield RESPONSIBLE(role=_role(drill.responsible, wording))
    for phrase, words in ((PARTICIPANTS, drill.participants), (PREPARE, drill.prepare)):
        if words:
            key = "who" if phrase is PARTICIPANTS else "what"
            yield phrase(**{key: [wording.said(each) for each in words]})
    if drill.purpose is not None:
        yield PURPOSE(purpose=drill.purpose)
    if drill.limit is None:
        yield NO_LENGTH()


def _how(drill: PlannedDrill) -> Message:
    if drill.unattended is not None:
        return STARTS_ITSELF()
    return STARTS_BY_HAND(scenario=drill.scenario or "")


def _role(id: str, wording: Wording) -> str:
    """The role's name or its id; never who holds it."""
    role = next((each for each in wording.plan.roles if each.id == id), None)
    return (wording.said(role.name) if role else "") or id
