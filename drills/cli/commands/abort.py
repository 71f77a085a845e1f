"""Stop a drill, and take back what it did."""

from __future__ import annotations

import argparse

from bcp.message import Phrase
from drills.cli import options
from drills.cli.arguments import Parser
from drills.cli.console import Console
from drills.cli.exit_codes import ExitCode

ABOUT = Phrase(
    "abort.about",
    ja="訓練を中止し、実行した操作を逆の順に元に戻します",
    en="stop a drill, and take back what it did in reverse order",
)
REASON = Phrase("abort.reason", ja="中止の理由", en="why")
KEEP = Phrase(
    "abort.keep",
    ja="操作を元に戻さない（手で戻すコマンドは報告に載ります）",
    en="take nothing back (the report lists the commands to do it by hand)",
)
SENT = Phrase(
    "abort.sent",
    ja="中止を伝えました。元に戻す操作の経過は、訓練を進めている画面に出ます。",
    en="The order was given. The terminal that runs the drill tells what is taken back.",
)
SENT_PLAIN = Phrase(
    "abort.sent_plain",
    ja="中止を伝えました。この訓練では何も操作していないため、元に戻すものはありません。",
    en="The order was given. This drill has done nothing that would have to be taken back.",
)
SENT_KEPT = Phrase(
    "abort.sent_kept",
    ja="中止を伝えました。実行した操作は元に戻しません。手で戻すコマンドは報告に載ります。",
    en="The order was given. Nothing is taken back; the report lists the commands to do it by "
    "hand.",
)


def arguments(parser: Parser) -> None:
    """Declare what may stand behind the command."""
    parser.word("run", options.RUN, metavar="RUN")
    parser.option("--reason", REASON, default="")
    parser.option("--no-undo", KEEP, action="store_true")
    parser.option("--operator", options.OPERATOR)


def run(given: argparse.Namespace, console: Console) -> ExitCode:
    """Tell the process that runs the drill, or do it here where none does."""
    from drills.cli import ordering, reporting, running, starting  # noqa: PLC0415
    from drills.cli.front import ConsoleFront  # noqa: PLC0415
    from drills.cli.secret_asking import taken  # noqa: PLC0415
    from drills.core.orders import Abort  # noqa: PLC0415
    from drills.journal.lock import is_held  # noqa: PLC0415
    from drills.runtime.inbox import send  # noqa: PLC0415
    from drills.runtime.secrets import Secrets  # noqa: PLC0415

    meant = ordering.meant(given.runs, given.run)
    folder, drill = running.unfinished(given.runs, meant.name)
    order = Abort(starting.operator(given.operator), given.reason, not given.no_undo)
    if is_held(folder):
        send(folder, order, "abort")
        acted = any(each.may_have_happened for each in drill.actions.values())
        console.tell((SENT_PLAIN if not acted else SENT if order.undo else SENT_KEPT)())
        return ExitCode.ABORTED
    # Where nothing is taken back no server is logged in to, and no secret may be in the way.
    secrets = taken(drill.started(), console) if order.undo else Secrets()
    if secrets is None:
        return ExitCode.NOT_STARTED
    ended = running.take_up(
        folder, ConsoleFront(console), (), order.by, abort=order, secrets=secrets
    )
    reporting.print_result(folder, console, json=False)
    return running.exit_code(ended)
