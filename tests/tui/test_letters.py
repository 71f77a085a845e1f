"""No screen uses a letter of which terminals disagree how wide it is."""

from __future__ import annotations

import unicodedata
from xml.etree import ElementTree

import pytest

from bcp.message import LANGUAGES, Language
from drills.report.layout import width_of
from tests.pictures.drawing import CELL_W, sheet, svg_of
from tests.pictures.scenes import SCENES
from tests.tui.reading import text_of

SIZES = ((80, 24), (160, 50))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", SCENES)
async def test_every_letter_is_as_wide_on_every_terminal(name: str, lang: Language) -> None:
    size = SIZES[len(name) % 2]
    app = SCENES[name].app(lang, name.startswith("home"))
    async with app.run_test(size=size, notifications=True) as pilot:
        await SCENES[name].then(pilot)
        uncertain = {each for each in text_of(app) if unicodedata.east_asian_width(each) == "A"}
    assert uncertain == set()


async def test_a_picture_has_every_letter_in_its_cell() -> None:
    app = SCENES["home"].app("ja", True)
    async with app.run_test(size=(80, 24)) as pilot:
        await SCENES["home"].then(pilot)
        picture = svg_of(app)
    root = ElementTree.fromstring(picture)  # noqa: S314 - we have just written it ourselves
    texts = [each for each in root.iter() if each.tag.endswith("text")]
    assert "訓練の記録（" in {each.text for each in texts}
    for each in texts:
        assert each.get("textLength") == str(width_of(each.text or "") * CELL_W)
    four = ElementTree.fromstring(sheet([picture] * 4, columns=2))  # noqa: S314 - the same
    assert (four.get("width"), four.get("height")) == ("1480", "1000")
