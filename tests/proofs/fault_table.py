"""Every probe and every fault in one table, drawn from the rows that the tests compare.

    python -m tests.proofs.fault_table --write

Makes ``docs/devices/faults.md`` and ``.ja.md`` anew (without ``--write`` it prints them). A cell is
what stands in ``docs/devices/table.md``, where the probe was asked across the lab's networks, or
else on the probe's own page; of those rows, each is what a test sees again whenever it runs.

Rows are known by their usual names. Where a probe's own page names its row otherwise, or a fault
cannot be, the module of its tests says so, by the word and the column::

    IN_FAULT_TABLE = {"smb": {"key": NO_LOGIN, "certificate": NO_CERTIFICATE}}

with the English name of a row, or with a `Text`: why there is no such fault.
"""

# ruff: noqa: T201 - a table prints what it holds

from __future__ import annotations

import argparse
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from bcp.message import LANGUAGES, Language, Text
from drills import probes
from tests.probes.fault_columns import COLUMNS, DOCUMENTS, SUFFIX, Cells, Column, page_of

ROOT = Path(__file__).parents[2]
TABLES: Mapping[Language, Path] = {lang: DOCUMENTS / f"faults{SUFFIX[lang]}" for lang in LANGUAGES}
PROBE = Text("プローブ", "probe")
# How rows begin that hold a cell; in the lab's table, and on a probe's own page.
_IN_LAB: Mapping[Column, str] = {
    "up": "none",
    "stopped": "service stopped",
    "frozen": "all programs frozen",
    "dropped": "packets dropped",
    "refused": "port refused by firewall",
}
_ON_PAGE: Mapping[Column, str] = {
    "up": "none",
    "stopped": r"(process |sshd |agent )?stopped",
    "frozen": r"(sshd )?frozen",
    "dropped": r"packets dropped",
    "refused": r"port refused",
    "key": r"wrong .*(password|key|psk|secret|community|token)|our key is no longer known",
    "certificate": r"(server )?certificate expired",
    "full": r"full|as many",
}
_SHORT: Mapping[str, Text] = {
    "well": Text("正常", "well"),
    "answered badly": Text("異常", "badly"),
    "no answer": Text("無応答", "no answer"),
    "unknown": Text("不明", "unknown"),
}
_ROW = re.compile(r"^\|(?: `([^`|]+)` \|)? ([^|]+) \| ([^|]+) \|.*\|$", re.MULTILINE)


@dataclass(frozen=True)
class Row:
    """A line of a table of the documents: how a probe's reading was under a fault."""

    asked: str
    fault: str
    outcome: str


class Missing(Exception):
    """A cell that nothing fills; its text says what to do."""


def said_by_tests() -> dict[str, Cells]:
    """What the modules of the probes' tests say of their cells, by the probe's word."""
    out: dict[str, Cells] = {}
    for file in sorted((ROOT / "tests" / "probes").glob("test_*.py")):
        if "IN_FAULT_TABLE" in file.read_text("utf-8"):
            out |= import_module(f"tests.probes.{file.stem}").IN_FAULT_TABLE
    return out


def rows_of(path: Path) -> list[Row]:
    """The lines of its tables that tell of a fault, in their order."""
    text = path.read_text("utf-8") if path.exists() else ""
    found = [Row(asked or "", fault, outcome) for asked, fault, outcome in _ROW.findall(text)]
    return [each for each in found if each.outcome in _SHORT]


def outcomes(word: str, column: Column, said: Cells) -> list[str]:
    """The outcomes that a cell holds, each once. Raises `Missing` where there are none."""
    named = said.get(column)
    of_probe = re.compile(rf"{word}( \(|$)")
    lab = [each for each in rows_of(DOCUMENTS / "table.md") if of_probe.match(each.asked)]
    page = [each for each in rows_of(page_of(word, "en")) if each.asked in ("", word)]
    if isinstance(named, str):
        found = [each for each in page if each.fault == named]
    else:
        in_lab, on_page = _IN_LAB.get(column, "never"), re.compile(_ON_PAGE[column])
        found = [each for each in lab if each.fault == in_lab]
        found = found or [
            each for each in page if on_page.match(each.fault.partition(": ")[2] or each.fault)
        ]
    if not found:
        page_name = page_of(word, "en").name
        raise Missing(
            f"{word} × {column}: no test shows it. Add a row to {page_name} that a test compares, "
            "or say in IN_FAULT_TABLE of its tests which row it is, or why it cannot be"
        )
    return list(dict.fromkeys(each.outcome for each in found))


@dataclass(frozen=True)
class Line:
    """What the table says of one probe: outcomes, or why there can be none."""

    word: str
    cells: Mapping[Column, Sequence[str] | Text]


def lines() -> Iterator[Line]:
    """One for each probe that there is. Raises `Missing`, which names every gap."""
    said, gaps = said_by_tests(), []
    for word in probes.names():
        cells: dict[Column, Sequence[str] | Text] = {}
        for column in COLUMNS:
            named = said.get(word, {}).get(column)
            try:
                cells[column] = (
                    named if isinstance(named, Text) else outcomes(word, column, said.get(word, {}))
                )
            except Missing as gap:
                gaps.append(str(gap))
        yield Line(word, cells)
    if gaps:
        raise Missing("\n".join(gaps))


def document(every: Sequence[Line], lang: Language) -> str:
    """The table and the reasons under it, to follow a page's head."""
    reasons = list(
        dict.fromkeys(
            each for line in every for each in line.cells.values() if isinstance(each, Text)
        )
    )
    heads = (
        PROBE.said_in(lang),
        *(each.said_in(lang) for each in COLUMNS.values()),
    )
    table = [heads, *(_written(line, reasons, lang) for line in every)]
    widths = [max(_width(row[at]) for row in table) for at in range(len(heads))]
    shown = [
        "| " + " | ".join(_padded(*each) for each in zip(row, widths, strict=True)) + " |"
        for row in table
    ]
    shown.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    told = [f"- **{number}** {each.said_in(lang)}" for number, each in enumerate(reasons, 1)]
    return "\n".join([*shown, "", *told, ""])


def _written(line: Line, reasons: Sequence[Text], lang: Language) -> tuple[str, ...]:
    page = page_of(line.word, lang).name
    cells = (
        f"– ({reasons.index(each) + 1})"
        if isinstance(each, Text)
        else " / ".join(_SHORT[outcome].said_in(lang) for outcome in each)
        for each in line.cells.values()
    )
    return (f"[{line.word}]({page})", *cells)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))


def _width(text: str) -> int:
    """Columns of a terminal."""
    return sum(2 if unicodedata.east_asian_width(each) in "FW" else 1 for each in text)


def main() -> None:
    """Print both tables, or write them into the documents below their heads."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--write", action="store_true", help="into docs/devices/faults*.md")
    write = parser.parse_args().write
    every = list(lines())
    for lang in LANGUAGES:
        told = document(every, lang)
        if write:
            head = TABLES[lang].read_text("utf-8").partition(f"\n| {PROBE.said_in(lang)} ")[0]
            TABLES[lang].write_text(f"{head}\n{told}", encoding="utf-8")
        else:
            print(told)


if __name__ == "__main__":
    main()
