"""Draws the board of a drill that goes on: ``python -m tests.pictures.board OUT.svg|OUT.png``."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from tests.pictures.drawing import written
from tests.pictures.scenes import SCENES, find_words
from tests.pictures.screens import drawn


def main(path: Path, lang: str = "ja") -> None:
    """Draw one picture, large enough for a page."""
    find_words()
    picture = drawn(SCENES["board"], (160, 40), "en" if lang == "en" else "ja", colour=True)
    written(asyncio.run(picture), path)


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:3])
