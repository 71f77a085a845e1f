"""A new item, from what was typed, or asked line by line at a terminal."""

from __future__ import annotations

import argparse
import sys

from bcp.message import Message, Phrase
from drills.cli.asking_lines import Asker
from drills.cli.console import Console
from drills.cli.exit_codes import ExitCode
from drills.cli.items_here import Here
from drills.errors import Refusal
from drills.items.noting import put_in
from drills.items.typed import fields_of, pairs_of

ABOUT = Phrase("items_add.about", ja="新しく加える", en="a new one")
USAGE = Phrase("items_add.usage", ja="add 項目=値…", en="add FIELD=VALUE …")
ADDED = Phrase(
    "items_add.added", ja="{id} を {file} に加えました。", en="{id} was put into {file}."
)
QUESTIONS = {
    "what": Phrase("items_add.what", ja="課題（何が足りなかったか）", en="What is wrong"),
    "cause": Phrase("items_add.cause", ja="原因（分かれば）", en="Why, if known"),
    "measure": Phrase("items_add.measure", ja="対策（決まっていれば）", en="What is done about it"),
    "owner": Phrase("items_add.owner", ja="担当する役割か課", en="The role or section in charge"),
    "due": Phrase("items_add.due", ja="期限（例: 2027-03-31）", en="Due, like 2027-03-31"),
    "budget": Phrase(
        "items_add.budget", ja="予算（要・不要・未定、または金額）", en="Budget (needed, or yen)"
    ),
    "decision": Phrase("items_add.decision", ja="幹部に判断してほしいこと", en="What to decide"),
}


def run(given: argparse.Namespace, console: Console) -> ExitCode:
    """Add it and say where."""
    here = Here.of(given)
    typed = pairs_of(given.rest)
    if not typed and sys.stdin is not None and sys.stdin.isatty():
        typed = _asked(here, console)
    item, file = put_in(here.place, fields_of(typed, here.plan), here.year)
    console.result(console.speak(ADDED(id=item.id, file=str(file))))
    return ExitCode.PASSED


def _asked(here: Here, console: Console) -> dict[str, str]:
    asker = Asker(console)
    out: dict[str, str] = {}
    for key, question in QUESTIONS.items():

        def wrong(given: str, key: str = key) -> Message | None:
            try:
                fields_of({key: given}, here.plan)
            except Refusal as refusal:
                return refusal.message
            return None

        out[key] = asker.ask(question(), wrong=wrong)
    return {key: value for key, value in out.items() if value}
