"""A plan, written as a workbook and read back, is the same; and so is one that was brought over."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from bcp.durations import BusinessDays, Span
from bcp.load import load_plan
from bcp.message import Text
from bcp.model import Need, Organisation, Plan, Rto, Server, System, Zone
from bcp.people import Vendor
from bcp.private import private_in
from drills import probes
from drills.ledger.columns import KINDS
from drills.ledger.differences import Differences, differences
from drills.ledger.names import key_of
from drills.ledger.planned import known_of, row_of, things_of
from drills.ledger.workbook import workbook
from tests.house.source import ROOT
from tests.ledger.making import plan_in, read

PLANS = sorted((ROOT / "scenarios/library").glob("*/plan.yaml"))


def rows(plan: Plan) -> dict[str, Any]:
    """All that a ledger says of a plan."""
    return {
        f"{kind} {each.id}": row_of(plan, kind, each)
        for kind in KINDS
        for each in things_of(plan, kind)
    }


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.parent.name)
def test_the_plans_of_the_library_come_back_without_a_difference(path: Path) -> None:
    plan = load_plan(path.parent, probes.catalogue()).plan
    ledger = read(workbook(plan, "ja", contacts=True), known=known_of(plan))
    assert ledger.unread == ()
    assert differences(ledger, plan) == Differences()


def test_the_english_workbook_comes_back_as_well() -> None:
    plan = load_plan(ROOT / "scenarios/library/town", probes.catalogue()).plan
    ledger = read(workbook(plan, "en", contacts=True), known=known_of(plan))
    assert differences(ledger, plan) == Differences()


def test_people_are_written_with_the_duties_that_they_hold() -> None:
    plan = load_plan(ROOT / "scenarios/library/people", probes.catalogue()).plan
    heads = [row_of(plan, "contacts", each).get("role") for each in plan.contacts]
    assert "ICT部門責任者" in heads


def test_people_are_written_only_where_that_is_asked_for() -> None:
    plan = load_plan(ROOT / "scenarios/library/town", probes.catalogue()).plan
    ledger = read(workbook(plan, "ja", contacts=False), known=known_of(plan))
    assert ledger.of("contacts") == ()
    assert not any("way." in name for each in ledger.tables for name in each.columns)


def test_what_nobody_said_of_a_server_is_left_empty() -> None:
    servers = (Server("a", "192.0.2.1"), Server("b", "192.0.2.2", reply_expected=False))
    raw = workbook(Plan(Organisation("町"), servers=servers), "ja", contacts=False)
    made = load_workbook(io.BytesIO(raw))
    sheet: Any = made["サーバ一覧"]
    replies = next(column for column in sheet.columns if column[0].value == "ping応答")
    assert [cell.value for cell in replies[1:3]] == [None, "×"]


WORDS = st.text(
    st.characters(categories=("L", "N", "P", "S", "Zs"), codec="utf-8"), min_size=1, max_size=12
)
# A dash alone says nothing, 「未定」 that it is open: no ledger can hold such a text.
PLAIN = WORDS.map(lambda text: f"件{text}名").filter(lambda text: private_in(text) is None)
SPANS = st.integers(1, 10**7).map(lambda n: Span(n * 1_000_000))
DAYS = st.dates().map(lambda day: day.replace(year=2020 + day.year % 80, day=1).isoformat())


NEEDS = [("sv0",), ("s0", "sv0")]
# A workbook takes a tenth of a second: a smaller example is not worth the minutes it takes.
PHASES = (Phase.explicit, Phase.reuse, Phase.generate)


def optional(of: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(st.none(), of)


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    count = draw(st.integers(1, 4))
    names = draw(st.lists(PLAIN, min_size=2 * count, max_size=2 * count, unique_by=key_of))
    zones = (Zone("a", "系統い"), Zone("b"))
    servers = tuple(
        Server(f"sv{n}", f"192.0.2.{n}", Text(names[count + n]), zone="b", os=draw(optional(PLAIN)))
        for n in range(count)
    )
    systems = tuple(
        System(
            f"s{n}",
            Text(draw(st.sampled_from([names[n], ""]))),
            zone=draw(st.sampled_from(["a", "b", None])),
            importance=draw(st.sampled_from(["critical", "important", "normal"])),
            owner_section=draw(optional(PLAIN)),
            vendor=draw(st.sampled_from(["v", None])),
            depends_on=tuple(
                Need(each) for each in draw(st.lists(st.sampled_from(NEEDS[: n + 1]), unique=True))
            ),
            rto=draw(optional(SPANS.map(Rto))),
            rpo=draw(optional(st.one_of(SPANS, st.integers(1, 30).map(BusinessDays)))),
            rlo=draw(optional(PLAIN.map(Text))),
            users=draw(optional(st.integers(0, 10**6))),
            lease_end=draw(optional(DAYS)),
            runs_on=tuple(draw(st.lists(st.sampled_from(["sv0", f"sv{count - 1}"]), unique=True))),
            power_circuit=draw(optional(st.sampled_from(["protected", "ordinary"]))),
            my_number=draw(optional(st.booleans())),
        )
        for n in range(count)
    )
    vendors = (Vendor("v", Text("株式会社見本")),)
    return Plan(Organisation("町"), zones=zones, systems=systems, servers=servers, vendors=vendors)


@settings(max_examples=25, deadline=None, phases=PHASES, derandomize=True)
@given(plans())
def test_any_plan_comes_back_from_its_workbook_as_it_was(plan: Plan) -> None:
    ledger = read(workbook(plan, "ja", contacts=False), known=known_of(plan))
    assert ledger.unread == ()
    assert differences(ledger, plan) == Differences()


@settings(max_examples=10, deadline=None, phases=PHASES, derandomize=True)
@given(plans())
def test_any_plan_begun_anew_from_its_workbook_says_the_same(plan: Plan) -> None:
    import tempfile  # noqa: PLC0415

    ledger = read(workbook(plan, "ja", contacts=False))
    with tempfile.TemporaryDirectory() as folder:
        assert rows(plan_in(Path(folder), ledger).plan) == rows(plan)
