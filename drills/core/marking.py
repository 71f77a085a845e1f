"""The compulsory mark of a drill (【訓練】) on whatever leaves the tool: one place for all of it.

People see it in front of what they are told, servers beside each command that they are sent. After
the real event nothing more is marked as a drill, and what is then taken back says so.
"""

from __future__ import annotations

import re

from bcp.message import Text

MARK = Text("【訓練】", "[DRILL]")

_NOT_SAFE = re.compile(r"[^A-Za-z0-9._-]+")


def marked(text: Text) -> Text:
    """What players are told, with the mark in front of it; once, however often it is marked."""
    return Text(_in_front(MARK.ja, text.ja), _in_front(MARK.en, text.en))


def command_mark(run_id: str, *, real: bool) -> str:
    """What a server's own records show beside a command: ASCII, and nothing that a shell reads.

    `real` says that the real event has come: then only the undo of the drill is still sent.
    """
    word = "AFTER-REAL-EVENT" if real else "KUNREN-DRILL"
    return f"BCP-DRILL:{word}:{_NOT_SAFE.sub('_', run_id)}"


def _in_front(mark: str, words: str) -> str:
    return words if not words or words.startswith(mark) else f"{mark}{_gap(mark)}{words}"


def _gap(mark: str) -> str:
    return "" if mark == MARK.ja else " "
