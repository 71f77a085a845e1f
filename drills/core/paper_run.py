"""A whole run out of a log on paper: its events, or every reason why it is none.

Times are those that were written. What the paper does not say is not made up: a step without a
result has no end, and no system was looked at.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from bcp.durations import DAY
from bcp.message import Message, Phrase
from bcp.written_times import narrow
from drills.core import events as e
from drills.core.brief import Brief
from drills.core.paper_events import PaperLine, Told
from drills.core.segments import outcome_of
from scenarios.model import Ending

STEP_ON_PAPER = Phrase(
    "paper.step_on_paper", ja="紙の記録による（{place}）。", en="As written on paper ({place})."
)
TWICE = Phrase(
    "paper.step_twice",
    ja="手順「{step}」の結果は {first} にもあります。",
    en="the result of the step {step!r} stands in {first}, too.",
)
BEGAN_TWICE = Phrase(
    "paper.began_twice",
    ja="手順「{step}」の開始は {first} にもあります。",
    en="that the step {step!r} began stands in {first}, too.",
)
KEEP_ONE = Phrase(
    "paper.keep_one",
    ja="どちらかの結果を空にしてください（作業内容は残せます）。",
    en="Clear one of the two results; what happened may stay.",
)
ENDED_BEFORE = Phrase(
    "paper.ended_before_begun",
    ja="手順「{step}」の結果が、その開始（{first}）より前の時刻です。",
    en="the result of the step {step!r} is earlier than its beginning in {first}.",
)
STILL_SO = Phrase(
    "paper.still_so",
    ja="「{system}」は {first} からすでに同じ状態です。",
    en="{system} is so since {first} already.",
)
BETWEEN = Phrase(
    "paper.between",
    ja="その間に停止または復旧した行を書くか、結果を空にしてください。",
    en="Write the row of what happened in between, or clear the result.",
)
OUTSIDE = Phrase(
    "paper.outside",
    ja="結果が、訓練の開始（{began}）より前か、終了（{ended}）より後の時刻です。",
    en="the result is earlier than the drill's start ({began}) or later than its end ({ended}).",
)
SEE_TIMES = Phrase(
    "paper.see_times",
    ja="時刻と日付を確かめてください。",
    en="Look at the times and the dates again.",
)
START_TWICE = Phrase(
    "paper.start_twice",
    ja="訓練の開始か終了の行が {first} にもあります。",
    en="the drill's start or end stands in {first}, too.",
)
ONE_ROW = Phrase(
    "paper.one_row",
    ja="一つだけ残し、ほかは別の言葉で書いてください。",
    en="Keep one, and write the other in other words.",
)
TOO_LONG = Phrase(
    "paper.drill_too_long",
    ja="最初の行から{days}日より後の日時です。",
    en="that is more than {days} days after the first line.",
)
END_BEFORE_START = Phrase(
    "paper.end_before_start",
    ja="訓練の終了が、開始（{first}）より前の時刻です。",
    en="the drill's end is earlier than its start in {first}.",
)
MOST_DAYS = 7
_BEGIN = frozenset({"開始", "訓練開始", "訓練を開始", "start", "drill started", "started"})
_END = frozenset({"終了", "訓練終了", "訓練を終了", "end", "drill ended", "ended"})
_CALL_OFF = frozenset({"中止", "訓練中止", "訓練を中止", "drill called off", "aborted"})
_ENDINGS: Mapping[Told, Ending] = {
    "done": "done",
    "partly": "partly",
    "failed": "failed",
    "skipped": "skipped",
    "could_not_reach": "could_not_reach",
}
Where = Literal["time", "text", "result"]


@dataclass(frozen=True)
class Fault:
    """A mistake in the line of that number, counted from nought."""

    line: int
    where: Where
    what: Message
    remedy: Message


@dataclass(frozen=True)
class Bounds:
    """The lines, by their number, that begin and end the drill, and whether it was called off."""

    first: int
    last: int
    aborted: bool = False


def bounds_of(lines: Sequence[PaperLine]) -> Bounds:
    """The rows 「開始」 and 「終了」, or else the first and the last of all."""
    order = sorted(range(len(lines)), key=lambda n: lines[n].low)
    first = next(_saying(lines, _BEGIN), order[0])
    last = next(_saying(lines, _END | _CALL_OFF), order[-1])
    return Bounds(first, last, _word(lines[last]) in _CALL_OFF)


def since_start(lines: Sequence[PaperLine]) -> tuple[int, tuple[PaperLine, ...]]:
    """When the drill began on the clock of these lines, and the lines on its own."""
    zero = lines[bounds_of(lines).first].low
    return zero, tuple(replace(each, low=each.low - zero, high=each.high - zero) for each in lines)


def faults(lines: Sequence[PaperLine]) -> tuple[Fault, ...]:
    """Everything that keeps these lines from being one drill."""
    return (*_of_bounds(lines), *_of_steps(lines), *_of_systems(lines))


def _saying(lines: Sequence[PaperLine], words: frozenset[str]) -> Iterator[int]:
    return (n for n, each in enumerate(lines) if _word(each) in words)


def _word(line: PaperLine) -> str:
    """The whole text of a line about nothing but the drill."""
    if line.step is not None or line.system is not None:
        return ""
    return narrow(line.text).casefold().rstrip("。.")


def _of_bounds(lines: Sequence[PaperLine]) -> Iterator[Fault]:
    for words in (_BEGIN, _END | _CALL_OFF):
        first, *others = [*_saying(lines, words)] or [0]
        for n in others:
            yield Fault(n, "text", START_TWICE(first=lines[first].place), ONE_ROW())
    bounds = bounds_of(lines)
    began, ended = lines[bounds.first], lines[bounds.last]
    if ended.low < began.low:
        yield Fault(bounds.last, "time", END_BEFORE_START(first=began.place), SEE_TIMES())
        return
    earliest = min(each.low for each in lines)
    for n, each in enumerate(lines):
        if each.low - earliest > MOST_DAYS * DAY:
            yield Fault(n, "time", TOO_LONG(days=MOST_DAYS), SEE_TIMES())
        elif each.result is not None and not began.low <= each.low <= ended.low:
            yield Fault(n, "time", OUTSIDE(began=began.place, ended=ended.place), SEE_TIMES())


def _of_steps(lines: Sequence[PaperLine]) -> Iterator[Fault]:
    began: dict[str, PaperLine] = {}
    ended: dict[str, PaperLine] = {}
    for n, each in enumerate(lines):
        if each.step is None or each.result is None:
            continue
        found, phrase = (began, BEGAN_TWICE) if each.result == "began" else (ended, TWICE)
        if each.result != "began" and each.result not in _ENDINGS:
            continue
        if each.step in found:
            said = phrase(step=each.step, first=found[each.step].place)
            yield Fault(n, "result", said, KEEP_ONE())
        found.setdefault(each.step, each)
    for n, each in enumerate(lines):
        begun = began.get(each.step or "")
        if begun is not None and each is ended.get(each.step or "") and each.low < begun.low:
            said = ENDED_BEFORE(step=each.step, first=begun.place)
            yield Fault(n, "time", said, SEE_TIMES())


def _of_systems(lines: Sequence[PaperLine]) -> Iterator[Fault]:
    last: dict[str, PaperLine] = {}
    for n in sorted(range(len(lines)), key=lambda n: lines[n].low):
        each = lines[n]
        if each.system is None or each.result not in ("stopped", "back"):
            continue
        before = last.get(each.system)
        if before is not None and before.result == each.result:
            said = STILL_SO(system=each.system, first=before.place)
            yield Fault(n, "result", said, BETWEEN())
        last[each.system] = each


@dataclass(frozen=True)
class Entering:
    """Who enters which file, and when on the drill's clock."""

    by: str
    file: str
    sha256: str
    now: int


def events_of(brief: Brief, lines: Sequence[PaperLine], entering: Entering) -> tuple[e.Event, ...]:
    """The run that these lines are, from its start to its end, on its own clock.

    They have no `faults`. What was written stands behind the end, as it was entered.
    """
    bounds = bounds_of(lines)
    start, end = lines[bounds.first], lines[bounds.last]
    told = [each for line in sorted(lines, key=lambda one: one.low) for each in _told(line)]
    width = start.high - start.low
    paper = e.KeptOnPaper(0, width, entering.by, entering.file, entering.sha256, entering.now)
    called_off = (e.ClosingBegan(end.low, "aborted", end.who, None, undo=False),)
    return (
        e.DrillStarted(0, brief),
        paper,
        *told,
        *(called_off if bounds.aborted else ()),
        e.DrillEnded(end.low, "aborted" if bounds.aborted else "completed"),
    )


def _told(line: PaperLine) -> Iterator[e.Event]:
    """What a line says, as far as it says more than a remark."""
    if line.system is not None and line.result in ("stopped", "back"):
        works = line.result == "back"
        yield e.SystemSeen(line.low, line.system, works, line.high, line.place)
    elif line.step is not None and line.result == "began":
        yield e.StepWritten(line.low, line.step, line.high)
        yield e.StepDue(line.low, line.step, line.low)
    elif line.step is not None and line.result is not None and line.result in _ENDINGS:
        ending = _ENDINGS[line.result]
        outcome = outcome_of(ending) or "unknown"
        why = (STEP_ON_PAPER(place=line.place),)
        yield e.StepWritten(line.low, line.step, line.high)
        yield e.StepEnded(line.low, line.step, ending, outcome, "observed", why, line.who or None)
