"""What a drill showed, taken in: new findings become items, known ones are noted as seen again."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bcp.action_items import ActionItem, Occasion
from bcp.item_writing import Edit
from bcp.message import Language, Message, Phrase
from drills.cli.asking_lines import Asker
from drills.cli.console import Console
from drills.cli.exit_codes import ExitCode
from drills.cli.items_here import Here
from drills.cli.records import place_of
from drills.cli.reporting import report_in
from drills.errors import Refusal
from drills.items.file import change_items
from drills.items.kept import NAME, KeptNote, kept_notes, taken_in
from drills.items.noting import from_notes
from drills.items.proving import HELD_TO_ITS_END, of_another_body
from drills.items.shown import Shown, all_shown
from drills.items.taking import Taken, taken
from drills.report.model import Report

ABOUT = Phrase(
    "items_from.about",
    ja="訓練で分かった課題を加える",
    en="take in what a drill showed",
)
USAGE = Phrase("items_from.usage", ja="from 訓練", en="from RUN")
WHICH = Phrase(
    "items_from.which",
    ja="訓練を一つ書いてください（例: items from last）。",
    en="Name one drill: items from last",
)
NOT_TRUSTED = Phrase(
    "items_from.not_trusted",
    ja="訓練 {run} の記録は検証できません。改善事項には加えません。"
    "bcp-drill verify {run} で理由を確かめてください。",
    en="The record of {run} cannot be verified, so nothing is taken from it. "
    "See bcp-drill verify {run}.",
)
NOT_ENDED = Phrase(
    "items_from.not_ended",
    ja="訓練 {run} はまだ終わっていません。終わってから加えてください。",
    en="The drill {run} is not over. Take it in when it is.",
)
NOTE_WRONG = Phrase(
    "items_from.note_wrong",
    ja="画面で書いた改善事項（{file}）を計画に入れられません。{why} その行を直すか消してから、"
    "もう一度実行してください。",
    en="What was noted on the screen ({file}) does not fit the plan. {why} Mend or remove that "
    "line, then try again.",
)
NEW = Phrase("items_from.new", ja="新しい課題:", en="New findings:")
AGAIN = Phrase("items_from.again", ja="前にも見つかった課題:", en="Seen before:")
LINE = Phrase("items_from.line", ja="  {id}  {what}", en="  {id}  {what}")
NOTHING = Phrase(
    "items_from.nothing",
    ja="{run} から加える課題はありません（加え済み {known}件）。"
    "報告書の「つまずき」のうち直すものは、bcp-drill items add で加えてください。",
    en="{run} adds nothing (taken in before: {known}). "
    "What the report says people stumbled over is taken in with bcp-drill items add.",
)
SURE = Phrase("items_from.sure", ja="計画に書き込みますか（y で書き込む）", en="Write them? (y)")
ASK_YES = Phrase(
    "items_from.ask_yes",
    ja="書き込んでいません。書き込むには --yes を付けてください。",
    en="Nothing was written. Add --yes to write them.",
)
LEFT = Phrase("items_from.left", ja="書き込みませんでした。", en="Nothing was written.")
DONE = Phrase(
    "items_from.done",
    ja="{file} に書き込みました: 新しい課題{new}件、再び見られた課題{again}件。",
    en="Written into {file}: {new} new, {again} seen again.",
)


@dataclass(frozen=True)
class Drill:
    """A drill that is taken in: its report, what it showed, and what was noted beside it."""

    here: Here
    place: Path
    report: Report
    shown: tuple[Shown, ...]
    notes: tuple[KeptNote, ...]
    lang: Language

    def adds(self, items: Sequence[ActionItem]) -> Taken:
        """What it adds to these items."""
        plan, year = self.here.plan, self.here.year
        found = taken(self.shown, self.report.issues, items, plan=plan, year=year, lang=self.lang)
        header = self.report.header
        this = Occasion(header.run_id, self.report.journal.head or None, header.began.iso[:10])
        try:
            noted = tuple(from_notes(self.notes, (*items, *found.new), plan, year, this))
        except Refusal as refusal:
            file = str(self.place / NAME)
            raise Refusal(NOTE_WRONG(file=file, why=refusal.message)) from refusal
        return replace(found, new=(*found.new, *noted))


def run(given: argparse.Namespace, console: Console) -> ExitCode:
    """Show what would be taken in, ask, and write it."""
    if len(given.rest) != 1:
        raise Refusal(WHICH())
    here = Here.of(given)
    place = place_of(given.runs, given.rest[0])
    report = report_in(place)
    run_id = report.header.run_id
    if report.journal.trusted is not True:
        raise Refusal(NOT_TRUSTED(run=run_id))
    other = of_another_body(report, here.plan)
    if other is not None:
        raise Refusal(other)
    if not report.journal.closed:
        raise Refusal(NOT_ENDED(run=run_id))
    drill = Drill(here, place, report, _findings(report), kept_notes(place), console.lang)
    first = drill.adds(here.plan.action_items)
    if not first.edits:
        taken_in(place, drill.notes)
        console.tell(NOTHING(run=run_id, known=len(first.known)))
        return ExitCode.PASSED
    _tell(first, console)
    if not given.yes and not _agreed(console):
        return ExitCode.PASSED
    _write(drill, console)
    return ExitCode.PASSED


def _findings(report: Report) -> tuple[Shown, ...]:
    """What it showed; what a drill that was cut short did not come to is no finding."""
    whole = report.summary.finish in HELD_TO_ITS_END
    return tuple(each for each in all_shown(report) if whole or each.occasion.verdict == "missed")


def _write(drill: Drill, console: Console) -> None:
    done: list[Taken] = []

    def change(items: tuple[ActionItem, ...]) -> Sequence[Edit]:
        # Another terminal may have taken it in since the plan was read.
        done.append(drill.adds(items))
        return done[-1].edits

    file = change_items(drill.here.place, change)
    taken_in(drill.place, drill.notes)
    counts = {"new": len(done[-1].new), "again": len(done[-1].again)}
    console.result(console.speak(DONE(file=str(file), **counts)))


def _tell(found: Taken, console: Console) -> None:
    lines: list[Message] = [NEW()] if found.new else []
    lines += [LINE(id=each.id, what=each.what) for each in found.new]
    lines += [AGAIN()] if found.again else []
    lines += [LINE(id=item.id, what=item.what) for item, _ in found.again]
    for each in lines:
        console.tell(each)


def _agreed(console: Console) -> bool:
    if sys.stdin is None or not sys.stdin.isatty():
        console.tell(ASK_YES())
        return False
    agreed = Asker(console).ask(SURE()).casefold() in ("y", "yes", "ｙ", "はい")
    if not agreed:
        console.tell(LEFT())
    return agreed
