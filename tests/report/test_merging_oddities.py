"""The first page says where merged segments may not be of one drill."""

from __future__ import annotations

from dataclasses import replace

from bcp.durations import SECOND
from bcp.message import Language, render
from drills.core import events as e
from drills.core.handed_in import Given
from drills.report.merging_oddities import oddities
from tests.core.segments_made import lgwan, office
from tests.core.test_merging import made


def said_of(*given: Given, lang: Language = "en") -> list[str]:
    events = made(*given, words=False)
    merged = next(each for each in events if isinstance(each, e.Merged))
    return [render(each, lang) for each in oddities(merged, events)]


def at_a_table(given: Given) -> Given:
    brief = replace(given.brief, mode="tabletop")
    return replace(given, events=(e.DrillStarted(0, brief), *given.events[1:]))


def test_segments_of_one_drill_are_not_odd() -> None:
    assert said_of(office(), lgwan()) == []
    assert said_of(office(), lgwan(late=30 * SECOND)) == []


def test_segments_that_overlap_with_no_other_are_named_in_both_languages() -> None:
    late = lgwan(late=3600 * SECOND)
    english = said_of(office(), late)
    assert [each.split(":")[0] for each in english] == ["NO OVERLAP", "NO OVERLAP"]
    assert "the zone lgwan overlaps" in english[1]
    japanese = said_of(office(), late, lang="ja")
    assert "区分「lgwan」の記録は、他の区分と時間が重なっていません" in japanese[1]


def test_a_correction_behind_the_end_does_not_lengthen_a_segment() -> None:
    near = office()
    behind = e.Amended(3700 * SECOND, 5, "note", "放送で宣言", "課長", "聞き間違い")
    longer = replace(near, events=(*near.events, behind))
    assert len(said_of(longer, lgwan(late=3600 * SECOND))) == 2


def test_a_segment_that_is_left_alone_by_a_deliberate_gap_is_not_odd() -> None:
    events = made(office(), without=("lgwan",))
    merged = next(each for each in events if isinstance(each, e.Merged))
    assert oddities(merged, events) == ()


def test_differing_modes_are_named_zone_by_zone_in_both_languages() -> None:
    (english,) = said_of(office(), at_a_table(lgwan()))
    assert english.startswith("MODES DIFFER")
    assert "office: walkthrough, lgwan: tabletop" in english
    (japanese,) = said_of(office(), at_a_table(lgwan()), lang="ja")
    assert "区分ごとに実施方式が異なります（office: 確認のみの訓練、lgwan: 机上訓練）" in japanese
