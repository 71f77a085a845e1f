"""Inspections, test runs and test calls whose day has passed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from bcp.durations import DAY, Span
from bcp.inventory import Power, Radio
from bcp.message import Phrase
from bcp.refused import Refusal
from bcp.sense._ground import Ground, Passed
from bcp.upkeep import Inspection

INSPECTION = Phrase(
    "sense.inspection_overdue",
    ja="点検「{id}」（対象: {of}）は、{day:date}に予定されていましたが、{days}日過ぎています。",
    en="the inspection {id!r} of {of!r} was due on {day:date}, {days} days ago.",
)
TEST_RUN = Phrase(
    "sense.test_run_overdue",
    ja="電源「{id}」の試験運転は、{day:date}に予定されていましたが、{days}日過ぎています。",
    en="the test run of {id!r} was due on {day:date}, {days} days ago.",
)
TEST_CALL = Phrase(
    "sense.test_call_overdue",
    ja="無線設備「{id}」の通話試験は、{day:date}までに行うはずでしたが、{days}日過ぎています。",
    en="the test call over {id!r} was due on {day:date}, {days} days ago.",
)
DO_IT = Phrase(
    "sense.do_it",
    ja="行って、last と next の日付を直してください。済んでいれば日付だけ直してください。",
    en="Do it and correct last and next; where it was done, only correct the dates.",
)


def found(ground: Ground) -> Iterator[Refusal]:
    """Each one whose day was before today."""
    for each in ground.plan.inspections:
        due = _due(ground, each.last, each.next, each.every)
        yield from _late(ground, Inspection, each.id, due, INSPECTION, of=each.of)
    for power in ground.plan.power:
        if power.tested is not None and power.state == "in_service":
            due = ground.day(power.tested.next)
            yield from _late(ground, Power, power.id, due, TEST_RUN)
    for radio in ground.plan.radio:
        test = radio.voice_test
        if test is not None and radio.state == "in_service":
            due = _due(ground, test.last, None, test.every)
            yield from _late(ground, Radio, radio.id, due, TEST_CALL)


def _due(ground: Ground, last: str | None, next: str | None, every: Span | None) -> date | None:
    """The day that is written; without one, the last day and the interval make it."""
    planned, before = ground.day(next), ground.day(last)
    if planned is not None or before is None or every is None:
        return planned
    try:
        return before + timedelta(days=every.us // DAY)
    except OverflowError:
        return None


def _late(
    ground: Ground, kind: type, id: str, due: date | None, phrase: Phrase, **told: str
) -> Iterator[Refusal]:
    if due is not None and due < ground.today:
        days = (ground.today - due).days
        what = phrase(id=id, day=due.isoformat(), days=days, **told)
        yield Passed(ground.place(id, kind), what, DO_IT())
