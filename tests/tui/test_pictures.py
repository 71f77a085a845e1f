"""What the screens look like, as text, compared with pictures that people have looked at.

python -m tests.tui.test_pictures     draws them anew
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from pathlib import Path

import pytest

from bcp.durations import SECOND
from bcp.message import Language
from drills.report.layout import width_of
from scenarios.model import Mode
from tests.tui.boards import seated
from tests.tui.drilling import Staged, brief, world
from tests.tui.real import called_off
from tui.feed import View

GOLDEN = Path(__file__).parent / "golden"
SMALL, LARGE = (80, 24), (160, 50)


@dataclass(frozen=True)
class Picture:
    """A screen at an instant, after some keys."""

    name: str
    at_s: int
    keys: tuple[str, ...] = ()
    size: tuple[int, int] = SMALL
    lang: Language = "ja"
    mode: Mode = "operational"
    view: View = "controller"
    colour: bool = True
    real: bool = False


PICTURES = (
    Picture("steps-ja", 10),
    Picture("steps-en", 10, lang="en"),
    Picture("systems-ja", 60, ("tab",)),
    Picture("systems-en", 60, ("tab",), lang="en"),
    Picture("log-ja", 60, ("tab", "tab")),
    Picture("large-ja", 60, size=LARGE),
    Picture("large-en", 60, size=LARGE, lang="en"),
    Picture("large-plain", 60, size=LARGE, colour=False),
    Picture("tabletop-ja", 60, ("tab",), mode="tabletop"),
    Picture("paused-ja", 10, ("space",)),
    Picture("real-ja", 22, real=True),
    Picture("real-en", 22, real=True, lang="en"),
    Picture("real-plain", 22, real=True, size=LARGE, colour=False),
    Picture("players-ja", 10, view="players"),
    Picture("players-en", 10, view="players", lang="en"),
)


async def drawn(picture: Picture) -> str:
    stage = called_off() if picture.real else Staged(brief(picture.mode), world(), picture.view)
    async with seated(
        picture.at_s * SECOND,
        stage=stage,
        lang=picture.lang,
        size=picture.size,
        colour=picture.colour,
    ) as seat:
        await seat.press(*picture.keys)
        await seat.seen()
        # The line of keys at the bottom has tests of its own.
        return "\n".join(seat.text.splitlines()[: picture.size[1] - 1]) + "\n"


@pytest.mark.parametrize("picture", PICTURES, ids=lambda each: each.name)
async def test_the_screen_looks_as_it_did_when_it_was_looked_at(picture: Picture) -> None:
    assert await drawn(picture) == (GOLDEN / f"{picture.name}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("picture", PICTURES, ids=lambda each: each.name)
def test_no_line_is_wider_than_its_screen(picture: Picture) -> None:
    lines = (GOLDEN / f"{picture.name}.txt").read_text(encoding="utf-8").splitlines()
    assert len(lines) <= picture.size[1]
    assert max(width_of(each) for each in lines) <= picture.size[0]


def test_a_screen_without_colour_says_the_same_as_one_with() -> None:
    coloured, plain = (
        (GOLDEN / f"large-{each}.txt").read_text("utf-8") for each in ("ja", "plain")
    )
    assert coloured == plain


async def _draw_all() -> None:
    GOLDEN.mkdir(exist_ok=True)
    for picture in PICTURES:
        (GOLDEN / f"{picture.name}.txt").write_text(await drawn(picture), encoding="utf-8")


if __name__ == "__main__":
    asyncio.run(_draw_all())
