"""The key with which a terminal signs what leaves it."""

from __future__ import annotations

import argparse
from pathlib import Path

from bcp.message import Phrase
from drills.cli.arguments import Parser
from drills.cli.console import Console
from drills.cli.exit_codes import ExitCode

ABOUT = Phrase(
    "key.about",
    ja="端末の署名の鍵を作り、計画に書く行を表示します",
    en="make a terminal's signing key, and show the line for the plan",
)
VERB = Phrase(
    "key.verb",
    ja="new（新しく作る）か show（作った鍵の行を表示する）",
    en="new (make one) or show (the line of one that was made)",
)
FILE = Phrase("key.file", ja="秘密鍵のファイル", en="the file of the private key")
LINE = Phrase(
    "key.line",
    ja="計画の zones[].public_key に書く行:\n{line}\n指紋: {fingerprint}",
    en="The line for zones[].public_key of the plan:\n{line}\nFingerprint: {fingerprint}",
)
KEEP = Phrase(
    "key.keep",
    ja="秘密鍵は {file} にあります。この端末から持ち出さないでください。",
    en="The private key is in {file}. It must not leave this terminal.",
)


def arguments(parser: Parser) -> None:
    """Declare what may stand behind the command."""
    parser.word("verb", VERB, choices=("new", "show"), metavar="new|show")
    parser.word("file", FILE, type=Path, metavar="FILE")


def run(given: argparse.Namespace, console: Console) -> ExitCode:
    """Make or open the key and show its public half, never the private one."""
    from drills.cli.key_opening import opened_key  # noqa: PLC0415
    from drills.journal.signing import fingerprint, new_key  # noqa: PLC0415

    made = new_key(given.file) if given.verb == "new" else opened_key(given.file, console)
    console.result(console.speak(LINE(line=made.line, fingerprint=fingerprint(made.line))))
    if given.verb == "new":
        console.tell(KEEP(file=str(given.file)))
    return ExitCode.PASSED
