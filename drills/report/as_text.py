"""The report as text for a terminal or a printer: 80 columns, no colour, nothing that acts.

The first page answers whether the targets were met and what to do next; the rest is the record.
Sections in which nothing happened are left out, except where their being empty is the news.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bcp.message import Language
from drills.report import sections, text_first, text_record, text_trust, text_whole
from drills.report.model import Report
from drills.report.text_block import Block, lines_of

Sections = Sequence[Callable[[Report, Language], Sequence[str] | Block]]

FIRST_PAGE = (*text_first.SECTIONS, *text_record.URGENT)
SECTIONS = (
    *FIRST_PAGE,
    text_whole.issues_beside_lines,
    *sections.SECTIONS,
    *text_trust.SECTIONS,
)


def written(report: Report, lang: Language) -> str:
    """The whole report, or the one page alone, with a line feed at its end."""
    return _joined(report, lang, FIRST_PAGE if report.edition == "page" else SECTIONS)


def first_page(report: Report, lang: Language) -> str:
    """What whoever ran the drill must see at its end: the result, and what to do next.

    The result stands last once more, because a small terminal shows only the end.
    """
    return _joined(report, lang, (*FIRST_PAGE, text_first.last_lines))


def _joined(report: Report, lang: Language, wanted: Sections) -> str:
    found = [section(report, lang) for section in wanted]
    blocks = [lines_of(each, lang) if isinstance(each, Block) else each for each in found]
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"
