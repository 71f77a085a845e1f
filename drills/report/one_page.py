"""The one page (1枚) for the head of the department and the CIO, as blocks of no format.

Their order is that in which it is read: which drill, the grade, the targets, what came before,
issues, decisions, what to do next, what was simulated, the businesses, how long power and lines
last, the next drill. Markdown, docx and xlsx set these blocks; the text and the HTML page have
layouts of their own, made of the same rows.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bcp.message import Language
from drills.report import page_around, page_facts, page_grade, page_issues, page_room
from drills.report.model import Report
from drills.report.text_block import Block, Points

MAKERS: Sequence[Callable[[Report, Language], Block]] = (
    page_facts.facts,
    page_grade.grade,
    page_grade.targets,
    page_around.past,
    page_issues.issues,
    page_issues.decisions,
    page_issues.next_points,
    page_around.simulated,
    page_around.businesses,
    page_room.room,
    page_around.upcoming,
)


def blocks(report: Report, lang: Language) -> Sequence[Block]:
    """The blocks of the one page, in their order; empty ones are left out."""
    found = [make(report, lang) for make in MAKERS]
    return [each for each in found if (each.items if isinstance(each, Points) else each.rows)]
