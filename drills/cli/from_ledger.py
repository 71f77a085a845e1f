"""A new plan out of a ledger, with a first tabletop drill of its most important systems."""

from __future__ import annotations

import argparse
import re
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from bcp.asking import Catalogue
from bcp.durations import parse_span
from bcp.load import load_plan
from bcp.marks import WORD
from bcp.message import Phrase
from bcp.private import private_in
from bcp.refused import Refusal, Refused
from drills.cli.asking_lines import Asker
from drills.cli.console import Console
from drills.cli.ledgers import brought, tell_left_out, tell_unread
from drills.cli.new_plan import Texts, around, with_origin
from drills.cli.smallest import MOST_SYSTEMS, first_drill
from drills.ledger.items import Item, items_of
from drills.ledger.plan_files import PLACES, plan_texts
from drills.ledger.reading import Ledger
from drills.ledger.records import Record

ORIGIN_NAME = "ledger"
NAME = Phrase("from_ledger.name", ja="自治体の名前", en="name of the municipality")
NOT_WRITTEN = Phrase(
    "from_ledger.not_written",
    ja="このままでは計画にならないため、何も書いていません。台帳を直すか、読み方を直してください。",
    en="This would be no valid plan. Nothing was written: correct the ledger, or how it is read.",
)
_IMPORTANCE = ("critical", "important", "normal")


def texts_of(given: argparse.Namespace, catalogue: Catalogue, console: Console) -> Texts:
    """The files of the plan. Raises `Refused` with the cells that would make it wrong."""
    try:
        ledger = brought(given, given.ledger or (), console)
    except Refused:
        console.tell(NOT_WRITTEN())
        raise
    tell_left_out(ledger, console)
    tell_unread(ledger.unread, console)
    open_name = f"〔{WORD}〕{NAME.ja}"
    name = given.name or Asker(console).ask(NAME(), open_name, private_in)
    texts = plan_texts(ledger, name, console.lang)
    first = _most_missed(ledger)[:MOST_SYSTEMS]
    drill = first_drill(first) if first else {}
    _tried(texts, items_of(ledger), catalogue, console)
    return with_origin({**texts, **drill, **around(catalogue)}, ORIGIN_NAME)


def _most_missed(ledger: Ledger) -> list[str]:
    """Its systems, first those with a target; by importance, the shortest target, priority."""

    def rank(each: Record) -> tuple[bool, int, int, int]:
        importance = _IMPORTANCE.index(str(each.values.get("importance", "normal")))
        target = parse_span(str(each.values.get("rto.within", "")))
        return (
            "rto.within" not in each.values,
            importance,
            target.us if target else 0,
            int(str(each.values.get("priority", 99))),
        )

    return [each.id for each in sorted(ledger.of("systems"), key=rank)]


def _tried(
    texts: Mapping[Path, str], items: tuple[Item, ...], catalogue: Catalogue, console: Console
) -> None:
    """Read the plan before it is kept. Raises `Refused` with the cells that made it wrong."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        for path, text in texts.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text, encoding="utf-8")
        try:
            load_plan(folder, catalogue)
        except Refused as wrong:
            console.tell(NOT_WRITTEN())
            by_cell = [_by_cell(each, texts, items, folder) for each in wrong.refusals]
            raise Refused(by_cell) from wrong


def _by_cell(
    refusal: Refusal, texts: Mapping[Path, str], items: tuple[Item, ...], folder: Path
) -> Refusal:
    """The same mistake at the row of the ledger that it came from."""
    path = Path(refusal.place.file)
    path = path.relative_to(folder) if path.is_relative_to(folder) else path
    above = texts.get(path, "").split("\n")[: refusal.place.line]
    ids = [found[1] for line in above if (found := re.match(r"- id: (\S+)", line))]
    for each in items:
        own = Path(PLACES.get(each.list, ""), f"{each.list}.yaml") == path
        if own and ids and each.id == ids[-1].strip('"'):
            return replace(refusal, place=each.place)
    return replace(refusal, place=replace(refusal.place, file=str(path)))
