"""Printing the report of a run, from its record alone."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from bcp.message import Phrase
from drills.cli import vocabulary
from drills.cli.console import Console
from drills.errors import JournalBroken, Refusal
from drills.journal.verify import read_good, verify
from drills.report import as_json, as_text
from drills.report.assembled import report_of
from drills.report.model import Report

MORE = Phrase(
    "report.more",
    ja="手順・記録・数値の求め方を含む全文: bcp-drill report {run}",
    en="The whole report, with steps, log and how each number was computed: bcp-drill report {run}",
)
WRITTEN = Phrase("report.written", ja="{file} に書きました。", en="Written to {file}.")
NOTHING_YET = Phrase(
    "report.nothing_yet",
    ja="{run} は始まる前に止まったため、記録がありません。",
    en="{run} ended before it began; nothing is recorded in it.",
)
CANNOT_WRITE = Phrase(
    "report.cannot_write",
    ja="{file} に書けません（{reason}）。書き込める場所を -o で指定してください。",
    en="{file} cannot be written ({reason}). Name a place you may write to with -o.",
)


def print_result(folder: Path, console: Console, *, json: bool) -> None:
    """Print what whoever ran the drill must see at its end: the first page, or all as JSON.

    An output that takes nothing is told of and changes nothing of what the drill came to.
    """
    report = report_in(folder)
    writer = as_json.written if json else as_text.first_page
    try:
        console.result(writer(report, console.lang))
    except BrokenPipeError:
        console.tell(MORE(run=folder.name))
        return
    except Refusal as refusal:
        console.tell(refusal.message)
    if not json:
        console.tell(MORE(run=folder.name))


def print_report(
    folder: Path, form: Literal["text", "json"], console: Console, out: Path | None = None
) -> None:
    """Write the report of a run. Raises `JournalBroken` where nothing of it can be read."""
    writer = as_json if form == "json" else as_text
    text = writer.written(report_in(folder), console.lang)
    if out is None:
        console.result(text)
        return
    try:
        out.write_text(text, encoding="utf-8", newline="\n")
    except OSError as trouble:
        reason = trouble.strerror or type(trouble).__name__
        raise Refusal(CANNOT_WRITE(file=str(out), reason=reason)) from trouble
    console.tell(WRITTEN(file=str(out)))


def report_in(folder: Path) -> Report:
    """Make the report of a run. Raises `JournalBroken` where nothing of it can be read."""
    vocabulary.learn()
    found = verify(folder)
    records = tuple(read_good(folder))
    if not records and found.what is not None:
        raise JournalBroken(found.what)
    if not records:
        raise Refusal(NOTHING_YET(run=folder.name))
    return report_of(records, found)
