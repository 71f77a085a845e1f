"""What is reckoned of items without a file: proof, standing, money, calendar, and typed words."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import UTC, date, datetime

import openpyxl
import pytest

from bcp.action_items import (
    ActionItem,
    FigureVerdict,
    ItemBudget,
    ItemClosed,
    ItemTarget,
    Occasion,
)
from bcp.durations import HOUR, MINUTE, BusinessDays, Span
from bcp.message import Text, render
from bcp.model import Organisation, Plan, System
from bcp.people import Role
from drills.errors import Refusal
from drills.history.rows import DrillRow, TargetRow
from drills.items.budget import budget_sheet
from drills.items.calendar_file import calendar_of
from drills.items.proving import changed_since
from drills.items.sheet import FORMS, Sheet
from drills.items.standing import ItemStanding, standings
from drills.items.taking import figure_said, next_id
from drills.items.typed import READ, fields_of, pairs_of, year_in
from drills.printed.wording import Wording
from drills.report.spreadsheet import MARK

TODAY = date(2027, 5, 1)
RTO = ItemTarget("rto", "mail")
LATE = Text("復旧が遅い", "slow")
FOUND = Occasion("20260610-100000-x", None, "2026-06-10", "missed", Span(HOUR), "onset")
ITEM = ActionItem("R8-1", LATE, FOUND, RTO)
PLAN = Plan(
    Organisation("見本町"),
    roles=(Role("lead", Text("情報係長", "head")),),
    systems=(
        System("mail", Text("電子メール", "Mail"), importance="normal"),
        System("juki", Text("住民情報", "Residents"), importance="critical"),
    ),
)
JA = Wording(PLAN, "ja")


def drill(day: str, verdict: FigureVerdict = "missed") -> DrillRow:
    row = TargetRow(
        kind="system",
        id="mail",
        level=None,
        measure="rto",
        name=Text("Mail"),
        importance="critical",
        limit_us=HOUR,
        start="onset",
        asked="",
        verdict=verdict,
        source="measured",
        low_us=0,
        actual_us=0,
        high_us=0,
        assumed_us=0,
    )
    run = f"{day.replace('-', '')}-100000-x"
    began = (date.fromisoformat(day) - date(1970, 1, 1)).days * 86_400_000_000
    return DrillRow(run, "counted", run, began_us=began, targets=(row,))


def test_open_items_come_by_their_day_and_say_for_how_long_they_are_open() -> None:
    items = [
        replace(ITEM, id="none"),
        replace(ITEM, id="late", due="2027-04-20"),
        replace(ITEM, id="soon", due="2027-05-15"),
        replace(ITEM, id="far", due="2027-05-16"),
        replace(ITEM, id="done", status="closed", closed=ItemClosed("2027-01-01")),
    ]
    drills = [drill("2027-02-01", "met"), drill("2026-09-01"), drill("2026-06-10")]
    found = standings(items, drills, TODAY)
    assert [each.item.id for each in found] == ["late", "soon", "far", "none", "done"]
    assert [each.days_left for each in found] == [-11, 14, 15, None, None]
    assert [each.is_due_soon for each in found] == [False, True, False, False, False]
    assert (found[0].drills, found[0].years) == (2, 1)
    assert found[0].again == ("20260901-100000-x",)


def test_a_miss_behind_the_proof_says_that_it_came_back() -> None:
    proof = Occasion("20260901-100000-x", on="2026-09-01", verdict="met")
    closed = replace(ITEM, status="closed", closed=ItemClosed("2026-09-02", evidence=proof))
    before, after = drill("2026-08-01"), drill("2026-12-01")
    assert [each.came_back for each in standings([closed], [before], TODAY)] == [False]
    assert standings([closed], [before, after], TODAY)[0].again == ("20261201-100000-x",)


@pytest.mark.parametrize(
    ("now", "loosened"),
    [
        (replace(FOUND, limit=Span(HOUR)), False),
        (replace(FOUND, limit=Span(MINUTE)), False),
        (replace(FOUND, limit=Span(HOUR + 1)), True),
        (replace(FOUND, limit=BusinessDays(1)), True),
        (replace(FOUND, start="detection"), True),
    ],
)
def test_a_target_is_looser_when_it_is_longer_or_counts_from_elsewhere(
    now: Occasion, loosened: bool
) -> None:
    assert (changed_since(FOUND, now) is not None) == loosened


@pytest.mark.parametrize(
    ("actual", "error", "said"),
    [
        (80 * MINUTE, MINUTE, "1時間20分"),
        (80 * MINUTE, 2 * MINUTE, "1時間20分±2分"),
        (HOUR + 1, MINUTE, "1時間±1分"),
    ],
)
def test_an_error_is_said_where_it_matters(actual: int, error: int, said: str) -> None:
    assert figure_said(replace(FOUND, actual=Span(actual), error=Span(error)), "ja") == said


def test_numbers_go_on_within_a_fiscal_year() -> None:
    items = [replace(ITEM, id=each) for each in ("R8-2", "R8-10", "R9-1", "電源")]
    assert [next_id(items, year) for year in (2026, 2027, 2028)] == ["R8-11", "R9-2", "R10-1"]


@pytest.mark.parametrize(
    ("given", "yen"),
    [("80万円", 800_000), ("1.5万", 15_000), ("¥1,200", 1_200), ("８０００", 8_000), ("要", None)],
)
def test_money_is_read_as_it_is_written_in_offices(given: str, yen: int | None) -> None:
    budget = fields_of({"budget": given}, PLAN)["budget"]
    assert budget == ({"need": "needed"} if yen is None else {"need": "needed", "yen": yen})


@pytest.mark.parametrize("given", ["1.5円", "十万", "-1", "9" * 20, "1e9"])
def test_money_that_is_not_clear_is_asked_for_again(given: str) -> None:
    with pytest.raises(Refusal):
        fields_of({"budget": given}, PLAN)


@pytest.mark.parametrize("given", ["2027", "R9", "令和9年度", "ｒ９"])
def test_a_fiscal_year_is_read_in_either_calendar(given: str) -> None:
    assert year_in(given) == 2027


def asked(*items: ActionItem, year: int | None = None) -> Sheet:
    found = tuple(ItemStanding(each, None, 0, 0, ()) for each in items)
    return budget_sheet(found, JA, TODAY, year, lambda _: "verified")


def test_the_budget_asks_for_critical_systems_first_and_names_what_is_undecided() -> None:
    money = ItemBudget("needed", 100, 2027)
    normal = replace(ITEM, id="a", budget=money)
    critical = replace(
        ITEM, id="b", budget=replace(money, yen=200), about=ItemTarget("rto", "juki")
    )
    bare = replace(ITEM, id="c", budget=ItemBudget("needed", None, 2027))
    unsure = replace(ITEM, id="d")
    sheet = asked(normal, critical, bare, unsure)
    assert [row[0] for row in sheet.rows] == ["1\n最重要", "2\nその他", "3\nその他"]
    assert sheet.notes[0] == "合計 2件 300円"
    assert "c " in sheet.notes[1]
    assert "d " in sheet.notes[2]
    assert asked(normal, year=2028).rows == ()


HOSTILE = '=HYPERLINK("http://x")\n<script>\x1b[2J'


@pytest.mark.parametrize("form", FORMS)
def test_hostile_words_do_nothing_in_any_form(form: str) -> None:
    item = replace(ITEM, what=Text(HOSTILE, HOSTILE), budget=ItemBudget("needed", 100))
    raw = FORMS[form](asked(item))
    assert raw.startswith(b"PK") or b"\x1b" not in raw
    if form == "html":
        assert b"<script>" not in raw
    if form == "csv":
        rows = csv.reader(io.StringIO(raw.decode().removeprefix(MARK)))
        assert not any(cell.startswith("=") for row in rows for cell in row)
    if form == "xlsx":
        page = openpyxl.load_workbook(io.BytesIO(raw)).active
        assert page is not None
        cells = [cell for row in page.iter_rows() for cell in row]
        assert "f" not in {cell.data_type for cell in cells}
        assert [cell.value for cell in cells if cell.data_type == "n" and cell.value] == [100]


def test_the_calendar_folds_its_lines_and_lets_nothing_begin_one() -> None:
    words = "長い課題" * 30 + ";,\\\r\nEND:VCALENDAR"
    item = replace(ITEM, what=Text(words, words), due="2027-05-10", owner="lead")
    raw = calendar_of((ItemStanding(item, 9, 0, 0, ()),), JA, datetime(2027, 5, 1, tzinfo=UTC))
    lines = raw.split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    assert lines.count(b"END:VCALENDAR") == 1
    whole = raw.decode().replace("\r\n ", "")
    assert "DTSTART;VALUE=DATE:20270510" in whole
    assert "TRIGGER:-P14D" in whole
    assert "情報係長" in whole


def test_a_refusal_says_how_the_target_changed() -> None:
    why = changed_since(FOUND, replace(FOUND, limit=Span(2 * HOUR)))
    assert why is not None
    assert "1時間 → 2時間" in render(why, "ja")


def test_fields_are_named_as_the_list_heads_them_in_either_language() -> None:
    typed = ["担当=lead", "期限=令和9年3月31日", "予算=80万円", "状況=対応中", "owner=lead"]
    assert fields_of(pairs_of(typed), PLAN) == {
        "owner": "lead",
        "due": "2027-03-31",
        "budget": {"need": "needed", "yen": 800_000},
        "status": "doing",
    }
    spoken = (
        *("課題", "原因", "対策", "担当", "期限", "予算", "金額", "年度"),
        *("判断事項", "計画の改定", "改定した日", "状況"),
    )
    assert list(pairs_of([f"{each}=x" for each in spoken])) == list(READ)
