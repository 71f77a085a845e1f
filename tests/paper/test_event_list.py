"""Event lists (MSEL) as real workbooks: read whole, or refused with every mistake at its cell."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from openpyxl import Workbook

from bcp.durations import DAY, HOUR, MINUTE
from bcp.message import Text
from bcp.refused import Refused
from bcp.written_times import Date
from drills.paper.columns import folded
from drills.paper.commas import sheet_of
from drills.paper.event_list import Event, EventList, read_events
from drills.paper.workbook import sheets_of
from scenarios.model import After
from tests.paper.making import saved, workbook

HEADS = ("時刻", "付与先", "発信元", "手段", "内容", "備考")
ROLES = {folded(name): role for name, role in (("連絡班", "liaison"), ("liaison", "liaison"))}


def of_rows(*rows: Sequence[object], heads: Sequence[object] = HEADS, **more: Any) -> EventList:
    then: Callable[[Any], None] = more.pop("then", lambda sheet: None)
    return read_events(sheets_of(workbook(*rows, heads=heads, then=then), "msel.xlsx"), **more)


def of_csv(text: str, **more: Any) -> EventList:
    return read_events((sheet_of(text.encode(), "msel.csv"),), **more)


def refused(
    *rows: Sequence[object], heads: Sequence[object] = HEADS, **more: Any
) -> list[tuple[str, str]]:
    with pytest.raises(Refused) as trouble:
        of_rows(*rows, heads=heads, **more)
    found = trouble.value.refusals
    assert not any("[" in each.said_in(lang) for each in found for lang in ("ja", "en"))
    assert all(each.remedy is not None for each in found)
    return [(str(each.place).rpartition(":")[2], each.what.code) for each in found]


def test_an_event_list_becomes_events_with_who_tells_whom_by_what_means() -> None:
    found = of_rows(
        ("9:00", "連絡班", "気象台", "メール", "大雨警報が出ました", "資料1を配る"),
        ("9:20", "復旧班", "庁舎管理", "電話", "地下に水が入っています", None),
    )
    assert found.start == 9 * HOUR
    assert found.events == (
        Event(
            id="e01",
            at=0,
            text=Text("大雨警報が出ました"),
            to=Text("連絡班"),
            sender="気象台",
            via="メール",
            answers="連絡班",
            notes=(("備考", "資料1を配る"),),
        ),
        Event(
            id="e02",
            at=20 * MINUTE,
            text=Text("地下に水が入っています"),
            to=Text("復旧班"),
            sender="庁舎管理",
            via="電話",
            answers="復旧班",
        ),
    )


def test_headings_may_stand_in_any_order_in_either_language_under_a_title() -> None:
    found = of_csv(
        "Flood drill 2027,,,\nprepared by the office,,,\n\n"
        "No.,Event,From,To,Method,Time\n1,Rain warning,Weather office,Liaison,e-mail,T+10\n"
    )
    assert (found.title, found.above) == ("", ("Flood drill 2027", "prepared by the office"))
    (event,) = found.events
    said = (event.at, event.text.ja, event.sender, event.to.ja, event.via)
    assert said == (10 * MINUTE, "Rain warning", "Weather office", "Liaison", "e-mail")


def test_the_headings_of_lists_made_elsewhere_are_known() -> None:
    found = of_csv(
        "Event #,Event Time,Event Description,Responsible Controller,Recipient Player(s),"
        "Expected Outcome of Player Action,Objective\n"
        '7,10:00,"Power fails",Miller,Liaison,The generator is started,1\n'
    )
    (event,) = found.events
    assert (event.text.ja, event.to.ja) == ("Power fails", "Liaison")
    assert event.expected == "The generator is started"
    assert event.notes == (("Responsible Controller", "Miller"), ("Objective", "1"))


def test_rows_between_sections_are_headings_and_no_events() -> None:
    found = of_rows(
        ("【初動】",),
        ("T+0", "", "", "", "停電"),
        ("応急対応", None, None, None, None),
        ("T+30", "", "", "", "断水"),
        then=lambda sheet: sheet.merge_cells("A4:F4"),
    )
    assert [(each.section, each.text.ja) for each in found.events] == [
        *(("【初動】", "停電"), ("応急対応", "断水")),
    ]


def test_a_section_may_stand_in_the_column_of_numbers_and_numbers_alone_are_empty_rows() -> None:
    heads = ("番号", "時刻", "内容")
    found = of_rows(("1日目",), (1, "9:00", "停電"), (2,), ("(3)",), heads=heads)
    assert [(each.section, each.text.ja) for each in found.events] == [("1日目", "停電")]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("T+10", "T+1:30"),
        ("H+0 M+10", "H+2 M-30"),
        ("9:10", "10:30"),
        (dt.time(9, 10), dt.time(10, 30)),
        (dt.datetime(2026, 11, 28, 9, 10), dt.datetime(2026, 11, 28, 10, 30)),
        ("令和8年11月28日 9:10", "R8.11.28 10:30"),
        ("開始10分後", "開始1時間30分後"),
    ],
)
def test_a_time_is_read_relative_on_the_clock_and_with_a_date(first: Any, second: Any) -> None:
    rows = ((first, "", "", "", "一"), (second, "", "", "", "二"))
    found = of_rows(*rows, start=(9 * HOUR, Date(2026, 11, 28)))
    assert [each.at for each in found.events] == [10 * MINUTE, 90 * MINUTE]


def test_minutes_that_have_passed_may_stand_beside_the_time_and_must_agree() -> None:
    heads = ("時刻", "経過時間（分）", "内容")
    found = of_rows(("9:10", 10, "一"), (None, 25, "二"), ("9:40", 40, "三"), heads=heads)
    assert [each.at for each in found.events] == [10 * MINUTE, 25 * MINUTE, 40 * MINUTE]
    assert found.start == 9 * HOUR
    wrong = refused(("9:10", 10, "一"), ("9:40", 45, "二"), heads=heads)
    assert wrong == [("記録!A3", "events.times_differ")]


def test_minutes_beside_the_time_say_on_which_day_it_is() -> None:
    heads = ("時刻", "経過(分)", "内容")
    rows = (("23:30", 0, "一"), ("23:50", 20, "二"), ("23:50", 1460, "三"), ("24:10", 1480, "四"))
    found = of_rows(*rows, ("9:30", 2040, "五"), heads=heads)
    assert [each.at for each in found.events] == [n * MINUTE for n in (0, 20, 1460, 1480, 2040)]
    wrong = refused(("23:30", 0, "一"), ("23:50", 1461, "二"), heads=heads)
    assert wrong == [("記録!A3", "events.times_differ")]


def test_a_date_that_is_written_once_counts_for_the_hours_of_that_night() -> None:
    heads = ("日付", "時刻", "内容")
    rows = (("11月28日", "9:00", "一"), ("11月29日", "22:00", "二"), (None, "24:00", "三"))
    night = ((None, dt.timedelta(hours=25, minutes=10), "四"), (None, "26:00", "五"))
    found = of_rows(*rows, *night, ("11月30日", "3:00", "六"), heads=heads)
    hours = [each.at / HOUR for each in found.events if each.at is not None]
    assert hours == pytest.approx([0, 37, 39, 40 + 1 / 6, 41, 42])


def test_a_date_of_its_own_column_counts_from_that_of_the_start() -> None:
    heads = ("日付", "時刻", "内容")
    found = of_rows(
        *(("令和8年11月28日", "22:00", "一"), (None, "23:30", "二"), ("11月29日", "8:00", "三")),
        heads=heads,
    )
    assert [each.at for each in found.events] == [0, 90 * MINUTE, 10 * HOUR]


def test_what_is_merged_or_repeated_by_a_ditto_mark_is_said_for_each_row() -> None:
    found = of_rows(
        ("9:00", "連絡班", "県", "電話", "一"),
        (None, "〃", "同上", "電話", "二"),
        then=lambda sheet: sheet.merge_cells("A2:A3"),
    )
    assert [(each.at, each.to.ja, each.sender) for each in found.events] == [
        *((0, "連絡班", "県"), (0, "連絡班", "県")),
    ]


def test_what_a_scenario_has_no_room_for_is_kept_as_notes_under_its_heading() -> None:
    heads = (*HEADS[:5], "写真", "写真")
    found = of_rows(("T+0", "", "", "", "停電", "p1.jpg", "p2.jpg", "欄外"), heads=heads)
    assert found.events[0].notes == (("写真", "p1.jpg"), ("写真", "p2.jpg"), ("H", "欄外"))


def test_recipients_are_the_roles_of_the_plan_where_their_names_are_known() -> None:
    heads = ("時刻", "付与先", "内容", "期待される行動")
    rows = (("T+0", "連絡班", "停電", "県に報告"), ("T+5", "全員", "断水", "水の確保"))
    found = of_rows(*rows, heads=heads, roles=ROLES)
    assert [(each.to.ja, each.answers) for each in found.events] == [
        *(("liaison", "liaison"), ("全員", "")),
    ]


def test_a_list_that_says_what_follows_what_needs_no_times_there() -> None:
    heads = ("手順", "時刻", "前の手順", "手順の種類", "付与先", "内容", "制限時間")
    found = of_rows(
        ("alarm", "T+0", None, "状況付与", "liaison", "停電", None),
        ("ask-1", None, "alarm", "問い", None, "発電機は動きましたか。", "30分以内"),
        ("tell", "T+30", "alarm、ask-1=done|partly", "報告", "本部", "状況報告", None),
        heads=heads,
    )
    first, ask, tell = found.events
    assert (first.kind, ask.kind, tell.kind) == ("inject", "ask", "notify")
    assert (ask.at, ask.after, ask.within) == (None, (After("alarm"),), 30 * MINUTE)
    assert tell.after == (After("alarm"), After("ask-1", ("done", "partly")))


def test_steps_of_machines_are_left_out_and_named() -> None:
    heads = ("手順", "時刻", "手順の種類", "内容")
    rows = (("a", "T+0", "状況付与", "停電"), ("probe-1", "T+1", "その他", "応答を確かめる"))
    found = of_rows(*rows, heads=heads)
    assert ([each.id for each in found.events], found.left_out) == (["a"], ("probe-1",))


def test_every_bad_cell_is_refused_at_once_with_its_sheet_and_address() -> None:
    wrong = refused(
        ("9:00", "", "", "", "一"),
        ("昼ごろ", "", "", "", "二"),
        (None, "連絡班", "県", "", "三"),
        ("8:50", "", "", "", "四"),
        ("9:30", "連絡班", "", "", None),
        ("9:40", "", "", "", "=A1"),
        ("T-10", "", "", "", "五"),
        ("9:45", "", "", "", "見えない\u200b字"),
        ("9:50", "", "", "", "長" * 2_001),
    )
    assert wrong == [
        ("記録!A3", "events.bad_time"),
        ("記録!A4", "events.no_time"),
        ("記録!A5", "events.earlier_than_above"),
        ("記録!E6", "events.no_text"),
        ("記録!E7", "paper.formula"),
        ("記録!A8", "events.before_start"),
        ("記録!E9", "events.unseen"),
        ("記録!E10", "events.too_long"),
    ]


def test_every_bad_word_of_a_list_with_steps_is_refused_too() -> None:
    heads = ("手順", "時刻", "前の手順", "手順の種類", "担当", "内容", "制限時間", "日付")
    wrong = refused(
        ("a", "T+0", None, "状況付与", None, "停電", None, None),
        ("a", "T+1", None, None, None, "二", None, None),
        ("い ろ", "T+2", None, None, None, "三", None, None),
        ("d", "T+3", "b", None, None, "四", None, None),
        ("e", "T+4", "a=gone", None, None, "五", None, None),
        ("f", "T+5", None, "映写", None, "六", None, None),
        ("g", "T+6", None, "問い", "料理班", "七", None, None),
        ("h", "T+7", None, None, None, "八", "しばらく", None),
        ("i", "9:00", None, None, None, "九", None, "いつか"),
        ("j", "T+9", None, "報告", None, "十", None, None),
        ("〃", "T+9", None, None, None, "十一", None, None),
        heads=heads,
        roles=ROLES,
        start=(9 * HOUR, None),
    )
    assert wrong == [
        ("記録!A3", "events.id_twice"),
        ("記録!A4", "events.bad_id"),
        ("記録!C5", "events.no_step"),
        ("記録!C6", "events.no_ending"),
        ("記録!D7", "events.no_kind"),
        ("記録!E8", "events.no_role"),
        ("記録!G9", "events.bad_length"),
        ("記録!H10", "events.bad_date"),
        ("記録!A11", "events.no_recipient"),
        ("記録!A12", "events.id_twice"),
    ]


def test_a_ditto_mark_with_nothing_above_it_is_refused() -> None:
    assert refused(("〃", "", "", "", "一")) == [
        *(("記録!A2", "events.ditto_of_nothing"), ("記録!A2", "events.no_time")),
    ]


def test_a_table_without_time_or_content_is_no_event_list() -> None:
    assert refused(("田中", "0000"), heads=("氏名", "電話")) == [("msel.xlsx", "events.no_table")]
    assert refused() == [("記録!A1", "events.no_events")]
    shown = refused(("T+0", "その他", "応答を確かめる"), heads=("時刻", "手順の種類", "内容"))
    assert shown == [("記録!A1", "events.no_events")]


def test_one_of_several_sheets_is_named() -> None:
    book = Workbook()
    for name, text in (("午前", "停電"), ("午後", "断水")):
        sheet = book.create_sheet(name)
        sheet.append(["時刻", "内容"])
        sheet.append(["T+0", text])
    sheets = sheets_of(saved(book), "msel.xlsx")
    with pytest.raises(Refused) as several:
        read_events(sheets)
    assert [each.what.code for each in several.value.refusals] == ["events.several_sheets"]
    assert read_events(sheets, sheet="午後").events[0].text == Text("断水")
    with pytest.raises(Refused) as unknown:
        read_events(sheets, sheet="夜")
    assert [each.what.code for each in unknown.value.refusals] == ["events.no_sheet"]


def test_a_list_of_days_keeps_its_days() -> None:
    found = of_rows(("J+1", "", "", "", "一"), ("D+2 H+3", "", "", "", "二"))
    assert [each.at for each in found.events] == [DAY, 2 * DAY + 3 * HOUR]


def test_more_events_than_a_scenario_holds_are_refused() -> None:
    rows = [f"T+{n},出来事{n}" for n in range(901)]
    with pytest.raises(Refused) as many:
        of_csv("時刻,内容\n" + "\n".join(rows))
    assert [each.what.code for each in many.value.refusals] == ["events.too_many"]
