"""Lines of the documents' tables of faults, for daemons on loopback whose ports change.

``TABLES=FOLDER pytest tests/probes/test_radio.py`` adds the lines to FOLDER/radio.md and .ja.md.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from bcp.asking import Expectation
from bcp.message import LANGUAGES, Language, Text, render
from scenarios.expect import judge
from scenarios.reading import Reading
from tests.probes.cells import ROOT

_OUTCOMES = {
    "held": Text("正常", "well"),
    "broken": Text("正常でない答え", "answered badly"),
    "silent": Text("応答なし", "no answer"),
    "unknown": Text("不明", "unknown"),
}


def lines(
    fault: Text, found: Reading, healthy: tuple[Expectation, ...], shown: Mapping[str, str]
) -> Mapping[Language, str]:
    """The line of each language; `shown` says what is written for what changes each time."""
    return {lang: _line(fault, found, healthy, shown, lang) for lang in LANGUAGES}


def told_in_documents(word: str, wanted: Mapping[Language, str]) -> list[str]:
    """The lines that the probe's documents do not hold."""
    pages = {"en": f"{word}.md", "ja": f"{word}.ja.md"}
    for lang, line in wanted.items() if "TABLES" in os.environ else ():
        with (Path(os.environ["TABLES"]) / pages[lang]).open("a", encoding="utf-8") as file:
            file.write(f"{line}\n")
    return [
        line
        for lang, line in wanted.items()
        if line not in (ROOT / "docs" / "devices" / pages[lang]).read_text("utf-8")
    ]


def _line(
    fault: Text,
    found: Reading,
    healthy: tuple[Expectation, ...],
    shown: Mapping[str, str],
    lang: Language,
) -> str:
    outcome: str = judge(found, healthy).outcome
    if outcome == "broken" and not found.facts.get("reply"):
        outcome = "silent"
    told = (found.could_not_ask, found.because, found.note)
    words = " ".join(render(each, lang) for each in told if each is not None)
    for real, written in shown.items():
        words = words.replace(real, written)
    return f"| {fault.said_in(lang)} | {_OUTCOMES[outcome].said_in(lang)} | {words} |"
