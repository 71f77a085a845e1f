"""Reports speak in words: no code of the files is left in a sentence."""

from __future__ import annotations

import re

import pytest

from bcp.durations import MINUTE
from bcp.message import render
from drills.core import events as e
from drills.report.words import ENDING, HAZARD, said
from scenarios.model import Pretend
from tests.core import making as m
from tests.core.simulation import drilled
from tests.house.source import ROOT

SHOWN = "".join(
    path.read_text(encoding="utf-8")
    for folder, pattern in (("docs", "format*.md"), ("drills/town/sample", "**/*.yaml"))
    for path in sorted((ROOT / folder).glob(pattern))
)
HAZARDS = set(re.findall(r"hazard: *(?:\{ *kind: *)?([a-z_]+)", SHOWN))


def test_a_step_that_never_came_says_in_words_why() -> None:
    run = drilled(m.brief(m.ask("declare", within=MINUTE), m.inject("go", after=("declare",))))
    (why,) = next(each for each in run.of(e.StepEnded) if each.step == "go").why
    japanese, english = render(why, "ja"), render(why, "en")
    assert "「時間切れ」で終わったため" in japanese
    assert "「正常」で終わること" in japanese
    assert not {*ENDING} & {*re.findall(r"[a-z]+", japanese)}
    assert "ended as timed out; this waits for held" in english


@pytest.mark.parametrize("hazard", sorted(HAZARDS))
def test_every_hazard_of_the_samples_has_a_word(hazard: str) -> None:
    assert re.search(r"[ぁ-ん一-鿿ァ-ヶ]", render(said(HAZARD, hazard), "ja"))
    assert "_" not in render(said(HAZARD, hazard), "en")


@pytest.mark.parametrize(("state", "word"), [("up", "正常"), ("down", "停止")])
def test_a_question_judged_by_a_pretended_state_says_it_in_words(state: str, word: str) -> None:
    pretend = m.inject("loss", set=(Pretend("system", "web", state),))
    brief = m.brief(pretend, m.probe("page"), systems=(m.system("web"),))
    (why, *_) = next(each for each in drilled(brief).of(e.StepEnded) if each.step == "page").why
    assert f"付与された状態（{word}）" in render(why, "ja")
    assert f"pretended state ({state})" in render(why, "en")
