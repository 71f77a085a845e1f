"""Draws every screen and dialog: ``python -m tests.pictures.screens OUTDIR [NAME...]``.

Each at both sizes, in both languages, with and without colour, as an SVG; the four of one size
side by side as a PNG where a browser is installed.
"""

from __future__ import annotations

import asyncio
import sys
from itertools import product
from pathlib import Path

from bcp.message import LANGUAGES, Language
from tests.pictures.drawing import browser, sheet, svg_of, written
from tests.pictures.scenes import SCENES, Scene, find_words

SIZES = ((80, 24), (160, 50))


async def drawn(scene: Scene, size: tuple[int, int], lang: Language, *, colour: bool) -> str:
    """One picture."""
    app = scene.app(lang, colour)
    async with app.run_test(size=size, notifications=True) as pilot:
        await scene.then(pilot)
        return svg_of(app)


def main(folder: Path, names: list[str]) -> None:
    """Draw them all, or those whose name begins with one of `names`."""
    find_words()
    folder.mkdir(parents=True, exist_ok=True)
    chosen = [each for each in SCENES if not names or each.startswith(tuple(names))]
    for name, size in product(chosen, SIZES):
        four = []
        for lang, colour in product(LANGUAGES, (True, False)):
            four.append(asyncio.run(drawn(SCENES[name], size, lang, colour=colour)))
            look = "colour" if colour else "plain"
            written(four[-1], folder / f"{name}.{size[0]}.{lang}.{look}.svg")
        if browser() is not None:
            written(sheet(four, columns=2), folder / f"{name}.{size[0]}.png")
        sys.stdout.write(f"{name} {size[0]}x{size[1]}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
