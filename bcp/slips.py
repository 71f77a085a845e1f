"""Signs of YAML typed in full width, or with the key beside: what a Japanese keyboard does."""

from __future__ import annotations

import re
import unicodedata

from bcp.message import Message, Phrase

WIDE_COLON = Phrase(
    "slip.wide_colon",
    ja="コロンが全角「：」です。半角のコロンと半角スペース「: 」にしてください。",
    en='The colon is full-width (：). Write a half-width colon and a space (": ").',
)
SPACE_AFTER_COLON = Phrase(
    "slip.space_after_colon",
    ja="コロンの後ろに半角スペースを入れ、「{key}: {value}」と書いてください。",
    en='Put a space behind the colon: "{key}: {value}".',
)
WIDE_SPACE = Phrase(
    "slip.wide_space",
    ja="行の先頭に全角スペースなどがあります。字下げには半角スペースを使ってください。",
    en="The line begins with a full-width or other special space. Indent with plain spaces.",
)
LIST_SIGN = Phrase(
    "slip.list_sign",
    ja="リストの記号は半角のハイフンと半角スペース「- 」です。",
    en='A line of a list begins with a plain hyphen and a space ("- ").',
)
SEPARATOR = Phrase(
    "slip.separator",
    ja="「、」では区切れません。[ ] の中に、半角のカンマとスペース「, 」で区切って書いてください。",
    en='Only a plain comma separates: write them inside [ ], with ", " between.',
)
# Hyphens, dashes, minus, the long-vowel sign and the middle dot, as they are typed for a hyphen.
DASHES = "ー－−‐‑‒–—―・･"
COMMAS = re.compile(r"[、，､]\s*")
_NO_SPACE = re.compile(r"([A-Za-z_][A-Za-z0-9_-]*):(\S.*)", re.DOTALL)
_LONGEST = 40


def slip_in_key(name: str) -> Message | None:
    """What went wrong where the name in front of a colon is none that is known."""
    if "：" in name:
        return WIDE_COLON()
    if name != name.lstrip():
        return WIDE_SPACE()
    return LIST_SIGN() if name[:1] in {*DASHES, "-"} and name else None


def slip_in_table(text: str) -> Message | None:
    """What went wrong where a text stands in place of a table."""
    if "：" in text:
        return WIDE_COLON()
    found = _NO_SPACE.match(text)
    if found is None or found[2].startswith("//"):
        return None
    value = found[2].split()[0]
    shown = value if len(value) <= _LONGEST else value[:_LONGEST] + "…"
    return SPACE_AFTER_COLON(key=found[1], value=shown)


def slip_in_word(word: str, known: tuple[str, ...]) -> Message | None:
    """What went wrong where several words were written as one."""
    parts = COMMAS.split(unicodedata.normalize("NFKC", word).replace("､", "、"))
    return SEPARATOR() if len(parts) > 1 and {*known}.issuperset(parts) else None
