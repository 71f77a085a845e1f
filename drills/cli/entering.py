"""Giving a drill what was written by hand: through whoever runs it or, behind its end, here."""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from bcp.message import Message, Phrase
from bcp.written_times import narrow
from drills.cli import correcting, ordering
from drills.cli.running import EMPTY
from drills.core.paper_events import PaperLine
from drills.core.paper_orders import Enter
from drills.core.paper_time import Around, typed_at
from drills.core.state import Drill
from drills.errors import Refusal
from drills.journal.lock import is_held
from drills.runtime.inbox import send

NOT_RUNNING = Phrase(
    "enter.not_running",
    ja="{run} は終わっておらず、今は動いてもいません。「bcp-drill resume {run}」で続けるか、"
    "「bcp-drill abort {run}」で終えてから入力してください。",
    en="{run} has not ended and is not running. Go on with bcp-drill resume {run}, or end it with "
    "bcp-drill abort {run}, and then enter the log.",
)
WANTED = Phrase(
    "order.wanted_enter",
    ja="enter の後に、時刻と作業内容を書いてください。"
    "例: order last enter 22:10 復旧を確認 --who 佐藤",
    en="Behind enter, write the time and what happened. For instance: "
    'order last enter 22:10 "the portal is back" --who Sato',
)
TYPED = Phrase(
    "became.entered",
    ja="{run} に紙の記録を1行入力しました（{clock}）。目視の記録として残ります。",
    en="One line from paper was entered into {run} ({clock}). It stands as observed.",
)


def standing(folder: Path) -> Drill:
    """The drill as its record has it. Raises `Refusal` where it never began, or `JournalBroken`."""
    drill = correcting.as_recorded(folder)
    if drill.brief is None:
        raise Refusal(EMPTY(run=folder.name))
    return drill


def around(drill: Drill) -> Around:
    """What a written time is understood by, now."""
    brief = drill.started()
    return Around.of(brief, max(0, (time.time_ns() - brief.wall_ns) // 1_000))


def typed(given: argparse.Namespace, by: str) -> Message:
    """Enter the one line that stands behind ``order RUN enter``, and say so. Raises `Refusal`."""
    if len(given.rest) != 2:
        raise Refusal(WANTED())
    folder = ordering.meant(given.runs, given.run)
    drill = standing(folder)
    when, text = given.rest
    words = (text.strip(), given.stumble.strip(), given.who.strip(), given.step.strip() or None)
    line = typed_at(around(drill), when, PaperLine(0, 0, *words))
    if isinstance(line, Message):
        raise Refusal(line)
    entered(folder, Enter((line,), by))
    return TYPED(run=folder.name, clock=narrow(when))


def entered(folder: Path, order: Enter) -> None:
    """Have the drill take it. Raises `Refusal` where that is not possible, or `JournalBroken`."""
    if is_held(folder):
        send(folder, order)
    elif standing(folder).ended is not None:
        correcting.corrected(folder, order)
    else:
        raise Refusal(NOT_RUNNING(run=folder.name))
