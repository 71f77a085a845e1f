"""Sections and figures of a report as the blocks of a document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bcp.message import Language, Phrase, render
from drills.printed.document import Bar, Bars, Block, Line, Points, Stretch, Table, Title
from drills.report import text_block
from drills.report.contents import title_of
from drills.report.fixed_columns import widths_of
from drills.report.html_bars import bar_of
from drills.report.html_words import RECORDS
from drills.report.model import Report
from drills.report.page_grade import MARKS
from drills.report.saying import span
from drills.report.target_rows import TargetRow, target_rows

TARGET = Phrase("paper_report.target", ja="対象", en="Target")
FIGURES = Phrase("paper_report.figures", ja="目標・実績・判定", en="Target, actual, verdict")
DRAWN = Phrase(
    "paper_report.drawn", ja="図（太線は目標）", en="Drawn (the thick line is the target)"
)
WITHIN = Phrase("paper_report.within", ja="目標 {limit}", en="target {limit}")
NO_LIMIT = Phrase("paper_report.no_limit", ja="目標なし", en="no target")
TOOK = Phrase("paper_report.took", ja="{verdict}　実績 {actual}", en="{verdict}, actual {actual}")
DRAWN_HOW = Phrase(
    "paper_report.drawn_how",
    ja="濃い部分は実測・目視、薄い部分は測定誤差の幅、または付与・想定による時間です。"
    "測った値がないものに長さはありません。",
    en="Dark: measured or seen. Light: within the error of the measurement, or only pretended or "
    "assumed. What was not measured has no length.",
)

# How many cells a line of a table has in Word, and what it keeps free between two columns.
_ROOM, _GAP = 112, 5


def section(
    block: text_block.Block, lang: Language, *, with_records: bool = True
) -> Iterator[Block]:
    """A section: its heading, its rows or points, and its notes."""
    yield Title(title_of(block.heading, lang), 2)
    if isinstance(block, text_block.Points):
        yield Points(tuple(block.items))
        return
    heads = [render(each.head(), lang) for each in block.columns]
    rows = [list(each) for each in block.rows]
    if with_records and any(block.records):
        heads.append(render(RECORDS(), lang))
        rows = [[*row, numbers(found)] for row, found in zip(rows, block.records, strict=True)]
    yield table(heads, rows)
    for each in block.notes:
        yield Line(each, "note")


def table(heads: Sequence[str], rows: Sequence[Sequence[str]], *, high: bool = False) -> Table:
    """A table whose columns are as wide as their words ask for."""
    widths = tuple(max(round(each * 10), 1) for each in widths_of([heads, *rows], _ROOM, _GAP))
    return Table(tuple(heads), tuple(map(tuple, rows)), widths, high=high)


def numbers(records: Sequence[int]) -> str:
    """The numbers of the records that something rests on."""
    return ", ".join(map(str, records))


def bars(report: Report, lang: Language) -> Iterator[Block]:
    """Every figure against its target; nothing where the drill had none."""
    rows = tuple(target_rows(report, lang))
    if not rows:
        return
    heads = (render(TARGET(), lang), render(FIGURES(), lang), render(DRAWN(), lang))
    yield Bars(heads, tuple(_bar(each, lang) for each in rows))
    yield Line(render(DRAWN_HOW(), lang), "note")


def _bar(row: TargetRow, lang: Language) -> Bar:
    drawn, figure = bar_of(row.figure), row.figure
    ends = (round(drawn.certain), round(drawn.high))
    certain = Stretch(ends[0], "unreal" if drawn.unreal else "certain")
    doubtful = Stretch(ends[1], "unreal" if drawn.unreal else "doubtful")
    is_known = drawn.kind != "blank"
    return Bar(
        row.title,
        _words(row, lang),
        tuple(each for each in (certain, doubtful) if is_known and each.to),
        None if drawn.limit is None else round(drawn.limit),
        cut=drawn.cut and figure.verdict != "not_measured",
    )


def _words(row: TargetRow, lang: Language) -> str:
    figure = row.figure
    limit = NO_LIMIT() if figure.limit_us is None else WITHIN(limit=row.limit.split("\n")[0])
    verdict = f"{MARKS[figure.verdict]} {row.verdict}"
    took = TOOK(verdict=verdict, actual=span(figure.actual_us, lang))
    return "\n".join(render(each, lang) for each in (limit, took))
