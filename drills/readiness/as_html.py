"""Readiness as a page for a browser, a telephone and A4: the answer, a picture, and the lists."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from bcp.message import Language, render
from drills.history.markup import block, note, page
from drills.readiness.blocks import TITLE, blocks, head_lines
from drills.readiness.first_thing import first_thing
from drills.readiness.picture import svg
from drills.readiness.readiness import Readiness

_SHEET = Path(__file__).parent / "page" / "ready.css"


def written(found: Readiness, lang: Language) -> str:
    """The whole page: one file, no script, and nothing is asked for."""
    first, said = head_lines(found, lang)
    do = " ".join(first_thing(found, lang))
    answer = (note(said, f"answer {found.state}"), *((note(do),) if do else ()))
    parts = (note(first), *answer, svg(found.systems, lang))
    sections = (block(each, lang) for each in blocks(found, lang))
    return page(render(TITLE(), lang), lang, (*parts, *sections), _style())


@cache
def _style() -> str:
    return _SHEET.read_text(encoding="utf-8")
