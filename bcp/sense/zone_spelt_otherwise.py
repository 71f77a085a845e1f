"""A zone that is written in two ways, which no search and no reader takes for one.

Compared without width, spaces and hyphens: ＬＧＷＡＮ, ``LGWAN`` and ``LG-WAN`` are one word in
three spellings, and 「LGWAN系」 is 「LGWAN接続系」 under another name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from bcp.message import Phrase
from bcp.model import Zone
from bcp.reader import Mention
from bcp.refused import Refusal
from bcp.sense._ground import Ground

SPELT = Phrase(
    "sense.zone_spelt_otherwise",
    ja="「{found}」は、区分「{zone}」の「{label}」と書き方が違います。",
    en="{found!r} is another spelling of {label!r}, the zone {zone!r}.",
)
ONE_NAME = Phrase(
    "sense.one_name",
    ja="「{label}」にそろえてください（別のものなら、そのままで構いません）。",
    en="Write {label!r}; leave it where something else is meant.",
)
SAME_LABEL = Phrase(
    "sense.zones_alike",
    ja="区分「{one}」と「{other}」の呼び名は、書き方が違うだけで同じです。",
    en="the zones {one!r} and {other!r} have the same name in two spellings.",
)
OTHER_LABEL = Phrase(
    "sense.other_label",
    ja="どちらかの呼び名（label）を変えてください。",
    en="Give one of them another label.",
)

# What may stand behind the name of a network, the longest first.
_TAILS = ("利用事務系", "接続系", "事務系", "系")
_BETWEEN = r"[\s\-‐‑–—・_]*"
_SIGNS = re.compile(r"[\s\-‐‑–—・_]+")
_SHORTEST = 3


@dataclass(frozen=True)
class _Name:
    """How a zone is written, and the ways in which it may be miswritten."""

    zone: str
    label: str
    stem: str
    folded: str
    pattern: re.Pattern[str]


def found(ground: Ground) -> Iterator[Refusal]:
    """Each text with another spelling of a zone's label, and zones whose labels are alike."""
    names = [_name(each) for each in ground.plan.zones if _folded(each.label)]
    for at, one in enumerate(names):
        for other in names[at + 1 :]:
            if _folded(one.label) == _folded(other.label):
                place = ground.place(other.zone, Zone)
                yield Refusal(place, SAME_LABEL(one=one.zone, other=other.zone), OTHER_LABEL())
    long = [each for each in names if len(each.stem) >= _SHORTEST]
    for mention in ground.loaded.mentions:
        yield from _in(mention, long)


def _in(mention: Mention, names: list[_Name]) -> Iterator[Refusal]:
    if mention.owner is Zone or mention.field in ("id", "zone"):
        return
    text = unicodedata.normalize("NFKC", mention.word)
    folded = _folded(text)
    for name in names:
        if name.folded not in folded:
            continue
        for hit in name.pattern.finditer(mention.word):
            written = hit[0]
            if written not in (name.label, name.stem) and not _only_case(written, name):
                what = SPELT(found=written, zone=name.zone, label=name.label)
                yield Refusal(mention.place, what, ONE_NAME(label=name.label))
                return


def _only_case(written: str, name: _Name) -> bool:
    """Whether it differs in small and large letters alone, as words of English do."""
    return written.casefold() in (name.label.casefold(), name.stem.casefold())


def _name(zone: Zone) -> _Name:
    tail = next((each for each in _TAILS if zone.label.endswith(each)), "")
    stem = zone.label.removesuffix(tail)
    tails = "|".join(f"{_BETWEEN}{each}" for each in _TAILS)
    letters = _BETWEEN.join(_any_width(each) for each in _folded(stem))
    pattern = re.compile(f"{letters}(?:{tails})?", re.IGNORECASE)
    return _Name(zone.id, zone.label, stem, _folded(stem), pattern)


def _any_width(letter: str) -> str:
    """A letter in each width it can be typed in."""
    wide = [chr(ord(letter) + 0xFEE0)] if "!" <= letter <= "~" else []
    half = _HALF_KANA.get(letter, ())
    return "(?:" + "|".join(re.escape(each) for each in (letter, *wide, *half)) + ")"


def _folded(text: str) -> str:
    return _SIGNS.sub("", unicodedata.normalize("NFKC", text)).casefold()


def _half_kana() -> dict[str, tuple[str, ...]]:
    plain = {unicodedata.normalize("NFKC", chr(code)): chr(code) for code in range(0xFF66, 0xFFA0)}
    marks = {"\uff9e": "\u3099", "\uff9f": "\u309a"}
    voiced = {
        unicodedata.normalize("NFC", unicodedata.normalize("NFKC", half) + combining): half + mark
        for half in plain.values()
        for mark, combining in marks.items()
    }
    found = plain | {kana: half for kana, half in voiced.items() if len(kana) == 1}
    return {kana: (half,) for kana, half in found.items()}


_HALF_KANA = _half_kana()
