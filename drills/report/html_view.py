"""What the page shows, in words of one language and in the page's order; the templates only set it.

The page begins with what an officer needs first. Its sections are those of the text report.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from bcp.message import Language, render
from drills.report import html_words as w
from drills.report import text_first, text_record, text_results, text_trust
from drills.report.actions import once_each
from drills.report.contents import title_of
from drills.report.html_bars import Bar, bar_of
from drills.report.html_chart import Chart, chart_of
from drills.report.html_curves import curves_of
from drills.report.html_first import First, first_of
from drills.report.html_head import Head, head_of
from drills.report.html_section import Row, Section, section_of
from drills.report.model import Report
from drills.report.page_grade import MARKS
from drills.report.saying import say, wall
from drills.report.sections import SECTIONS
from drills.report.target_rows import TargetRow, target_rows
from drills.report.words import VERDICT


@dataclass(frozen=True)
class Target:
    """A figure in words and as a bar."""

    row: TargetRow
    bar: Bar
    bar_limit: str
    bar_says: str
    notes: tuple[str, ...]


@dataclass(frozen=True)
class ByHand:
    """A line that somebody has to type, and where and why."""

    where: str
    line: str


@dataclass(frozen=True)
class Page:
    """The whole page."""

    lang: Language
    head: Head
    first: First
    alone: bool
    next_title: str
    next: tuple[str, ...]
    by_hand_title: str
    by_hand: tuple[ByHand, ...]
    targets_title: str
    target_heads: tuple[str, ...]
    targets: tuple[Target, ...]
    no_targets: str
    chart: Chart
    quiet: str
    sections: tuple[Section, ...]
    told: frozenset[int]
    legend: tuple[str, ...]
    end: str


def page_of(report: Report, lang: Language) -> Page:
    """Everything that the page shows."""
    by_hand = text_record.BY_HAND if report.journal.closed else text_record.NOT_YET
    heads = (
        *(text_first.NAME, text_first.VERDICT_HEAD, text_first.LIMIT),
        *(text_first.ACTUAL, text_first.DIFFERENCE, text_first.SOURCE_HEAD),
    )
    chart = chart_of(report, lang)
    return Page(
        lang=lang,
        head=head_of(report, lang),
        first=first_of(report, lang),
        alone=report.edition == "page",
        next_title=title_of(text_first.NEXT, lang),
        next=tuple(render(each, lang) for each in report.summary.next),
        by_hand_title=title_of(by_hand, lang),
        by_hand=tuple(_by_hand(report, lang)),
        targets_title=title_of(text_first.RECOVERY, lang),
        target_heads=tuple(render(each(), lang) for each in heads),
        targets=tuple(_target(each, lang) for each in target_rows(report, lang)),
        no_targets=render(text_first.NO_TARGETS(), lang),
        chart=chart,
        quiet=render(w.QUIET(names=list(chart.quiet)), lang) if chart.quiet else "",
        sections=tuple(_sections(report, lang)),
        told=_told(report),
        legend=legend_of(lang),
        end=render(text_trust.END(), lang),
    )


def _told(report: Report) -> frozenset[int]:
    """The records that have a row of their own somewhere on the page."""
    log = (number for each in report.timeline for number in each.records)
    return frozenset((*log, *(each.number for each in report.other_records)))


def legend_of(lang: Language) -> tuple[str, ...]:
    """The marks of the verdicts, each with its word."""
    return tuple(f"{mark} {render(VERDICT[word](), lang)}" for word, mark in MARKS.items())


def _by_hand(report: Report, lang: Language) -> Iterator[ByHand]:
    for each in once_each(report.by_hand):
        where = text_record.by_hand_said(each)
        yield ByHand(render(where, lang), each.line)


def _target(row: TargetRow, lang: Language) -> Target:
    bar = bar_of(row.figure)
    limit, actual = (" ".join(each.split("\n")) for each in (row.limit, row.actual))
    if bar.kind == "blank":
        actual = render(w.BAR_BLANK(), lang)
    elif bar.kind == "beyond":
        actual = render(w.BAR_BEYOND(), lang)
    says = w.BAR_SAYS(title=row.title, verdict=row.verdict, limit=limit, actual=actual)
    label = render(w.BAR_LIMIT(limit=row.limit.split("\n")[0]), lang)
    notes = tuple(note[:1].upper() + note[1:] for note in row.notes)
    return Target(row, bar, label, render(says, lang), notes)


def _sections(report: Report, lang: Language) -> Iterator[Section]:
    curves = curves_of(report, lang)
    for make in SECTIONS:
        block = make(report, lang)
        section = section_of(block, lang)
        if block.heading is text_results.SPLIT:
            section = _with_shares(section, report)
        section = replace(section, curves=curves.get(section.id, ()))
        if section.rows or section.points:
            yield section
    yield _sources(report, lang)
    yield section_of(text_trust.trust(report, lang), lang)
    if report.other_records:
        yield _records(report, lang)


def _records(report: Report, lang: Language) -> Section:
    """What every other record is that something above names."""
    offset = report.header.utc_offset_s
    rows = (
        Row((str(x.number), wall(x.when, offset), x.kind, x.about), id=x.number)
        for x in report.other_records
    )
    return Section(
        id="records",
        title=render(w.OTHER_RECORDS(), lang),
        points=(render(w.OTHER_RECORDS_SAY(), lang),),
        heads=tuple(render(each(), lang) for each in (w.RECORDS, w.AT, w.EVENT, w.ABOUT)),
        kinds=("number", "head_time", "event", "about"),
        rows=tuple(rows),
    )


def _with_shares(section: Section, report: Report) -> Section:
    """Where the time went, with each part's share of the whole to be drawn beside it."""
    if report.split is None:
        return section
    whole = report.split.us or 1
    parts = [round(each.us * 100 / whole, 2) for each in report.split.parts]
    shares = (*parts, *[None] * (len(section.rows) - len(parts)))
    rows = tuple(
        Row(row.cells, share=share) for row, share in zip(section.rows, shares, strict=True)
    )
    return Section(section.id, section.title, heads=section.heads, kinds=section.kinds, rows=rows)


def _sources(report: Report, lang: Language) -> Section:
    """How every figure was computed, and on which records it rests."""
    heads = (w.COUNTED, text_first.VERDICT_HEAD, text_first.SOURCE_HEAD, w.FORMULA)
    rows = (
        Row((each.title, each.verdict, each.source, say(each.figure.formula, lang)), records)
        for each in target_rows(report, lang)
        for records in (each.figure.records,)
    )
    return Section(
        id="sources",
        title=title_of(text_trust.METHOD, lang),
        points=tuple(render(rule(), lang) for rule in text_trust.RULES),
        heads=tuple(render(each(), lang) for each in heads),
        kinds=("counted", "verdict", "source", "formula"),
        rows=tuple(rows),
    )
