"""Putting the no-drills lever on and taking it off: the same for the command and for the screen."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from bcp.message import Message, Phrase
from drills.errors import Refusal
from drills.journal.lever import Lever, Pulled

WANTS_REASON = Phrase(
    "lever.wants_reason",
    ja="訓練停止には理由が要ります。--reason で書いてください。",
    en="The lever wants a reason. Give it with --reason.",
)
IS_ON = Phrase(
    "lever.is_on",
    ja="{why}進行中の訓練は中止し、実行した操作を元に戻します。実災害になった訓練は、全員に"
    "伝わるまで終わりません。",
    en="{why} What runs is ended, and what it did is taken back. A drill that became the real "
    "event stays open until everybody has been told.",
)
REPLACED = Phrase(
    "lever.replaced",
    ja="前の訓練停止（{at}、{by}さん: {reason}）を置き換えました。前の人と理由も残ります。",
    en="This stands in front of what was said before ({at}, {by}: {reason}), which is kept.",
)
REPLACED_UNREAD = Phrase(
    "lever.replaced_unread",
    ja="読み取れなかった訓練停止の記録（{path}）を置き換えました。",
    en="This replaces the file of the lever that could not be read ({path}).",
)
HELD = Phrase(
    "lever.held",
    ja="{why}すでに停止中なので、何もしませんでした。理由を改めるには --replace を付けてください"
    "（前の人と理由も残ります）。",
    en="{why} It is on already, so nothing was done. With --replace your reason stands in front; "
    "the others are kept.",
)
IS_OFF = Phrase("lever.is_off", ja="訓練停止はしていません。", en="The no-drills lever is off.")
NOW_OFF = Phrase(
    "lever.now_off", ja="訓練停止を解除しました。", en="The no-drills lever is off again."
)


def state(runs: Path) -> Message:
    """How the lever of this folder of runs stands."""
    pulled = Lever(runs).state()
    return IS_OFF() if pulled is None else pulled.said()


def put_on(runs: Path, by: str, reason: str, *, replace: bool = False) -> tuple[Message, ...]:
    """Pull it; what that means, and what it replaces.

    Raises `Refusal` without a reason, and where somebody holds it already, unless with `replace`.
    """
    if not reason.strip():
        raise Refusal(WANTS_REASON())
    lever, at = Lever(runs), f"{datetime.now().astimezone():%Y-%m-%d %H:%M}"
    before = lever.state()
    if before is not None and not replace:
        raise Refusal(HELD(why=before.said()))
    said = IS_ON(why=lever.pull(by, reason.strip(), at).said())
    return (said,) if before is None else (said, _replaced(before))


def take_off(runs: Path) -> Message:
    """Release it; drills may begin again. Raises `JournalBroken`."""
    return IS_OFF() if Lever(runs).release() is None else NOW_OFF()


def _replaced(before: Pulled) -> Message:
    if before.damaged:
        return REPLACED_UNREAD(path=before.damaged)
    return REPLACED(at=before.at, by=before.by, reason=before.reason)
