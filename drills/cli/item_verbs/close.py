"""An item that is done: closed by a later drill, or by the word of a role where no drill can."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from bcp.action_items import ActionItem, ItemClosed
from bcp.item_writing import Changed, Edit, as_plain
from bcp.message import Phrase, Text
from drills.cli.console import Console
from drills.cli.exit_codes import ExitCode
from drills.cli.items_here import Here
from drills.errors import Refusal
from drills.items.file import change_items
from drills.items.proving import closed_by_drill, closed_by_words, of_another_body
from drills.items.shown import all_shown
from drills.items.standing import asked_otherwise
from drills.items.typed import fields_of

ABOUT = Phrase(
    "items_close.about",
    ja="目標を満たした後の訓練を根拠に、完了にする",
    en="close it by a later drill that met its target",
)
USAGE = Phrase("items_close.usage", ja="close 番号 --by 訓練", en="close ID --by RUN")
WHICH = Phrase(
    "items_close.which",
    ja="完了にする改善事項の番号を一つ書いてください（例: items close R8-1 --by last）。",
    en="Name one item: items close R8-1 --by last",
)
HOW = Phrase(
    "items_close.how",
    ja="根拠を示してください: 目標を満たした後の訓練（--by）、"
    "または目標のない改善事項なら確かめたこと（--words と --role）。",
    en="Say what proves it: a later drill (--by), or, of an item without a target, what was seen "
    "(--words and --role).",
)
DONE = Phrase(
    "items_close.done", ja="{id} を完了にしました（{file}）。", en="{id} is closed ({file})."
)

Proof = Callable[[ActionItem], ItemClosed]


def run(given: argparse.Namespace, console: Console) -> ExitCode:
    """Close it and say where. Raises `Refusal`, which says why it stays open."""
    if len(given.rest) != 1:
        raise Refusal(WHICH())
    if bool(given.by) == bool(given.words):
        raise Refusal(HOW())
    here = Here.of(given)
    item = here.item(given.rest[0])
    proof = _proof(given, here)
    proof(item)

    def change(items: tuple[ActionItem, ...]) -> tuple[Edit, ...]:
        # Another terminal may have closed it, or noted a drill on it, since the plan was read.
        now = next((each for each in items if each.id == item.id), item)
        return (Changed(item.id, {"status": "closed", "closed": as_plain(proof(now))}),)

    file = change_items(here.place, change)
    console.result(console.speak(DONE(id=item.id, file=str(file))))
    return ExitCode.PASSED


def _proof(given: argparse.Namespace, here: Here) -> Proof:
    named = {"owner": given.role} if given.role else {}
    role = fields_of(named, here.plan).get("owner")
    if given.words:
        fields = fields_of({"what": given.words}, here.plan)
        words = Text(fields["what"], fields["what"])
        return lambda item: closed_by_words(item, words, here.today, role)
    return _by_drill(given, here, role)


def _by_drill(given: argparse.Namespace, here: Here, role: str | None) -> Proof:
    from drills.cli.records import place_of  # noqa: PLC0415
    from drills.cli.reporting import report_in  # noqa: PLC0415
    from drills.history.index import rows  # noqa: PLC0415

    report = report_in(place_of(given.runs, given.by))
    other = of_another_body(report, here.plan)
    if other is not None:
        raise Refusal(other)
    shown = all_shown(report)
    fields = fields_of({"what": given.target_changed or ""}, here.plan)
    why = Text(fields["what"], fields["what"]) if fields else None
    drills = rows(here.runs)

    def proof(item: ActionItem) -> ItemClosed:
        otherwise = asked_otherwise(item, report.header.run_id, drills)
        return closed_by_drill(
            *(item, report, shown, here.today),
            role=role,
            target_changed=why,
            otherwise=otherwise,
        )

    return proof
