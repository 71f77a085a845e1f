"""History and trend as text of 80 columns, without colour."""

from __future__ import annotations

from collections.abc import Sequence

from bcp.message import Language, render
from drills.history import history_blocks, trend_blocks
from drills.history.bars import drawn
from drills.history.trend import Series, Trend
from drills.history.years import History
from drills.report.layout import WIDTH, paragraph
from drills.report.text_block import Block, lines_of

DRAWN_ALONE = 3
"""So many series are drawn though nobody named one; of more, the table says it better."""


def written(found: History | Trend, lang: Language, *, named: bool) -> str:
    """The whole of either; `named` as in `trend`."""
    if isinstance(found, History):
        return history(found, lang)
    return trend(found, lang, named=named)


def history(found: History, lang: Language) -> str:
    """The whole history."""
    title = render(history_blocks.TITLE(), lang)
    lines = [title, "=" * WIDTH, *paragraph(history_blocks.total(found, lang))]
    return _joined(lines, history_blocks.blocks(found, lang), lang)


def trend(found: Trend, lang: Language, *, named: bool) -> str:
    """The whole trend; each series is drawn where somebody `named` what to show, or few are."""
    title = render(trend_blocks.TITLE(), lang)
    lines = [title, "=" * WIDTH, *paragraph(trend_blocks.total(found, lang))]
    if found.series:
        lines += ["", *lines_of(trend_blocks.table(found, lang), lang)]
    if named or len(found.series) <= DRAWN_ALONE:
        several = len({each.organisation for each in found.series}) > 1
        for each in found.series:
            lines += ["", *_series(each, lang, several=several, named=named)]
    return _joined(lines, (trend_blocks.unreadable(found, lang),), lang)


def _series(series: Series, lang: Language, *, several: bool, named: bool) -> list[str]:
    head = trend_blocks.head(series, lang, several=several)
    lines = paragraph(f"【{head}】" if lang == "ja" else f"* {head}")
    for said in (trend_blocks.scenario_said(series, lang), trend_blocks.summary(series, lang)):
        lines += paragraph(said, "  ")
    lines += drawn(series.points, lang)
    left_out = trend_blocks.left_out_said(series, lang)
    if left_out:
        lines += paragraph(left_out, "    ", "  ")
    if named:
        for each in trend_blocks.each_left_out(series, lang):
            lines += paragraph(each, "      ", "    - ")
    return lines


def _joined(lines: list[str], blocks: Sequence[Block], lang: Language) -> str:
    for block in blocks:
        more = lines_of(block, lang)
        lines += ["", *more] if more else []
    return "\n".join(lines) + "\n"
