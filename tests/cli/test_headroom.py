"""What a person sees who asks how many can work from home."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tests.cli.conversation import bcp_drill

PLAN = """\
organisation: 見本市
links:
  - {id: inet, capacity_mbps: 300}
telework:
  - id: ssl-vpn
    name: 庁外からのVPN
    kind: fortigate
    licences: 500
    expected: 450
    pool: [10.8.0.0/23]
    depends_on: [inet]
  - id: lgwan
    name: =自治体テレワーク
    kind: lgwan
    licences: 250
    expected: 200
    assumes: {no_limit: [addresses, line]}
"""


@pytest.fixture
def town(tmp_path: Path) -> Path:
    (tmp_path / "plan.yaml").write_text(PLAN, "utf-8")
    return tmp_path


def test_the_answer_comes_first_and_then_what_it_rests_on(town: Path) -> None:
    seen = bcp_drill("--lang", "en", "headroom", cwd=town)
    lines = seen.out.splitlines()
    assert lines[2].startswith("RESULT: no reserve. All 650 who are expected at once can work")
    assert "  庁外からのVPN: ends first by licences, at 500 people." in lines
    assert "  - ssl-vpn: 63 more licences (now 500, then 563)." in lines
    assert "Makers recommend 1.2 to 2.6" in seen.out
    assert max(len(each) for each in lines) <= 80
    assert seen.code == 1


def test_in_japanese_it_says_the_same(town: Path) -> None:
    seen = bcp_drill("--lang", "ja", "headroom", "--staff", "900", cwd=town)
    assert (
        "結果: 足りません。同時につなぐ見込みの900人のうち、働けるのは750人までです。" in seen.out
    )
    assert "ssl-vpn=623、lgwan=277" in seen.err
    assert seen.code == 1


def test_what_if_more_were_bought(town: Path) -> None:
    words = ("--assume", "ssl-vpn.licences=563", "--assume", "inet.capacity_mbps=304")
    seen = bcp_drill("--lang", "en", "headroom", str(town), *words, cwd=town)
    assert "RESULT: enough. All 650" in seen.out
    assert seen.code == 0


def test_a_program_gets_every_number_with_its_source(town: Path) -> None:
    seen = bcp_drill("--lang", "ja", "headroom", "-f", "json", cwd=town)
    found = json.loads(seen.out)
    assert (found["form"], found["can"], found["verdict"]) == ("bcp-drill-headroom-1", 650, "tight")
    figures = {each["key"]: each for each in found["ways"][0]["figures"]}
    assert figures["mbps"]["origin"] == "assumed"
    assert figures["mbps"]["source"]["text"].startswith("想定: 画面転送の目安")
    assert figures["addresses"]["value"] == 510


def test_a_table_for_excel_holds_the_same_rows_and_no_formula(town: Path) -> None:
    seen = bcp_drill("--lang", "ja", "headroom", "-f", "csv", "-o", "room.csv", cwd=town)
    raw = (town / "room.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"))))
    assert len({len(row) for row in rows}) == 1
    assert rows[1][:5] == ["上限", "ssl-vpn", "ライセンス", "ssl-vpn", "500"]
    assert not [cell for row in rows for cell in row if cell.startswith("=")]
    assert seen.out == ""


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--staff", "many"), "--staff cannot be 'many'"),
        (("--staff", "1.5"), "--staff cannot be '1.5'"),
        (("--method", "ssl-vnp=3"), 'Did you mean "ssl-vpn"?'),
        (("--method", "ssl-vpn"), "--method wants name=number"),
        (("--method", "lgwan=3", "--method", "lgwan=4"), "'--method lgwan' is given twice"),
        (("--staff", "3", "--method", "lgwan=4"), "more than the 3 of --staff"),
        (("--assume", "inet.licences=3"), "'inet' is neither a way"),
        (("--assume", "licenses=3"), 'Did you mean "licences"?'),
        (("--assume", "mbps=0"), "--assume mbps cannot be '0'"),
        (("--assume", "licences=2.5"), "--assume licences cannot be '2.5'"),
    ],
)
def test_a_question_that_is_not_understood_is_refused(
    town: Path, words: tuple[str, ...], said: str
) -> None:
    seen = bcp_drill("--lang", "en", "headroom", *words, cwd=town)
    assert said in seen.err
    assert (seen.code, seen.out) == (6, "")


def test_people_whose_way_nobody_knows_are_not_divided_by_guess(town: Path) -> None:
    (town / "plan.yaml").write_text(PLAN.replace("    expected: 200\n", ""), "utf-8")
    seen = bcp_drill("--lang", "en", "headroom", "--staff", "10", cwd=town)
    assert "It is not known which way the other 10 people use" in seen.err
    seen = bcp_drill("--lang", "en", "headroom", "--staff", "10", "--method", "lgwan=4", cwd=town)
    assert "All 10 who are expected" in seen.out
    seen = bcp_drill("--lang", "en", "headroom", cwd=town)
    assert "RESULT: not known" in seen.out
    assert seen.code == 2


def test_a_plan_without_telework_is_told_what_is_wanted(town: Path) -> None:
    (town / "plan.yaml").write_text("organisation: 見本市\n", "utf-8")
    seen = bcp_drill("--lang", "en", "headroom", cwd=town)
    assert "no way of telework in service" in seen.err
    assert seen.code == 6
