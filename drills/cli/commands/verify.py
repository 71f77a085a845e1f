"""Whether a drill's record is as it was written."""

from __future__ import annotations

import argparse

from bcp.message import Phrase
from drills.cli import options
from drills.cli.arguments import Parser
from drills.cli.console import Console
from drills.cli.exit_codes import ExitCode

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
EVIDENCE = Phrase(
    "verify.evidence",
    ja="証跡ファイル {file} が、記録されたハッシュと一致しません。",
    en="The evidence file {file} does not match its recorded hash.",
)


def arguments(parser: Parser) -> None:
    """Declare what may stand behind the command."""
    parser.word("run", options.RUN, metavar="RUN")


def run(given: argparse.Namespace, console: Console) -> ExitCode:
    """Verify every record and every file of evidence."""
    from drills.journal.folder import Runs  # noqa: PLC0415
    from drills.journal.verify import verify  # noqa: PLC0415
    from drills.runtime.evidence import mismatched  # noqa: PLC0415

    folder = Runs(given.runs).find(given.run)
    found = verify(folder)
    if not found.trusted:
        console.result(
            console.speak(BROKEN(run=folder.name, what=found.what, records=found.records))
        )
        return ExitCode.RECORD_BROKEN
    closed = CLOSED() if found.closed else OPEN()
    sound = SOUND(run=folder.name, records=found.records, closed=closed, head=found.head)
    console.result(console.speak(sound))
    wrong = mismatched(folder)
    for each in wrong:
        console.result(console.speak(EVIDENCE(file=each)))
    return ExitCode.RECORD_BROKEN if wrong else ExitCode.PASSED
