"""One run in one file, to be carried to another terminal."""

from __future__ import annotations

import argparse
from pathlib import Path

from bcp.message import Phrase
from drills.cli import options
from drills.cli.arguments import Parser
from drills.cli.console import Console
from drills.cli.exit_codes import ExitCode

ABOUT = Phrase(
    "bundle.about",
    ja="1回の訓練の記録を、ほかの端末へ持ち運ぶ1つのファイルにまとめます",
    en="put a drill's record into one file, to be carried to another terminal",
)
OUT = Phrase(
    "bundle.out",
    ja="書き出すファイル（省略時は、今いるフォルダの「記録の名前.zip」）",
    en="the file to write (the record's name with .zip, in this folder, if not given)",
)
KEY = Phrase(
    "bundle.key",
    ja="署名に使うこの端末の鍵（bcp-drill key new で作ったファイル）",
    en="the key of this terminal to sign with (a file made by bcp-drill key new)",
)
WITH_ADDRESSES = Phrase(
    "bundle.with_addresses",
    ja="アドレス、ホスト名、接続に使う利用者名も入れます",
    en="leave addresses, host names and login names in",
)
WITH_PEOPLE = Phrase(
    "bundle.with_people",
    ja="人の名前と連絡先も入れます",
    en="leave people's names, telephone numbers and mail addresses in",
)
WITH_EVIDENCE = Phrase(
    "bundle.with_evidence",
    ja="機器の生の応答（証跡）も入れます。上の2つと一緒に指定します",
    en="put the raw readings (evidence) in; only together with the two above",
)
WRITTEN = Phrase(
    "bundle.written",
    ja="{file} に、記録 {records} 件をまとめました。\n入れていないもの: {left_out:list}\n"
    "署名: {key}",
    en="{file} holds {records} records.\nLeft out: {left_out:list}\nSigned with: {key}",
)
NOT_SIGNED = Phrase(
    "bundle.not_signed",
    ja="なし（--key で鍵を指定すると、どの端末で作られたかを示せます）",
    en="no key (with --key it would show which terminal made it)",
)
NOT_CLOSED = Phrase(
    "bundle.not_closed",
    ja="この訓練には終了の記録がありません。終わってから、もう一度まとめてください。",
    en="This drill is not closed. Export it again when it has ended.",
)
LOOK_AT_TEXTS = Phrase(
    "bundle.look_at_texts",
    ja="自由に書かれた文に、計画にない人の名前や、点のないホスト名が残ることがあります。"
    "持ち出す前に確かめてください: bcp-drill replay {file}",
    en="Names of people and short host names that the plan does not know may remain in what was "
    "typed. Look before you carry it: bcp-drill replay {file}",
)


def arguments(parser: Parser) -> None:
    """Declare what may stand behind the command."""
    parser.word("run", options.RUN, metavar="RUN")
    parser.option("-o", "--out", OUT, type=Path, metavar="FILE")
    parser.option("--key", KEY, type=Path, metavar="FILE")
    parser.option("--with-addresses", WITH_ADDRESSES, action="store_true")
    parser.option("--with-people", WITH_PEOPLE, action="store_true")
    parser.option("--with-evidence", WITH_EVIDENCE, action="store_true")


def run(given: argparse.Namespace, console: Console) -> ExitCode:
    """Write the file, and say what is in it and what is not."""
    from drills.cli.bundle_named import refuse_bundle  # noqa: PLC0415
    from drills.cli.bundle_words import left_out_words  # noqa: PLC0415
    from drills.cli.key_opening import opened_key  # noqa: PLC0415
    from drills.journal.bundle_writing import Wanted, write_bundle  # noqa: PLC0415
    from drills.journal.folder import Runs  # noqa: PLC0415
    from drills.journal.signing import fingerprint  # noqa: PLC0415

    refuse_bundle(given.run)
    folder = Runs(given.runs).find(given.run)
    out = given.out or Path(f"{folder.name}.zip")
    wanted = Wanted(
        given.with_addresses,
        given.with_people,
        given.with_evidence,
        opened_key(given.key, console) if given.key else None,
    )
    made = write_bundle(folder, out, wanted)
    key = fingerprint(made.signed_by) if made.signed_by else NOT_SIGNED()
    left_out = left_out_words(made.left_out)
    console.result(
        console.speak(WRITTEN(file=str(out), records=made.records, left_out=left_out, key=key))
    )
    if not made.closed:
        console.tell(NOT_CLOSED())
    if made.left_out:
        console.tell(LOOK_AT_TEXTS(file=str(out)))
    return ExitCode.PASSED
