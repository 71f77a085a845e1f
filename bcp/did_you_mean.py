"""What somebody probably meant to write."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches

from bcp.message import Message, Phrase
from bcp.slips import slip_in_key, slip_in_word

DID_YOU_MEAN = Phrase(
    "remedy.did_you_mean",
    ja="「{word}」のことですか。",
    en='Did you mean "{word}"?',
)
THERE_ARE = Phrase(
    "remedy.there_are",
    ja="書けるのは次のとおりです: {known:list}。",
    en="There are: {known:list}.",
)
THERE_ARE_MORE = Phrase(
    "remedy.there_are_more",
    ja="書けるのは次のとおりです: {known:list}（ほか{more}件）。",
    en="There are: {known:list} (and {more} more).",
)
THERE_IS_NONE = Phrase(
    "remedy.there_is_none",
    ja="まだ一つも書かれていません。先に登録してください。",
    en="None is listed yet; list it first.",
)
SHOWN = 15


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The one of `known` that `word` looks like, or None. Full-width letters are no difference."""
    folded = {_folded(each): each for each in known}
    found = get_close_matches(_folded(word), list(folded), n=1, cutoff=0.6)
    return folded[found[0]] if found else None


def remedy(word: str, known: Iterable[str]) -> Message:
    """The nearest of `known`, or else what there is to choose from."""
    choices = tuple(known)
    several = slip_in_word(word, choices)
    if several is not None:
        return several
    near = nearest(word, choices)
    if near is not None:
        return DID_YOU_MEAN(word=near)
    if not choices:
        return THERE_IS_NONE()
    if len(choices) > SHOWN:
        return THERE_ARE_MORE(known=choices[:SHOWN], more=len(choices) - SHOWN)
    return THERE_ARE(known=choices)


def key_remedy(name: str, known: Iterable[str]) -> Message:
    """The same for a name in front of a colon, where the colon itself may be at fault."""
    return slip_in_key(name) or remedy(name, known)


def _folded(word: str) -> str:
    return unicodedata.normalize("NFKC", word).casefold().strip().replace("-", "_")
