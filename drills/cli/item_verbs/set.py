"""Some fields of an item, changed."""

from __future__ import annotations

import argparse

from bcp.item_writing import Changed
from bcp.message import Phrase
from drills.cli.console import Console
from drills.cli.exit_codes import ExitCode
from drills.cli.items_here import Here
from drills.errors import Refusal
from drills.items.file import change_items
from drills.items.typed import READ, fields_of, pairs_of

ABOUT = Phrase(
    "items_set.about",
    ja="担当・期限・予算などを変える",
    en="change owner, due, budget and the rest",
)
USAGE = Phrase("items_set.usage", ja="set 番号 項目=値…", en="set ID FIELD=VALUE …")
NOTHING = Phrase(
    "items_set.nothing",
    ja="番号と、変える項目を書いてください（例: items set R8-1 owner=lead due=2027-03-31）。"
    "項目: {fields:list}",
    en="Name the item and what to change: items set R8-1 owner=lead due=2027-03-31. "
    "Fields: {fields:list}",
)
CLOSED = Phrase(
    "items_set.closed",
    ja="改善事項「{id}」は完了しているため、状況は変えられません。再発したときは"
    "「bcp-drill items from 訓練」で新しい改善事項にしてください。",
    en="The item {id!r} is closed, so its status stays. Where it came back, make a new one with "
    "bcp-drill items from RUN.",
)
CHANGED = Phrase(
    "items_set.changed", ja="{id} を変えました（{file}）。", en="{id} was changed ({file})."
)


def run(given: argparse.Namespace, console: Console) -> ExitCode:
    """Change it and say where."""
    if len(given.rest) < 2:
        raise Refusal(NOTHING(fields=[*READ]))
    here = Here.of(given)
    item = here.item(given.rest[0])
    fields = fields_of(pairs_of(given.rest[1:]), here.plan)
    if not item.is_open and "status" in fields:
        raise Refusal(CLOSED(id=item.id))
    edit = Changed(item.id, fields, console.lang)
    file = change_items(here.place, lambda _: (edit,))
    console.result(console.speak(CHANGED(id=item.id, file=str(file))))
    return ExitCode.PASSED
