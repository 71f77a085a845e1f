"""The first sheet: the one page, laid out to be read on a screen and printed on A4."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bcp.message import Phrase, render
from drills.report import html_words, text_record
from drills.report.actions import once_each
from drills.report.contents import first_page, title_of
from drills.report.html_head import head_of
from drills.report.html_view import legend_of
from drills.report.page_grade import GRADE_LINE
from drills.report.text_block import Block, Points
from drills.writers.xlsx.sheets import Sheets
from drills.writers.xlsx.widths import height, room

SUMMARY = Phrase("xlsx.summary", ja="概要", en="Summary")
# The sheet is a grid of narrow columns, over which each table joins as many as it wants.
_COLUMNS, _WIDTH = 36, 2.14
_LAST = _COLUMNS - 1
_LABEL, _HALF = 5, 18
# Higher than this, a page would have to be shrunk until nobody can read it.
_ONE_PAGE = 1_200.0


class Cover:
    """The sheet while it is written from its top; `row` is the next one."""

    def __init__(self, sheets: Sheets) -> None:
        self._sheets, self._lang = sheets, sheets.lang
        self._sheet: Any = sheets.add(render(SUMMARY(), sheets.lang), across=False)
        self._sheet.set_column(0, _LAST, _WIDTH)
        self._row, self._height = 0, 0.0

    def written(self) -> None:
        """All of it."""
        self._head()
        self._to_type()
        for block in first_page(self._sheets.report, self._lang):
            self._block(block)
        legend = f"{render(html_words.LEGEND(), self._lang)}: {'　'.join(legend_of(self._lang))}"
        self._line(legend, "plain")
        self._sheet.print_area(0, 0, self._row - 1, _LAST)
        self._sheet.fit_to_pages(1, 1 if self._height < _ONE_PAGE else 0)
        self._sheet.center_horizontally()

    def _head(self) -> None:
        head = head_of(self._sheets.report, self._lang)
        self._line(head.handle, "right")
        self._line(head.title, "title", 30)
        for stamp in head.stamps:
            self._line(stamp, "stamp")
        word = render(html_words.RESULT(), self._lang)
        grade = render(GRADE_LINE(grade=self._sheets.report.grading.grade), self._lang)
        self._line(f"{grade}　　{word}: {head.mark} {head.result}", "result", 32)
        self._line(" ".join(filter(None, (head.sentence, head.reason))), "plain")
        facts = list(head.facts)
        while facts:
            first = facts.pop(0)
            beside = facts.pop(0) if facts and not (first.wide or facts[0].wide) else None
            places = [(first, 0, _LAST if beside is None else _HALF - 1)]
            places += [(beside, _HALF, _LAST)] if beside else []
            cells = [(fact.label, begin, begin + _LABEL - 1, "label") for fact, begin, _ in places]
            cells += [(fact.value, begin + _LABEL, end, "cell") for fact, begin, end in places]
            self._cells(cells)

    def _to_type(self) -> None:
        """The lines that somebody still has to type on servers, before anything else is read."""
        report = self._sheets.report
        lines = once_each(report.by_hand)
        if not lines:
            return
        self._line("", "plain", 5)
        heading = text_record.BY_HAND if report.journal.closed else text_record.NOT_YET
        self._line(title_of(heading, self._lang), "heading", 19)
        for each in lines:
            self._line(render(text_record.by_hand_said(each), self._lang), "plain")
            self._line(each.line, "typed")

    def _block(self, block: Block) -> None:
        self._line("", "plain", 5)
        self._line(title_of(block.heading, self._lang), "heading", 19)
        if isinstance(block, Points):
            for item in block.items:
                self._line(f"・{item}" if self._lang == "ja" else f"- {item}", "plain")
            return
        spans = _spans([each.ja if self._lang == "ja" else each.en for each in block.columns])
        self._table_row([render(each.head(), self._lang) for each in block.columns], spans, "head")
        for number, cells in enumerate(block.rows):
            striking = bool(block.striking) and block.striking[number]
            self._table_row(cells, spans, "strong" if striking else "cell")
        for note in block.notes:
            self._line(f"* {note}", "plain")

    def _table_row(self, cells: Sequence[str], spans: Sequence[int], look: str) -> None:
        placed, begin = [], 0
        for words, span in zip(cells, spans, strict=True):
            # What stands on two lines in a narrow column has room for one here, and breaks itself.
            placed.append((" ".join(words.split("\n")), begin, begin + span - 1, look))
            begin += span
        self._cells(placed)

    def _line(self, words: str, look: str, high: float | None = None) -> None:
        self._cells([(words, 0, _LAST, look)], high)

    def _cells(self, cells: Sequence[tuple[str, int, int, str]], high: float | None = None) -> None:
        for words, begin, end, look in cells:
            self._sheets.across(self._sheet, (self._row, begin, end), words, look)
        tall = height((words, room(_WIDTH, end - begin + 1)) for words, begin, end, _ in cells)
        tall = max(tall, high or 0.0)
        self._sheet.set_row(self._row, tall)
        self._row, self._height = self._row + 1, self._height + tall


def _spans(wanted: Sequence[int]) -> list[int]:
    """The grid's columns shared out as the table's columns want them, at least four for each."""
    spans = [max(4, each * _COLUMNS // sum(wanted)) for each in wanted]
    while sum(spans) > _COLUMNS:
        spans[spans.index(max(spans))] -= 1
    spans[wanted.index(max(wanted))] += _COLUMNS - sum(spans)
    return spans
