"""Presets fill what a plan leaves out, never what it writes, and say where each value is from."""

from __future__ import annotations

from pathlib import Path

import pytest

from bcp.durations import HOUR, BusinessDays, Span
from bcp.load import LoadedPlan, load_plan
from bcp.preset_files import shipped, shipped_names
from bcp.refused import Refused
from tests.words import CATALOGUE

PLAN = """
organisation: 見本町
systems:
  - {id: a, preset: standard20}
  - {id: b, preset: standard20, rto: 3h, rpo: 4h, rto_class: 3h}
  - {id: c, rto_class: 3時間以内}
  - {id: d, rto_class: 最優先群}
  - {id: e, preset: standard20, rto_class: 3h}
businesses:
  - {id: x, kind: certificates}
  - {id: y, kind: certificates, start_by: 2h}
"""


def _loaded(folder: Path, text: str = PLAN) -> LoadedPlan:
    (folder / "plan.yaml").write_text(text, encoding="utf-8")
    return load_plan(folder, CATALOGUE)


@pytest.mark.parametrize("name", shipped_names())
def test_every_shipped_value_has_a_name_and_a_source_in_both_languages(name: str) -> None:
    preset = shipped(name)
    assert preset.values
    assert len({each.id for each in preset.values}) == len(preset.values)
    for each in preset.values:
        texts = (each.source, each.event or each.name, preset.title)
        assert all(text.ja and text.en for text in texts)


def test_what_a_plan_leaves_out_comes_from_its_presets(tmp_path: Path) -> None:
    loaded = _loaded(tmp_path)
    a, _, c, d, e = loaded.plan.systems
    assert a.rto is not None
    assert (a.rto.within, a.rpo, a.rto_class) == (Span(12 * HOUR), BusinessDays(1), "12h")
    assert a.rlo is not None
    assert c.rto is not None
    assert c.rto.within == Span(3 * HOUR)
    assert (d.rto, d.rto_class) == (None, "最優先群")
    assert e.rto is not None
    assert (e.rto.within, e.rpo) == (Span(3 * HOUR), BusinessDays(1))
    assert loaded.plan.businesses[0].start_by == Span(24 * HOUR)


def test_what_a_plan_writes_counts(tmp_path: Path) -> None:
    loaded = _loaded(tmp_path)
    b = loaded.plan.systems[1]
    assert b.rto is not None
    assert (b.rto.within, b.rpo, b.rto_class) == (Span(3 * HOUR), Span(4 * HOUR), "3h")
    assert loaded.plan.businesses[1].start_by == Span(2 * HOUR)
    assert [each.field for each in loaded.origins if each.id == "b"] == ["rlo"]
    assert [each.id for each in loaded.origins if each.field == "start_by"] == ["x"]


def test_a_value_that_a_preset_gave_knows_its_source(tmp_path: Path) -> None:
    found = {(each.id, each.field): each for each in _loaded(tmp_path).origins}
    assert found["a", "rto"].preset == "standard20"
    assert "A.1.3.2" in found["a", "rto"].value.source.ja
    assert found["c", "rto"].preset == "rto-classes"


def test_a_plans_own_preset_takes_the_place_of_the_shipped_one(tmp_path: Path) -> None:
    (tmp_path / "presets").mkdir()
    own = "title: 町の区分\nfor: rto_class\nvalues: [{id: 最優先群, rto: 2h, source: 町の規程}]\n"
    (tmp_path / "presets" / "rto-classes.yaml").write_text(own, encoding="utf-8")
    loaded = _loaded(tmp_path)
    d = loaded.plan.systems[3]
    assert d.rto is not None
    assert d.rto.within == Span(2 * HOUR)
    assert loaded.plan.systems[2].rto is None
    assert "presets/rto-classes.yaml" in loaded.files


def test_mistakes_in_an_own_preset_and_words_that_no_preset_has_are_named(tmp_path: Path) -> None:
    (tmp_path / "presets").mkdir()
    own = "title: 町\nfor: rto_clas\nvalues: [{id: A, rto: 2時間}]\n"
    (tmp_path / "presets" / "ours.yaml").write_text(own, encoding="utf-8")
    text = (
        "organisation: 見本町\n"
        "systems: [{id: a, preset: standard2}, {id: b, preset: rto-classes}]\n"
        "businesses: [{id: x, kind: counter}]\nkpi: [{id: k, scale: ABCD}]\n"
    )
    with pytest.raises(Refused) as refused:
        _loaded(tmp_path, text)
    said = [each.said_in("en").split("/")[-1] for each in refused.value.refusals]
    assert said == [
        "plan.yaml:2:27: there is no preset 'standard2' for this. Did you mean \"standard20\"?",
        "plan.yaml:2:55: there is no preset 'rto-classes' for this. There are: standard20.",
        "plan.yaml:3:28: the preset business-rto has no kind 'counter'. There are: hq, warning, "
        "safety, public-relations, certificates, victim-support, welfare, payment, documents, tax.",
        "plan.yaml:4:22: there is no preset 'ABCD' for this. There are: grades-abcd, grades-marks.",
        "ours.yaml:2:6: 'rto_clas' is not one of the words for this. Did you mean \"rto_class\"?",
        "ours.yaml:3:10: the field 'source' is missing here. "
        'Write "source:" and a text, or {ja: …, en: …} behind it.',
        "ours.yaml:3:23: this must be a span such as 4h30m or 90s, but it is the text "
        '"2時間". Did you mean "2h"?',
    ]
