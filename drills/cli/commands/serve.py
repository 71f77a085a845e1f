"""Show drills in browsers: the board for the room, and the reports for managers."""

from __future__ import annotations

import argparse
from pathlib import Path

from bcp.message import Phrase
from drills.cli.arguments import Parser
from drills.cli.console import Console
from drills.cli.exit_codes import ExitCode

ABOUT = Phrase(
    "serve.about",
    ja="会場の大画面と管理職のブラウザに、訓練の状況と報告書を見せます（閲覧のみ）",
    en="show the drill and the reports in browsers: a screen for the room, managers' desks",
)
RUN = Phrase(
    "serve.run",
    ja="画面に映す訓練: last か、その名前・名前の先頭（省略時は進行中のもの）",
    en="the drill on the board: last, its name or the beginning of it (the one that goes on, "
    "if not given)",
)
PLAN = Phrase(
    "serve.plan",
    ja="改善事項や、重要システムの実施状況を示す計画（省略時は今のフォルダから上へ探します）",
    en="the plan whose action items and important systems are shown (looked for from this folder "
    "upwards if not given)",
)
ADDRESS = Phrase(
    "serve.address",
    ja="待ち受けるこの端末のIPアドレス（省略時は 127.0.0.1＝この端末だけ。"
    "ほかのアドレスには合言葉とTLSが必要です）",
    en="the address of this terminal to listen at (127.0.0.1, this terminal alone, if not given; "
    "any other needs tokens and TLS)",
)
PORT = Phrase("serve.port", ja="ポート（省略時は 8787）", en="the port (8787 if not given)")
CERTIFICATE = Phrase(
    "serve.certificate", ja="TLSの証明書（PEM形式）", en="the certificate for TLS (PEM)"
)
KEY = Phrase(
    "serve.key",
    ja="その秘密鍵（PEM形式、パスフレーズなし）",
    en="its private key (PEM, without a passphrase)",
)
TOKEN_FILE = Phrase(
    "serve.token_file",
    ja="合言葉のファイル（なければ作り、合言葉を一度だけ表示します）",
    en="the file of tokens (made where there is none, and the tokens are shown once)",
)
HOST = Phrase(
    "serve.host",
    ja="ブラウザから開くときの名前（証明書やリバースプロキシの名前。複数指定できます）",
    en="a name that browsers use for this terminal, as in the certificate or of a reverse proxy; "
    "may be given more than once",
)


def arguments(parser: Parser) -> None:
    """Declare what may stand behind the command."""
    parser.word("run", RUN, metavar="RUN", nargs="?")
    parser.option("--plan", PLAN, type=Path, metavar="DIR")
    parser.option("--address", ADDRESS, default="127.0.0.1")
    parser.option("--port", PORT, type=int, default=8787)
    parser.option("--tls-cert", CERTIFICATE, type=Path, metavar="FILE")
    parser.option("--tls-key", KEY, type=Path, metavar="FILE")
    parser.option("--token-file", TOKEN_FILE, type=Path, metavar="FILE")
    parser.option("--host", HOST, action="append", default=[], metavar="NAME")


def run(given: argparse.Namespace, console: Console) -> ExitCode:
    """Serve until Ctrl+C; nothing that is served can change anything."""
    from drills.cli.places import here, plan_near  # noqa: PLC0415
    from drills.cli.serving import Wanted, serve  # noqa: PLC0415
    from drills.journal.folder import Runs  # noqa: PLC0415

    wanted = Wanted(
        runs=given.runs,
        plan=given.plan or plan_near(here()),
        run=None if given.run is None else Runs(given.runs).find(given.run),
        address=given.address,
        port=given.port,
        certificate=given.tls_cert,
        key=given.tls_key,
        token_file=given.token_file,
        hosts=tuple(given.host),
    )
    serve(wanted, console)
    return ExitCode.PASSED
