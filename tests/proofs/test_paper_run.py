"""A zone that had only paper becomes a run like any other, and part of the merged drill."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from drills.cli.exit_codes import ExitCode
from drills.core.events import DrillEnded, Entered, KeptOnPaper, StepEnded
from drills.core.machine import replay
from drills.journal.folder import Runs
from drills.journal.sqlite import read
from tests.cli.conversation import Seen, bcp_drill

PLAN = """\
organisation: {{name: 見本町, code: "012345", utc_offset: "+09:00"}}
people: {{lead: 情報係長}}
zones:
  office: {{label: 庁内, terminal: pc-office}}
  shelter: {{label: 避難所, terminal: pc-shelter}}
  ward: {{label: 病棟}}
systems:
  - {{id: portal, name: {{ja: 住民ポータル, en: Portal}}, zone: office, rto: 1h,
     every: 500ms, probe: {{tcp: "127.0.0.1:{port}"}}}}
  - {{id: radio, name: {{ja: 可搬無線, en: Radio}}, zone: shelter, rto: 30m,
     probe: {{tcp: "127.0.0.1:9"}}}}
  - {{id: copier, name: {{ja: 複合機, en: Copier}}, zone: shelter, rto: 30m,
     probe: {{tcp: "127.0.0.1:9"}}}}
"""
SCENARIO = """\
scenario: flood
title: {ja: 大雨, en: Flood}
modes: [walkthrough]
home_zone: office
time: {limit: 1m}
watch: [{system: "@all"}]
steps:
  - {id: alarm, at: T+0m, inject: {to: 全員, text: 大雨です。}, marks: detection}
  - {id: declare, after: [alarm], ask: 宣言しましたか。, marks: declaration}
  - {id: open-shelter, at: T+0m, zone: shelter, ask: 避難所を開けましたか。}
  - {id: call-town, at: T+0m, zone: shelter, ask: 役場に連絡しましたか。}
  - {id: look-radio, at: T+0m, zone: shelter, probe: {tcp: "127.0.0.1:9"}, say: 無線を見ます。}
  - {id: look-ward, at: T+0m, zone: ward, ask: 病棟を見ましたか。}
targets:
  - {step: open-shelter, within: 20m}
"""
ANSWERS = """\
answers:
  - {step: declare, answer: done, by: 情報係長, after: 200ms}
  - {step: look-ward, answer: done, by: 情報係長, after: 200ms}
"""
HEAD = 6
COLUMNS = {
    column: "ABCDEFGH"[n]
    for n, column in enumerate(
        ("date", "time", "text", "stumble", "who", "step", "result", "system")
    )
}


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A plan whose one reachable system is a socket that listens, and the office's own run."""
    folder = tmp_path_factory.mktemp("town")
    with closing(socket.create_server(("127.0.0.1", 0))) as portal:
        plan = PLAN.format(port=portal.getsockname()[1])
        (folder / "plan.yaml").write_text(plan, encoding="utf-8")
        (folder / "scenarios").mkdir()
        (folder / "scenarios" / "flood.yaml").write_text(SCENARIO, encoding="utf-8")
        (folder / "answers.yaml").write_text(ANSWERS, encoding="utf-8")
        words = ("run", "flood", "--zone", "office", "--mode", "walkthrough", "--headless")
        who = ("--answers", "answers.yaml", "--runs", "office", "--operator", "情報係長")
        assert typed(folder, *words, *who).code in (ExitCode.PASSED, ExitCode.TARGET_MISSED)
        yield folder


def typed(town: Path, *words: str, lang: str = "ja") -> Seen:
    seen = bcp_drill("--lang", lang, *words, cwd=town)
    assert "Traceback" not in seen.err, seen.err
    return seen


def ago(minutes: int) -> str:
    now = datetime.now(UTC) + timedelta(hours=9) - timedelta(minutes=minutes)
    return f"{now:%Y/%m/%d %H:%M}"


Row = dict[str, str | None]


def filled(town: Path, name: str, told: dict[str, Row], *more: Row, zone: str = "shelter") -> None:
    """Make the form for a zone, write into the rows of its steps, and others below them."""
    made = typed(town, "enter", "--form", "-o", name, "--zone", zone, "flood")
    assert made.code == ExitCode.PASSED, made.err
    book = load_workbook(town / name)
    sheet = book.worksheets[0]
    sheet["C4"] = "佐藤"
    printed = {}
    row = HEAD + 1
    while sheet[f"{COLUMNS['step']}{row}"].value:
        printed[sheet[f"{COLUMNS['step']}{row}"].value] = row
        row += 1
    rows = [(printed[step], cells) for step, cells in told.items()]
    for at, cells in (*rows, *enumerate(more, row)):
        for column, value in cells.items():
            sheet[f"{COLUMNS[column]}{at}"] = value
    book.save(town / name)


def entered(town: Path, name: str, runs: str, *words: str) -> Seen:
    where = ("--zone", "shelter", "--runs", runs)
    return typed(town, "enter", "--new", "flood", *where, *words, name)


def report_of(town: Path, *words: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(typed(town, "report", *words, "-f", "json").out)
    return found


def the_shelter(town: Path, name: str, runs: str) -> Path:
    filled(
        town,
        name,
        {
            "open-shelter": {"time": ago(24), "result": "完了", "who": "山田", "stumble": "鍵"},
        },
        {"time": ago(30), "text": "開始", "date": None},
        {"time": ago(29), "text": "鍵を取りに行く", "step": "open-shelter", "result": "着手"},
        {"time": ago(28), "text": "無線が鳴らない", "system": "可搬無線", "result": "停止"},
        {"time": ago(8), "text": "無線が戻る", "system": "radio", "result": "復旧", "who": "林"},
        {"time": ago(6), "text": "毛布が足りない", "who": "山田"},
        {"time": ago(5), "text": "終了"},
    )
    seen = entered(town, name, runs)
    assert seen.code == ExitCode.PASSED, seen.err
    assert "call-town, look-radio" in seen.err.replace("、", ", "), seen.err
    (folder,) = Runs(town / runs).newest_first()
    return folder


def test_the_form_of_a_zone_has_a_row_for_each_of_its_steps(town: Path) -> None:
    typed(town, "enter", "--form", "-o", "form.xlsx", "--zone", "shelter", "flood")
    sheet = load_workbook(town / "form.xlsx").worksheets[0]
    rows = [(sheet[f"F{n}"].value, sheet[f"C{n}"].value) for n in range(7, 11)]
    assert rows == [
        ("open-shelter", "避難所を開けましたか。"),
        ("call-town", "役場に連絡しましたか。"),
        ("look-radio", "無線を見ます。"),
        (None, None),
    ]
    assert [sheet["G6"].value, sheet["H6"].value, sheet["C3"].value] == [
        "結果",
        "システム",
        "避難所",
    ]


def test_a_paper_becomes_a_closed_run_in_which_nothing_is_measured(town: Path) -> None:
    folder = the_shelter(town, "a.xlsx", "alone")
    events = [each.event() for each in read(folder)]
    assert isinstance(events[1], KeptOnPaper)
    assert (events[1].by, events[1].file) == ("佐藤", "a.xlsx")
    assert {each.source for each in events if isinstance(each, StepEnded)} == {"observed"}
    assert len([each for each in events if isinstance(each, Entered)]) == 7
    drill = replay(events)
    ended = next(each for each in events if isinstance(each, DrillEnded))
    assert (ended.finish, ended.at) == ("completed", 25 * 60_000_000)
    assert drill.steps["call-town"].ended is None
    report = report_of(town, "last", "--runs", "alone")
    assert report["summary"]["overall"] == "not_measured"
    tally = report["summary"]["tally"]
    assert (tally["steps_failed"], tally["steps_not_done"], tally["measured"]) == (0, 0, 0)
    assert report["on_paper"]["untold"] == ["call-town", "look-radio"]
    figures = {each["system"]: each["rto"] for each in report["recoveries"]}
    radio = figures["radio"]
    assert (radio["source"], radio["verdict"]) == ("observed", "met")
    assert (radio["low_us"], radio["high_us"]) == (19 * 60_000_000, 21 * 60_000_000)
    assert figures["copier"]["verdict"] == "not_measured"
    assert figures["copier"]["why"]["code"] == "recovery.on_paper"
    (goal,) = report["goals"]
    took = goal["figure"]
    assert (took["low_us"], took["high_us"]) == (4 * 60_000_000, 6 * 60_000_000)
    assert report["beside_paper"] == []
    assert report["split"] is None


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_the_first_page_says_that_all_is_from_paper(town: Path, lang: str) -> None:
    the_shelter(town, f"b-{lang}.xlsx", f"page-{lang}")
    text = typed(town, "report", "last", "--runs", f"page-{lang}", lang=lang).out
    said = {"ja": "【紙の記録のみ】", "en": "ON PAPER ONLY"}[lang]
    assert said in text[:1500]
    assert text.count({"ja": "記載なし", "en": "not told"}[lang]) == 2
    page = town / f"page-{lang}.html"
    html = ("report", "last", "--runs", f"page-{lang}", "-f", "html", "-o", page.name)
    assert typed(town, *html, lang=lang).code == ExitCode.PASSED
    assert said in page.read_text(encoding="utf-8")
    assert typed(town, "verify", "last", "--runs", f"page-{lang}", lang=lang).code == 0
    told = typed(town, "replay", "last", "--runs", f"page-{lang}", lang=lang)
    assert {"ja": "停止（紙の記録、目視）", "en": "stopped, as written"}[lang] in told.out


def test_the_run_is_bundled_and_merged_with_what_another_zone_measured(town: Path) -> None:
    the_shelter(town, "c.xlsx", "shelter")
    (office,) = Runs(town / "office").newest_first()
    for runs, name in (("shelter", "shelter.zip"), ("office", "office.zip")):
        made = typed(town, "bundle", "last", "--runs", runs, "-o", name, "--with-people")
        assert made.code == ExitCode.PASSED, made.err
    words = ("shelter.zip", "office.zip", "--runs", "merged", "--operator", "情報係長")
    merged = typed(town, "merge", *words, "--json")
    assert merged.out, merged.err
    report = json.loads(merged.out)
    (office_alone,) = [
        each["rto"]
        for each in report_of(town, office.name, "--runs", "office")["recoveries"]
        if each["system"] == "portal"
    ]
    figures = {each["system"]: each["rto"] for each in report["recoveries"]}
    assert figures["portal"]["verdict"] == office_alone["verdict"]
    assert figures["portal"]["why"] == office_alone["why"]
    assert (figures["radio"]["source"], figures["radio"]["verdict"]) == ("observed", "met")
    assert figures["radio"]["low_us"] == 19 * 60_000_000
    assert figures["copier"]["why"]["code"] == "recovery.on_paper"
    steps = {each["id"]: each for each in report["steps"]}
    assert (steps["declare"]["outcome"], steps["open-shelter"]["source"]) == ("held", "observed")
    assert steps["call-town"]["ending"] is None
    assert report["on_paper"]["untold"] == ["call-town", "look-radio"]
    assert [each["zone"] for each in report["on_paper"]["runs"]] == ["shelter"]
    assert any(each["code"] == "merging.not_compared" for each in report["merging"]["doubts"])
    assert report["summary"]["overall"] == "not_measured"
    assert len(report["paper"]) == 7
    text = typed(town, "report", "last", "--runs", "merged").out
    assert "区分「shelter」の記録はすべて" in text.replace("\n", "").replace(" ", "")
    assert typed(town, "verify", "last", "--runs", "merged").code == ExitCode.PASSED


def test_the_same_paper_makes_no_second_run_and_takes_more_lines(town: Path) -> None:
    folder = the_shelter(town, "d.xlsx", "once")
    again = entered(town, "d.xlsx", "once")
    assert (again.code, folder.name in again.err) == (ExitCode.INVALID_INPUT, True)
    more = typed(town, "order", "last", "enter", ago(7), "照明が消えた", "--runs", "once")
    assert more.code == ExitCode.PASSED, more.err
    assert "照明が消えた" in typed(town, "report", "last", "--runs", "once").out


def test_a_drill_over_midnight_is_read_with_the_date_of_its_first_row_only(town: Path) -> None:
    filled(
        town,
        "night.xlsx",
        {"open-shelter": {"time": "0:10", "result": "完了"}},
    )
    book = load_workbook(town / "night.xlsx")
    sheet = book.worksheets[0]
    sheet.move_range("A7:H9", rows=1)
    sheet["B7"], sheet["C7"] = "23:50", "訓練開始"
    sheet["B11"], sheet["C11"] = "0:40", "終了"
    book.save(town / "night.xlsx")
    undated = entered(town, "night.xlsx", "night")
    assert undated.code == ExitCode.INVALID_INPUT
    assert "night.xlsx:記録!B7: " in undated.err
    seen = entered(town, "night.xlsx", "night", "--date", "2026-11-01", "--operator", "林")
    assert seen.code == ExitCode.PASSED, seen.err
    report = report_of(town, "last", "--runs", "night")
    assert report["header"]["began"]["iso"].startswith("2026-11-01T23:50")
    assert report["header"]["ended"]["iso"].startswith("2026-11-02T00:40")
    assert report["header"]["operator"] == "林"


@pytest.mark.parametrize(
    ("lang", "said"), [("ja", "結果として読めません"), ("en", "not one of the words")]
)
def test_every_mistake_is_shown_with_its_cell_and_no_run_is_made(
    town: Path, lang: str, said: str
) -> None:
    name, runs = f"wrong-{lang}.xlsx", f"wrong-{lang}"
    filled(
        town,
        name,
        {
            "open-shelter": {"time": "10:00", "date": "2026/11/20", "result": "たぶん"},
            "call-town": {"time": "09:30", "result": "完了"},
        },
        {"time": "10:40", "text": "x", "step": "declare", "result": "完了"},
        {"time": "10:50", "text": "x", "result": "完了"},
        {"time": "10:55", "text": "x", "result": "停止", "system": "radioo"},
        {"time": "11:00", "text": "=1+1"},
        {"text": "時刻がない", "step": "look-radio", "result": "完了"},
    )
    words = ("enter", "--new", "flood", "--zone", "shelter", "--runs", runs, name)
    seen = typed(town, *words, lang=lang)
    assert seen.code == ExitCode.INVALID_INPUT
    for cell in ("G7", "B8", "F10", "G11", "H12", "C13", "B14"):
        assert f"!{cell}: " in seen.err, seen.err
    assert said in seen.err
    assert not (town / runs).exists()


def test_what_cannot_be_one_drill_is_refused_with_its_cells(town: Path) -> None:
    filled(
        town,
        "odd.xlsx",
        {"open-shelter": {"time": ago(50), "result": "完了"}},
        {"time": ago(40), "text": "開始"},
        {"time": ago(35), "text": "また", "step": "open-shelter", "result": "失敗"},
        {"time": ago(30), "text": "a", "system": "radio", "result": "停止"},
        {"time": ago(25), "text": "b", "system": "radio", "result": "停止"},
        {"time": ago(20), "text": "終了"},
        {"time": ago(10), "text": "c", "system": "radio", "result": "復旧"},
    )
    seen = entered(town, "odd.xlsx", "odd")
    assert seen.code == ExitCode.INVALID_INPUT
    for cell in ("B7", "G11", "G13", "B15"):
        assert f"odd.xlsx:記録!{cell}: " in seen.err, seen.err
    assert not (town / "odd").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--new", "flood", "--zone", "ward", "x.xlsx"), "端末のない区分"),
        (("--new", "flood", "--zone", "nowhere", "x.xlsx"), "nowhere"),
        (("--new", "flud", "x.xlsx"), "flood"),
        (("--new", "flood"), "一つだけ"),
        (("--new", "flood", "--date", "昨日", "plan.yaml"), "日付として読めません"),
        (("--new", "flood", "none.xlsx"), "none.xlsx"),
        (("--new", "flood", "plan.yaml"), "Excel のファイル"),
        (("--zone", "shelter", "last", "x.xlsx"), "--new か --form"),
    ],
)
def test_what_cannot_be_entered_is_said(town: Path, words: tuple[str, ...], said: str) -> None:
    seen = typed(town, "enter", *words)
    assert (seen.code, said in seen.err) == (ExitCode.INVALID_INPUT, True), seen.err
