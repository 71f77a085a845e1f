"""The table of what the toolkit covers, made from the files that it names.

    python -m tests.coverage.table --write

Makes ``docs/coverage.md`` and ``.ja.md`` anew (without ``--write`` it prints them) from
``rows.yaml``. Nothing in it is taken on trust: a key of the plan must be a field of the plan's
records, a step must stand in that scenario, a key of the report must be a field of the report, a
command must be one of bcp-drill, and a test must be a function of that file. Whatever is not
there is named, and no table is made.
"""

# ruff: noqa: T201 - a table prints what it holds

from __future__ import annotations

import argparse
import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from bcp.load import load_plan
from bcp.message import LANGUAGES, Language, Text
from bcp.model import Plan
from drills import probes
from drills.report.model import Report
from scenarios.load import load_scenario
from scenarios.model import Scenario
from tests.coverage.fields import resolves
from tests.house.source import ROOT
from tests.library import shelf

ROWS = Path(__file__).with_name("rows.yaml")
PAGES: Mapping[Language, Path] = {
    "ja": ROOT / "docs" / "coverage.ja.md",
    "en": ROOT / "docs" / "coverage.md",
}
COLUMNS = (
    Text("番号", "No."),
    Text("求められること", "what is asked for"),
    Text("計画のどこに", "in the plan"),
    Text("どのシナリオで(手順)", "drilled by (steps)"),
    Text("何を測るか", "what is measured"),
    Text("確かめる試験", "proven by"),
)


class Missing(Exception):
    """Cells that are empty, or name what is not there; its text lists all of them."""


@dataclass(frozen=True)
class Row:
    """One capability. `drilled` are steps (or parts) by scenario, `measured` keys of the report.

    `commands` are those that tell of it without a drill.
    """

    number: int
    capability: Text
    plan: tuple[str, ...]
    drilled: Mapping[str, tuple[str, ...]]
    figure: Text
    measured: tuple[str, ...]
    commands: tuple[str, ...]
    tests: tuple[str, ...]


def rows() -> tuple[Row, ...]:
    """What ``rows.yaml`` holds."""
    return tuple(_row(each) for each in yaml.safe_load(ROWS.read_text("utf-8")))


def _row(written: Mapping[str, object]) -> Row:
    drilled = written.get("drilled")
    return Row(
        number=int(str(written["row"])),
        capability=_text(written["capability"]),
        plan=_words(written.get("plan")),
        drilled={str(name): _words(steps) for name, steps in drilled.items()}
        if isinstance(drilled, dict)
        else {},
        figure=_text(written["figure"]),
        measured=_words(written.get("report")),
        commands=_words(written.get("commands")),
        tests=_words(written.get("tests")),
    )


def _text(written: object) -> Text:
    assert isinstance(written, dict), written
    return Text(ja=str(written["ja"]), en=str(written["en"]))


def _words(written: object) -> tuple[str, ...]:
    return tuple(str(each) for each in written) if isinstance(written, list) else ()


def faults(row: Row) -> Iterator[str]:
    """What is empty in a row, or named there and not to be found."""
    cells = {
        "plan": row.plan,
        "drilled": tuple(row.drilled),
        "measured": (*row.measured, *row.commands),
        "tests": row.tests,
    }
    yield from (f"{row.number}: nothing in {name}" for name, cell in cells.items() if not cell)
    yield from (f"{row.number}: no key {it}" for it in row.plan if not resolves(Plan, it))
    yield from (f"{row.number}: no figure {it}" for it in row.measured if not resolves(Report, it))
    yield from (f"{row.number}: no command {it}" for it in row.commands if not _command(it))
    yield from (f"{row.number}: no test {it}" for it in row.tests if not _is_test(it))
    for name, parts in row.drilled.items():
        scenario = _scenarios().get(name)
        if scenario is None:
            yield f"{row.number}: no scenario {name}"
        elif not parts:
            yield f"{row.number}: no step of {name}"
        else:
            absent = [it for it in parts if not _part_of(scenario, it)]
            yield from (f"{row.number}: no step or part {it} in {name}" for it in absent)


@cache
def _scenarios() -> Mapping[str, Scenario]:
    catalogue = probes.catalogue()
    plans = {each: load_plan(each, catalogue) for each in shelf.plans()}
    return {
        each.id: load_scenario(each.scenario, plans[each.plan], catalogue).scenario
        for each in shelf.all_scenarios()
    }


def _part_of(scenario: Scenario, word: str) -> bool:
    """A step of it, or a part of it that is not left empty (``watch``, ``absent`` …)."""
    steps = {name for each in scenario.steps for name in (each.id, each.written_as)}
    return word in steps or bool(getattr(scenario, word, None))


def _command(name: str) -> bool:
    return (ROOT / "drills" / "cli" / "commands" / f"{name.replace('-', '_')}.py").exists()


def _is_test(name: str) -> bool:
    file, _, function = name.partition("::")
    return function in _functions(file)


@cache
def _functions(file: str) -> frozenset[str]:
    path = ROOT / file
    if not path.exists():
        return frozenset()
    tree = ast.parse(path.read_text("utf-8"))
    defined = (ast.FunctionDef, ast.AsyncFunctionDef)
    return frozenset(each.name for each in ast.walk(tree) if isinstance(each, defined))


def checked() -> tuple[Row, ...]:
    """The rows. Raises `Missing`, which names every gap."""
    found = rows()
    gaps = [fault for row in found for fault in faults(row)]
    if gaps:
        raise Missing("\n".join(gaps))
    return found


def document(every: Sequence[Row], lang: Language) -> str:
    """The table, to follow a page's head."""
    heads = [each.said_in(lang) for each in COLUMNS]
    lines = [heads, ["---"] * len(heads), *(list(_cells(each, lang)) for each in every)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


def _cells(row: Row, lang: Language) -> tuple[str, ...]:
    commands = [f"`bcp-drill {each}`" for each in row.commands]
    drilled = [f"`{name}` ({', '.join(parts)})" for name, parts in row.drilled.items()]
    keys = [f"`{each}`" for each in row.measured]
    figure = row.figure.said_in(lang)
    return (
        str(row.number),
        row.capability.said_in(lang),
        ", ".join(f"`{each}`" for each in row.plan),
        "<br>".join(drilled),
        "<br>".join([figure, ", ".join([*keys, *commands])]),
        "<br>".join(_shown(each) for each in row.tests),
    )


def _shown(test: str) -> str:
    file, _, function = test.partition("::")
    return f"[{function.removeprefix('test_').replace('_', ' ')}](../{file})"


def main() -> None:
    """Print both tables, or write them into the documents below their heads."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--write", action="store_true", help="into docs/coverage*.md")
    write = parser.parse_args().write
    every = checked()
    for lang in LANGUAGES:
        told = document(every, lang)
        if write:
            head = PAGES[lang].read_text("utf-8").partition(f"\n| {COLUMNS[0].said_in(lang)} ")[0]
            PAGES[lang].write_text(f"{head}\n{told}", encoding="utf-8")
        else:
            print(told)


if __name__ == "__main__":
    main()
