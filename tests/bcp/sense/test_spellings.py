"""A zone has one name: other spellings of it are named wherever they stand."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bcp.sense.ground import ground, told

ZONES = "zones: {lgwan: {label: LGWAN接続系}, net: {label: インターネット接続系}}\n"


@pytest.mark.parametrize(
    ("note", "written"),
    [
        ("ＬＧＷＡＮの端末で確かめる", "ＬＧＷＡＮ"),
        ("LG-WAN の端末", "LG-WAN"),
        ("LGWAN系の端末", "LGWAN系"),
        ("LGWAN 接続系の端末", "LGWAN 接続系"),
        ("ｲﾝﾀｰﾈｯﾄ接続系", "ｲﾝﾀｰﾈｯﾄ接続系"),
        ("インターネット系", "インターネット系"),
        ("LGWAN接続系の端末", None),
        ("LGWAN回線の契約", None),
        ("lgwan側の名前", None),
        ("インターネットの出口", None),
        ("基幹系の端末", None),
    ],
)
def test_another_spelling_is_named_with_the_right_one(
    note: str, written: str | None, tmp_path: Path
) -> None:
    plan = ground(tmp_path, f"{ZONES}systems: [{{id: a, zone: lgwan, note: {note}}}]\n")
    found = told("zone_spelt_otherwise", plan, "ja")
    assert len(found) == int(written is not None)
    assert all(each.startswith(f"3:38: 「{written}」は、区分「") for each in found)


def test_texts_in_two_languages_and_lists_are_looked_at_too(tmp_path: Path) -> None:
    plan = ground(
        tmp_path,
        f"{ZONES}systems: [{{id: a, name: {{ja: ＬＧＷＡＮの窓口, en: counter}}}}]\n"
        "sites: [{id: s, needs: [ＬＧＷＡＮの端末]}]\n",
    )
    assert [each.split(":")[0] for each in told("zone_spelt_otherwise", plan)] == ["3", "4"]


def test_two_zones_must_not_be_told_apart_by_spelling_alone(tmp_path: Path) -> None:
    plan = ground(tmp_path, "zones: {a: {label: LGWAN接続系}, b: {label: ＬＧＷＡＮ 接続系}}\n")
    assert told("zone_spelt_otherwise", plan) == [
        "2:31: the zones 'a' and 'b' have the same name in two spellings."
    ]


def test_ids_and_zones_without_a_label_are_left_alone(tmp_path: Path) -> None:
    zones = "zones: {lgwan: {}, x: {label: 内}}\n"
    plan = ground(tmp_path, zones + "systems: [{id: ＬＧ, note: 内系}]\n")
    assert told("zone_spelt_otherwise", plan) == []
