"""Texts without the addresses and the people in them: known ones by name, others by their form.

What is taken out is replaced by a placeholder that stays the same for the same value through the
whole run, ``‹server:web01›`` or ``‹address:3›``, so that what was equal remains equal. Rather too
much is replaced than too little: a version number of four parts looks like an address.
"""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

_BETWEEN = r"(?:[-‐-―−ーｰ─－()（） ]{1,2})"
# Leading and trailing word characters are ASCII: Japanese text follows a name without a space.
_FORMS: Mapping[str, str] = {
    "mail": r"(?<![A-Za-z0-9_.+-])[A-Za-z0-9_.+-]{1,64}@"
    r"[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})*",
    # TEL.03(1234)5678: close to what is before and behind it, and any dash will do.
    "tel": rf"(?<![0-9_-])(?:\(?0\d{{1,4}}{_BETWEEN}\d{{1,4}}{_BETWEEN}\d{{3,4}}"
    rf"|(?<![A-Za-z])0\d{{9,10}}|\+\d{{1,3}}{_BETWEEN}?\(?\d(?:{_BETWEEN}?\d){{7,12}})"
    r"(?![A-Za-z0-9_-]|\.\d)",
    "account": r"(?:(?<=/home/)|(?<=/Users/)|(?<=\\Users\\))[^/\\\s:'\"]+",
    "mac": r"(?<![0-9A-Fa-f])[0-9A-Fa-f]{2}(?:[:-][0-9A-Fa-f]{2}){5}(?![0-9A-Fa-f])",
    # Times of day look like this, too, so each is looked at again.
    "colons": r"(?<![0-9A-Za-z:])(?:[0-9A-Fa-f]{0,4}:){2,7}[0-9A-Fa-f.]{0,15}(?![0-9A-Za-z:])",
    "address": r"(?<!\d)\d{1,3}(?:\.\d{1,3}){3,}(?!\d)",
    "name": r"(?<![A-Za-z0-9_.@-])(?:[A-Za-z0-9_-]{1,63}\.){1,10}"
    r"(?:arpa|biz|cloud|com|corp|example|home|info|internal|intranet|invalid|io|jp|lan|local"
    r"|localdomain|net|org|test)(?![A-Za-z0-9-])",
}
_OF_PEOPLE = ("mail", "tel", "account")
_OF_ADDRESSES = ("mac", "colons", "address", "name")


@dataclass(frozen=True)
class Known:
    """A value to be taken out wherever it stands, and what stands there instead.

    A `whole` one is taken out only where it is a word of its own, hyphens and dots included:
    accounts are often called like something else.
    """

    value: str
    placeholder: str
    whole: bool = False


@dataclass
class Mask:
    """Takes values out of texts. `kept` are texts that stay as they are, such as a plan's ids.

    `text` gives a text without what must not stand in it, whatever its case and width. The
    placeholders of values found by their form are numbered as they are met.
    """

    known: tuple[Known, ...]
    addresses: bool
    people: bool
    kept: frozenset[str] = frozenset()
    zone: str | None = None
    _titles: dict[tuple[str, str], str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._by_value = {
            spelled.casefold(): replace(each, value=spelled)
            for each in reversed(self.known)  # of the names of one value, the first
            if each.value
            for spelled in (_narrow(each.value), each.value)
        }
        longest_first = sorted(self._by_value.values(), key=lambda each: -len(each.value))
        forms = [*(_OF_PEOPLE if self.people else ()), *(_OF_ADDRESSES if self.addresses else ())]
        parts = [f"(?P<known>{'|'.join(map(_spelled, longest_first))})"] if longest_first else []
        parts += [f"(?P<{name}>{_FORMS[name]})" for name in forms]
        self._pattern = re.compile("|".join(parts), re.IGNORECASE) if parts else None
        # The same names stand in record after record.
        self.text = lru_cache(maxsize=4_096)(self._without)

    def _without(self, text: str) -> str:
        if self._pattern is None or text in self.kept:
            return text
        known = self._by_value.get(text.casefold())
        if known is not None:
            return known.placeholder
        masked = self._pattern.sub(self._replaced, text)
        if text.isascii() or _narrow(text) == text:
            return masked
        # Numbers and addresses are typed in full width, too: look again beside what was found.
        return "".join(
            part if number % 2 else self._without_wide(self._pattern, part)
            for number, part in enumerate(self._placeholders().split(masked))
        )

    def _without_wide(self, pattern: re.Pattern[str], part: str) -> str:
        narrow, count = pattern.subn(self._replaced, _narrow(part))
        return narrow if count else part

    def _placeholders(self) -> re.Pattern[str]:
        """All that may stand in a text by now, so that an even part of a split is none."""
        given = {
            *(each.placeholder for each in self.known),
            *map("‹{}›".format, self._titles.values()),
        }
        return re.compile(f"({'|'.join(map(re.escape, given)) or '(?!)'})")

    def _replaced(self, found: re.Match[str]) -> str:
        kind, value = found.lastgroup or "", found[0]
        if kind == "known":
            known = self._by_value.get(value.casefold())
            return known.placeholder if known else "‹known›"
        if kind == "colons":
            if not _is_ipv6(value):
                return ":".join(map(self.text, value.split(":")))
            kind = "address"
        title = numbered(kind, self._count(kind) + 1, self.zone)
        return f"‹{self._titles.setdefault((kind, value.casefold()), title)}›"

    def _count(self, kind: str) -> int:
        return sum(each == kind for each, _ in self._titles)


def numbered(kind: str, number: int, zone: str | None) -> str:
    """What stands for a value without an id; two zones' runs do not call two things alike."""
    return f"{kind}:{number}" if zone is None else f"{kind}:{zone}-{number}"


def _narrow(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def _spelled(known: Known) -> str:
    edge = r"[A-Za-z0-9_.-]" if known.whole else r"[A-Za-z0-9]"
    value = re.escape(known.value)
    before = f"(?<!{edge})" if _is_word(known.value[0]) else ""
    after = f"(?!{edge})" if _is_word(known.value[-1]) else ""
    # A name of one character stands in too many words; alone it is taken out all the same.
    return f"{before}{value}{after}" if len(known.value) > 1 else r"(?!)"


def _is_word(character: str) -> bool:
    return character.isascii() and (character.isalnum() or character == "_")


def _is_ipv6(text: str) -> bool:
    try:
        return text != "::" and ipaddress.IPv6Address(text) is not None
    except ValueError:
        return False
