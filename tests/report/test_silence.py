"""The words about what must not answer name the control target, wherever they stand."""

from __future__ import annotations

import pytest

from bcp.durations import HOUR, MINUTE, SECOND
from bcp.message import LANGUAGES, Language
from drills.report import as_html, as_text
from drills.report.assembled import report_of
from drills.report.model import Report
from tests.core import making as m
from tests.core.simulation import World, drilled
from tests.report.made_up import recorded

WALL = m.system("wall", probed=False, probe=(m.call("mynumber", m.SILENT),))
ANSWERED = {"ja": "対照のgatewayは応答しました", "en": "the control target gateway did"}
SILENT = {"ja": "対照のgatewayからも応答がない", "en": "neither did the control target gateway"}


def report(*spells: tuple[int, int]) -> Report:
    steps = (m.probe("s", m.SILENT, subject="mynumber"), m.inject("end", at=MINUTE))
    world = World(down={"mynumber": [(0, HOUR)], "gateway": list(spells)})
    return report_of(recorded(tuple(drilled(m.brief(*steps, systems=(WALL,)), world).events)))


def flat(text: str) -> str:
    """The text without the breaks and borders of its tables."""
    return "".join(text.split())


def counted(made: Report, lang: Language, words: dict[str, str]) -> int:
    return flat(as_text.written(made, lang)).count(flat(words[lang]))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_silence_that_held_names_the_control_target_that_answered(lang: Language) -> None:
    made = report()
    assert counted(made, lang, ANSWERED) >= 1
    assert counted(made, lang, SILENT) == 0
    assert flat(ANSWERED[lang]) in flat(as_html.written(made, lang))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_silence_that_proves_nothing_says_that_the_control_target_was_silent_too(
    lang: Language,
) -> None:
    made = report((0, 30 * SECOND))
    assert counted(made, lang, SILENT) >= 2
    assert counted(made, lang, ANSWERED) == 0
