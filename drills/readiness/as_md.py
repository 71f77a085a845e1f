"""Readiness as Markdown, for a wiki."""

from __future__ import annotations

from bcp.message import Language, render
from drills.readiness.blocks import TITLE, blocks, head_lines
from drills.readiness.first_thing import first_thing
from drills.readiness.readiness import Readiness
from drills.report.text_block import Block, Table
from drills.writers.md import block_lines, plain


def written(found: Readiness, lang: Language) -> str:
    """The whole answer, with a line feed at its end."""
    first, said = head_lines(found, lang)
    paragraphs = [f"# {plain(render(TITLE(), lang))}", plain(first), f"**{plain(said)}**"]
    paragraphs += [plain(" ".join(first_thing(found, lang)))] if first_thing(found, lang) else []
    filled = (each for each in blocks(found, lang) if _is_filled(each))
    paragraphs += ("\n".join(block_lines(each, lang)) for each in filled)
    return "\n\n".join(paragraphs) + "\n"


def _is_filled(block: Block) -> bool:
    return bool(block.rows if isinstance(block, Table) else block.items)
