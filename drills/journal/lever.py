"""The "no drills" lever: one small file beside the runs, that forbids every drill while it is on.

Pulling it is an order to everybody who uses this folder of runs: none begins or goes on, by hand or
by schedule, and what runs ends and is taken back. To abort, to verify and to report stay possible.

A file that cannot be read, or does not say who pulled the lever, counts as ON: a damaged brake
must not let go.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bcp.message import Message, Phrase
from drills.errors import NotStarted
from drills.journal.trouble import spoken_errors
from drills.whole_file import write_whole

NAME = "no-drills.json"
# Larger than any lever that this program writes.
_LARGEST = 65_536
# Of those who held it before, so many are kept; each is a line that a person typed.
_KEPT = 20
_WORDS = ("by", "reason", "at")

ON = Phrase(
    "lever.on",
    ja="訓練停止中です（{at}、{by}さん: {reason}）。",
    en="The no-drills lever is on ({at}, {by}: {reason}).",
)
BEFORE = Phrase(
    "lever.before",
    ja="{now}前の訓練停止: {earlier:list}。",
    en="{now} Before that: {earlier:list}.",
)
HELD_BY = Phrase("lever.held_by", ja="{at}、{by}さん: {reason}", en="{at}, {by}: {reason}")
DAMAGED = Phrase(
    "lever.damaged",
    ja="訓練停止の記録（{path}）を読み取れないため、停止中とみなします。",
    en="The file of the no-drills lever ({path}) cannot be read, so it counts as on.",
)
HOW_TO_END = Phrase(
    "lever.how_to_end",
    ja="{why}解除するまで訓練は始められません。解除は bcp-drill lever off です。",
    en="{why} No drill begins until bcp-drill lever off.",
)


@dataclass(frozen=True)
class Pulled:
    """Who pulled the lever, why, and when: local time, as people read it.

    `damaged` is the file that does not say so any more, or empty; then `reason` is its name.
    `before` are those whom this one came in place of, oldest first.
    """

    by: str
    reason: str
    at: str
    damaged: str = ""
    before: tuple[Pulled, ...] = ()

    def said(self) -> Message:
        """That the lever is on, with who, when and why."""
        if self.damaged:
            return DAMAGED(path=self.damaged)
        now = ON(by=self.by, reason=self.reason, at=self.at)
        earlier = tuple(HELD_BY(by=e.by, reason=e.reason, at=e.at) for e in self.before)
        return BEFORE(now=now, earlier=earlier) if earlier else now


class Lever:
    """The lever of one folder of runs; the folder need not exist yet."""

    def __init__(self, runs: Path) -> None:
        self.path = runs / NAME

    def state(self) -> Pulled | None:
        """Who pulled it, or None while it is off. Never raises."""
        try:
            # Whether it is there can be told without opening it. So a process that has no more
            # files to open does not take a lever that nobody pulled for one that it cannot read.
            self.path.stat()
            with self.path.open("rb") as file:
                raw = file.read(_LARGEST)
        except FileNotFoundError:
            return None
        except OSError:
            return self._damaged()
        try:
            said = json.loads(raw)
            earlier = tuple(map(_pulled, said.get("before", ())))
            return replace(_pulled(said), before=earlier)
        except (AttributeError, ValueError, TypeError, KeyError, RecursionError):
            return self._damaged()

    def _damaged(self) -> Pulled:
        return Pulled("", NAME, "", damaged=str(self.path))

    def pull(self, by: str, reason: str, at: str) -> Pulled:
        """Put it on; whoever held it before is kept. Raises `JournalBroken` on a full disk."""
        held = self.state()
        known = held is not None and not held.damaged
        before = (*held.before, replace(held, before=())) if held is not None and known else ()
        pulled = Pulled(by, reason, at, before=before[-_KEPT:])
        said = {**_written(pulled), "before": [_written(each) for each in pulled.before]}
        with spoken_errors(self.path):
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            write_whole(self.path, json.dumps(said, ensure_ascii=False, indent=1).encode())
        return pulled

    def release(self) -> Pulled | None:
        """Take it off; gives what it said, None where it was off. Raises `JournalBroken`."""
        before = self.state()
        with spoken_errors(self.path):
            self.path.unlink(missing_ok=True)
        return before


def _pulled(said: dict[str, str]) -> Pulled:
    words = [said[each] for each in _WORDS]
    if not all(isinstance(each, str) for each in words):
        raise TypeError("no text")
    by, reason, at = words
    return Pulled(by, reason, at)


def _written(pulled: Pulled) -> dict[str, Any]:
    return {each: getattr(pulled, each) for each in _WORDS}


def refuse_while_on(runs: Path) -> None:
    """Let nothing begin while the lever of this folder of runs is on. Raises `NotStarted`.

    Whoever begins drills, by hand or by schedule, calls this first.
    """
    pulled = Lever(runs).state()
    if pulled is not None:
        raise NotStarted(HOW_TO_END(why=pulled.said()))
