"""People read a zone by the name that the town gave it; its id stands where it must be typed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bcp.message import Language
from bcp.model import Zone
from drills.report.as_text import written
from drills.report.assembled import report_of
from scenarios.zones import segment_label
from tests.core.segments_made import PLAN, brief, played
from tests.core.simulation import World
from tests.core.test_merging import made
from tests.report.made_up import recorded

NAMED = replace(
    PLAN,
    zones=(
        Zone("office", "庁内系", terminal="pc-o"),
        Zone("lgwan", "LGWAN接続系", terminal="pc-l"),
    ),
)


@pytest.mark.parametrize(("lang", "said"), [("ja", "ネットワーク区分: "), ("en", "network zone: ")])
def test_a_segments_report_names_its_zone_as_the_town_does(lang: Language, said: str) -> None:
    report = report_of(recorded(played("lgwan", World(), of=brief("lgwan", NAMED)).events))
    assert (report.header.zone, report.header.zone_name) == ("lgwan", "LGWAN接続系")
    assert f"{said}LGWAN接続系" in written(report, lang)


def test_a_merged_report_shows_name_and_id_of_each_segment() -> None:
    segments = [played(each, World(), of=brief(each, NAMED)) for each in ("office", "lgwan")]
    report = report_of(recorded(made(*segments)))
    assert report.merging is not None
    assert [(each.name, each.label) for each in report.merging.segments] == [
        ("office", "庁内系"),
        ("lgwan", "LGWAN接続系"),
    ]
    text = written(report, "ja")
    assert "LGWAN接続系" in text
    assert "(lgwan)" in text


def test_among_several_towns_the_name_stands_behind_the_code() -> None:
    plan = replace(PLAN, zones=(Zone("01204/lgwan", "LGWAN接続系"),))
    assert segment_label(plan, "01204/lgwan") == "01204/LGWAN接続系"
    assert segment_label(plan, "01204/other") == "01204/other"
