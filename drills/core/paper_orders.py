"""Entering what was written by hand: possible while a drill goes on, and ever after its end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from bcp.message import Message, Phrase
from drills.core.order_words import no_step
from drills.core.paper_events import Entered, PaperLine
from drills.core.state import Drill

ALL_ENTERED = Phrase(
    "order.all_entered",
    ja="すでに入力されています（{count}行）。同じ行は二度入力しません。",
    en="All of it was entered before (lines: {count}). The same line is not entered twice.",
)
NOBODY = Phrase(
    "order.entered_by_nobody",
    ja="誰が入力するのか、氏名が要ります。",
    en="Say who enters it.",
)
NOTHING = Phrase(
    "order.nothing_to_enter",
    ja="入力する行がありません。作業内容・状況を書いてください。",
    en="There is nothing to enter. Write what happened.",
)


@dataclass(frozen=True)
class Enter:
    """Enter lines that were written by hand; `file` and `sha256` where they came from a file."""

    lines: tuple[PaperLine, ...]
    by: str
    file: str = ""
    sha256: str = ""


def fresh(drill: Drill, order: Enter) -> Iterator[PaperLine]:
    """The lines that were not entered before.

    The same cell of the same file is the same line. So is one of another file, or typed again,
    that says the same of the same minute: people add lines to a file and enter it once more.
    """
    cells = {(each.sha256, each.line.place) for each in drill.entered if each.sha256}
    said = {
        _said(each.line)
        for each in drill.entered
        if each.sha256 != order.sha256 or not order.sha256
    }
    for line in order.lines:
        if (order.sha256, line.place) not in cells and _said(line) not in said:
            yield line


def _said(line: PaperLine) -> PaperLine:
    return replace(line, place="")


def entered(drill: Drill, order: Enter, now: int) -> tuple[Entered, ...] | Message:
    """The events that the order is, or why it is not possible."""
    if not order.by.strip():
        return NOBODY()
    if not order.lines or not all(each.text.strip() for each in order.lines):
        return NOTHING()
    for line in order.lines:
        if line.step is not None and line.step not in drill.steps:
            return no_step(line.step, drill.steps)
    new = tuple(fresh(drill, order))
    if not new:
        return ALL_ENTERED(count=len(order.lines))
    return tuple(Entered(now, each, order.by, order.file, order.sha256) for each in new)
