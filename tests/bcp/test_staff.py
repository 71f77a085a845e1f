"""The list of staff: read as offices save it, and never with a name in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from bcp.load import load_plan
from bcp.message import LANGUAGES
from bcp.refused import Refused
from bcp.staff import MOST_BYTES, Member, staff_in
from tests.words import CATALOGUE

LIST = "職員番号,所属,班\n10001,税務課,応援班\n１０００２,総務課,\n\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_a_list_is_read_as_excel_saves_it(encoding: str) -> None:
    people, mistakes = staff_in(LIST.replace("\n", "\r\n").encode(encoding), "staff.csv")
    assert mistakes == ()
    assert people == (Member("10001", "税務課", ("応援班",)), Member("10002", "総務課"))


def test_english_headings_and_tabs_are_understood() -> None:
    people, _ = staff_in(b"department\tnumber\ntax\tA1\n", "s.tsv")
    assert people == (Member("A1", "tax"),)


@pytest.mark.parametrize(
    ("raw", "codes"),
    [
        ("職員番号,所属,氏名\n1,税務課,訓練花子\n", ["staff.private_column"]),
        ("number,department,phone\n1,tax,090\n", ["staff.private_column"]),
        ("番号札,所属\n1,税務課\n", ["staff.no_column"]),
        ("職員番号,所属,班,班\n1,税務課,a,b\n", ["staff.two_columns"]),
        (
            "職員番号,所属\n1,税務課\n,総務課\n2,\n１,総務課\n",
            ["staff.no_number", "staff.no_department", "staff.number_twice"],
        ),
        ("職員番号,所属\n", ["staff.nobody"]),
        ("職員番号,所属\n1,090-0000-0077\n", ["private.telephone"]),
        ("number,department,team\n1,tax,ｈａｎａｋｏ＠town.example\n", ["private.mail"]),
        ("", ["staff.no_column", "staff.no_column"]),
        ('職員番号,所属\n"1,税務課\n', ["staff.open_quote"]),
    ],
)
def test_every_mistake_is_said_with_its_line(raw: str, codes: list[str]) -> None:
    people, mistakes = staff_in(raw.encode(), "staff.csv")
    assert [each.what.code for each in mistakes] == codes
    for lang in LANGUAGES:
        assert all("staff.csv:" in each.said_in(lang) for each in mistakes)
    assert people == () or codes[0] == "staff.no_number"


@pytest.mark.parametrize("raw", [b"\xff\xfe\x00\x01", b"PK\x03\x04\0", b"0" * (MOST_BYTES + 1)])
def test_what_is_no_list_at_all_is_refused(raw: bytes) -> None:
    people, mistakes = staff_in(raw, "staff.csv")
    assert (people, len(mistakes)) == ((), 1)


def plan(folder: Path, contacts: str = "", staff: str = "staff: people/staff.csv\n") -> Path:
    (folder / "people").mkdir()
    (folder / "plan.yaml").write_text("organisation: 見本町\n" + staff, encoding="utf-8")
    (folder / "people/staff.csv").write_text(LIST, encoding="cp932")
    if contacts:
        (folder / "people/contacts.yaml").write_text(contacts, encoding="utf-8")
    return folder


def test_a_plan_names_its_list_and_keeps_it_out_of_itself(tmp_path: Path) -> None:
    loaded = load_plan(plan(tmp_path), CATALOGUE)
    assert [each.number for each in loaded.staff] == ["10001", "10002"]
    assert len(loaded.files["people/staff.csv"]) == 64
    assert "10001" not in repr(loaded.plan)


def test_a_list_that_is_not_there_or_wrong_is_a_mistake_of_the_plan(tmp_path: Path) -> None:
    plan(tmp_path)
    (tmp_path / "people/staff.csv").write_text("職員番号,所属,氏名\n", encoding="utf-8")
    with pytest.raises(Refused, match=r"staff\.csv:1:1"):
        load_plan(tmp_path, CATALOGUE)
    (tmp_path / "people/staff.csv").unlink()
    with pytest.raises(Refused, match=r"staff\.csv:1:1: the file cannot be read"):
        load_plan(tmp_path, CATALOGUE)


def test_one_member_of_staff_has_one_contact(tmp_path: Path) -> None:
    twice = '- {id: a, number: "10001"}\n- {id: b, number: "１０００１"}\n'
    with pytest.raises(Refused, match="stands behind two contacts"):
        load_plan(plan(tmp_path, twice), CATALOGUE)


def test_a_contact_who_is_not_on_the_list_is_warned_of(tmp_path: Path) -> None:
    gone = '- {id: a, number: "10001"}\n- {id: b, number: "77777"}\n'
    loaded = load_plan(plan(tmp_path, gone), CATALOGUE)
    assert [each.what.code for each in loaded.warnings] == ["staff.not_on_list"]


def test_a_department_that_is_a_way_to_reach_somebody_is_refused_where_it_stands() -> None:
    people, (mistake,) = staff_in(
        "職員番号,所属\n10001,税務課\n10002,0900000077\n".encode(), "s.csv"
    )
    assert "s.csv:3:7" in mistake.said_in("en")
    assert people == (Member("10001", "税務課"),)
    # A number of the personnel section may have as many digits as a telephone's.
    assert staff_in("職員番号,所属\n0900000077,税務課\n".encode(), "s.csv")[1] == ()


def test_a_list_outside_of_the_plans_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "staff.csv").write_text(LIST, encoding="utf-8")
    inside = tmp_path / "plan"
    inside.mkdir()
    (inside / "linked.csv").symlink_to(tmp_path / "staff.csv")
    plan(inside)
    for name in ("../staff.csv", str(tmp_path / "staff.csv"), "linked.csv"):
        written = f"organisation: 見本町\nstaff: {name}\n"
        (inside / "plan.yaml").write_text(written, encoding="utf-8")
        with pytest.raises(Refused, match=r"plan\.yaml:2:8: .* outside of the plan's folder"):
            load_plan(inside, CATALOGUE)


def test_no_record_has_the_hash_of_the_list(tmp_path: Path) -> None:
    loaded = load_plan(plan(tmp_path), CATALOGUE)
    assert set(loaded.files) - set(loaded.told_files) == {"people/staff.csv"}
