"""What a person sees who brings a ledger, corrects how it is read, and takes it into a plan."""

from __future__ import annotations

import resource
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from bcp.load import load_plan
from drills import probes
from drills.cli.ledgers import write
from drills.errors import Refusal
from tests.cli.conversation import bcp_drill
from tests.house.source import ROOT
from tests.ledger.making import SYSTEMS, Rows, book

SHEETS: dict[str, Rows] = {
    SYSTEMS: [
        ("情報システム台帳", None, "令和8年4月1日現在"),
        ("No.", "システム名", "所属NW", "重要度", "RTO", "保守業者", "リース終了日"),
        (1, "住民記録システム", "基幹系", "最重要", "12時間以内", "㈱見本", "R10.9"),
        (2, "グループウェア", "LGWAN系", "高", "1日", "㈱見本", "2028-02-30"),
    ],
    "業者一覧": [("業者名", "電話番号"), ("株式会社見本", "000-5550-0101")],
}
PEOPLE = "氏名,役割,所属,携帯電話\n見本 一郎,ICT部門責任者,企画課,000-5550-0102\n"


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    (tmp_path / "ledger.xlsx").write_bytes(book(SHEETS))
    (tmp_path / "people.csv").write_bytes(PEOPLE.encode("cp932"))
    return tmp_path


def init(desk: Path, *more: str) -> Any:
    words = ("init", "town", "--name", "見本町", "--from", "ledger.xlsx", "--lang", "ja")
    return bcp_drill(*words, *more, cwd=desk)


def test_a_ledger_becomes_a_plan_that_checks_and_can_be_drilled(desk: Path) -> None:
    seen = init(desk, "--contacts", "people.csv", "--columns", "zone=所属NW")
    assert seen.code == 0, seen.err
    assert "B「システム名」→ name.ja" in seen.err
    assert "取り込まない列: A No." in seen.err
    assert "ledger.xlsx:情報システム一覧!G4: 「2028-02-30」という日はありません。" in seen.err
    plan = load_plan(desk / "town", probes.catalogue()).plan
    assert [(each.id, each.zone) for each in plan.systems] == [
        *(("resident", "my_number"), ("groupware", "lgwan")),
    ]
    assert [each.holder for each in plan.roles] == ["c-001", None, None, None, None]
    checked = bcp_drill("check", "town", "--lang", "ja", cwd=desk)
    assert checked.code == 0
    assert "lease_end ← 台帳の情報システム一覧!G4" in checked.out + checked.err
    words = ("run", "first-table", "--plan", "town", "--headless", "--set", "speed=6000")
    drilled = bcp_drill(*words, "--answers", "town/answers/first-table.yaml", cwd=desk)
    assert drilled.code in (0, 1), drilled.err


def test_the_mapping_is_written_corrected_and_followed(desk: Path) -> None:
    seen = bcp_drill("ledger", "ledger.xlsx", "--mapping", "m.yaml", cwd=desk)
    assert seen.code == 0
    mapping = (desk / "m.yaml").read_text("utf-8")
    assert "# 所属NW" in mapping
    corrected = mapping.replace("      # 所属NW\n", "      zone: 所属NW\n")
    (desk / "m.yaml").write_text(corrected, "utf-8")
    assert init(desk, "--mapping", "m.yaml").code == 0
    plan = load_plan(desk / "town", probes.catalogue()).plan
    assert {each.zone for each in plan.systems} == {"my_number", "lgwan"}


def test_a_mapping_corrected_after_the_plan_was_written_leads_on(desk: Path) -> None:
    seen = init(desk, "--contacts", "people.csv", "--mapping", "m.yaml")
    assert seen.code == 0, seen.err
    assert "同じコマンド" not in seen.err
    line = next(each for each in seen.err.splitlines() if each.startswith("  bcp-drill ledger "))
    mapping = (desk / "m.yaml").read_text("utf-8")
    corrected = mapping.replace("      # リース終了日\n", "").replace(
        "lease_end:", "end_of_support:"
    )
    assert corrected != mapping
    (desk / "m.yaml").write_text(corrected, "utf-8")
    taken = bcp_drill(*line.split()[1:], cwd=desk)
    assert taken.code == 0, taken.err
    plan = load_plan(desk / "town", probes.catalogue()).plan
    assert plan.systems[0].end_of_support == "2028-09-30"


def test_the_first_drill_is_of_the_important_ones_that_are_to_be_back_first(desk: Path) -> None:
    spans = ("3日", "24時間", "90分", "12時間")
    rows = [(f"業務{n}", "最重要", span, n) for n, span in enumerate(spans, 1)]
    heads = ("システム名", "重要度", "目標復旧時間", "優先順位")
    (desk / "ledger.xlsx").write_bytes(
        book({SYSTEMS: [heads, ("雑務", "通常", "1時間", 1), *rows]})
    )
    assert init(desk).code == 0
    drill = (desk / "town/scenarios/first-table.yaml").read_text("utf-8")
    assert [name for name in ("業務3", "業務4", "業務2", "業務1", "雑務") if name in drill] == [
        *("業務3", "業務4", "業務2"),
    ]


def test_where_a_cell_is_unreadable_the_value_that_stays_is_told(desk: Path) -> None:
    assert init(desk, "--contacts", "people.csv").code == 0
    rows = [("システム名", "RTO"), ("住民記録システム", "すぐ")]
    people = [("氏名", "携帯電話"), ("見本 一郎", "後日連絡")]
    (desk / "new.xlsx").write_bytes(book({SYSTEMS: rows, "連絡先": people}))
    words = ("ledger", "new.xlsx", "--plan", "town", "--take", "--lang", "ja")
    seen = bcp_drill(*words, cwd=desk)
    assert seen.code == 0, seen.err
    assert "resident の rto.within: 12時間 のまま（情報システム一覧!B2）" in seen.err
    assert "c-001 の way.携帯: （連絡先の値） のまま（連絡先!B2）" in seen.err
    assert "000-5550-0102" not in seen.out + seen.err


def test_a_row_twice_writes_nothing_and_is_named_by_its_cell(desk: Path) -> None:
    sheets = {**SHEETS, SYSTEMS: [*SHEETS[SYSTEMS], (3, "住民記録ｼｽﾃﾑ")]}
    (desk / "ledger.xlsx").write_bytes(book(sheets))
    seen = init(desk, "--mapping", "m.yaml")
    assert seen.code == 6
    assert (
        "ledger.xlsx:情報システム一覧!B5: 「住民記録ｼｽﾃﾑ」は情報システム一覧!B3にもあり" in seen.err
    )
    # How it was read is told all the same: a wrong column may be the reason.
    assert "B「システム名」→ name.ja" in seen.err
    assert (desk / "m.yaml").exists()
    assert not (desk / "town").exists()


def test_what_would_be_a_wrong_plan_is_named_by_the_row_that_it_came_from(desk: Path) -> None:
    rows = [("システム名", "依存先"), ("文書管理", "財務会計"), ("財務会計", "文書管理")]
    (desk / "ledger.xlsx").write_bytes(book({SYSTEMS: rows}))
    seen = init(desk)
    assert seen.code == 6
    assert "ledger.xlsx:情報システム一覧!A" in seen.err
    assert not (desk / "town").exists()


def test_a_plan_that_is_there_is_never_written_over(desk: Path) -> None:
    assert init(desk).code == 0
    before = (desk / "town/assets/systems.yaml").read_bytes()
    assert init(desk).code == 6
    assert (desk / "town/assets/systems.yaml").read_bytes() == before


def test_only_one_way_to_begin_can_be_chosen(desk: Path) -> None:
    assert init(desk, "--smallest").code == 6
    assert not (desk / "town").exists()


def test_a_plan_goes_to_excel_and_its_corrections_come_back(desk: Path) -> None:
    assert init(desk, "--columns", "zone=所属NW").code == 0
    assert bcp_drill("export", "out.xlsx", "town", cwd=desk).code == 0
    alike = bcp_drill("ledger", "out.xlsx", "--plan", "town", "--lang", "ja", cwd=desk)
    assert alike.out == "台帳と計画に、取り込む違いはありません。\n"
    made = load_workbook(desk / "out.xlsx")
    sheet: Any = made[SYSTEMS]
    heads = {cell.value: cell.column for cell in sheet[1]}
    sheet.cell(3, heads["リース終了日"], "R10.9")
    made.save(desk / "out.xlsx")
    told = bcp_drill("ledger", "out.xlsx", "--plan", "town", "--lang", "ja", cwd=desk)
    assert "groupware の lease_end: （なし） → 2028-09-30" in told.out
    assert load_plan(desk / "town", probes.catalogue()).plan.systems[1].lease_end is None
    taking = bcp_drill("ledger", "out.xlsx", "--plan", "town", "--take", cwd=desk)
    assert taking.code == 0, taking.err
    plan = load_plan(desk / "town", probes.catalogue()).plan
    assert plan.systems[1].lease_end == "2028-09-30"
    assert "lease_end ←" not in (desk / "town/assets/systems.yaml").read_text("utf-8")


def test_numbers_of_people_leave_the_plan_only_where_that_is_asked_for(desk: Path) -> None:
    assert init(desk, "--contacts", "people.csv").code == 0
    assert bcp_drill("export", "out.xlsx", "town", cwd=desk).code == 0
    assert "連絡先一覧" not in load_workbook(desk / "out.xlsx").sheetnames
    seen = bcp_drill("export", "own.xlsx", "town", "--with-contacts", cwd=desk)
    assert "連絡先一覧" in load_workbook(desk / "own.xlsx").sheetnames
    assert seen.code == 0
    assert (desk / "own.xlsx").stat().st_mode & 0o077 == 0
    told = bcp_drill("ledger", "own.xlsx", "--plan", "town", cwd=desk)
    assert "000-5550" not in told.out + told.err


def test_an_exported_file_is_never_written_over(desk: Path) -> None:
    plan = str(ROOT / "scenarios/library/town")
    assert bcp_drill("export", "ledger.xlsx", plan, cwd=desk).code == 6
    assert bcp_drill("ledger", "ledger.xlsx", cwd=desk).code == 0


def test_what_is_no_table_at_all_is_refused_in_words(desk: Path) -> None:
    (desk / "notes.xlsx").write_bytes(b"not a workbook")
    seen = bcp_drill("init", "town", "--from", "notes.xlsx", "--lang", "ja", cwd=desk)
    assert seen.code == 6
    assert "Excel のファイル（.xlsx）として読めません" in seen.err
    assert not (desk / "town").exists()


def test_an_export_is_named_like_a_workbook(desk: Path) -> None:
    plan = str(ROOT / "scenarios/library/town")
    seen = bcp_drill("export", "ledger.csv", plan, "--lang", "ja", cwd=desk)
    assert (seen.code, (desk / "ledger.csv").exists()) == (6, False)
    assert ".xlsx で終わる名前" in seen.err


@pytest.mark.parametrize("own", [False, True])
def test_a_file_that_cannot_be_written_whole_is_not_begun(tmp_path: Path, own: bool) -> None:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, before[1]))
    try:
        with pytest.raises(Refusal):
            write(tmp_path / "ledger.xlsx", b"x" * 300_000, own=own)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert [*tmp_path.iterdir()] == []
