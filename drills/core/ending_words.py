"""How a step can end, in words, for the sentences of the core and of everything above it."""

from __future__ import annotations

from collections.abc import Mapping

from bcp.message import Message, Phrase

AS_WRITTEN = Phrase("report.as_written", ja="{word}", en="{word}")
ENDING: Mapping[str, Phrase] = {
    word: Phrase(f"ending.{word}", ja=ja, en=en)
    for word, (ja, en) in {
        "held": ("正常", "held"),
        "broken": ("異常", "broken"),
        "unknown": ("不明", "unknown"),
        "skipped": ("行わず", "not done"),
        "done": ("完了", "done"),
        "partly": ("一部のみ", "partly done"),
        "failed": ("失敗", "failed"),
        "could_not_reach": ("連絡がつかず", "could not reach"),
        "refused": ("却下", "refused"),
        "expired": ("時間切れ", "timed out"),
        "ended": ("終了", "ended"),
        # How something stands that somebody looked at.
        "fine": ("異常なし", "fine"),
        "in_part": ("一部に異常", "part of it is wrong"),
        "down": ("停止", "down"),
    }.items()
}


def ending_said(word: str) -> Message:
    """The phrase for an ending; one that this version does not know is said as it is written."""
    return ENDING[word]() if word in ENDING else AS_WRITTEN(word=word)
