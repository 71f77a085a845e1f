"""What a message says. The mark of the drill is part of it, and nothing can leave it out.

Both languages stand in one message where the author wrote both; the mark stands in both always,
because nobody knows who reads it over whose shoulder.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from bcp.message import Language, Phrase, Text, render
from drills.core.marking import MARK
from drills.core.message_events import MessageOrdered
from drills.core.messages import GROUP
from drills.core.state import Drill
from scenarios.model import Sending

OFF = Text("【訓練中止・実災害】", "[DRILL OFF - REAL EVENT]")
REAL = Phrase(
    "letters.real",
    ja="訓練は中止しました。実災害です。先に届いた【訓練】のメッセージには従わないでください。",
    en="The drill is off. This is the real event. Do not follow the messages marked [DRILL] that "
    "came before.",
)
LINK = Phrase("letters.link", ja="回答のページ: {link}", en="To answer: {link}")
TEST = Phrase(
    "letters.test",
    ja="（試し送りです。本来の宛先: {person}）",
    en="(A test. It would have gone to {person}.)",
)
CHAT = Phrase("letters.chat", ja="グループチャット", en="the group's chat")
LANGUAGES: tuple[Language, ...] = ("ja", "en")
# A subject beyond this is cut by what shows it.
_MOST_LETTERS = 120


@dataclass(frozen=True)
class Letter:
    """A message as it goes out: one line, and the text with its lines."""

    subject: str
    text: str


def letter(drill: Drill, order: MessageOrdered, link: str = "") -> Letter:
    """The words of a message; `link` is where its reader answers, if anywhere."""
    step = drill.model(order.step)
    do = step.do if isinstance(step.do, Sending) else Sending((), Text())
    subject = Text() if order.all_clear else do.subject
    parts = [_part(drill, order, do, link, lang) for lang in LANGUAGES]
    return Letter(_subject(drill, order, subject), "\n\n――――\n\n".join(parts) + "\n")


def _subject(drill: Drill, order: MessageOrdered, subject: Text) -> str:
    safety = drill.started().scenario.safety
    words = safety.real_event_word if order.all_clear else subject
    if not one_line(words.ja + words.en):
        words = safety.notice
    mark = OFF if order.all_clear else MARK
    said = {lang: one_line(words.ja if lang == "ja" else words.en) for lang in LANGUAGES}
    both = [f"{mark.said_in(lang)}{_gap(lang)}{said[lang]}" for lang in LANGUAGES if said[lang]]
    return " / ".join(both) or mark.ja


def _part(drill: Drill, order: MessageOrdered, do: Sending, link: str, lang: Language) -> str:
    """What is said in one language: the mark alone where nothing was written in it."""
    safety = drill.started().scenario.safety
    first = _marked(MARK, safety.notice, lang)
    if order.all_clear:
        first = _marked(OFF, safety.real_event_word, lang)
    own = do.text.ja if lang == "ja" else do.text.en
    lines = [first]
    if drill.send == "test":
        lines.append(render(TEST(person=_person(drill, order.person, lang)), lang))
    if order.all_clear:
        lines.append(render(REAL(), lang))
    elif own:
        lines += [_clean(own), *([render(LINK(link=link), lang)] if link else [])]
    lines.append(one_line(drill.started().plan.organisation.name))
    return "\n\n".join(each for each in lines if each)


def _marked(mark: Text, words: Text, lang: Language) -> str:
    return f"{mark.said_in(lang)}{_gap(lang)}{one_line(words.said_in(lang))}"


def _gap(lang: Language) -> str:
    return "" if lang == "ja" else " "


def _person(drill: Drill, person: str, lang: Language) -> str:
    if person == GROUP:
        return render(CHAT(), lang)
    contacts = drill.started().plan.contacts
    found = next((each for each in contacts if each.id == person), None)
    return one_line(found.name or found.id) if found else person


def one_line(text: str, most: int = _MOST_LETTERS) -> str:
    """One line, whatever was written: a line's end in a subject would begin another header."""
    shown = "".join(" " if _is_control(each) else each for each in text)
    return " ".join(shown.split())[:most]


def _clean(text: str) -> str:
    """The text with its own lines, and nothing in it that a reader's screen would obey."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    kept = ("".join(filter(_may_stay, line)).rstrip() for line in lines)
    return "\n".join(kept).strip()


def _may_stay(letter: str) -> bool:
    return letter == "\t" or not _is_control(letter)


def _is_control(letter: str) -> bool:
    # Those of category Cf turn the direction of what follows, or hide it.
    return unicodedata.category(letter) in ("Cc", "Cf", "Zl", "Zp", "Cs")
