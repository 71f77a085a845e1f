"""A prefecture sends a scenario, and counts what comes back: real runs, really signed."""

from __future__ import annotations

import csv
import html
import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from bcp.message import LANGUAGES, Text
from drills.cli.exit_codes import ExitCode
from drills.comparing import returns_tables, returns_words
from drills.comparing.bodies import Body
from drills.comparing.forms import Paper, page, text
from drills.comparing.returns import Returned, returns_of
from drills.packs.pack_file import opened_pack
from drills.report.layout import width_of
from tests.cli.conversation import Seen, bcp_drill
from tests.packs import sent
from tests.report.poison import POISON

TOWNS = {
    "01204": ("甲市", "hp", 1),
    "01213": ("乙町", "www", 2),
    "01303": ("丙村", "hp", 4),
    "01331": ("丁町", "hp", 1),
    "01345": ("戊町", "hp", 1),
}
AREAS = {"01204": "上川", "01213": "胆振", "01303": "石狩", "01331": "渡島", "01345": "渡島"}


@pytest.fixture(scope="module")
def prefecture(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pack; five towns on the list; what four of them sent back lies in ``back``."""
    folder = sent.plan_in(tmp_path_factory.mktemp("pref") / "p", "北海道", "01000", "hp")
    sent.scenario_in(folder)
    sent.key_line(folder, "key")
    pack = sent.packed(folder)
    (folder / "back").mkdir()
    keys = {}
    for code, (name, system, after) in TOWNS.items():
        if code == "01345":
            continue  # it sends nothing, and has told no key
        town = sent.plan_in(folder / code, name, code, system)
        keys[code] = sent.key_line(town, "key")
        sent.done("unpack", str(pack), cwd=town)
        answers = sent.ANSWERS.format(after=f"{after}s")
        (town / "answers.yaml").write_text(answers, encoding="utf-8")
    held(folder, "01204")
    held(folder, "01213", "--set", "site=www")
    held(folder, "01303", "--set", "limit=20m")
    held(folder, "01331", signed="../01204/key")
    rows = [["団体コード", "名称", "振興局", "公開鍵"]]
    rows += [[code, name, AREAS[code], keys.get(code, "")] for code, (name, *_) in TOWNS.items()]
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    (folder / "bodies.csv").write_text("\ufeff" + out.getvalue(), encoding="utf-8")
    return folder


def held(folder: Path, code: str, *words: str, signed: str = "key") -> None:
    """A town holds the drill and sends its record, signed, without people and addresses."""
    town = folder / code
    sent.done("run", "joint", "--answers", "answers.yaml", *words, cwd=town)
    out = str(folder / "back" / f"{code}.zip")
    sent.done("bundle", "last", "--key", signed, "-o", out, cwd=town)


def compared(prefecture: Path, *words: str, lang: str = "ja") -> Seen:
    bodies = ("--bodies", "bodies.csv")
    given = ("--pack", "joint.zip", "back", *bodies, *words)
    return bcp_drill("--lang", lang, "compare", *given, cwd=prefecture)


@pytest.fixture(scope="module")
def found(prefecture: Path) -> Any:
    seen = compared(prefecture, "-f", "json")
    assert seen.code == ExitCode.PASSED, seen
    return json.loads(seen.out)


def test_every_body_is_counted_as_what_it_did(found: Any) -> None:
    assert {each["code"]: each["state"] for each in found["bodies"]} == {
        "01204": "done",
        "01213": "done",
        "01303": "changed",
        "01331": "not_verifiable",
        "01345": "none",
    }
    why = {each["code"]: each["why"]["code"] for each in found["files"] if each["why"]}
    assert why == {"01303": "returns.set_otherwise", "01331": "returns.other_key"}


def test_a_target_is_followed_over_bodies_that_call_its_system_otherwise(found: Any) -> None:
    rto = next(each for each in found["targets"] if each["key"] == "rto $site")
    assert (rto["bodies"], rto["met"], rto["left_out"]) == (2, 2, 0)
    assert rto["source"] == "injected"
    assert 0 < rto["best_us"] <= rto["median_us"] <= rto["worst_us"] < 10_000_000


def test_the_areas_add_up_and_stand_in_the_order_of_codes(found: Any) -> None:
    areas = [(each["area"], each["bodies"], each["done"]) for each in found["areas"]]
    assert areas == [("上川", 1, 1), ("胆振", 1, 1), ("石狩", 1, 0), ("渡島", 2, 0)]


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_the_text_says_who_did_it_who_did_not_and_why(prefecture: Path, lang: str) -> None:
    seen = compared(prefecture, lang=lang)
    assert seen.code == ExitCode.PASSED, seen
    assert max(map(width_of, seen.out.splitlines())) <= 80
    for each in ("甲市", "戊町", "01331.zip", "limit"):
        assert each in seen.out
    assert ("未返送" if lang == "ja" else "not returned") in seen.out
    assert "山田太郎" not in seen.out


def test_bodies_stand_by_code_and_by_result_only_when_asked(prefecture: Path) -> None:
    plain = compared(prefecture, "-f", "csv").out
    codes = [row[0] for row in csv.reader(io.StringIO(plain.lstrip("\ufeff")))][1:]
    assert codes == sorted(TOWNS)
    asked = compared(prefecture, "-f", "csv", "--by-result").out
    states = [row[3] for row in csv.reader(io.StringIO(asked.lstrip("\ufeff")))][1:]
    assert states[:2] == ["実施", "実施"]
    assert "序列" not in plain


def test_the_workbook_has_numbers_and_no_formula(prefecture: Path) -> None:
    seen = compared(prefecture, "-o", "out.xlsx")
    assert seen.code == ExitCode.PASSED, seen
    book: Any = load_workbook(prefecture / "out.xlsx")
    assert len(book.worksheets) == 3
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert not [each for each in cells if each.data_type == "f"]
    met = next(each.column for each in book.worksheets[0][1] if each.value == "目標の数")
    assert book.worksheets[0].cell(2, met).value >= 1


def test_a_record_that_was_changed_another_version_and_another_drill_are_not_counted(
    prefecture: Path, tmp_path: Path
) -> None:
    whole = (prefecture / "back" / "01204.zip").read_bytes()
    broken = tmp_path / "01204.zip"
    at = len(whole) // 2
    broken.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
    (tmp_path / "letter.zip").write_bytes(b"PK\x03\x04 no bundle")
    given = ("--pack", "joint.zip", str(tmp_path), "--bodies", "bodies.csv", "-f", "json")
    seen = bcp_drill("compare", *given, cwd=prefecture)
    assert seen.code == ExitCode.PASSED, seen
    states = {each["file"]: each["state"] for each in json.loads(seen.out)["files"]}
    assert states == {"01204.zip": "not_verifiable", "letter.zip": "not_verifiable"}
    sent.scenario_in(prefecture, version=2)
    sent.packed(prefecture, "second.zip")
    sent.scenario_in(prefecture)
    given = ("--pack", "second.zip", "back/01204.zip", "--bodies", "bodies.csv", "-f", "json")
    seen = bcp_drill("compare", *given, cwd=prefecture)
    assert [each["state"] for each in json.loads(seen.out)["files"]] == ["other_version"]


def test_a_record_without_a_code_is_told_with_what_the_body_has_to_do(
    prefecture: Path, tmp_path: Path
) -> None:
    town = sent.plan_in(tmp_path / "t", "己町", "", "hp")
    sent.done("unpack", str(prefecture / "joint.zip"), cwd=town)
    (town / "answers.yaml").write_text(sent.ANSWERS.format(after="1s"), encoding="utf-8")
    sent.key_line(town, "key")
    sent.done("run", "joint", "--answers", "answers.yaml", cwd=town)
    back = tmp_path / "nobody.zip"
    sent.done("bundle", "last", "--key", "key", "-o", str(back), cwd=town)
    bodies = ("--bodies", "bodies.csv", "-f", "json")
    seen = bcp_drill("compare", "--pack", "joint.zip", str(back), *bodies, cwd=prefecture)
    (file,) = json.loads(seen.out)["files"]
    assert file["why"]["code"] == "returns.no_code"


def test_without_the_list_of_bodies_nothing_is_counted(prefecture: Path) -> None:
    given = ("--pack", "joint.zip", "back")
    seen = bcp_drill("--lang", "en", "compare", *given, cwd=prefecture)
    assert seen.code == ExitCode.INVALID_INPUT
    assert "--bodies" in seen.err


@pytest.mark.parametrize(
    ("listed", "says"),
    [
        ("bodies: [{code: '1', name: a}, {code: '1', name: b}]", "twice"),
        ("bodies: [{code: '1', name: a, public_key: nonsense}]", "public key"),
        ("bodies: [{code: '1', nmae: a}]", "did you mean|Did you mean|no field"),
    ],
)
def test_a_mistake_in_the_list_is_told(
    prefecture: Path, tmp_path: Path, listed: str, says: str
) -> None:
    (tmp_path / "bodies.yaml").write_text(listed, encoding="utf-8")
    given = ("--pack", "joint.zip", "back", "--bodies", str(tmp_path / "bodies.yaml"))
    seen = bcp_drill("--lang", "en", "compare", *given, cwd=prefecture)
    assert seen.code == ExitCode.INVALID_INPUT
    assert any(each in seen.err for each in says.split("|"))


def test_nothing_in_a_list_or_a_pack_acts_in_any_form(prefecture: Path) -> None:
    manifest = opened_pack(prefecture / "joint.zip").manifest
    manifest = replace(manifest, title=Text(POISON, POISON), made_by=POISON)
    bodies = [Body("=1+1", POISON, POISON), Body("2", "@cmd", "+1")]
    found = returns_of(manifest, bodies, [Returned(POISON, "2", POISON, "aborted", None)])
    for lang in LANGUAGES:
        blocks = returns_words.blocks(found, lang)
        paper = Paper("集計", POISON, POISON, "取扱注意")
        for made in (text(paper, blocks, lang), returns_tables.written(found, lang)):
            assert "\x1b" not in made
        assert "\n=" not in returns_tables.written(found, lang)
        shown = page(paper, blocks, lang)
        assert "<script" not in shown
        assert "<img" not in shown
        book = load_workbook(io.BytesIO(returns_tables.workbook(found, lang)))
        assert "f" not in {each.data_type for sheet in book for row in sheet for each in row}


def test_a_real_run_s_public_edition_names_nobody(prefecture: Path) -> None:
    for form in ("text", "html", "md", "csv", "json"):
        words = ("report", "last", "--edition", "public", "-f", form)
        seen = bcp_drill(*words, cwd=prefecture / "01204")
        assert seen.code == ExitCode.PASSED, seen
        for each in ("山田太郎", "情報係長", "127.0.0.1", "震度6弱の地震です", "公式サイト"):
            assert each not in seen.out, (form, each)
        assert "公開用" in html.unescape(seen.out), form


def test_two_of_the_returned_records_compare_as_any_two(prefecture: Path) -> None:
    seen = bcp_drill("--lang", "en", "compare", "back/01204.zip", "back/01303.zip", cwd=prefecture)
    assert seen.code == ExitCode.PASSED, seen
    assert "two organisations" in seen.out
    assert "limit" in seen.out
