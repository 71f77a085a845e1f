"""A vendor's numbers may stand on two sheets of a ledger: no correction of one undoes the other."""

from __future__ import annotations

from pathlib import Path

import pytest

from bcp.model import Plan
from drills.ledger.differences import Differences, differences
from drills.ledger.planned import known_of
from drills.ledger.workbook import workbook
from tests.ledger.making import Rows, book, of, plan_in, read
from tests.ledger.test_taking import loaded, take

HEADS = ("連絡先ID", "氏名", "電話番号", "携帯電話")


@pytest.fixture(params=["desk-mihon", "c-9"])
def plan(tmp_path: Path, request: pytest.FixtureRequest) -> Plan:
    vendors = f"[{{id: mihon, name: 見本システム, contact: {request.param}}}]"
    (tmp_path / "plan.yaml").write_text(f"organisation: 見本町\nvendors: {vendors}\n", "utf-8")
    (tmp_path / "people").mkdir()
    ways = "[{kind: 電話, value: 000-5550-0101}, {kind: 携帯, value: 000-5550-0102}]"
    desk = f"- id: {request.param}\n  name: 窓口\n  methods: {ways}\n"
    (tmp_path / "people/contacts.yaml").write_text(desk, "utf-8")
    return loaded(tmp_path)


def found(plan: Plan, phone: str, *row: str) -> Differences:
    sheets: dict[str, Rows] = {
        "業者一覧": [("業者名", "電話番号"), ("見本システム", phone)],
        "連絡先一覧": [HEADS, (plan.contacts[0].id, "窓口", *row)],
    }
    return differences(read(book(sheets), known=known_of(plan)), plan)


def test_two_values_of_one_way_are_named_with_both_cells_and_neither_is_taken(plan: Plan) -> None:
    differ = found(plan, "000-5550-0199", "000-5550-0101", "")
    (one,) = [each.said_in("ja") for each in differ.unread]
    assert "連絡先一覧!C2" in one
    assert "業者一覧!B2" in one
    assert "5550" not in one
    assert differ.to_take == 0


def test_what_only_one_sheet_says_is_taken_from_each(plan: Plan, tmp_path: Path) -> None:
    take(tmp_path, found(plan, "000-5550-0199", "", "000-5550-0188"))
    (desk,) = loaded(tmp_path).contacts
    assert [each.value for each in desk.methods] == ["000-5550-0199", "000-5550-0188"]


def test_one_number_written_in_two_ways_contradicts_nothing(plan: Plan) -> None:
    differ = found(plan, "000(5550)0101", "000-5550-0101", "")
    assert (differ.unread, differ.to_take) == ((), 0)


def test_numbers_are_exported_on_one_sheet(plan: Plan) -> None:
    tables = read(workbook(plan, "ja", contacts=True), known=known_of(plan)).tables
    assert {
        each.kind for each in tables if any(name.startswith("way.") for name in each.columns)
    } == {"contacts"}


def test_a_new_plan_has_each_desk_once(tmp_path: Path) -> None:
    ledger = of(
        {
            "業者一覧": [("業者ID", "業者名", "電話番号"), ("mihon", "見本", "000-5550-0101")],
            "連絡先一覧": [HEADS, ("desk-mihon", "窓口", "", "000-5550-0102")],
        }
    )
    made = plan_in(tmp_path, ledger).plan
    (desk,) = made.contacts
    assert {each.value for each in desk.methods} == {"000-5550-0101", "000-5550-0102"}
    assert made.vendors[0].contact == "desk-mihon"
