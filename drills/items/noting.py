"""An item made of what a person typed, at a terminal, in the hot wash, or kept from there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from bcp.action_items import ActionItem, ItemBudget, Occasion, PlanRevision
from bcp.item_writing import Added, Edit
from bcp.message import Phrase, Text
from bcp.model import Plan
from drills.errors import Refusal
from drills.items.file import change_items
from drills.items.kept import KeptNote
from drills.items.taking import next_id
from drills.items.typed import fields_of

NO_WHAT = Phrase(
    "noting.no_what",
    ja='課題を what="…" で書いてください（例: items add what="手順書がない" owner=lead）。',
    en='Say what is wrong with what="…", for instance: items add what="no procedure" owner=lead',
)
NOWHERE = Occasion()


def item_of(number: str, fields: Mapping[str, Any], found_in: Occasion) -> ActionItem:
    """The item that these fields of `typed.fields_of` make. Raises `Refusal` without a finding."""

    def text(key: str) -> Text | None:
        return Text(fields[key], fields[key]) if fields.get(key) else None

    what, revision = text("what"), fields.get("plan_revision")
    if what is None:
        raise Refusal(NO_WHAT())
    return ActionItem(
        id=number,
        what=what,
        found_in=found_in,
        cause=text("cause"),
        measure=text("measure"),
        owner=fields.get("owner"),
        due=fields.get("due"),
        budget=ItemBudget(**fields.get("budget", {})),
        plan_revision=_revision(revision) if revision else None,
        decision=text("decision"),
        status=fields.get("status", "open"),
    )


def put_in(
    place: Path, fields: Mapping[str, Any], year: int, found_in: Occasion = NOWHERE
) -> tuple[ActionItem, Path]:
    """Write a new item into the plan at `place`, and give it with its file. Raises `Refusal`.

    It gets the next number of the fiscal year.
    """
    made: list[ActionItem] = []

    def change(items: tuple[ActionItem, ...]) -> Sequence[Edit]:
        made.append(item_of(next_id(items, year), fields, found_in))
        return (Added(made[-1]),)

    file = change_items(place, change)
    return made[-1], file


def from_notes(
    notes: Iterable[KeptNote],
    items: Sequence[ActionItem],
    plan: Plan,
    year: int,
    found_in: Occasion,
) -> Iterator[ActionItem]:
    """The items that kept notes make; one that stands in the plan already is not made again."""
    known = list(items)
    for note in notes:
        item = item_of(next_id(known, year), fields_of(note.typed, plan), found_in)
        if not any(each.what == item.what and each.found_in.run == found_in.run for each in known):
            known.append(item)
            yield item


def _revision(fields: Mapping[str, Any]) -> PlanRevision:
    what = fields.get("what")
    return PlanRevision(True, Text(what, what) if what else None, fields.get("done"))
