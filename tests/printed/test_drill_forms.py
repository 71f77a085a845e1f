"""The forms of a drill: slips, the controller's timeline, the evaluation sheet."""

from __future__ import annotations

from drills.printed.document import Facts, Slip, Table
from drills.printed.moments import in_order
from tests.printed.made import form, matter, text_of


def slips() -> list[Slip]:
    return [each for each in form("injects").blocks if isinstance(each, Slip)]


def table(word: str, head: str) -> Table:
    found = (each for each in form(word).blocks if isinstance(each, Table))
    return next(each for each in found if head in each.heads)


def test_a_slip_has_the_five_things_of_a_japanese_slip() -> None:
    first = slips()[0]
    told = dict(first.rows)
    assert told["付与時刻"] == "22:10（T+0:00）"
    assert told["付与先"] == "全員"
    assert told["発信元"] == "気象庁"
    assert told["伝達手段"] == "テレビ"
    assert first.text == "震度6弱の地震です。"
    assert first.notice == "これは訓練です"


def test_the_slips_come_in_the_order_of_the_drill_whatever_the_files_order() -> None:
    assert [each.head for each in slips()] == [
        *("状況付与票　No. 1／3", "状況付与票　No. 2／3", "状況付与票　No. 3／3")
    ]
    assert [each.rows[2][1] for each in slips()] == ["気象庁", "進行管理者", "見本システム"]


def test_what_is_left_of_power_and_telephones_stands_on_the_first_slip_only() -> None:
    assert [dict(each.rows).get("ライフライン") for each in slips()] == [
        *("電気: 全域停電\n携帯電話: つながりにくい", None, None)
    ]


def test_no_slip_says_what_players_must_not_know() -> None:
    said = text_of(tuple(slips()))
    for hidden in ("停止」とする", "証明書の交付", "［", "rack", "declare", "発動を宣言"):
        assert hidden not in said
    assert text_of(tuple(slips()[:1])).count("ラックB") == 0


def test_a_slip_says_when_the_imagined_clock_jumps() -> None:
    assert slips()[2].text.endswith("（ここで想定の時刻が10時間進みます）")
    assert dict(slips()[2].rows)["付与時刻"] == ""


def test_a_time_beyond_midnight_is_of_the_next_day() -> None:
    assert dict(slips()[1].rows)["付与時刻"] == "翌日0:10（T+2:00）"


def test_every_step_stands_in_the_timeline_once_in_the_order_of_the_drill() -> None:
    course = table("timeline", "実施時刻")
    steps = [row[3].splitlines()[0] for row in course.rows]
    assert steps == ["［quake］", "［declare］", "［tell］", "［rack］", "［back］", "［next-day］"]
    assert [each.id for each in in_order(matter().drill().scenario)] == [
        each.strip("［］") for each in steps
    ]


def test_the_timeline_names_the_slip_its_receiver_the_limit_and_what_is_pretended() -> None:
    rows = {row[3].splitlines()[0]: row for row in table("timeline", "実施時刻").rows}
    assert rows["［rack］"][1] == "付与\nNo. 2"
    assert rows["［rack］"][2] == "被害調査班"
    assert "想定の設定: 住民記録システムを「停止」とする" in rows["［rack］"][3]
    assert "業務: 証明書の交付→停止" in rows["［rack］"][3]
    assert rows["［declare］"][0] == "［quake］の後"
    assert rows["［declare］"][4] == "15分"
    assert rows["［tell］"][4] == "停止時から35分以内"


def test_the_timeline_begins_with_the_rules_of_safety() -> None:
    said = text_of(form("timeline"))
    assert "誰でも「訓練中止、実災害」と言います" in said
    assert "［declare］が済むまで、［next-day］を始めません。" in said
    assert "どこにも接続しません。すべて人が答えます。" in said


def test_the_head_says_who_plays_which_part_and_how_fast_the_clock_runs() -> None:
    told = dict(form("timeline").facts)
    assert told["訓練統括者"] == "ICT部門責任者"
    assert told["プレイヤー"] == "被害調査班、連絡班"
    assert told["時間の上限"] == "2時間（想定の時計は6倍で進む）"


def test_the_evaluation_sheet_asks_what_the_scenario_evaluates_and_leaves_room() -> None:
    items = table("evaluation", "手順")
    assert [row[:2] for row in items.rows] == [
        ("自分から集まったか", "［declare］"),
        ("危険な所に入らなかったか", ""),
    ]
    targets = table("evaluation", "目標値")
    assert [row[:3] for row in targets.rows] == [
        ("住民記録システム", "停止時から12時間以内", ""),
        ("メール", "停止時から1日以内", ""),
        ("［declare］発動を宣言しましたか。", "停止時から15分以内", ""),
    ]
    review = [each for each in form("evaluation").blocks if isinstance(each, Facts)][-1]
    assert "改善事項（担当・期限・予算の要否）" in dict(review.rows)
