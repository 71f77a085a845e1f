"""Profiles as data: those that we ship, and how a plan chooses among them."""

from __future__ import annotations

from pathlib import Path

import pytest

from bcp.device_facts import FACTS_OF, PLAUSIBLE
from bcp.load import load_plan
from bcp.profile_files import read_profile, shipped, shipped_names
from bcp.refused import Refused
from tests.house.source import ROOT
from tests.words import CATALOGUE

SHIPPED = shipped_names()
OWN = """
kind: radio
title: 町の無線機
basis: {basis}
source: 取扱説明書
facts:
  rx_level_dbm:
    oid: 1.3.6.1.4.1.99.1.0
    type: number
    scale: 0.1
    unit: dbm
    meaning: 受信レベル
    source: 付録
"""
PLAN = """
organisation: 訓練町
radio:
  - {id: hop, kind: microwave, profile: nec-ipasolink}
"""


def test_profiles_of_the_common_kinds_are_shipped() -> None:
    assert {"radio", "ups", "link", "gateway"} <= {shipped(name).kind for name in SHIPPED}


@pytest.mark.parametrize("name", SHIPPED)
def test_what_is_shipped_says_in_both_languages_what_it_is_and_where_it_is_known_from(
    name: str,
) -> None:
    profile = shipped(name)
    texts = [profile.title, *(each.meaning for _, each in profile.objects)]
    texts += [value.meaning for _, each in profile.objects for value in each.values.values()]
    assert all(text.ja and text.en for text in texts)
    assert profile.source
    assert all(each.source for _, each in profile.objects)


@pytest.mark.parametrize("name", SHIPPED)
def test_no_shipped_number_claims_to_be_proven_on_a_device(name: str) -> None:
    assert [fact for fact, each in shipped(name).facts.items() if each.verified] == []


def test_every_limit_of_the_plausible_is_of_a_unit_that_a_fact_has() -> None:
    units = {fact.unit for facts in FACTS_OF.values() for fact in facts.values()}
    assert {*PLAUSIBLE} <= units


def test_a_plan_holds_the_profiles_that_it_uses_and_no_others(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    (tmp_path / "profiles").mkdir()
    unused = tmp_path / "profiles" / "unused.yaml"
    unused.write_text(OWN.format(basis="maker"), encoding="utf-8")
    loaded = load_plan(tmp_path, CATALOGUE)
    assert [each.id for each in loaded.plan.profiles] == ["nec-ipasolink"]
    assert "profiles/unused.yaml" in loaded.files


def test_an_own_profile_takes_the_place_of_the_shipped_one(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    (tmp_path / "profiles").mkdir()
    own = tmp_path / "profiles" / "nec-ipasolink.yaml"
    own.write_text(OWN.format(basis="maker"), encoding="utf-8")
    loaded = load_plan(tmp_path, CATALOGUE)
    assert loaded.plan.profiles[0].title.ja == "町の無線機"
    assert [each.what.params["facts"] for each in loaded.warnings] == [("rx_level_dbm",)]
    text = OWN.format(basis="maker") + '    verified: "2026-11-01"\n'
    own.write_text(text, encoding="utf-8")
    assert load_plan(tmp_path, CATALOGUE).warnings == ()


def test_one_file_may_hold_the_plan_and_its_profile(tmp_path: Path) -> None:
    profile = OWN.format(basis="standard").strip().replace("\n", "\n    ")
    plan = PLAN.replace("nec-ipasolink", "town") + "profiles:\n  town:\n    " + profile + "\n"
    (tmp_path / "town.yaml").write_text(plan, encoding="utf-8")
    loaded = load_plan(tmp_path / "town.yaml", CATALOGUE)
    assert [each.id for each in loaded.plan.profiles] == ["town"]
    assert loaded.warnings == ()


@pytest.mark.parametrize("page", ["profiles.md", "profiles.ja.md"])
def test_the_example_of_the_documents_is_a_profile(page: str) -> None:
    text = (ROOT / "docs" / "devices" / page).read_text(encoding="utf-8")
    example = text.partition("```yaml\n")[2].partition("```")[0]
    assert read_profile(example.encode(), page, "example").unverified == ()


@pytest.mark.parametrize("page", ["snmp.md", "snmp.ja.md"])
def test_the_plan_of_the_documents_is_one(page: str, tmp_path: Path) -> None:
    text = (ROOT / "docs" / "devices" / page).read_text(encoding="utf-8")
    example = text.partition("```yaml\n")[2].partition("```")[0]
    (tmp_path / "plan.yaml").write_text(f"organisation: 訓練町\n{example}", encoding="utf-8")
    loaded = load_plan(tmp_path, CATALOGUE)
    assert [each.what.code for each in loaded.warnings] == ["profile.unverified"]


def test_a_profile_by_itself_says_all_its_mistakes_at_once() -> None:
    text = OWN.format(basis="hearsay").replace("scale: 0.1", "scael: 0.1")
    with pytest.raises(Refused) as refused:
        read_profile(text.encode(), "town.yaml", "town")
    assert [each.what.code for each in refused.value.refusals] == [
        "reader.not_a_choice",
        "profile.no_scale",
        "reader.unknown_key",
    ]
