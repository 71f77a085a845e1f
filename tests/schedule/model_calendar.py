"""What happened in a year, on the calendar that `bcp-drill schedule year` makes of a plan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from bcp.instants import moment
from bcp.message import Language, Phrase
from bcp.programme.dues import Due, dues
from bcp.upkeep import PlannedDrill
from drills.notices.events import NoticeIntended
from drills.printed.wording import Wording
from drills.report.words import OVERALL, said
from drills.schedule import events as e
from drills.schedule.standing import DueStanding
from drills.year import as_text
from drills.year.folding import who_said, year_of
from drills.year.gathering import matter_of
from drills.year.model import Entry, Year
from drills.year.reading import short_said
from drills.year.words import MOVED
from tests.schedule.model_year import END, FIRST, TOKYO, Lived

NAME = Phrase(
    "model_year.name", ja="{year}の実績（模擬）:", en="what happened in {year} (simulated):"
)
HELD = Phrase("model_year.held", ja="担当者が実施", en="held by people")
NOT_HELD = Phrase("model_year.not_held", ja="実施の報告なし", en="nobody said that it was held")
MISSED = Phrase("model_year.missed", ja="サービス停止中のため行わず", en="missed, no service ran")
LATE = Phrase("model_year.late", ja="{late:span}遅れて開始", en="begun {late:span} late")
ON_ANSWER = Phrase("model_year.on_answer", ja="{by}の回答で開始", en="begun on the word of {by}")
NOTICE = Phrase("model_year.notice", ja="通知（{kind}）: {drill}", en="notice ({kind}): {drill}")
CHANGED = Phrase("model_year.changed", ja="計画の変更を読み込み", en="the changed plan was read")
BEGAN = Phrase("model_year.began", ja="サービス開始", en="the service begins")
ENDED = Phrase("model_year.ended", ja="サービス停止", en="the service ends")
KINDS: Mapping[str, Phrase] = {
    "before": Phrase("model_year.before", ja="予告", en="before"),
    "asked": Phrase("model_year.asked", ja="確認のお願い", en="asked"),
    "missed": Phrase("model_year.kind_missed", ja="行わなかった", en="missed"),
    "failed": Phrase("model_year.failed", ja="不良", en="failed"),
}
LATE_FROM = 5 * 60 * 1_000_000


def calendar_of(lived: Lived, lang: Language = "ja") -> Year:
    """Every start, skip with its reason, late start, answer and notice of the year."""
    wording = Wording(lived.plans[1], lang)
    planned = year_of(matter_of(wording, 2027, date(2028, 4, 1), (), {}), wording)
    entries = (*_drills(lived, wording), *_notices(lived, wording), *_service(lived, wording))
    held = Counter(each.id for each in entries if each.kind == "start")
    left = Counter(each.id for each in entries if each.kind == "omitted")
    lines = tuple(
        replace(each, starts=held[each.id], omitted=left[each.id]) for each in planned.lines
    )
    ordered = sorted(entries, key=lambda each: (each.day, each.clock, each.id))
    name = wording.said(NAME(year=planned.name))
    return replace(planned, name=name, entries=tuple(ordered), lines=lines)


def printed(lived: Lived, lang: Language = "ja") -> str:
    """The same in 80 columns."""
    return as_text.written(calendar_of(lived, lang))


def _drills(lived: Lived, wording: Wording) -> Iterator[Entry]:
    drills = {each.id: each for plan in lived.plans for each in plan.drills}
    planned = {each.key: each for plan in lived.plans for each in dues(plan, FIRST, END)}
    for due in lived.standing().dues.values():
        drill = drills[due.drill]
        at = moment(due.began or due.due).astimezone(TOKYO)
        held = due.state in ("ended", "held")
        # Of a drill that people held it goes without saying that a person was asked.
        why = "" if due.state == "held" else " ".join(wording.said(each) for each in due.why)
        why = why or _moved(planned.get(due.key), wording)
        yield Entry(
            day=at.date(),
            kind="start" if held else "omitted",
            id=drill.id,
            text=_named(drill, due, wording),
            clock=f"{at:%H:%M}",
            how=_result(due, wording),
            who=who_said(drill, wording),
            why=why if held else f"{_result(due, wording)} {why}".strip(),
            group=wording.said(MISSED) if due.state == "missed" else why,
            routine=_is_routine(drill, due),
        )


def _named(drill: PlannedDrill, due: DueStanding, wording: Wording) -> str:
    name = wording.said(drill.name)
    return f"{name} {due.thing}" if due.thing else name


def _moved(due: Due | None, wording: Wording) -> str:
    if due is None or due.moved_from is None:
        return ""
    day = short_said(due.moved_from.date(), wording.lang)
    return f"{wording.said(MOVED(day=day))} {wording.said(due.because)}"


def _is_routine(drill: PlannedDrill, due: DueStanding) -> bool:
    """What went as every night is counted; what did not is told."""
    often = drill.id in ("nightly", "gates")
    late = due.began is not None and due.began - due.due > LATE_FROM
    return often and not late and due.overall in (None, "passed")


def _result(due: DueStanding, wording: Wording) -> str:
    if due.state == "held":
        return wording.said(HELD)
    if due.state == "asked":
        return wording.said(NOT_HELD)
    if due.state == "missed":
        return wording.said(MISSED)
    if due.state != "ended" or due.began is None:
        return ""
    told = [wording.said(said(OVERALL, due.overall or "not_closed"))]
    if due.answered_by:
        told.append(wording.said(ON_ANSWER(by=due.answered_by)))
    elif due.began - due.due > LATE_FROM:
        told.append(wording.said(LATE(late=due.began - due.due)))
    return wording.joined(told)


def _notices(lived: Lived, wording: Wording) -> Iterator[Entry]:
    names = {each.id: each.name for plan in lived.plans for each in plan.drills}
    for event in lived.events:
        if isinstance(event, NoticeIntended):
            at = moment(event.at).astimezone(TOKYO)
            drill = event.about.partition("@")[0]
            text = wording.said(NOTICE(kind=KINDS[event.kind](), drill=names[drill]))
            yield Entry(at.date(), "reminder", drill, text, f"{at:%H:%M}")


def _service(lived: Lived, wording: Wording) -> Iterator[Entry]:
    read = 0
    for event in lived.events:
        said_of: Phrase | None = None
        match event:
            case e.ServiceBegan():
                said_of = BEGAN
            case e.ServiceEnded():
                said_of = ENDED
            case e.PlanRead():
                read += 1
                said_of = CHANGED if read == len(lived.plans) + 1 else None
        if said_of is not None:
            at = moment(event.at).astimezone(TOKYO)
            yield Entry(at.date(), "due", "-", wording.said(said_of), f"{at:%H:%M}")
