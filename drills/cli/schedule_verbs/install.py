"""What keeps the service running: a unit of systemd or a task of Windows, and what to type next."""

from __future__ import annotations

import argparse
from pathlib import Path

from bcp.message import Phrase
from drills.cli.arguments import Parser
from drills.cli.console import Console
from drills.cli.exit_codes import ExitCode
from drills.errors import Refusal

ABOUT = Phrase(
    "schedule_install.about",
    ja="端末の起動とともにサービスが始まるよう、systemd か Windows の設定ファイルを書く",
    en="write the unit of systemd or the task of Windows that keeps the service running",
)
SYSTEMD = Phrase(
    "schedule_install.systemd",
    ja="systemd のユニットを書きます（Linux）",
    en="write a unit of systemd (Linux)",
)
SYSTEM = Phrase(
    "schedule_install.system",
    ja="systemd: 端末全体のサービスとして、専用のアカウントで動かします（省略時）",
    en="systemd: as a service of the machine, with an account of its own (if nothing is given)",
)
USER = Phrase(
    "schedule_install.user",
    ja="systemd: 自分のアカウントのサービスとして動かします（管理者権限は要りません）",
    en="systemd: as a service of your own account (no administrator is needed)",
)
WINDOWS = Phrase(
    "schedule_install.windows",
    ja="Windows のタスクスケジューラに登録するファイルを書きます",
    en="write the file of a task for Windows' Task Scheduler",
)
ACCOUNT = Phrase(
    "schedule_install.account",
    ja="サービスを動かすアカウント（省略時は bcp-drill）",
    en="the account that the service runs as (bcp-drill if not given)",
)
PLAN = Phrase(
    "schedule_install.plan",
    ja="計画のフォルダまたはファイル（省略時は今のフォルダから上へ探します）",
    en="the plan's folder or file (looked for from this folder upwards if not given)",
)
OUT = Phrase(
    "schedule_install.out",
    ja="書き出すファイルかフォルダ（省略時は表示だけ。ファイル名がサービス名になります）",
    en="the file or folder to write to (only shown if not given); its name is the service's",
)
UNINSTALL = Phrase(
    "schedule_install.uninstall",
    ja="取り除くときに入力するものを示します",
    en="say what to type to be rid of it",
)
WHICH = Phrase(
    "schedule_install.which",
    ja="--systemd か --windows のどちらか一つを指定してください"
    "（--user と --system は --systemd のとき、どちらか一つ）。",
    en="Say either --systemd or --windows (and of --user and --system, which belong to "
    "--systemd, one).",
)


def arguments(parser: Parser) -> None:
    """Declare what may stand behind the word."""
    parser.option("--systemd", SYSTEMD, action="store_true")
    parser.option("--system", SYSTEM, action="store_true")
    parser.option("--user", USER, action="store_true")
    parser.option("--windows", WINDOWS, action="store_true")
    parser.option("--account", ACCOUNT, metavar="NAME")
    parser.option("--plan", PLAN, type=Path, metavar="DIR")
    parser.option("-o", "--out", OUT, type=Path, metavar="FILE")
    parser.option("--uninstall", UNINSTALL, action="store_true")


def run(given: argparse.Namespace, console: Console) -> ExitCode:
    """Write or show it; nothing is installed. Raises `Refused` or `Refusal`."""
    from drills.cli.installing import Wanted, install, uninstall  # noqa: PLC0415
    from drills.units.service import Scope  # noqa: PLC0415

    if given.systemd == given.windows or (given.system and given.user):
        raise Refusal(WHICH())
    if given.windows and (given.system or given.user):
        raise Refusal(WHICH())
    scope: Scope | None = None if given.windows else "user" if given.user else "system"
    if given.uninstall:
        uninstall(scope, given.out, console)
        return ExitCode.PASSED
    wanted = Wanted(scope, given.plan, given.runs, given.account, given.out, console.lang)
    install(wanted, console)
    return ExitCode.PASSED
