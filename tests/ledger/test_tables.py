"""Finding the tables in a workbook: titles, merged headings, notes, hidden sheets, corrections."""

from __future__ import annotations

import pytest
from openpyxl import Workbook

from bcp.refused import Refused
from drills.errors import Refusal
from drills.ledger.choices import Choices, SheetChoice, chosen
from drills.ledger.mapping import choices_in, mapping_lines, mapping_text
from tests.ledger.making import SYSTEMS, Rows, book, of, read, systems, unread

TITLED: dict[str, Rows] = {
    SYSTEMS: [
        ("情報システム台帳",),
        (None, None, "令和8年4月1日現在"),
        ("No.", "システム名", "所管課(等)", "系 統", "ＲＴＯ", "年間費用"),
        (1, "住民記録システム", "市民課", "基幹系", "12時間", 1200),
    ]
}


def test_headings_are_found_below_titles_however_they_are_spelt() -> None:
    ledger = of(TITLED)
    (table,) = ledger.tables
    assert (table.kind, table.row) == ("systems", 3)
    assert {*table.columns} == {"name.ja", "owner_section", "zone", "rto.within"}
    assert [*table.unread.values()] == ["No.", "年間費用"]
    (record,) = ledger.records
    assert record.id == "resident"
    assert record.values["rto.within"] == "12h"


def test_what_is_read_from_where_is_shown_with_the_columns_that_are_not_taken() -> None:
    shown = "\n".join(mapping_lines(of(TITLED), "ja"))
    assert "「情報システム一覧」（見出しは3行目、その下に1行）: 情報システム" in shown
    assert "B「システム名」→ name.ja" in shown
    assert "取り込まない列: A No.、F 年間費用" in shown


def test_headings_merged_over_two_rows_are_read_from_both() -> None:
    def merge(made: Workbook) -> None:
        sheet = made[SYSTEMS]
        for cells in ("A1:A2", "B1:B2", "C1:D1"):
            sheet.merge_cells(cells)

    rows = [
        ("システム名", "所管課", "目標", None),
        (None, None, "目標復旧時間", "目標復旧レベル"),
        ("文書管理", "総務課", "1日", "閲覧のみ"),
    ]
    ledger = read(book({SYSTEMS: rows}, merge))
    (record,) = ledger.records
    assert (record.values["rto.within"], record.values["rlo"]) == ("1d", "閲覧のみ")


def test_a_section_merged_over_rows_is_the_section_of_each() -> None:
    def merge(made: Workbook) -> None:
        made[SYSTEMS].merge_cells("A2:A3")

    rows = [
        ("所管課", "システム名"),
        ("総務課", "文書管理"),
        (None, "財務会計"),
        ("〃", "人事給与"),
    ]
    ledger = read(book({SYSTEMS: rows}, merge))
    assert [each.values["owner_section"] for each in ledger.records] == ["総務課"] * 3


def test_notes_sums_and_group_headings_are_left_out_and_named() -> None:
    rows = [
        ("システム名", "所管課"),
        ("【総務課】",),
        ("文書管理", "総務課"),
        ("※4月現在",),
        ("合計",),
    ]
    ledger = of({SYSTEMS: rows})
    assert [each.name for each in ledger.records] == ["文書管理"]
    assert [each.place.line for each in ledger.notes] == [2, 4, 5]


def test_a_row_without_a_name_is_refused_by_its_cell() -> None:
    with pytest.raises(Refused) as refused:
        systems((None, "総務課"), ("文書管理", "総務課"), heads=("システム名", "所管課"))
    assert [str(each.place) for each in refused.value.refusals] == [
        "ledger.xlsx:情報システム一覧!A2"
    ]


def test_a_formula_is_named_where_its_column_is_read_and_only_there() -> None:
    heads = ("No.", "システム名", "所管課")
    ledger = systems(("=ROW()-1", "文書管理", "=VLOOKUP(1,A:B,2)"), heads=heads)
    assert [*unread(ledger)] == ["情報システム一覧!C2"]


def test_a_hidden_sheet_is_told_and_not_read_unless_it_is_named() -> None:
    def hide(made: Workbook) -> None:
        made["旧台帳"].sheet_state = "hidden"

    heads = ("システム名", "所管課")
    raw = book(
        {SYSTEMS: [heads, ("文書管理", "総務課")], "旧台帳": [heads, ("旧文書", "総務課")]}, hide
    )
    ledger = read(raw)
    assert [each.name for each in ledger.records] == ["文書管理"]
    assert [str(each.place) for each in ledger.notes] == ["ledger.xlsx:旧台帳"]
    named = read(raw, chosen((), ("旧台帳",)))
    assert [each.name for each in named.records] == ["旧文書"]


def test_a_heading_of_ones_own_is_named_on_the_command_line() -> None:
    rows = [("ｼｽﾃﾑ呼称", "所属NW"), ("文書管理", "基幹系")]
    said = chosen(("systems.name=ｼｽﾃﾑ呼称,zone=所属NW",), (f"systems={SYSTEMS}",))
    (record,) = of({SYSTEMS: rows}, said).records
    assert (record.name, record.values["zone"]) == ("文書管理", "my_number")


def test_a_column_can_be_left_out() -> None:
    rows = [("システム名", "備考"), ("文書管理", "社外秘")]
    (record,) = of({SYSTEMS: rows}, chosen(("systems.note=",), ())).records
    assert "note" not in record.values


@pytest.mark.parametrize(
    ("columns", "sheets"),
    [(("systems.nmae=名称",), ()), (("systems.name",), ()), ((), ("sistems=台帳",))],
)
def test_a_choice_that_nobody_understands_is_refused(
    columns: tuple[str, ...], sheets: tuple[str, ...]
) -> None:
    with pytest.raises(Refusal):
        chosen(columns, sheets)


def test_a_heading_or_a_sheet_that_is_not_there_is_refused() -> None:
    for said in (chosen(("systems.zone=所属",), ()), chosen((), ("systems=台帳",))):
        with pytest.raises(Refused):
            of(TITLED, said)


def test_the_mapping_that_is_written_is_read_back_as_the_same() -> None:
    ledger = of(TITLED)
    text = mapping_text(ledger, Choices(), "ja")
    said = choices_in(text.encode(), "mapping.yaml")
    assert of(TITLED, said) == ledger


def test_a_corrected_mapping_is_followed() -> None:
    rows = [("名称", "系統", "重要"), ("文書管理", "行政ＮＷ", "甲")]
    mapping = """
sheets:
  情報システム一覧: {kind: systems, row: 1, columns: {name: 名称, zone: 系統, importance: 重要}}
words:
  zone: {行政NW: lgwan}
  importance: {甲: critical}
"""
    (record,) = of({SYSTEMS: rows}, choices_in(mapping.encode(), "mapping.yaml")).records
    assert (record.values["zone"], record.values["importance"]) == ("lgwan", "critical")


def test_a_mistake_in_a_mapping_is_named_by_its_place() -> None:
    mapping = "sheets:\n  台帳:\n    kind: systems\n    columns: {nmae: 名称}\n"
    with pytest.raises(Refused) as refused:
        choices_in(mapping.encode(), "mapping.yaml")
    assert str(refused.value.refusals[0].place) == "mapping.yaml:4:15"


def test_a_workbook_without_any_such_table_says_what_to_do() -> None:
    with pytest.raises(Refused) as refused:
        of({"予算": [("費目", "金額"), ("電気", 1)]})
    assert "--columns systems.name=見出し" in refused.value.refusals[0].said_in("ja")


def test_sheets_are_told_apart_by_their_headings_and_not_by_their_order() -> None:
    sheets = {
        "Sheet1": [("業者名", "担当者", "電話番号"), ("見本社", "山", "000-5550-0101")],
        "Sheet2": [("サーバ名", "IPアドレス", "OS"), ("web1", "192.0.2.1", "Linux")],
        "Sheet3": [("氏名", "所属", "携帯電話"), ("見本 一郎", "総務課", "000-5550-0102")],
        "Sheet4": [("システム名", "所管課", "保守業者"), ("文書管理", "総務課", "見本社")],
        "Sheet5": [("業務名", "使用システム", "開始目標時間"), ("収受", "文書管理", "3日")],
    }
    kinds = [each.kind for each in of(sheets).tables]
    assert kinds == ["vendors", "servers", "contacts", "systems", "businesses"]


def test_a_sheet_can_be_skipped() -> None:
    sheets: dict[str, Rows] = {
        **TITLED,
        "サーバ一覧": [("サーバ名", "IPアドレス"), ("web1", "192.0.2.1")],
    }
    ledger = of(sheets, Choices({"サーバ一覧": SheetChoice(skip=True)}))
    assert [each.kind for each in ledger.tables] == ["systems"]


def test_what_stands_beside_a_merged_name_is_named_and_not_taken() -> None:
    def merge(made: Workbook) -> None:
        made[SYSTEMS].merge_cells("A2:A3")

    rows = [("システム名", "稼働サーバ"), ("文書管理", "doc1"), (None, "doc2")]
    ledger = read(book({SYSTEMS: rows}, merge))
    assert [each.name for each in ledger.records] == ["文書管理"]
    assert [str(each.place) for each in ledger.notes] == ["ledger.xlsx:情報システム一覧!B3"]


def test_a_name_that_was_broken_to_fit_its_column_is_one_name() -> None:
    ledger = systems(
        ("住民記録\nシステム", "課"), ("File\r\nserver", "課"), heads=("システム名", "所管課")
    )
    assert [each.name for each in ledger.records] == ["住民記録システム", "File server"]
    assert ledger.records[0].id == "resident"


def test_an_error_of_excel_is_named() -> None:
    ledger = systems(("文書管理", "#REF!"), heads=("システム名", "所管課"))
    assert "エラー値（#REF!）" in unread(ledger)["情報システム一覧!B2"]
