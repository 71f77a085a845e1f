from __future__ import annotations

import datetime as dt
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from bcp.durations import MINUTE, SECOND
from bcp.refused import Refused
from drills.core.paper_events import PaperLine
from drills.paper.commas import sheet_of
from drills.paper.form import Heading, form
from drills.paper.log import Known, Log, read_log
from drills.paper.workbook import sheets_of
from tests.paper.making import AROUND, HEADS, part, repacked, saved, since_start, workbook

STEPS = ("news", "declare", "restore")


PRINTED = Known(printed={"news": frozenset({"=知らせ"}), "declare": frozenset()})


def read(raw: bytes, steps: tuple[str, ...] | None = STEPS) -> Log:
    return read_log(sheets_of(raw, "log.xlsx"), AROUND, steps, PRINTED)


def lines(*rows: tuple[object, ...], **more: Any) -> tuple[PaperLine, ...]:
    return read(workbook(*rows, **more)).lines


def refused(*rows: tuple[object, ...], **more: Any) -> list[str]:
    with pytest.raises(Refused) as refusal:
        lines(*rows, **more)
    assert not any("[" in each.said_in("en") for each in refusal.value.refusals)
    return [each.said_in("ja") for each in refusal.value.refusals]


@pytest.mark.parametrize(
    "written",
    [
        *("22:10", "２２：１０", "22時10分", "22 : 10", "午後10時10分", "10:10 PM", "11/21 22:10"),
        *(dt.time(22, 10), dt.datetime(2026, 11, 21, 22, 10), dt.timedelta(hours=22, minutes=10)),
        *("令和8年11月21日 22:10", "2026-11-21 22:10", dt.time(22, 9, 59, 999_999)),
    ],
)
def test_a_time_is_read_as_people_write_it(written: object) -> None:
    (line,) = lines((None, written, "復旧"))
    assert line.low == since_start(0, 22, 10)
    assert line.high == line.low + MINUTE


def test_a_time_with_seconds_is_as_exact_as_that() -> None:
    (line,) = lines((None, "13:05:20", "復旧"))
    assert line.high - line.low == SECOND


@pytest.mark.parametrize(
    "written",
    [
        "22時頃",
        "22時",
        "2210",
        2210,
        "25:61",
        "30:00",
        "夜",
        "13:05:61",
        "午後13:05",
        "AM 10:00 PM",
    ],
)
def test_what_is_no_time_to_the_minute_is_refused_at_its_cell(written: object) -> None:
    (said,) = refused((None, written, "復旧"))
    assert said.startswith("log.xlsx:記録!B2: ")
    assert "時刻として読めません" in said


def test_a_line_far_back_is_of_the_next_day_and_a_few_lines_back_of_the_same() -> None:
    found = lines(
        (None, "23:50", "a"),
        (None, "0:10", "b"),
        (None, "0:05", "c"),
        (None, "25:30", "d"),
    )
    assert [each.low for each in found] == [
        since_start(0, 23, 50),
        since_start(1, 0, 10),
        since_start(1, 0, 5),
        since_start(2, 1, 30),
    ]


def test_a_first_line_soon_after_midnight_is_of_the_next_day() -> None:
    assert lines((None, "00:30", "a"))[0].low == since_start(1, 0, 30)


def test_where_the_day_cannot_be_told_the_date_is_asked_for() -> None:
    first, later = refused((None, "09:00", "a"), (None, "20:00", "b"), (None, "15:00", "c"))
    assert "B2" in first
    assert "「日付」に日付を書いて" in first
    assert "B4" in later
    assert "5時間戻る" in later


@pytest.mark.parametrize(
    "written",
    [
        *("2026-11-22", "2026/11/22", "11/22", "１１月２２日", "令和8年11月22日（日）", "R8.11.22"),
        *(dt.date(2026, 11, 22), dt.datetime(2026, 11, 22)),
    ],
)
def test_a_date_is_read_as_people_write_it_and_holds_until_the_next(written: object) -> None:
    found = lines((written, "09:00", "a"), (None, "09:05", "b"))
    assert [each.low for each in found] == [since_start(1, 9, 0), since_start(1, 9, 5)]


def test_a_row_with_nothing_but_a_date_is_a_heading_of_the_rows_below() -> None:
    found = lines((None, "13:10", "a"), ("11/22", None, None), (None, "09:00", "b"))
    assert [each.low for each in found] == [since_start(0, 13, 10), since_start(1, 9, 0)]


def test_times_that_cannot_be_are_refused() -> None:
    said = refused(
        ("2026/2/30", "13:10", "a"),
        ("11/25", "13:10", "b"),
        ("11/19", "13:10", "c"),
        ("何日か", None, None),
    )
    assert [each.split(": ")[0] for each in said] == [
        "log.xlsx:記録!A2",
        "log.xlsx:記録!B3",
        "log.xlsx:記録!B4",
        "log.xlsx:記録!A5",
    ]
    assert "まだ来ていない" in said[1]
    assert "一日以上前" in said[2]


def test_every_mistake_is_told_at_once_each_with_its_cell_and_what_to_do() -> None:
    said = refused(
        (None, "13:05", "=NOW()", None, None, "restor"),
        (None, None, "時刻がない"),
        (None, "13:10", None, "内容がない"),
        (None, "13:11", "あ" * 2_001),
        (None, "#REF!", "x"),
    )
    assert [each.split(": ")[0].rpartition("!")[2] for each in said] == [
        *("C2", "F2", "B3", "C4", "C5", "B6"),
    ]
    assert "計算式" in said[0]
    assert "「restore」のことですか" in said[1]
    assert "エラー値" in said[5]


def test_words_that_look_like_a_formula_are_words() -> None:
    def as_text(sheet: Any) -> None:
        for row, words in enumerate(
            ("=1+1", "+81-3-0000", "-入電なし", "@全員", "=cmd|'/C x'!A0"), 2
        ):
            sheet.cell(row, 2, "13:05")
            sheet.cell(row, 3, words).data_type = "s"

    found = lines(then=as_text)
    assert [each.text for each in found] == [
        *("=1+1", "+81-3-0000", "-入電なし", "@全員", "=cmd|'/C x'!A0"),
    ]


def test_columns_stand_in_any_order_and_under_the_names_people_give_them() -> None:
    heads = ("担当者", "No.", "つまづいた工程など", "作業内容\n・状況", "　時　刻　", None)
    (line,) = lines(("佐藤", 1, "番号違い", "連絡", "13:05", None), heads=heads)
    assert (line.who, line.stumble, line.text, line.step) == ("佐藤", "番号違い", "連絡", None)
    assert line.place == "記録!D2"


def test_headings_in_english_are_known_too() -> None:
    heads = ("Time", "What happened", "Who", "Where it stumbled", "Step", "Date")
    (line,) = lines(("13:05", "called", "Sato", "", "news", "2026-11-21"), heads=heads)
    assert (line.text, line.step) == ("called", "news")


def test_a_heading_that_is_not_known_is_refused_with_the_one_that_may_be_meant() -> None:
    (said,) = refused((), heads=("時刻", "作業内容・状況", "担等"))
    assert said.startswith("log.xlsx:記録!C1: 「担等」という見出しはありません。")
    (said,) = refused((), heads=("時刻", "作業内容・状況", "つまずいた工定"))
    assert "「つまずいた工程など」のことですか" in said


def test_a_heading_twice_or_missing_or_a_column_without_one_is_refused() -> None:
    assert "A1 にもあります" in refused((), heads=("時刻", "作業内容", "時間"))[0]
    assert "「作業内容・状況」がありません" in refused((), heads=("時刻", "担当"))[0]
    (said,) = refused(("13:05", "a", "余り"), heads=("時刻", "作業内容"))
    assert "C2: この列には見出しがありません" in said


def test_a_table_without_headings_or_without_lines_is_refused() -> None:
    assert "見出し行" in refused(("13:05", "a"), heads=("いつ", "何を"))[0]
    assert "一行も書かれていません" in refused()[0]


def test_empty_rows_are_nothing_and_ditto_marks_repeat_what_is_above() -> None:
    found = lines(
        (None, "13:05", "a", None, "佐藤", "news"),
        (None, "　", " ", None, None, None),
        (None, "〃", "b", "x", "同上", "〃"),
    )
    assert [(each.low, each.who, each.step) for each in found] == [
        (since_start(0, 13, 5), "佐藤", "news")
    ] * 2
    assert "同じとみなす行がありません" in refused((None, "〃", "b"))[0]


def test_a_ditto_mark_repeats_what_happened_and_where_it_stumbled_from_right_above() -> None:
    found = lines((None, "13:05", "a", "x"), (None, "13:06", "〃", "〃"), (None, "13:07", "〃"))
    assert [(each.text, each.stumble) for each in found] == [("a", "x"), ("a", "x"), ("a", "")]
    for nothing in ((None, "13:05", "〃"), (None, "13:05", "a", "〃")):
        assert "同じとみなす行がありません" in refused(nothing)[0]
    below_nothing = refused(
        (None, "13:05", "a", "x"), (None, "13:06", "b"), (None, "13:07", "c", "〃")
    )
    assert "同じとみなす行がありません" in below_nothing[0]


def test_a_merged_cell_stands_for_all_of_its_rows() -> None:
    def merge(sheet: Any) -> None:
        sheet.merge_cells("B2:B3")
        sheet.merge_cells("E2:E4")

    found = lines(
        (None, "13:05", "a", None, "佐藤"), (None, None, "b"), (None, "13:09", "c"), then=merge
    )
    assert [each.who for each in found] == ["佐藤"] * 3
    assert [each.low for each in found] == [since_start(0, 13, n) for n in (5, 5, 9)]


def test_what_was_merged_is_read_once() -> None:
    def merge(sheet: Any) -> None:
        sheet.merge_cells("A2:F4")

    assert refused(("11/21", None, None), then=merge) == [
        "log.xlsx:記録!A1: 見出しの下に一行も書かれていません。 "
        "一行に一つずつ、時刻と作業内容を書いてください。"
    ]


def test_readings_that_excel_adds_to_japanese_words_are_left_out() -> None:
    raw = workbook((None, "13:05", "MARK"))
    sheet = part(raw, "xl/worksheets/sheet1.xml").replace(
        b't="inlineStr"><is><t>MARK</t></is>', b't="s"><v>0</v>'
    )
    strings = (
        '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si>'
        '<r><t>始</t></r><r><t>めた</t></r><rPh sb="0" eb="1"><t>ハジ</t></rPh></si></sst>'
    )
    declared = (
        b'<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-'
        b'officedocument.spreadsheetml.sharedStrings+xml"/></Types>'
    )
    changed = {
        "xl/worksheets/sheet1.xml": sheet,
        "xl/sharedStrings.xml": strings.encode(),
        "[Content_Types].xml": part(raw, "[Content_Types].xml").replace(b"</Types>", declared),
    }
    assert read(repacked(raw, changed)).lines[0].text == "始めた"


def test_other_sheets_are_named_and_every_log_among_them_is_read() -> None:
    book = Workbook()
    book.create_sheet("連絡先").append(["電話"])
    for name, text in (("一日目", "a"), ("二日目", "b")):
        sheet = book.create_sheet(name)
        sheet.append(HEADS)
        sheet.append(["11/22", "09:00", text])
    log = read(saved(book))
    assert [each.text for each in log.lines] == ["a", "b"]
    assert log.passed_over == ("連絡先",)


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_the_form_is_read_back_as_it_is_filled_in(lang: Any) -> None:
    raw = form(Heading("=訓練\x07", steps=(("news", "=知らせ"), ("declare", ""))), lang)
    assert "一行も書かれていません" in str(refused_form(raw))
    book = load_workbook(BytesIO(raw))
    sheet = book.worksheets[0]
    sheet["C4"], sheet["B7"], sheet["C7"], sheet["F7"] = "佐藤", "13:05", "a", "news"
    log = read(saved(book))
    assert (log.by, log.lines[0].step) == ("佐藤", "news")
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")


def refused_form(raw: bytes) -> str:
    with pytest.raises(Refused) as refusal:
        read(raw)
    return "".join(each.said_in("ja") for each in refusal.value.refusals)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
@pytest.mark.parametrize("comma", [",", "\t"])
def test_csv_is_read_in_the_encodings_that_excel_writes(encoding: str, comma: str) -> None:
    rows = (("時刻", "作業内容", "担当"), ("13:05", '"=1+1\nと入力"', "髙橋"))
    raw = "\r\n".join(comma.join(row) for row in rows).encode(encoding)
    log = read_log([sheet_of(raw, "log.csv")], AROUND, STEPS)
    assert [(each.text, each.who, each.place) for each in log.lines] == [
        ("=1+1\nと入力", "髙橋", "B2")
    ]
    with pytest.raises(Refused) as refusal:
        read_log([sheet_of("時刻,作業内容\n夜,x".encode(encoding), "log.csv")], AROUND, STEPS)
    assert refusal.value.refusals[0].said_in("en").startswith("log.csv:A2: ")
