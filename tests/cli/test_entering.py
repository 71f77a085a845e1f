"""A log on paper from the form to the report, as it is typed at a terminal."""

from __future__ import annotations

import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook

from drills.cli.exit_codes import ExitCode
from tests.cli.conversation import Seen, bcp_drill, from_the_start
from tests.cli.test_commands import ANSWERS, TABLETOP, TEN_LINES


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plan, and one drill of it that is over."""
    folder = tmp_path_factory.mktemp("town")
    (folder / "plan.yaml").write_text(TEN_LINES, encoding="utf-8")
    (folder / "scenarios").mkdir()
    (folder / "scenarios" / "first.yaml").write_text(TABLETOP, encoding="utf-8")
    (folder / "answers.yaml").write_text(ANSWERS, encoding="utf-8")
    seen = typed(folder, "run", "first", "--answers", "answers.yaml")
    assert seen.code == ExitCode.PASSED, seen
    return folder


def typed(town: Path, *words: str) -> Seen:
    seen = bcp_drill("--lang", "ja", *words, cwd=town)
    assert "Traceback" not in seen.err
    return seen


def japan(minutes_ago: int = 0) -> str:
    now = datetime.now(UTC) + timedelta(hours=9) - timedelta(minutes=minutes_ago)
    return f"{now:%Y/%m/%d %H:%M}"


def filled(town: Path, name: str, *rows: tuple[str, str, str, str]) -> None:
    assert typed(town, "enter", "--form", "-o", name, "last").code == ExitCode.PASSED
    book = load_workbook(town / name)
    sheet = book.worksheets[0]
    sheet["C4"] = "佐藤"
    for n, (clock, text, stumble, step) in enumerate(rows, 7):
        cells = zip("BCDF", (clock, text, stumble, step), strict=True)
        for column, value in cells:
            sheet[f"{column}{n}"] = value or None
    book.save(town / name)


def test_a_log_goes_from_the_form_into_the_report_once_and_only_once(town: Path) -> None:
    filled(town, "a.xlsx", (japan(), "町公式ホームページが復旧", "番号が古い", "restored"))
    seen = from_the_start("--lang", "ja", "enter", "last", "a.xlsx", cwd=town)
    assert seen.code == ExitCode.PASSED
    assert "1行を入力しました（入力者: 佐藤）" in seen.err
    again = typed(town, "enter", "last", "a.xlsx")
    assert (again.code, "すでに入力されています" in again.err) == (ExitCode.INVALID_INPUT, True)
    report = typed(town, "report", "last").out
    assert "【紙の記録（後から入力。目視）】" in report
    assert "番号が古い" in report
    assert "訓練は終了しています" in typed(town, "verify", "last").out


def test_every_mistake_is_shown_and_nothing_is_entered(town: Path) -> None:
    filled(town, "b.xlsx", ("夜", "x", "", ""), (japan(), "y", "", "restord"))
    before = typed(town, "verify", "last").out
    seen = typed(town, "enter", "last", "b.xlsx")
    assert seen.code == ExitCode.INVALID_INPUT
    assert "b.xlsx:記録!B7: " in seen.err
    assert "b.xlsx:記録!F8: " in seen.err
    assert "2 件の誤りがあります" in seen.err
    assert typed(town, "verify", "last").out == before


def test_one_line_is_entered_by_an_order_also_behind_the_end(town: Path) -> None:
    line = (
        "last",
        "enter",
        japan(),
        "電話がつながらない",
        "--who",
        "山田",
        "--stumble",
        "回線混雑",
    )
    assert "1行入力しました" in from_the_start("--lang", "ja", "order", *line, cwd=town).err
    assert "回線混雑" in typed(town, "report", "last").out
    assert typed(town, "order", *line).code == ExitCode.INVALID_INPUT
    assert "例: order last enter" in typed(town, "order", "last", "enter", "22:10").err
    assert "手順はありません" in typed(town, "order", *line, "--step", "x").err.replace(
        "という", ""
    )


def test_a_log_is_taken_by_the_drill_that_goes_on(town: Path) -> None:
    words = (sys.executable, "-m", "tui", "--lang", "ja", "run", "first", "--headless")
    none = subprocess.DEVNULL
    running = subprocess.Popen(words, cwd=town, stdin=none, stdout=none, stderr=none)
    try:
        over = time.monotonic() + 120
        while "進行中" not in typed(town, "order", "last", "status").out:
            assert time.monotonic() < over
        line = (japan(), "紙に書いた", "--who", "山田")
        assert "1行入力しました" in typed(town, "order", "last", "enter", *line).err
        assert typed(town, "order", "last", "answer", "restored", "done").code == ExitCode.PASSED
        assert running.wait(120) == ExitCode.PASSED
    finally:
        running.kill()
        running.wait()
    assert "紙に書いた" in typed(town, "report", "last").out


def test_a_form_for_a_scenario_names_its_steps_and_never_replaces_a_file(town: Path) -> None:
    assert typed(town, "enter", "--form", "-o", "c.xlsx", "first").code == ExitCode.PASSED
    book = load_workbook(town / "c.xlsx")
    steps = [row[0].value for row in book.worksheets[1].iter_rows(min_row=2)]
    assert steps == ["quake", "restored"]
    told = [str(cell.value) for row in book.worksheets[1].iter_rows() for cell in row]
    assert not any("地震" in each for each in told)
    seen = typed(town, "enter", "--form", "-o", "c.xlsx")
    assert (seen.code, "置き換えません" in seen.err) == (ExitCode.INVALID_INPUT, True)
    assert typed(town, "enter", "--form", "-o", "d.xlsx").code == ExitCode.PASSED


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("enter",), "例: bcp-drill enter last log.xlsx"),
        (("enter", "last", "none.xlsx"), "none.xlsx"),
        (("enter", "last", "."), "読めません"),
        (("enter", "last", "plan.yaml"), "Excel のファイル（.xlsx）として読めません"),
        (("enter", "nobody", "plan.yaml"), "実施記録は"),
        (("enter", "--form", "nobody", "-o", "e.xlsx"), "シナリオは"),
        (("enter", "--form", "a", "b"), "一つだけ"),
        (("enter", "--form", "-o", "none/e.xlsx"), "書けません"),
    ],
)
def test_what_cannot_be_done_is_said_with_what_to_do(
    town: Path, words: tuple[str, ...], said: str
) -> None:
    seen = typed(town, *words)
    assert seen.code == ExitCode.INVALID_INPUT
    assert said in seen.err
