"""A report goes to the output or into a file, whole or not at all."""

from __future__ import annotations

import asyncio
import io
import json
import os
import pty
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from bcp.message import LANGUAGES, Language, render
from drills import writers
from drills.cli.console import Console
from drills.cli.exit_codes import ExitCode
from drills.cli.reporting import print_report, report_in
from drills.errors import Refusal
from drills.journal.sqlite import SqliteJournal
from tests.cli.conversation import bcp_drill
from tests.report.made_up import rich


async def _rich_run(run: Path) -> None:
    with SqliteJournal.create(run) as journal:
        await journal.append(rich())


@pytest.fixture
def run(tmp_path: Path) -> Path:
    folder = tmp_path / "runs" / "20261121-100000-quake-at-night"
    folder.mkdir(parents=True)
    asyncio.run(_rich_run(folder))
    return folder


def told(run: Path, out: Path, lang: Language = "ja") -> str:
    """What is said while the page is written into a file."""
    output, errors = io.StringIO(), io.StringIO()
    print_report(run, "html", Console(lang, output, errors), out)
    assert output.getvalue() == ""
    return errors.getvalue()


def test_a_page_goes_to_the_output_in_letters_that_every_encoding_has(run: Path) -> None:
    words = ("--lang", "ja", "report", "last", "-f", "html")
    seen = bcp_drill(*words, cwd=run.parent.parent)
    assert seen.code == ExitCode.PASSED, seen
    assert seen.out.isascii()
    assert ET.fromstring(seen.out).findtext(".//h1") == "訓練結果報告（これは訓練です）"  # noqa: S314


def test_the_page_says_that_the_record_was_verified(run: Path, tmp_path: Path) -> None:
    told(run, tmp_path / "a.html")
    written = (tmp_path / "a.html").read_text(encoding="utf-8")
    assert "すべての記録が、記録されたときのままであることを確認しました。" in written


def test_every_form_can_be_written_into_a_file(run: Path, tmp_path: Path) -> None:
    for form in writers.names():
        print_report(run, form, Console("ja"), tmp_path / form)
        assert (tmp_path / form).stat().st_size > 2_000
    assert json.loads((tmp_path / "json").read_text(encoding="utf-8"))["form"]
    assert (tmp_path / "text").read_text(encoding="utf-8").endswith("以上\n")
    assert (tmp_path / "html").read_text(encoding="utf-8").endswith("</html>\n")


def test_an_older_report_is_replaced_and_that_is_said(run: Path, tmp_path: Path) -> None:
    out = tmp_path / "report.html"
    assert told(run, out) == f"{out} に書きました。\n"
    out.write_text("old", encoding="utf-8")
    assert told(run, out) == f"{out} に書きました（同じ名前のファイルを置き換えました）。\n"
    assert out.stat().st_size > 10_000
    assert sorted(path.name for path in tmp_path.iterdir()) == ["report.html", "runs"]


@pytest.mark.parametrize("name", ["ledger.xlsx", "contacts.yaml", "staff.csv", "notes"])
def test_what_is_named_like_no_report_is_never_replaced(
    run: Path, tmp_path: Path, name: str
) -> None:
    mine, link = tmp_path / name, tmp_path / "link.html"
    mine.write_text("mine", encoding="utf-8")
    link.symlink_to(mine)
    for out in (mine, link):
        with pytest.raises(Refusal) as refused:
            told(run, out)
        assert "置き換えません" in render(refused.value.message, "ja")
    assert mine.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    ("name", "form"),
    [("a.html", "html"), ("a.HTM", "html"), ("a.json", "json"), ("a.txt", "text"), ("a", "text")],
)
def test_the_ending_of_a_name_says_the_form(name: str, form: str) -> None:
    assert writers.form_of(Path(name)) == form


@pytest.mark.parametrize("words", [("report", "last"), ("history",), ("trend",)])
def test_an_ending_that_no_form_has_is_refused_and_nothing_is_written(
    run: Path, tmp_path: Path, words: tuple[str, ...]
) -> None:
    out = tmp_path / "report.ods"
    for lang in LANGUAGES:
        seen = bcp_drill(
            *words, "-o", str(out), "--runs", str(run.parent), "--lang", lang, cwd=tmp_path
        )
        assert seen.code == ExitCode.INVALID_INPUT
        assert ".html" in seen.err
        assert "-f" in seen.err
    assert not out.exists()


@pytest.mark.parametrize("ending", sorted({*writers.endings()} - {*writers.replaced()}))
def test_a_file_that_people_work_on_is_never_replaced(
    run: Path, tmp_path: Path, ending: str
) -> None:
    mine = tmp_path / f"mine{ending}"
    mine.write_text("mine", encoding="utf-8")
    with pytest.raises(Refusal) as refused:
        print_report(run, writers.form_of(mine), Console("ja"), mine)
    assert "手を入れた" in render(refused.value.message, "ja")
    assert mine.read_text(encoding="utf-8") == "mine"


def test_a_link_stays_a_link_to_the_file_that_is_replaced(run: Path, tmp_path: Path) -> None:
    link, kept = tmp_path / "link.html", tmp_path / "kept.html"
    link.symlink_to(kept)
    told(run, link)
    assert link.is_symlink()
    assert kept.stat().st_size > 10_000


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("out", ["nowhere/report.html", "runs", f"{'x' * 300}.html", "/dev/full"])
def test_a_place_that_takes_nothing_is_told_in_words(
    run: Path, tmp_path: Path, out: str, lang: Language
) -> None:
    with pytest.raises(Refusal) as refused:
        told(run, tmp_path / out, lang)
    said = render(refused.value.message, lang)
    assert {"ja": "に書けません（", "en": " cannot be written ("}[lang] in said
    assert "-o" in said


def test_a_place_that_takes_nothing_is_a_mistake_of_whoever_typed_it(run: Path) -> None:
    words = ("report", "last", "-f", "html", "-o", "nowhere/report.html")
    seen = bcp_drill(*words, cwd=run.parent.parent)
    assert seen.code == ExitCode.INVALID_INPUT, seen
    assert "Traceback" not in seen.err


def test_what_is_no_text_is_kept_from_a_terminal_and_goes_whole_through_a_pipe(run: Path) -> None:
    master, slave = pty.openpty()
    terminal = os.fdopen(slave, "w")
    with terminal, os.fdopen(master, "rb"), pytest.raises(Refusal) as refused:
        print_report(run, "xlsx", Console("ja", terminal, io.StringIO()))
    assert "-o report.xlsx" in render(refused.value.message, "ja")
    for form, beginning in (("xlsx", b"PK"), ("csv", b"\xef\xbb\xbf")):
        pipe = io.TextIOWrapper(io.BytesIO(), encoding="cp932")
        print_report(run, form, Console("ja", pipe, io.StringIO()))
        piped = pipe.buffer
        assert isinstance(piped, io.BytesIO)
        assert piped.getvalue() == writers.writer(form).written(report_in(run), "ja")
        assert piped.getvalue().startswith(beginning)


def test_a_form_that_does_not_exist_is_refused_with_those_that_do(run: Path) -> None:
    seen = bcp_drill("report", "last", "-f", "doc", cwd=run.parent.parent)
    assert seen.code == ExitCode.INVALID_INPUT
    assert "html, json" in seen.err
