"""Whether a drill's record is as it was written."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from bcp.message import Message, Phrase
from drills.cli import options
from drills.cli.arguments import Parser
from drills.cli.console import Console
from drills.cli.exit_codes import ExitCode

if TYPE_CHECKING:
    from drills.journal.verify import Verification

ABOUT = Phrase(
    "verify.about",
    ja="訓練の記録が書かれたときのままかを確かめます",
    en="verify that a drill's record is as it was written",
)
SOUND = Phrase(
    "verify.sound",
    ja="{run}: 記録 {records} 件はすべて書かれたときのままです。{closed}\n最後のハッシュ値: {head}",
    en="{run}: all {records} records are as they were written. {closed}\nHead hash: {head}",
)
CLOSED = Phrase("verify.closed", ja="訓練は終了しています。", en="The drill is closed.")
OPEN = Phrase(
    "verify.open",
    ja="終了の記録がありません（実施中か、途中で止まっています）。",
    en="It is not closed: it still runs, or was cut off.",
)
BROKEN = Phrase(
    "verify.broken",
    ja="{run}: 記録を信用できません。{what}\nそれより前の {records} 件は書かれたときのままです。",
    en="{run}: the record cannot be trusted. {what}\n"
    "The {records} records before that are as they were written.",
)
PLAN = Phrase(
    "verify.plan",
    ja="署名の鍵を照らし合わせる計画（省略時は今いるフォルダの計画）",
    en="the plan whose keys a bundle's signature is held against (the one here if not given)",
)
EVIDENCE = Phrase(
    "verify.evidence",
    ja="証跡ファイル {file} が、記録されたハッシュと一致しません。",
    en="The evidence file {file} does not match its recorded hash.",
)


def arguments(parser: Parser) -> None:
    """Declare what may stand behind the command."""
    parser.word("run", options.RECORD, metavar="RUN")
    parser.option("--plan", PLAN, type=Path, metavar="DIR")


def run(given: argparse.Namespace, console: Console) -> ExitCode:
    """Verify every record and every file of evidence; of a bundle, also who signed it."""
    from drills.cli import bundle_words, records  # noqa: PLC0415
    from drills.journal.verify import verify  # noqa: PLC0415
    from drills.runtime.evidence import mismatched  # noqa: PLC0415
    from drills.runtime.sources import faults_of_sources  # noqa: PLC0415

    place = records.place_of(given.runs, given.run)
    besides: tuple[Message, ...] = ()
    if records.is_file(place):
        found, besides = bundle_words.findings(place, records.known_keys(given.plan))
    else:
        found = verify(place)
    console.result(console.speak(_said(place.name, found)))
    for each in besides:
        console.result(console.speak(each))
    if not found.trusted:
        return ExitCode.RECORD_BROKEN
    wrong = () if records.is_file(place) else mismatched(place)
    for file in wrong:
        console.result(console.speak(EVIDENCE(file=file)))
    sources = () if records.is_file(place) else tuple(faults_of_sources(place))
    for each in sources:
        console.result(console.speak(each))
    return ExitCode.RECORD_BROKEN if wrong or sources else ExitCode.PASSED


def _said(run: str, found: Verification) -> Message:
    if not found.trusted:
        return BROKEN(run=run, what=found.what, records=found.records)
    closed = CLOSED() if found.closed else OPEN()
    return SOUND(run=run, records=found.records, closed=closed, head=found.head)
