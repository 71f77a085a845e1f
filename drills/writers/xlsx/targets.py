"""The targets against what was achieved, as numbers that are reckoned again when a target changes.

The verdict of the drill stands as a word and does not move. Beside it stands what the verdict would
be with the target that is written now: whoever argues for a shorter or a longer target sees at once
what this drill says of it. Lengths of time are minutes, because Excel shows no negative clock.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from bcp.durations import MINUTE
from bcp.message import Language, Phrase, render
from drills.report import text_first, text_record
from drills.report import words as w
from drills.report.contents import title_of
from drills.report.grade_scale import HIGHEST_RATE, rate_of
from drills.report.html_words import FORMULA, RECORDS
from drills.report.measured_lines import Figure
from drills.report.page_grade import MARKS
from drills.report.saying import say
from drills.report.target_rows import RPO, RTO, TargetRow, target_rows
from drills.report.words import said
from drills.writers.xlsx.log import linked
from drills.writers.xlsx.sheets import Sheets, at
from drills.writers.xlsx.widths import height, room

LIMIT = Phrase("xlsx.limit", ja="目標（分）", en="Target (min)")
LOW = Phrase("xlsx.low", ja="下限（分）", en="Low (min)")
ACTUAL = Phrase("xlsx.actual", ja="実績（分）", en="Actual (min)")
HIGH = Phrase("xlsx.high", ja="上限（分）", en="High (min)")
ERROR = Phrase("xlsx.error", ja="誤差±（分）", en="Error, either way (min)")
DIFFERENCE = Phrase("xlsx.difference", ja="差＝実績－目標（分）", en="Actual less target (min)")
RATE = Phrase("xlsx.rate", ja="達成率＝目標÷上限（%）", en="Rate: target by high (%)")
AGAIN = Phrase("xlsx.again", ja="黄色の目標での判定", en="Verdict by the yellow target")
KIND = Phrase("xlsx.kind", ja="項目", en="Figure")
OF_STEP = Phrase("xlsx.of_step", ja="手順の時間", en="time of a step")
SAID = Phrase("xlsx.said", ja="実績（読み）", en="Actual in words")
PROMISED = Phrase("xlsx.promised", ja="目標（読み）", en="Target in words")
HOW = Phrase(
    "xlsx.how",
    ja="黄色の「目標」を書き換えると、差・達成率・右隣の判定が計算し直されます。"
    "「判定」は訓練の結果なので変わりません。",
    en="Change a yellow target: the difference, the rate and the verdict by it are reckoned anew. "
    'The column "Verdict" is what the drill came to, and stays.',
)
CHART = Phrase(
    "xlsx.chart_targets",
    ja="目標と実績（分。ひげは測定誤差の幅）",
    en="Targets and results (min; whiskers: the error)",
)
# The row of the headings; Excel counts from 1, the library from 0.
HEAD = 3
_HEAD_HIGH = 44


@dataclass(frozen=True)
class _Column:
    head: Phrase
    width: float
    write: Callable[[_Place], None]


@dataclass(frozen=True)
class _Place:
    """A cell to be written: of which figure, and where."""

    sheets: Sheets
    sheet: Any
    line: TargetRow
    row: int
    column: int

    @property
    def figure(self) -> Figure:
        return self.line.figure

    def words(self, words: str, look: str = "cell") -> None:
        self.sheets.put(self.sheet, self.row, self.column, words, look)

    def number(self, value: float | None, look: str) -> None:
        """A number, or an empty cell where there is none."""
        if value is None:
            self.sheet.write_blank(self.row, self.column, None, self.sheets.look(look))
        else:
            self.sheet.write_number(self.row, self.column, value, self.sheets.look(look))

    def formula(self, formula: str, value: float | str, look: str) -> None:
        """A formula of ours in which ``#`` is the row; `value` is what it comes to."""
        written = formula.replace("#", str(self.row + 1))
        self.sheet.write_formula(self.row, self.column, written, self.sheets.look(look), value)


def targets(sheets: Sheets) -> Any:
    """The sheet, or None where the drill had no targets."""
    rows = tuple(target_rows(sheets.report, sheets.lang))
    if not rows:
        return None
    # The data lost goes last: a working day beside a recovery of minutes would flatten the chart.
    lost = render(RPO(), sheets.lang)
    rows = tuple(sorted(rows, key=lambda each: each.about == lost))
    title = title_of(text_first.RECOVERY, sheets.lang)
    sheet = sheets.add(title)
    sheets.put(sheet, 0, 0, title, "title")
    sheet.write_string(1, 0, render(HOW(), sheets.lang))
    sheet.set_row(HEAD, _HEAD_HIGH)
    for column, each in enumerate(_COLUMNS):
        sheet.set_column(column, column, each.width)
        sheets.put(sheet, HEAD, column, render(each.head(), sheets.lang), "head")
    for number, line in enumerate(rows, HEAD + 1):
        sheet.set_row(number, height(_tall(line, sheets)))
        for column, each in enumerate(_COLUMNS):
            each.write(_Place(sheets, sheet, line, number, column))
    last = HEAD + len(rows)
    sheet.autofilter(HEAD, 0, last, len(_COLUMNS) - 1)
    sheet.freeze_panes(HEAD + 1, 1)
    sheet.repeat_rows(HEAD)
    timed = [each.figure for each in rows if each.about != lost]
    if any(each.actual_us is not None for each in timed):
        sheet.insert_chart(last + 2, 0, _chart(sheets, sheet, timed))
    sheet.print_area(0, 0, last + 12 + 3 * len(timed), _PRINTED)
    sheet.fit_to_pages(1, 1 if len(rows) <= _ON_ONE_PAGE else 0)
    return sheet


def _tall(line: TargetRow, sheets: Sheets) -> Iterator[tuple[str, int]]:
    """The cells of a row that may have several lines, with the room that each has."""
    yield line.name, room(_COLUMNS[0].width)
    yield line.limit, room(_COLUMNS[-4].width)
    yield line.source, room(_COLUMNS[_PRINTED].width)
    yield line.about, room(_COLUMNS[_PRINTED + 1].width)
    yield _how_said(line, sheets), room(_COLUMNS[-1].width)


def _chart(sheets: Sheets, sheet: Any, figures: Sequence[Figure]) -> Any:
    first, last = HEAD + 1, HEAD + len(figures)
    chart = sheets.chart({"type": "bar"})
    names = at(sheet, first, 0, last)
    for column, head, colour in ((3, LIMIT, "#C9CED6"), (5, ACTUAL, "#2F6DB5")):
        whiskers = {}
        if head is ACTUAL:
            plus = [_minutes((each.high_us or 0) - (each.actual_us or 0)) or 0 for each in figures]
            minus = [_minutes((each.actual_us or 0) - (each.low_us or 0)) or 0 for each in figures]
            custom = {"type": "custom", "plus_values": plus, "minus_values": minus}
            whiskers = {"x_error_bars": custom}
        chart.add_series(
            {
                "name": render(head(), sheets.lang),
                "categories": names,
                "values": at(sheet, first, column, last),
                "fill": {"color": colour},
                "border": {"color": "#404040", "width": 0.5},
                "data_labels": {"value": True, "num_format": "#,##0.0", "font": {"size": 8}},
                "gap": 60,
                "overlap": 0,
                **whiskers,
            }
        )
    chart.set_title({"name": render(CHART(), sheets.lang), "name_font": {"size": 11}})
    # Names from the top, as in the table; that would put the scale at the top, too.
    chart.set_y_axis({"reverse": True, "crossing": "max", "num_font": {"size": 9}})
    chart.set_x_axis({"min": 0, "num_format": "#,##0", "major_gridlines": {"visible": True}})
    chart.set_legend({"position": "bottom"})
    chart.set_size({"width": 900, "height": 150 + 46 * len(figures)})
    return chart


def kind_of(line: TargetRow, lang: Language) -> str:
    """What a figure is about: a recovery, the data lost, or the time of a step."""
    known = [render(each(), lang) for each in (RTO, RPO)]
    return line.about if line.about in known else render(OF_STEP(), lang)


def _minutes(us: int | None) -> float | None:
    return None if us is None else us / MINUTE


def _rate(place: _Place) -> None:
    figure = place.figure
    known = figure.limit_us is not None and figure.high_us is not None
    value = rate_of(figure.limit_us or 0, figure.high_us or 0) if known else ""
    # What two divisions leave behind the ninth digit is no part of the number.
    place.formula(
        f'=IF(OR(D#="",G#=""),"",IF(G#<=0,{HIGHEST_RATE},'
        f"MIN({HIGHEST_RATE},ROUNDDOWN(ROUND(D#/G#*100,9),1))))",
        value,
        "percent",
    )


def _again(place: _Place) -> None:
    met, missed, within, none = (
        render(said(w.VERDICT, word), place.sheets.lang)
        for word in ("met", "missed", "within_error", "no_target")
    )
    # Where nothing was measured, another target tells nothing either.
    known = place.figure.actual_us is not None
    unknown = place.line.verdict
    place.formula(
        f'=IF(F#="","{unknown}",IF(D#="","{none}",IF(G#<=D#,"{met}",'
        f'IF(E#>D#,"{missed}","{within}"))))',
        place.line.verdict if known or place.figure.limit_us is not None else unknown,
        "cell",
    )


def _difference(place: _Place) -> None:
    value = _minutes(place.figure.difference_us)
    place.formula('=IF(OR(D#="",F#=""),"",F#-D#)', "" if value is None else value, "signed")


def _error(place: _Place) -> None:
    low, high = place.figure.low_us, place.figure.high_us
    value = "" if low is None or high is None else (high - low) / 2 / MINUTE
    place.formula('=IF(OR(E#="",G#=""),"",(G#-E#)/2)', value, "minutes")


def _records(place: _Place) -> None:
    linked(place.sheets, place.sheet, (place.row, place.column), place.figure.records)


def _how(place: _Place) -> None:
    place.words(_how_said(place.line, place.sheets))


def _how_said(line: TargetRow, sheets: Sheets) -> str:
    return "\n".join((say(line.figure.formula, sheets.lang), *line.notes))


def _grade(place: _Place) -> None:
    lines = place.sheets.report.grading.lines
    found = (each.grade for each in lines if each.figure == place.figure)
    place.words(next(found, ""))


def _verdict(place: _Place) -> None:
    place.words(f"{MARKS[place.figure.verdict]} {place.line.verdict}")


GRADE = Phrase("xlsx.grade", ja="評価", en="Grade")
_COLUMNS = (
    _Column(text_first.NAME, 26, lambda at: at.words(at.line.name)),
    _Column(KIND, 12, lambda at: at.words(kind_of(at.line, at.sheets.lang))),
    _Column(text_first.VERDICT_HEAD, 12, _verdict),
    _Column(LIMIT, 10, lambda at: at.number(_minutes(at.figure.limit_us), "input")),
    _Column(LOW, 10, lambda at: at.number(_minutes(at.figure.low_us), "minutes")),
    _Column(ACTUAL, 10, lambda at: at.number(_minutes(at.figure.actual_us), "minutes")),
    _Column(HIGH, 10, lambda at: at.number(_minutes(at.figure.high_us), "minutes")),
    _Column(ERROR, 9, _error),
    _Column(DIFFERENCE, 12, _difference),
    _Column(RATE, 12, _rate),
    _Column(AGAIN, 12, _again),
    _Column(GRADE, 7, _grade),
    _Column(text_first.SOURCE_HEAD, 14, lambda at: at.words(at.line.source)),
    _Column(text_record.WHY, 40, lambda at: at.words(at.line.about)),
    _Column(PROMISED, 15, lambda at: at.words(at.line.limit)),
    _Column(SAID, 15, lambda at: at.words(at.line.actual)),
    _Column(RECORDS, 13, _records),
    _Column(FORMULA, 110, _how),
)
# Up to the source it fits on a page; what is behind is to be read on a screen.
_PRINTED = 12
# So many figures and their chart can still be read where they are shrunk to one page.
_ON_ONE_PAGE = 12
