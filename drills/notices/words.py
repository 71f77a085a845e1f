"""What a notice says, in both languages: a subject, and lines of at most seventy cells.

The mark 【訓練】 stands in front of both, always. No person is named: a role may be called back.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bcp.message import LANGUAGES, Language, Message, Phrase, Text, render
from bcp.notices import NoticeLanguage
from drills.core.letters import one_line
from drills.core.marking import marked
from drills.report.layout import wrapped

WIDTH = 70
RULE = "――――"
# Of what others wrote, so much stands in a notice.
_MOST_LETTERS = 300

NO_EVENT = Phrase(
    "notices.no_event",
    ja="これは訓練のお知らせです。実際の災害ではありません。",
    en="This is a notice about a drill. There is no real event.",
)
CALL_BACK = Phrase(
    "notices.call_back",
    ja="問い合わせ: {role}（このお知らせへの返信は読まれません）",
    en="Questions to: {role} (nobody reads replies to this notice)",
)
NO_REPLY = Phrase(
    "notices.no_reply",
    ja="自動で送っています。返信は読まれません。",
    en="Sent by a program; nobody reads replies.",
)
POINT = Phrase("notices.point", ja="{name}: {value}", en="{name}: {value}")


@dataclass(frozen=True)
class Words:
    """What is said: the subject without its mark, and lines; those of `items` are a list."""

    subject: Message
    lines: tuple[Message, ...] = ()
    items: tuple[Message, ...] = ()
    role: Text = Text()
    organisation: str = ""


@dataclass(frozen=True)
class Written:
    """A notice as it goes out."""

    subject: str
    text: str


def written(words: Words, language: NoticeLanguage) -> Written:
    """The notice in one language, or in both, one below the other."""
    langs = LANGUAGES if language == "both" else (language,)
    subject = " / ".join(_subject(words, lang) for lang in langs)
    text = f"\n\n{RULE}\n\n".join(_part(words, lang) for lang in langs)
    return Written(subject, text + "\n")


def _subject(words: Words, lang: Language) -> str:
    said = one_line(render(words.subject, lang))
    return marked(Text(said, said)).said_in(lang)


def _part(words: Words, lang: Language) -> str:
    said = render(NO_EVENT(), lang)
    first = marked(Text(said, said)).said_in(lang)
    blocks = [
        _wrapped(first),
        "\n".join(_wrapped(_said(each, lang)) for each in words.lines),
        "\n".join(_items(words.items, lang)),
        _wrapped(_end(words.role, lang)),
        _wrapped(one_line(words.organisation)) if words.organisation else "",
    ]
    return "\n\n".join(each for each in blocks if each)


def _said(message: Message, lang: Language) -> str:
    return one_line(render(message, lang), _MOST_LETTERS)


def _items(items: Iterable[Message], lang: Language) -> Iterable[str]:
    lead = "・" if lang == "ja" else "- "
    for each in items:
        first, *rest = wrapped(_said(each, lang), WIDTH - 2)
        yield "\n".join((lead + first, *("  " + line for line in rest)))


def _end(role: Text, lang: Language) -> str:
    called = one_line(role.said_in(lang))
    return render(CALL_BACK(role=called) if called else NO_REPLY(), lang)


def _wrapped(text: str) -> str:
    return "\n".join(wrapped(text, WIDTH))
