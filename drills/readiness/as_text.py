"""Readiness as text of 80 columns, without colour."""

from __future__ import annotations

from bcp.harmless import harmless
from bcp.message import Language, render
from drills.readiness.blocks import TITLE, blocks, head_lines
from drills.readiness.first_thing import first_thing
from drills.readiness.readiness import Readiness
from drills.report.layout import WIDTH, paragraph
from drills.report.text_block import lines_of


def written(found: Readiness, lang: Language) -> str:
    """The whole answer, with a line feed at its end."""
    first, said = head_lines(found, lang)
    title = f"{render(TITLE(), lang)}  {first}"
    lines = [*paragraph(title), "=" * WIDTH, *paragraph(said)]
    said, *typed = first_thing(found, lang) or ("",)
    lines += [*paragraph(said), *(f"  {harmless(each)}" for each in typed)] if said else []
    for block in blocks(found, lang):
        more = lines_of(block, lang)
        lines += ["", *more] if more else []
    return "\n".join(lines) + "\n"
