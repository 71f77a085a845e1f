"""The report as one long table: a row for each value, with its unit, its interval and its records.

Every row names the run, its day and its scenario, so that the tables of several drills can be put
under one another and counted in a pivot table.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from bcp.message import Language, Message, Phrase, render
from bcp.wareki import LocalTime
from drills.report import text_first, text_record, text_results
from drills.report import words as w
from drills.report.html_words import RECORDS, RUN
from drills.report.measured_lines import When
from drills.report.model import Report
from drills.report.room_words import FACTS
from drills.report.saying import say, say_all, span
from drills.report.target_rows import target_rows
from drills.report.words import said
from scenarios.reading import Fact

SECONDS = Phrase("tidy.seconds", ja="秒", en="s")
TIMES = Phrase("tidy.times", ja="回", en="times")
PIECES = Phrase("tidy.pieces", ja="件", en="count")
PEOPLE = Phrase("tidy.people", ja="人", en="people")
OF_RESULT = Phrase("tidy.of_result", ja="結果", en="result")
OF_TARGET = Phrase("tidy.of_target", ja="目標", en="target")
OF_SPLIT = Phrase("tidy.of_split", ja="時間の内訳", en="where the time went")
OF_STEP = Phrase("tidy.of_step", ja="手順", en="step")
OF_CHECK = Phrase("tidy.of_check", ja="監視の回数", en="how often it was asked")
OF_REACH = Phrase("tidy.of_reach", ja="連絡", en="calling")
OF_MUSTER = Phrase("tidy.of_muster", ja="参集", en="muster")
OF_CHECK_IN = Phrase("tidy.of_check_in", ja="点呼", en="check-in")
OF_ROOM = Phrase("tidy.of_room", ja="電源・通信の余裕", en="power and lines left")
OF_LOG = Phrase("tidy.of_log", ja="訓練記録", en="log")
GRADE = Phrase("tidy.grade", ja="総合評価", en="grade")
OVERALL = Phrase("tidy.overall", ja="総合", en="overall")
REACHED = Phrase("tidy.reached", ja="連絡がついた人", en="reached")
ARRIVED = Phrase("tidy.arrived", ja="着いた人", en="arrived")
THERE = Phrase("tidy.there", ja="応答した人", en="there")
OF_ALL = Phrase("tidy.of_all", ja="対象の人", en="all who should")
ALL = Phrase("tidy.all", ja="全", en="all")
FAILED = Phrase("tidy.failed", ja="失敗", en="failed")
NOT_DONE = Phrase("tidy.not_done", ja="未実施", en="not done")

DATE = Phrase("tidy.date", ja="実施日", en="Date")
SCENARIO = Phrase("tidy.scenario", ja="シナリオ", en="Scenario")
KIND = Phrase("tidy.kind", ja="区分", en="Kind")
WHAT = Phrase("tidy.what", ja="対象", en="What")
ITEM = Phrase("tidy.item", ja="項目", en="Item")
VALUE = Phrase("tidy.value", ja="値", en="Value")
UNIT = Phrase("tidy.unit", ja="単位", en="Unit")
SPOKEN = Phrase("tidy.spoken", ja="読み", en="In words")
LIMIT = Phrase("tidy.limit", ja="目標", en="Target")
DIFFERENCE = Phrase("tidy.difference", ja="差（実績－目標）", en="Actual less target")
LOW = Phrase("tidy.low", ja="下限", en="Low")
HIGH = Phrase("tidy.high", ja="上限", en="High")
VERDICT = Phrase("tidy.verdict", ja="判定・結果", en="Verdict, result")
SOURCE = Phrase("tidy.source", ja="根拠", en="Source")
START = Phrase("tidy.start", ja="起点", en="Start")
TIME = Phrase("tidy.time", ja="時刻", en="Time")
SAYS = Phrase("tidy.says", ja="内容・求め方", en="What happened, how it was computed")

HEADS = (
    *(RUN, DATE, SCENARIO, KIND, WHAT, ITEM, VALUE, UNIT, SPOKEN, LIMIT, DIFFERENCE, LOW, HIGH),
    *(VERDICT, SOURCE, START, TIME, text_record.WHO, text_record.STUMBLE, SAYS, RECORDS),
)
"""The headings, in the order of the fields of `Value`."""

Cell = str | int | Decimal | None


@dataclass(frozen=True)
class Value:
    """One row. Numbers are numbers; None is what there is none of, never 0.

    Lengths of time are seconds. `time` is ``2026-11-21 10:05:09`` on the organisation's wall clock.
    """

    run: str = ""
    date: str = ""
    scenario: str = ""
    kind: str = ""
    what: str = ""
    item: str = ""
    value: Cell = None
    unit: str = ""
    spoken: str = ""
    limit: Cell = None
    difference: Cell = None
    low: Cell = None
    high: Cell = None
    verdict: str = ""
    source: str = ""
    start: str = ""
    time: str = ""
    who: str = ""
    stumble: str = ""
    says: str = ""
    records: str = ""


def values(report: Report, lang: Language) -> Iterator[Value]:
    """Every row of the report's edition."""
    header = report.header
    day = LocalTime(header.began.unix_us, header.utc_offset_s).iso[:10]
    for make in _FIRST if report.edition == "page" else _MAKERS:
        for row in make(report, lang):
            yield replace(row, run=header.run_id, date=day, scenario=header.scenario)


def _results(report: Report, lang: Language) -> Iterator[Value]:
    tally, reason = report.summary.tally, report.summary.reason
    yield Value(
        kind=render(OF_RESULT(), lang),
        what=render(OVERALL(), lang),
        verdict=render(text_first.result_word(report), lang),
        says=say(reason, lang) if reason else "",
    )
    yield Value(
        kind=render(OF_RESULT(), lang),
        what=render(GRADE(), lang),
        verdict=report.grading.grade,
        says=say(report.grading.why, lang),
    )
    verdicts = [(said(w.VERDICT, word), number) for word, number in tally.verdicts.items()]
    steps = ((ALL, tally.steps), (FAILED, tally.steps_failed), (NOT_DONE, tally.steps_not_done))
    counts = [(OF_TARGET, item, number) for item, number in verdicts]
    counts += [(OF_STEP, word(), number) for word, number in steps]
    for what, item, number in counts:
        yield _count((OF_RESULT(), what(), item), number, PIECES, lang)


def _targets(report: Report, lang: Language) -> Iterator[Value]:
    for row in target_rows(report, lang):
        figure = row.figure
        shown = figure.actual_us is not None
        yield Value(
            kind=render(OF_TARGET(), lang),
            what=row.name.split("\n")[0],
            item=row.about,
            value=seconds(figure.actual_us),
            unit=render(SECONDS(), lang),
            spoken=span(figure.actual_us, lang) if shown else "",
            limit=seconds(figure.limit_us),
            difference=seconds(figure.difference_us),
            low=seconds(figure.low_us),
            high=seconds(figure.high_us),
            verdict=row.verdict,
            source=render(said(w.SOURCE, figure.source), lang) if shown else "",
            start=render(w.counted_from(figure.counted_from), lang) if shown else "",
            says=" ".join((say(figure.formula, lang), *row.notes)),
            records=numbers(figure.records),
        )


def _room(report: Report, lang: Language) -> Iterator[Value]:
    """The unit of each stands in its item."""
    for each in report.head_room:
        yield Value(
            kind=render(OF_ROOM(), lang),
            what=say(each.name, lang) or each.id,
            item=render(FACTS[each.fact](), lang) if each.fact in FACTS else each.fact,
            value=_plain(each.last),
            low=_plain(each.least),
            high=_plain(each.most),
            source=render(said(w.SOURCE, each.source), lang),
            time=_wall(each.when, report),
            records=numbers(each.records),
        )


def _plain(value: Fact) -> Cell:
    if value is None or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    return Decimal(f"{value:.3f}") if isinstance(value, float) else str(value)


def _split(report: Report, lang: Language) -> Iterator[Value]:
    parts = report.split.parts if report.split else ()
    for each in parts:
        item = render(said(w.PARTS, each.part), lang)
        yield _span((OF_SPLIT, ALL, item), each.us, lang)


def _steps(report: Report, lang: Language) -> Iterator[Value]:
    for each in report.steps:
        row = _span((OF_STEP, each.id, say(each.name, lang)), each.taken_us, lang)
        yield replace(
            row,
            verdict=render(said(w.ENDING, each.ending), lang) if each.ending else "",
            source=render(said(w.SOURCE, each.source), lang) if each.source else "",
            time=_wall(each.due, report),
            who=each.who.said_in(lang),
            says=say_all(each.why, lang),
            records=numbers(each.records),
        )


def _checks(report: Report, lang: Language) -> Iterator[Value]:
    for each in report.counts:
        heads = (
            *((text_results.HELD, each.held), (text_results.BROKEN, each.broken)),
            *((text_results.UNKNOWN_HEAD, each.unknown), (text_results.LATE, each.late)),
        )
        for head, number in heads:
            yield _count((OF_CHECK(), each.check, head()), number, TIMES, lang)


def _people(report: Report, lang: Language) -> Iterator[Value]:
    counts: list[tuple[Phrase, str, Phrase, int]] = []
    for call in report.call_outs:
        counts += _both(OF_REACH, call.step, REACHED, call.reached, call.people)
    for muster in report.musters:
        counts += _both(OF_MUSTER, muster.step, ARRIVED, muster.arrived, muster.people)
    for here in report.check_ins:
        counts += _both(OF_CHECK_IN, here.step, THERE, here.there, here.expected)
    for kind, step, item, number in counts:
        yield _count((kind(), step, item()), number, PEOPLE, lang)


def _both(
    kind: Phrase, step: str, item: Phrase, number: int, of: int
) -> tuple[tuple[Phrase, str, Phrase, int], ...]:
    return (kind, step, item, number), (kind, step, OF_ALL, of)


def _log(report: Report, lang: Language) -> Iterator[Value]:
    for each in report.timeline:
        yield Value(
            kind=render(OF_LOG(), lang),
            time=_wall(each.when, report),
            who=each.who.said_in(lang),
            stumble=each.stumble,
            says=render(each.what, lang),
            records=numbers(each.records),
        )


def _count(
    names: tuple[Message, Message | str, Message], number: int, unit: Phrase, lang: Language
) -> Value:
    kind, what, item = (each if isinstance(each, str) else render(each, lang) for each in names)
    return Value(kind=kind, what=what, item=item, value=number, unit=render(unit(), lang))


def _span(names: tuple[Phrase, Phrase | str, str], us: int | None, lang: Language) -> Value:
    kind, what, item = (each if isinstance(each, str) else render(each(), lang) for each in names)
    unit = "" if us is None else render(SECONDS(), lang)
    spoken = "" if us is None else span(us, lang)
    return Value(kind=kind, what=what, item=item, value=seconds(us), unit=unit, spoken=spoken)


def seconds(us: int | None) -> Decimal | None:
    """Microseconds as exact seconds."""
    return None if us is None else Decimal(us).scaleb(-6)


def numbers(records: tuple[int, ...]) -> str:
    """The numbers of records, as one text."""
    return " ".join(map(str, records))


def _wall(when: When | None, report: Report) -> str:
    """``2026-11-21 10:05:09``, as Excel reads it; nothing where there was no such time."""
    if when is None:
        return ""
    return LocalTime(when.unix_us, report.header.utc_offset_s).iso[:19].replace("T", " ")


_FIRST = (_results, _targets, _room)
_MAKERS = (*_FIRST, _split, _steps, _checks, _people, _log)
