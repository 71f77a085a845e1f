"""What the screen says besides the words that it shares with the report and the progress lines."""

from __future__ import annotations

from typing import Literal

from bcp.message import Phrase

# How a thing stands, for colour; the words beside it say the same without.
Tone = Literal["calm", "wait", "run", "good", "bad", "unknown", "pretended"]

TOOK = Phrase("screen.took", ja="所要{span}", en="took {span}")
BEGINS_IN = Phrase("screen.begins_in", ja="{span}後", en="in {span}")
AT_LEAST = Phrase("screen.at_least", ja="{span}以上", en="{span} or more")
ASKED = Phrase("screen.asked", ja="依頼中", en="asked")
REFUSED = Phrase(
    "screen.refused", ja="依頼は受け付けられませんでした: {why}", en="the order was refused: {why}"
)
UNDELIVERED = Phrase(
    "screen.undelivered",
    ja="依頼を届けられませんでした。訓練の進行プログラムとの接続を確かめてください。",
    en="the order could not be delivered. See whether the drill's program is still running.",
)
SCREEN_FAILED = Phrase(
    "screen.failed",
    ja="画面への知らせが途切れました（{why}）。訓練の記録は失われていません。",
    en="the news to this screen broke off ({why}). The drill's record is not lost.",
)
READ_ONLY = Phrase(
    "screen.read_only",
    ja="この画面は見るだけです。依頼はできません。",
    en="This screen only shows; nothing can be ordered here.",
)

NOTHING_TO_ANSWER = Phrase(
    "screen.nothing_to_answer",
    ja="今、回答を待っている手順はありません。",
    en="No step waits for an answer now.",
)
NOTHING_TO_APPROVE = Phrase(
    "screen.nothing_to_approve",
    ja="今、承認を待っている手順はありません。",
    en="No step waits for an approval now.",
)
NOTHING_TO_SETTLE = Phrase(
    "screen.nothing_to_settle",
    ja="結果の分からない操作はありません。",
    en="No action is in doubt.",
)
NOTHING_TO_SET_ASIDE = Phrase(
    "screen.nothing_to_set_aside",
    ja="判定から外せる監視はありません。",
    en="There is no watched check to set aside.",
)
DRILL_OVER = Phrase("screen.drill_over", ja="訓練は終わっています。", en="The drill is over.")
