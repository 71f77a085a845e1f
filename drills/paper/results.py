"""The words for what became of a step, or how a system was, as they may stand under 「結果」."""

from __future__ import annotations

from collections.abc import Mapping

from bcp.message import Language
from bcp.written_times import narrow
from drills.core.paper_events import Told

# The first of each language is what the form offers.
RESULTS: Mapping[Told, Mapping[Language, tuple[str, ...]]] = {
    "began": {"ja": ("開始", "着手"), "en": ("started", "began")},
    "done": {
        "ja": (
            *("完了", "できた", "実施", "実施済", "済", "○", "〇"),
            # Of a step that reaches people, as a whole.
            *("連絡済", "連絡完了", "参集済", "参集完了", "点呼済", "点呼完了"),
        ),
        "en": ("done", "completed", "all reached", "all there"),
    },
    "partly": {"ja": ("一部のみ", "一部", "一部完了", "△"), "en": ("partly",)},
    "failed": {"ja": ("失敗", "できなかった", "未達", "×", "✕"), "en": ("failed", "too few")},
    "skipped": {"ja": ("見送り", "行わず", "実施せず", "省略"), "en": ("skipped", "not done")},
    "could_not_reach": {
        "ja": ("連絡がつかず", "連絡つかず", "連絡不可"),
        "en": ("could not reach", "could_not_reach"),
    },
    "stopped": {"ja": ("停止", "停止した"), "en": ("stopped", "down")},
    "back": {"ja": ("復旧", "復旧した"), "en": ("back", "restored")},
}
OF_SYSTEMS: tuple[Told, ...] = ("stopped", "back")


def offered(lang: Language) -> tuple[str, ...]:
    """The words that the form offers."""
    return tuple(words[lang][0] for words in RESULTS.values())


def read_result(text: str) -> Told | None:
    """What a word means; None for any other, which is never guessed at."""
    return _KNOWN.get(_folded(text))


def _folded(text: str) -> str:
    return narrow(text).casefold().removesuffix("。")


_KNOWN: Mapping[str, Told] = {
    _folded(word): told
    for told, by_language in RESULTS.items()
    for words in by_language.values()
    for word in words
}
