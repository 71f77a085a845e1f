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

WRITTEN = Phrase("report.written", ja="{file} に書きました。", en="Written to {file}.")
CANNOT_WRITE = Phrase(
    "report.cannot_write",
    ja="{file} に書けません（{reason}）。書き込める場所を -o で指定してください。",
    en="{file} cannot be written ({reason}). Name a place you may write to with -o.",
)


def print_report(
    folder: Path, form: Literal["text", "json"], console: Console, out: Path | None = None
) -> None:
    """Write the report of a run. Raises `JournalBroken` where nothing of it can be read."""
    vocabulary.learn()
    found = verify(folder)
    records = tuple(read_good(folder))
    if not records and found.what is not None:
        raise JournalBroken(found.what)
    report = report_of(records, found)
    writer = as_json if form == "json" else as_text
    text = writer.written(report, console.lang)
    if out is None:
        console.result(text)
        return
    try:
        out.write_text(text, encoding="utf-8", newline="\n")
    except OSError as trouble:
        reason = trouble.strerror or type(trouble).__name__
        raise Refusal(CANNOT_WRITE(file=str(out), reason=reason)) from trouble
    console.tell(WRITTEN(file=str(out)))
