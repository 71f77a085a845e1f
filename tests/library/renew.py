"""Writes the kept reports anew: ``python -m tests.library.renew [ID…]``; read what changed.

Without an id also the tables of the library in its two pages.

The plan of a scenario may have changed as well: what differs in the figures is to be understood
before it is committed.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from bcp.message import LANGUAGES
from tests.house.source import ROOT
from tests.library.goldens import GOLDEN, golden_file, written
from tests.library.holding import Held, held
from tests.library.pages import PAGES, page, table, with_table
from tests.library.shelf import OnShelf, library


def renew(ids: Sequence[str]) -> None:
    """Hold them (all of the library, where none is named) at a table, and keep their reports."""
    GOLDEN.mkdir(exist_ok=True)
    known = {each.id for each in library()}
    for kept in GOLDEN.glob("*.txt"):
        if kept.name.split(".")[0] not in known:
            kept.unlink()
    drills = {each: _held(each) for each in library() if not ids or each.id in ids}
    for each, drilled in drills.items():
        for lang in LANGUAGES:
            text = written(drilled, lang)
            golden_file(each.id, lang).write_text(text, encoding="utf-8", newline="\n")
    for lang in LANGUAGES if not ids else ():
        text = with_table(page(lang), table(drills, lang))
        (ROOT / "docs" / PAGES[lang]).write_text(text, encoding="utf-8", newline="\n")


def _held(on_shelf: OnShelf) -> Held:
    with TemporaryDirectory() as folder:
        return held(on_shelf, "tabletop", Path(folder))


if __name__ == "__main__":
    renew(sys.argv[1:])
