"""What of a plan is still to be adapted: a word in a line, or an address that leads nowhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bcp.load import load_plan
from bcp.marks import WORD, Mark, marks_in, marks_of
from drills.probes import catalogue


def _one(line: str) -> Mark | None:
    found = [*marks_in(line, "f.yaml")]
    assert len(found) <= 1
    return found[0] if found else None


@pytest.mark.parametrize(
    "line",
    [
        "name: 〔要記入〕住所",
        "name: 見本町  # 要記入",
        "# 要記入 / to fill in: the whole file",
        "address: 192.0.2.10",
        'far: "203.0.113.2:443"',
        "address: 198.51.100.7   # 本物に直す",
        "address: 2001:DB8::1",
        'probe: {http: "https://www.town.example/"}',
        "value: ict-head@mihon.example",
        "endpoint: vpn.example.jp:443",
    ],
)
def test_a_line_with_the_word_or_an_address_of_documents_is_to_be_adapted(line: str) -> None:
    assert _one(line) is not None


@pytest.mark.parametrize(
    "line",
    [
        "name: 丘の上町",
        "address: 10.1.2.3",
        "address: 192.0.20.1",
        "address: 1192.0.2.1",
        "far: www.example.town.jp",
        "far: www.my-example.com",
        "run: example.sh",
        "rto: 3h   # 例えば 192.0.2.1 や www.town.example のように書く",
        "# 説明: 192.0.2.1 はつながらない",
        "name: 例.example.txt",
        "",
    ],
)
def test_what_is_a_municipalitys_own_is_not(line: str) -> None:
    assert _one(line) is None


def test_a_mark_says_whose_line_it_is_and_what_belongs_there() -> None:
    text = (
        "- id: vpn\n"
        "  licences: 60   # 要記入 / to fill in: 契約書から\n"
        "- {id: web, address: 192.0.2.9}\n"
        "lead:\n"
        "  holder: x # 要記入\n"
        "sections: [総務課]  # 要記入\n"
    )
    told = [(each.place.line, each.owner, each.key, each.hint) for each in marks_in(text, "f")]
    assert told == [
        (2, "vpn", "licences", "契約書から"),
        (3, "web", "", ""),
        (5, "lead", "holder", ""),
        (6, "", "sections", ""),
    ]


def test_what_stands_in_a_marked_line_is_not_told() -> None:
    mark = _one('    - {kind: 携帯, value: "000-5550-0101"}   # 要記入')
    assert mark is not None
    assert "5550" not in repr(mark)


def test_in_a_scenario_only_the_word_counts(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text("organisation: 丘の上町  # 要記入\n", "utf-8")
    scenario = tmp_path / "scenarios" / "s.yaml"
    scenario.parent.mkdir()
    scenario.write_text("x: 192.0.2.1\ny: 本文  # 要記入\n", "utf-8")
    loaded = load_plan(tmp_path, catalogue())
    places = [str(each.place) for each in marks_of(loaded, [scenario])]
    assert places == ["plan.yaml:1:23", "scenarios/s.yaml:2:10"]


def test_the_list_of_staff_may_be_saved_as_spreadsheets_save_it(tmp_path: Path) -> None:
    (tmp_path / "people").mkdir()
    rows = "職員番号,所属\n1,総務課\n2,要記入\n"
    (tmp_path / "people/staff.csv").write_bytes(rows.encode("cp932"))
    (tmp_path / "plan.yaml").write_text("organisation: 町\nstaff: people/staff.csv\n", "utf-8")
    (mark,) = marks_of(load_plan(tmp_path, catalogue()))
    assert str(mark.place) == "people/staff.csv:3:3"


@given(st.text(max_size=300))
def test_whatever_a_file_holds_each_line_counts_at_most_once(text: str) -> None:
    places = [each.place.line for each in marks_in(text, "f")]
    assert len(places) == len(set(places))
    assert len(places) >= sum(WORD in line for line in text.splitlines())
