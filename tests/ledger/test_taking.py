"""The changes of a ledger put into a plan that is there: only they, with every comment kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from bcp.load import load_plan
from bcp.model import Plan
from bcp.refused import Refused
from drills import probes
from drills.errors import Refusal
from drills.ledger.differences import Differences, differences
from drills.ledger.editing import NotFound, Put, edited
from drills.ledger.planned import known_of
from drills.ledger.taking import taken
from drills.ledger.workbook import workbook
from tests.ledger.making import SYSTEMS, Rows, book, edited_book, read

PLAN = """\
organisation: 見本町
zones: {lgwan: {label: LGWAN接続系}}
vendors:
  - {id: mihon, name: {ja: 見本システム, en: Mihon Systems}}
"""
FILE = """\
# 大切な注釈
- id: documents
  name: {ja: 文書管理, en: Documents}   # 総務課と決めた名前
  zone: lgwan
  rto: 24h                 # 要記入 / to fill in: 目標復旧時間
  businesses:              # 使う業務

  # 次の段 / next
- {id: finance, name: 財務会計, zone: lgwan, rto: {within: 2d, from: detection}}
- id: payroll
  name: 人事給与
  note: |
    月末に
    給与計算
  depends_on:
  - finance
  # 終わり
""".replace("  businesses:              # 使う業務\n\n", "")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "assets").mkdir()
    (tmp_path / "plan.yaml").write_text(PLAN, "utf-8")
    (tmp_path / "assets/systems.yaml").write_text(FILE, "utf-8")
    return tmp_path


def loaded(path: Path) -> Plan:
    return load_plan(path, probes.catalogue()).plan


def compared(folder: Path, rows: Sequence[Sequence[object]]) -> Differences:
    return both(folder, {SYSTEMS: rows})


def both(folder: Path, sheets: Mapping[str, Rows]) -> Differences:
    plan = loaded(folder)
    return differences(read(book(sheets), known=known_of(plan)), plan)


def take(folder: Path, found: Differences) -> None:
    texts = taken(found, loaded(folder), folder, probes.catalogue(), "ja")
    for path, text in texts.items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")


def test_what_differs_is_told_field_by_field_with_its_cell(folder: Path) -> None:
    found = compared(
        folder, [("システム名", "目標復旧時間"), ("文書管理", "12時間"), ("財務会計", "2日")]
    )
    (change,) = found.changed
    assert (change.id, change.field, change.old, change.new) == (
        *("documents", "rto.within", "1d", "12h"),
    )
    assert change.place.cell == "情報システム一覧!B2"
    assert found.missing == (("systems", "payroll"),)


def test_only_the_changed_values_change_in_the_file(folder: Path) -> None:
    rows = [
        ("システム名", "目標復旧時間", "所管課", "備考"),
        ("文書管理", "12時間", "総務課", ""),
        ("財務会計", "1日", "会計課", ""),
        ("人事給与", "", "", "月末と賞与の月に"),
    ]
    take(folder, compared(folder, rows))
    text = (folder / "assets/systems.yaml").read_text("utf-8")
    assert text == FILE.replace(
        "rto: 24h                 # 要記入 / to fill in: 目標復旧時間",
        "rto: 12h\n  owner_section: 総務課",
    ).replace(
        "rto: {within: 2d, from: detection}}",
        "rto: {within: 1d, from: detection}, owner_section: 会計課}",
    ).replace("note: |\n    月末に\n    給与計算", "note: 月末と賞与の月に")
    assert compared(folder, rows).to_take == 0


def test_a_name_keeps_its_other_language(folder: Path) -> None:
    take(folder, compared(folder, [("システムID", "システム名"), ("documents", "文書管理（新）")]))
    text = (folder / "assets/systems.yaml").read_text("utf-8")
    assert "name: {ja: 文書管理（新）, en: Documents}   # 総務課と決めた名前" in text


def test_an_empty_cell_takes_nothing_away(folder: Path) -> None:
    found = compared(folder, [("システム名", "目標復旧時間"), ("文書管理", "")])
    assert (found.to_take, [each.field for each in found.emptied]) == (0, ["rto.within"])


def test_an_unreadable_cell_keeps_the_plans_value_and_that_is_said(folder: Path) -> None:
    rows = [("システム名", "目標復旧時間"), ("文書管理", "すぐ"), ("人事給与", "早急に")]
    found = compared(folder, rows)
    assert found.to_take == 0
    assert [(each.id, each.field, each.old) for each in found.kept] == [
        *(("documents", "rto.within", "1d"), ("payroll", "rto.within", None)),
    ]


def test_a_new_system_is_put_behind_the_last_one(folder: Path) -> None:
    rows = [
        ("システム名", "保守業者", "目標復旧時間"),
        ("文書管理", "", ""),
        ("電子申請", "見本システム", "すぐ"),
    ]
    take(folder, compared(folder, rows))
    text = (folder / "assets/systems.yaml").read_text("utf-8")
    assert text.startswith(FILE.removesuffix("  # 終わり\n"))
    assert [each.id for each in loaded(folder).systems][-1] == "online-application"
    assert "# 要記入 / to fill in: rto.within ← 台帳の情報システム一覧!C3" in text


def test_a_list_that_the_plan_has_not_yet_gets_a_file_of_its_own(folder: Path) -> None:
    sheets = {"サーバ一覧": [("サーバ名", "IPアドレス"), ("doc1", "192.0.2.1")]}
    take(folder, both(folder, sheets))
    assert [each.id for each in loaded(folder).servers] == ["doc1"]
    assert (folder / "assets/servers.yaml").exists()


def test_a_list_within_plan_yaml_is_changed_there(folder: Path) -> None:
    sheets = {"業者一覧": [("業者名", "駆付け時間"), ("見本システム", "4時間"), ("新会社", "1日")]}
    take(folder, both(folder, sheets))
    text = (folder / "plan.yaml").read_text("utf-8")
    assert "- {id: mihon, name: {ja: 見本システム, en: Mihon Systems}, sla: {onsite: 4h}}" in text
    assert [each.id for each in loaded(folder).vendors] == ["mihon", "新会社"]


def test_a_plan_of_one_file_is_changed_in_it(tmp_path: Path) -> None:
    path = tmp_path / "town.yaml"
    path.write_text("organisation: 見本町\nsystems:\n- id: documents\n  name: 文書管理\n", "utf-8")
    sheets: dict[str, Rows] = {
        SYSTEMS: [("システム名", "利用者数"), ("文書管理", 12), ("財務会計", 3)],
        "業者一覧": [("業者名", "担当者"), ("見本社", "")],
    }
    plan = loaded(path)
    found = differences(read(book(sheets), known=known_of(plan)), plan)
    (text,) = taken(found, plan, path, probes.catalogue(), "ja").values()
    path.write_text(text, "utf-8")
    assert [(each.id, each.users) for each in loaded(path).systems] == [
        *(("documents", 12), ("finance", 3)),
    ]
    assert [each.id for each in loaded(path).vendors] == ["見本社"]


def test_a_new_number_is_taken_and_no_longer_counts_as_tried(folder: Path) -> None:
    (folder / "people").mkdir()
    (folder / "people/contacts.yaml").write_text(
        "- id: a\n  name: 係長\n  methods:\n"
        '    - {kind: 携帯, value: "000-5550-0101", verified: "2026-04-01"}\n'
        '    - {kind: メール, value: a@mihon.example, verified: "2026-04-01"}\n',
        "utf-8",
    )
    rows = [("氏名", "携帯電話", "メール"), ("係長", "000-5550-0199", "a@mihon.example")]
    found = both(folder, {"連絡先": rows})
    take(folder, found)
    mobile, mail = loaded(folder).contacts[0].methods
    assert (mobile.value, mobile.verified) == ("000-5550-0199", None)
    assert (mail.value, mail.verified) == ("a@mihon.example", "2026-04-01")


PEOPLE = """\
- id: a
  name: 係長
  methods:
    - {kind: 携帯, value: "000-5550-0101", verified: "2026-04-01"}
    - {kind: メール, value: a@mihon.example, verified: "2026-04-01"}
"""


@pytest.mark.parametrize(
    ("day", "then"), [("2026-04-01", None), ("2026-10-01", "2026-10-01"), ("", None)]
)
def test_only_a_new_day_says_that_a_new_number_was_tried(
    folder: Path, day: str, then: str | None
) -> None:
    (folder / "people").mkdir()
    (folder / "people/contacts.yaml").write_text(PEOPLE, "utf-8")
    plan = loaded(folder)

    def corrected(made: Workbook) -> None:
        sheet: Any = made["連絡先一覧"]
        heads = {cell.value: cell.column for cell in sheet[1]}
        assert sheet.cell(2, heads["確認日"]).value
        sheet.cell(2, heads["携帯電話"], "000-5550-0199")
        sheet.cell(2, heads["自宅電話"], "000-5550-0200")
        sheet.cell(2, heads["確認日"]).value = day

    raw = edited_book(workbook(plan, "ja", contacts=True), corrected)
    take(folder, differences(read(raw, known=known_of(plan)), plan))
    ways = {each.kind: each for each in loaded(folder).contacts[0].methods}
    assert (ways["携帯"].value, ways["携帯"].verified) == ("000-5550-0199", then)
    assert (ways["自宅"].value, ways["自宅"].verified) == ("000-5550-0200", then)
    assert ways["メール"].verified == (then or "2026-04-01")


def test_what_would_make_the_plan_wrong_is_refused_at_the_plans_own_place(folder: Path) -> None:
    (folder / "plan.yaml").write_text(f"{PLAN}sections: [総務課]\n", "utf-8")
    found = compared(folder, [("システム名", "所管課"), ("文書管理", "会計課")])
    with pytest.raises(Refused) as refused:
        take(folder, found)
    (one,) = refused.value.refusals
    assert Path(one.place.file) == folder.resolve() / "assets/systems.yaml"
    assert (folder / "assets/systems.yaml").read_text("utf-8") == FILE


def test_a_zone_is_changed_by_hand(folder: Path) -> None:
    found = both(folder, {"系統一覧": [("系統ID", "系統名"), ("lgwan", "行政系")]})
    with pytest.raises(Refusal):
        take(folder, found)


def test_a_record_that_is_not_where_it_should_be_is_not_edited() -> None:
    with pytest.raises(NotFound):
        edited("- id: a\n", None, [Put("b", "zone", "", "lgwan")])
    with pytest.raises(NotFound):
        edited("a: 1\n", None, [Put("a", "zone", "", "lgwan")])


def test_a_list_read_in_part_takes_nothing_out_of_the_plan(folder: Path) -> None:
    text = PLAN.replace("Systems}}", "Systems}, covers: [documents, finance]}")
    (folder / "plan.yaml").write_text(text, "utf-8")
    rows = [("業者名", "担当システム", "受付時間"), ("見本システム", "文書管理、財務会", "平日")]
    found = both(folder, {"業者一覧": rows})
    assert [each.field for each in found.changed] == ["hours"]
    assert [(each.id, each.field, str(each.place).rpartition(":")[2]) for each in found.kept] == [
        ("mihon", "covers", "業者一覧!B2")
    ]
    take(folder, found)
    assert loaded(folder).vendors[0].covers == ("documents", "finance")


@pytest.mark.parametrize("cell", ["、、", "、", ",，"])
def test_a_cell_of_commas_alone_names_no_group(folder: Path, cell: str) -> None:
    sheets = {"連絡先一覧": [("氏名", "所属", "携帯電話"), ("係長", cell, "000-5550-0101")]}
    take(folder, both(folder, sheets))
    assert "groups" not in (folder / "people/contacts.yaml").read_text("utf-8")
    assert both(folder, sheets).to_take == 0
