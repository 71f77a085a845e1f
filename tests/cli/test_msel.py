"""What a person sees who brings an event list (MSEL), or makes one of a scenario."""

from __future__ import annotations

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from bcp.durations import MINUTE, Offset
from bcp.load import load_plan
from bcp.message import Text
from drills.cli.event_lists import Wanted, brought, listed
from drills.cli.exit_codes import ExitCode
from drills.probes import catalogue
from scenarios.load import load_scenario
from scenarios.model import After, Ask, Inject, Notify, Scenario, Step
from tests.cli.conversation import bcp_drill
from tests.library.shelf import OnShelf, library

PLAN = """\
organisation: 見本町
roles:
  - {id: lead, name: {ja: ICT部門責任者, en: Head of ICT}, holder: 課長}
  - {id: liaison, name: {ja: 連絡班, en: Liaison}, holder: 係長}
"""
LIST = """\
令和9年度 水害対応訓練,,,,,,
番号,時刻,付与先,発信元,手段,内容,期待される行動
初動,,,,,,
1,9:00,連絡班,気象台,メール,大雨警報（$100の損害）,参集の連絡をする
2,9:10,ICT部門責任者,県,電話,"=避難指示: 全域",
"""


@pytest.fixture
def town(tmp_path: Path) -> Path:
    (tmp_path / "plan.yaml").write_text(PLAN, "utf-8")
    (tmp_path / "msel.csv").write_bytes(LIST.encode("cp932"))
    return tmp_path


def _read(path: Path, plan: Path) -> Scenario:
    return load_scenario(path, load_plan(plan, catalogue()), catalogue()).scenario


def test_an_event_list_becomes_a_scenario_that_passes_the_check_and_runs(town: Path) -> None:
    made = bcp_drill("msel", "msel.csv", "-o", "scenarios/flood-2027.yaml", cwd=town)
    assert made.code == ExitCode.PASSED, made.err
    assert "イベント 2 件" in made.out
    assert "T+0 は 9:00 です。" in made.out
    seen = bcp_drill("check", cwd=town)
    assert (seen.code, seen.err) == (ExitCode.PASSED, "")
    dry = bcp_drill("run", "flood-2027", "--mode", "tabletop", "--dry-run", cwd=town)
    assert dry.code == ExitCode.PASSED, dry.err
    scenario = _read(town / "scenarios/flood-2027.yaml", town)
    assert scenario.title.ja == "令和9年度 水害対応訓練"
    first, asked, second = scenario.steps
    assert first.do == Inject(_same("大雨警報（$100の損害）"), "liaison", "気象台", "メール")
    assert isinstance(asked.do, Ask)
    assert (asked.by, "参集の連絡をする" in asked.do.text.ja) == ("liaison", True)
    assert second.do == Inject(_same("=避難指示: 全域"), "lead", "県", "電話")
    assert second.at == Offset(10 * MINUTE)


def _same(words: str) -> Text:
    return Text(words, words)


def test_words_that_look_like_a_formula_stay_words_in_the_list(town: Path) -> None:
    brought(town / "msel.csv", town / "a.yaml", Wanted(), "ja")
    listed(str(town / "a.yaml"), town / "l.xlsx", town, "ja")
    (sheet,) = load_workbook(town / "l.xlsx").worksheets
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value == "=避難指示: 全域"]
    assert [cell.data_type for cell in cells] == ["s"]
    brought(town / "l.xlsx", town / "b.yaml", Wanted(), "ja")
    assert _read(town / "b.yaml", town).steps == _read(town / "a.yaml", town).steps


def test_sections_and_remarks_stay_as_comments_where_their_event_is(town: Path) -> None:
    (town / "msel.csv").write_text("時刻,内容,備考\n応急期,,\nT+5,停電,資料1\n", "utf-8")
    bcp_drill("msel", "msel.csv", "-o", "a.yaml", cwd=town)
    text = (town / "a.yaml").read_text("utf-8")
    assert '  # ---- 応急期 ----\n  # 備考: 資料1\n  - id: "e01"\n    at: T+5m\n' in text


def test_a_bad_list_is_refused_with_every_cell_and_nothing_is_written(town: Path) -> None:
    (town / "msel.csv").write_text("時刻,内容\n昼ごろ,停電\nT+5,\n", "utf-8")
    seen = bcp_drill("--lang", "en", "msel", "msel.csv", "-o", "a.yaml", cwd=town)
    assert seen.code == ExitCode.INVALID_INPUT
    first, second, count = seen.err.splitlines()
    assert first.startswith("msel.csv:A2: '昼ごろ' is not a time.")
    assert second.startswith("msel.csv:B3: it does not say what happens.")
    assert count == "Mistakes: 2. Mend them and try again."
    assert not (town / "a.yaml").exists()


def test_what_is_there_is_never_replaced(town: Path) -> None:
    (town / "a.yaml").write_text("scenario: a\n", "utf-8")
    seen = bcp_drill("--lang", "en", "msel", "msel.csv", "-o", "a.yaml", cwd=town)
    assert (seen.code, "exists and is not replaced" in seen.err) == (ExitCode.INVALID_INPUT, True)
    assert (town / "a.yaml").read_text("utf-8") == "scenario: a\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("-o", "水 害.yaml"), "cannot be a scenario's name"),
        (("-o", "a.yaml", "--start", "昼"), "--start '昼' is not a time"),
        (("-o", "a.yaml", "--sheet", "午後"), "no sheet '午後'"),
        (("-o", "a.yaml", "--start", "9:05"), "before the start"),
    ],
)
def test_what_is_asked_for_wrongly_is_said(town: Path, words: tuple[str, ...], said: str) -> None:
    seen = bcp_drill("--lang", "en", "msel", "msel.csv", *words, cwd=town)
    assert (seen.code, said in seen.err) == (ExitCode.INVALID_INPUT, True), seen.err


def test_a_list_without_a_plan_keeps_recipients_as_they_are_written(tmp_path: Path) -> None:
    (tmp_path / "msel.csv").write_text(LIST, "utf-8")
    seen = bcp_drill("--lang", "en", "msel", "msel.csv", "-o", "a.yaml", cwd=tmp_path)
    assert (seen.code, "No plan was found" in seen.err) == (ExitCode.PASSED, True)
    assert 'to: "連絡班"' in (tmp_path / "a.yaml").read_text("utf-8")


@pytest.mark.parametrize("on_shelf", library(), ids=lambda each: each.id)
def test_a_scenario_of_the_library_comes_back_from_its_list_as_it_was(
    on_shelf: OnShelf, tmp_path: Path
) -> None:
    plan = tmp_path / "plan"
    shutil.copytree(on_shelf.plan, plan)
    made = listed(str(plan / "scenarios" / f"{on_shelf.id}.yaml"), tmp_path / "l.xlsx", plan, "ja")
    again = plan / "scenarios" / "again.yaml"
    brought(tmp_path / "l.xlsx", again, Wanted(plan), "ja")
    was, became = _read(on_shelf.scenario, plan), _read(again, plan)
    assert made.rows == len(was.steps)
    kept = [each for each in was.steps if isinstance(each.do, Inject | Ask | Notify)]
    assert [_told(each) for each in became.steps] == [_told(each) for each in kept]
    ids = {each.id for each in kept}
    for before, after in zip(kept, became.steps, strict=True):
        if before.after and {each.step for each in before.after} <= ids:
            assert (after.after, after.at) == (before.after, before.at)
        assert after.at is not None or after.after


def _told(step: Step) -> tuple[object, ...]:
    do = step.do
    told: tuple[object, ...] = (do,)
    if isinstance(do, Inject):
        told = (do.text, do.to, do.sender, do.via)
    return (step.id, *told, step.by, step.within)


WAITING = """\
手順,時刻,前の手順,手順の種類,付与先,内容
alarm,T+0,,状況付与,連絡班,停電
probe,T+10,alarm=ended,その他,,応答を確かめる
again,,probe,その他,,もう一度
first,,again=broken、alarm,問い,,動きましたか
timer,T+30,,その他,,待つ
late,T+5,timer,状況付与,連絡班,復電
"""


def test_what_waited_for_a_row_that_is_only_shown_waits_for_what_that_row_waits_for(
    town: Path,
) -> None:
    (town / "msel.csv").write_text(WAITING, "utf-8")
    seen = bcp_drill("--lang", "en", "msel", "msel.csv", "-o", "a.yaml", cwd=town)
    assert seen.code == ExitCode.PASSED, seen.err
    _, first, late = _read(town / "a.yaml", town).steps
    assert (first.after, first.at) == ((After("alarm"),), Offset(10 * MINUTE))
    assert (late.after, late.at) == ((), Offset(30 * MINUTE))
    told = [each for each in seen.err.splitlines() if "waits for a row" in each]
    assert len(told) == 2
    assert "msel.csv:A5: the condition again=broken waits" in told[0]
    assert told[0].endswith("The step 'first' waits for alarm instead.")
    assert told[1].endswith("The step 'late' begins by its time alone instead.")


def test_a_timed_row_to_nobody_that_reads_like_a_heading_is_named(town: Path) -> None:
    rows = "9:00,連絡班,停電\n10:00,,第１部 応急対応\n10:05,,断水\n10:10,連絡班,第2部\n"
    (town / "msel.csv").write_text(f"時刻,付与先,内容\n{rows}", "utf-8")
    seen = bcp_drill("msel", "msel.csv", "-o", "a.yaml", cwd=town)
    assert seen.code == ExitCode.PASSED
    (told,) = [each for each in seen.err.splitlines() if "見出しのよう" in each]
    assert "msel.csv:A3: 「第1部 応急対応」" in told


@pytest.mark.parametrize(
    ("above", "title", "remarks"),
    [
        ("令和8年度 図上訓練,,\n,,\n", "令和8年度 図上訓練", ()),
        (
            "作成日 11月1日,,危機管理課\n令和8年度 図上訓練,,\n",
            "flood",
            ("作成日 11月1日", "危機管理課"),
        ),
        ("", "flood", ()),
    ],
)
def test_the_one_text_above_the_table_is_the_title_and_of_several_none_is_lost(
    town: Path, above: str, title: str, remarks: tuple[str, ...]
) -> None:
    (town / "msel.csv").write_text(f"{above}時刻,付与先,内容\n9:00,連絡班,停電\n", "utf-8")
    bcp_drill("msel", "msel.csv", "-o", "flood.yaml", cwd=town)
    assert _read(town / "flood.yaml", town).title.ja == title
    lines = (town / "flood.yaml").read_text("utf-8").splitlines()
    assert all(f"# {each}" in lines for each in remarks)


def test_warnings_name_the_file_that_was_asked_for(town: Path) -> None:
    rows = "a,T+0,,停電\nb,T+1,a=broken,断水\nc,T+1,c,断水\n"
    (town / "msel.csv").write_text(f"手順,時刻,前の手順,内容\n{rows}", "utf-8")
    seen = bcp_drill("msel", "msel.csv", "-o", "scenarios/a.yaml", cwd=town)
    assert seen.code == ExitCode.INVALID_INPUT
    assert seen.err.splitlines()[0].startswith("scenarios/a.yaml:"), seen.err
    (town / "msel.csv").write_text("時刻,付与先,内容\n9:00,全員,停電\n", "utf-8")
    seen = bcp_drill("msel", "msel.csv", "-o", "scenarios/a.yaml", cwd=town)
    assert seen.err.startswith("注意: scenarios/a.yaml:19:"), seen.err


def test_businesses_and_zones_are_named_where_a_list_has_no_room_for_them(town: Path) -> None:
    (on_shelf,) = [each for each in library() if each.id == "alternate-site"]
    plan = town / "town"
    shutil.copytree(on_shelf.plan, plan)
    made = listed(str(plan / "scenarios" / "alternate-site.yaml"), town / "l.xlsx", plan, "ja")
    steps = _read(on_shelf.scenario, plan).steps
    for word in ("businesses", "zone"):
        having = {each.id for each in steps if getattr(each, word)}
        assert having
        assert having <= {step for step, words in made.unsaid.items() if word in words}


def test_what_a_list_has_no_room_for_is_named(town: Path) -> None:
    plan = town / "people"
    shutil.copytree(library()[0].plan, plan)
    words = ("msel", "first-hour", "--plan", "people", "-o", "l.xlsx")
    seen = bcp_drill("--lang", "en", *words, cwd=town)
    assert seen.code == ExitCode.PASSED
    assert "A list has no room for: rack (set)" in seen.err
    again = bcp_drill("--lang", "en", *words, cwd=town)
    assert (again.code, "exists and is not replaced" in again.err) == (ExitCode.INVALID_INPUT, True)


_WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("C", "Zl", "Zp", "Zs")),
    min_size=1,
    max_size=30,
)


@settings(max_examples=40, deadline=None)
@given(
    told=st.lists(
        st.tuples(st.integers(0, 20_000), _WORDS, _WORDS, st.booleans()), min_size=1, max_size=6
    )
)
def test_whatever_people_write_comes_back_from_a_list_as_it_was(
    told: list[tuple[int, str, str, bool]],
) -> None:
    with TemporaryDirectory() as folder:
        plan = Path(folder)
        (plan / "plan.yaml").write_text(PLAN, "utf-8")
        rows = "\n".join(
            "\t".join((f"T+{minute}", _cell(text), _cell(sender), "問い" if ask else "状況付与"))
            for minute, text, sender, ask in told
        )
        (plan / "a.tsv").write_text(f"時刻\t内容\t発信元\t手順の種類\n{rows}\n", "utf-8")
        brought(plan / "a.tsv", plan / "first.yaml", Wanted(plan), "ja")
        listed(str(plan / "first.yaml"), plan / "a.xlsx", plan, "ja")
        brought(plan / "a.xlsx", plan / "second.yaml", Wanted(plan), "en")
        first, second = (_read(plan / f"{name}.yaml", plan) for name in ("first", "second"))
        assert first.steps == second.steps
        assert len(first.steps) == len(told)


def _cell(text: str) -> str:
    """One cell of tab-separated text. A ditto mark would say something else."""
    return '"x' + text.replace('"', '""') + '"'
