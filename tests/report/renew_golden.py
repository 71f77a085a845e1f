"""Writes the golden reports anew: ``python -m tests.report.renew_golden``; read what changed."""

from __future__ import annotations

from pathlib import Path

from bcp.message import LANGUAGES
from drills.report import as_html, as_text
from drills.report.assembled import report_of
from tests.report.made_up import recorded, rich

GOLDEN = Path(__file__).parent / "golden"
WRITERS = {"txt": as_text.written, "html": as_html.written}


def renew() -> None:
    """Write each form in each language."""
    report = report_of(recorded(rich()))
    for form, written in WRITERS.items():
        for lang in LANGUAGES:
            text = written(report, lang)
            (GOLDEN / f"rich.{lang}.{form}").write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    renew()
