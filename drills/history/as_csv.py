"""History and trend as tables that open right in Excel, one row for each drill or figure.

UTF-8 with the mark by which Excel knows it; times in seconds, so that they can be reckoned with.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from bcp.durations import SECOND
from bcp.message import Language, Phrase, render
from bcp.wareki import LocalTime
from drills.history.history_blocks import GRADE, KIND, MET, MISSED, RESULT, SCENARIO, WITHIN, YEAR
from drills.history.trend import LeftOut, Point, Series, Trend
from drills.history.trend_blocks import name_said
from drills.history.words import CHANGE, MEASURE, REASON
from drills.history.years import DrillLine, History
from drills.report.spreadsheet import MARK, csv_of
from drills.report.words import MODE, OVERALL, SOURCE, VERDICT, said

RUN = Phrase("history_csv.run", ja="記録", en="Record")
HEAD = Phrase("history_csv.hash", ja="末尾のハッシュ", en="Hash of its last record")
BEGAN = Phrase("history_csv.began", ja="開始", en="Began")
TITLE = Phrase("history_csv.title", ja="シナリオの名称", en="Scenario's title")
WHOSE = Phrase("history_csv.organisation", ja="団体", en="Organisation")
STANDING = Phrase("history_csv.standing", ja="数に入るか", en="Does it count")
WHY = Phrase("history_csv.why", ja="理由", en="Why")
ID = Phrase("history_csv.id", ja="対象のID", en="Id")
LEVEL = Phrase("history_csv.level", ja="段階", en="Level")
NAME = Phrase("history_csv.name", ja="対象", en="What")
WHAT = Phrase("history_csv.measure", ja="測るもの", en="Measured")
LIMIT = Phrase("history_csv.limit", ja="目標（秒）", en="Target (s)")
LOW = Phrase("history_csv.low", ja="下限（秒）", en="At least (s)")
ACTUAL = Phrase("history_csv.actual", ja="値（秒）", en="Figure (s)")
HIGH = Phrase("history_csv.high", ja="上限（秒）", en="At most (s)")
RESULT_HEAD = Phrase("history_csv.verdict", ja="判定", en="Verdict")
FROM = Phrase("history_csv.source", ja="根拠", en="Source")
CHANGED = Phrase(
    "history_csv.changed", ja="前回から変わった条件", en="Changed since the one before"
)

_DRILL = (
    *(RUN, BEGAN, YEAR, WHOSE, SCENARIO, TITLE, KIND, STANDING, RESULT, GRADE),
    *(MET, MISSED, WITHIN, WHY, HEAD),
)
_FIGURE = (
    *(WHOSE, NAME, ID, LEVEL, WHAT, SCENARIO, RUN, BEGAN, YEAR, KIND, STANDING),
    *(LIMIT, LOW, ACTUAL, HIGH, RESULT_HEAD, FROM, CHANGED, HEAD),
)


def written(found: History | Trend, lang: Language) -> str:
    """The whole of either."""
    return history(found, lang) if isinstance(found, History) else trend(found, lang)


def history(found: History, lang: Language) -> str:
    """A row for each record, also for those that do not count."""
    return _table(_DRILL, (_drill(each, lang) for each in found.drills), lang)


def trend(found: Trend, lang: Language) -> str:
    """A row for each figure of each series, and for each drill that gave none."""
    return _table(_FIGURE, _figures(found, lang), lang)


def _table(heads: Sequence[Phrase], rows: Iterable[Sequence[str]], lang: Language) -> str:
    return MARK + csv_of([render(each(), lang) for each in heads], rows)


def _drill(line: DrillLine, lang: Language) -> list[str]:
    known = bool(line.run_id)
    return [
        line.run_id or line.place,
        _began(line.began_us, line.offset_s) if known else "",
        str(line.fiscal_year) if known else "",
        line.organisation,
        line.scenario,
        line.title.said_in(lang),
        render(said(MODE, line.mode), lang),
        render(REASON[line.standing](), lang),
        render(said(OVERALL, line.overall), lang) if line.overall else "",
        line.grade or "",
        *map(str, (line.met, line.missed, line.within_error)),
        "" if line.why is None else line.why.said_in(lang),
        line.head,
    ]


def _figures(found: Trend, lang: Language) -> Iterator[list[str]]:
    for series in found.series:
        yield from (_point(series, each, lang) for each in series.points)
        yield from (_left_out(series, each, lang) for each in series.left_out)


def _about(series: Series, lang: Language) -> list[str]:
    return [
        series.organisation,
        name_said(series, lang),
        series.id,
        series.level or "",
        render(MEASURE[series.measure](), lang),
        series.scenario,
    ]


def _point(series: Series, point: Point, lang: Language) -> list[str]:
    return [
        *_about(series, lang),
        point.run_id,
        _began(point.began_us, point.offset_s),
        str(point.fiscal_year),
        render(said(MODE, point.mode), lang),
        render(REASON["counted"](), lang),
        *map(_seconds, (point.limit_us, point.low_us, point.actual_us, point.high_us)),
        render(said(VERDICT, point.verdict), lang),
        render(said(SOURCE, point.source), lang),
        "・".join(render(CHANGE[each](), lang) for each in point.changed),
        point.head,
    ]


def _left_out(series: Series, line: LeftOut, lang: Language) -> list[str]:
    began = _began(line.began_us, line.offset_s)
    why = render(REASON[line.reason](), lang)
    return [*_about(series, lang), line.run_id, began, "", "", why, *([""] * 8)]


def _began(unix_us: int, offset_s: int) -> str:
    """「2026-11-21 10:00:00」, which Excel takes for a time."""
    return LocalTime(unix_us, offset_s).iso[:19].replace("T", " ")


def _seconds(us: int | None) -> str:
    return "" if us is None else f"{us / SECOND:.3f}"
