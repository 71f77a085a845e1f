"""Everything behind the first page as blocks, for the forms that set blocks one after the other."""

from __future__ import annotations

from collections.abc import Iterator

from bcp.message import Language, Phrase, render
from drills.report import one_page, sections, text_first, text_record, text_trust, text_whole
from drills.report.layout import harmless, wrapped
from drills.report.model import Report
from drills.report.page_facts import FACTS
from drills.report.page_grade import MARKS
from drills.report.page_issues import NEXT_SHOWN
from drills.report.target_rows import TargetRow, target_rows
from drills.report.text_block import Block, Column, Points, Table

# A question is told in the table of the steps; here it only says which step it is about.
_LONGEST = 44
_WIDTHS = (20, 11, 11, 11, 10, 10)


def contents(report: Report, lang: Language) -> Iterator[Block]:
    """The blocks that say something, in the order of the text; none where one page is wanted."""
    if report.edition == "page":
        return
    yield _targets(report, lang)
    if len(report.summary.next) > NEXT_SHOWN:
        yield Points(text_first.NEXT, [render(each, lang) for each in report.summary.next])
    makers = (text_whole.issues_beside_table, *sections.SECTIONS, *text_trust.SECTIONS)
    for block in (make(report, lang) for make in makers):
        if isinstance(block, Table | Points) and (
            block.rows if isinstance(block, Table) else block.items
        ):
            yield block


def is_log(block: Block) -> bool:
    """Whether it is the log of the whole drill, whose rows other places point at."""
    return block.heading is text_record.TIMELINE


def title_of(heading: Phrase, lang: Language) -> str:
    """A heading of the text without what sets it off there: 【…】, or capitals throughout."""
    words = render(heading(), lang)
    return words.strip("【】") if lang == "ja" else words[:1] + words[1:].lower()


def first_page(report: Report, lang: Language) -> Iterator[Block]:
    """The one page without the facts about the drill, which every form has in its own head."""
    return (each for each in one_page.blocks(report, lang) if each.heading is not FACTS)


def _targets(report: Report, lang: Language) -> Block:
    heads = (
        *(text_first.NAME, text_first.LIMIT, text_first.ACTUAL),
        *(text_first.DIFFERENCE, text_first.VERDICT_HEAD, text_first.SOURCE_HEAD),
    )
    rows = tuple(target_rows(report, lang))
    if not rows:
        return Points(text_first.RECOVERY, [render(text_first.NO_TARGETS(), lang)])
    return Table(
        text_first.RECOVERY,
        [Column(each, width, width) for each, width in zip(heads, _WIDTHS, strict=True)],
        [_target_cells(each) for each in rows],
        [each.figure.records for each in rows],
        [each.figure.verdict == "missed" for each in rows],
        [f"{each.noted}: {' '.join(each.notes)}" for each in rows if each.notes],
    )


def _target_cells(row: TargetRow) -> list[str]:
    about = wrapped(harmless(row.about), _LONGEST)
    name = f"{row.name} {about[0]}{'…' if len(about) > 1 else ''}".strip()
    verdict = f"{MARKS[row.figure.verdict]} {row.verdict}"
    cells = (name, row.limit, row.actual, row.difference, verdict, row.source)
    return [" ".join(each.split("\n")) for each in cells]
