"""What the product says to people: a code and its parameters, never a finished sentence.

A sentence stands once, in both languages, in the file that says it::

    UNKNOWN_KEY = Phrase(
        "reader.unknown_key",
        ja="「{key}」という項目はありません。",
        en="there is no field {key!r} here.",
    )
    message = UNKNOWN_KEY(key="rtoo")

Journals hold the code and the parameters, so that any run can be read in either language later.
"""

from __future__ import annotations

import string
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal

from bcp.durations import exactly, spoken
from bcp.eras import day_in_japanese

Language = Literal["ja", "en"]
LANGUAGES: tuple[Language, ...] = ("ja", "en")


@dataclass(frozen=True)
class Message:
    """A code with its parameters: JSON values, other messages, or tuples of them."""

    code: str
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Text:
    """Words an author wrote: Japanese, English, or one text that serves both."""

    ja: str = ""
    en: str = ""

    def said_in(self, lang: Language) -> str:
        """The words in `lang`, or in the other language where the author gave only that one."""
        return (self.ja or self.en) if lang == "ja" else (self.en or self.ja)

    def or_id(self, id: str) -> Text:
        """What people call something: these words, or its id where the author gave none."""
        return self if self.ja or self.en else Text(id)


class Phrase:
    """One sentence in two languages; calling it with parameters gives a `Message`.

    A placeholder may carry a kind: ``{limit:span}`` takes microseconds and says 「2時間35分」,
    ``{error:exact}`` says every unit, ``{off:ahead}`` with + or - before it too, and
    ``{names:list}`` joins. ``{day:date}`` takes ``2026-11-21``, with or without a time, and says
    「令和8年11月21日」 in Japanese. Raises `ValueError` where a code is declared twice.
    """

    _all: ClassVar[dict[str, Phrase]] = {}

    def __init__(self, code: str, *, ja: str, en: str) -> None:
        if code in Phrase._all:
            raise ValueError(f"the message code {code} is declared twice")
        self.code, self.ja, self.en = code, ja, en
        Phrase._all[code] = self

    def __call__(self, **params: Any) -> Message:
        return Message(self.code, params)


def phrases() -> Mapping[str, Phrase]:
    """Every sentence declared by the modules imported so far, by code."""
    return Phrase._all


class _Speech(string.Formatter):
    def __init__(self, lang: Language) -> None:
        self._lang: Language = lang

    def format_field(self, value: Any, format_spec: str) -> str:
        if isinstance(value, Message):
            return render(value, self._lang)
        if isinstance(value, Text):
            return value.said_in(self._lang)
        if format_spec == "list":
            joint = "、" if self._lang == "ja" else ", "
            return joint.join(self.format_field(each, "") for each in value)
        said = _KINDS.get(format_spec)
        return (
            str(super().format_field(value, format_spec))
            if said is None
            else said(value, self._lang)
        )


def _date(value: Any, lang: Language) -> str:
    return day_in_japanese(str(value)) if lang == "ja" else str(value)


_KINDS: Mapping[str, Callable[[Any, Language], str]] = {
    "span": lambda us, lang: spoken(int(us), lang),
    "exact": lambda us, lang: exactly(int(us), lang, signed=False),
    "ahead": lambda us, lang: exactly(int(us), lang, signed=True),
    "date": _date,
}


def render(message: Message, lang: Language) -> str:
    """The sentence in `lang`. A code this version does not know is shown as it is, never hidden."""
    phrase = Phrase._all.get(message.code)
    if phrase is None:
        return f"[{message.code} {dict(message.params)}]" if message.params else f"[{message.code}]"
    template = phrase.ja if lang == "ja" else phrase.en
    return _Speech(lang).vformat(template, (), message.params)
