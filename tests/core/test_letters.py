"""What a message says: marked as a drill whatever an author wrote, and nothing but words."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bcp.message import Text
from bcp.messages import Send
from drills.core.letters import Letter, letter
from drills.core.message_events import MessageOrdered
from drills.core.state import Drill
from scenarios.model import Sending
from tests.core import making as m
from tests.core.test_messages import brief

NONE = Text()
LINK = "https://checkin.city.example/c/7K2M9QXD4"


def said(
    text: Text, subject: Text = NONE, *, send: Send = "real", link: str = "", **rest: Any
) -> Letter:
    step = m.step("tell", Sending(("a",), text, subject))
    drill = Drill(brief=replace(brief(step, send=send), send=send))
    return letter(drill, MessageOrdered(0, "tell", "a", "mail", 0, **rest), link)


def test_the_mark_stands_first_in_both_languages_and_the_link_beneath_each_text() -> None:
    made = said(Text("集まれ", "Come in"), Text("召集", "Call"), link=LINK)
    assert made.subject == "【訓練】召集 / [DRILL] Call"
    ja, en = made.text.split("――――")
    assert ja.startswith("【訓練】これは訓練です\n\n集まれ\n\n")
    assert en.strip().startswith("[DRILL] This is a drill\n\nCome in\n\n")
    assert (ja.count(LINK), en.count(LINK)) == (1, 1)


def test_a_text_in_one_language_is_marked_in_both() -> None:
    made = said(Text("集まれ"), link=LINK)
    assert made.subject == "【訓練】これは訓練です / [DRILL] This is a drill"
    assert "[DRILL] This is a drill" in made.text
    assert made.text.count(LINK) == 1


def test_the_all_clear_is_no_drill_any_more() -> None:
    made = said(Text("集まれ"), Text("召集"), link=LINK, all_clear=True)
    assert made.subject.startswith("【訓練中止・実災害】訓練中止、実災害")
    assert made.text.startswith("【訓練中止・実災害】")
    assert "従わないでください" in made.text
    assert LINK not in made.text
    assert "集まれ" not in made.text


def test_a_test_says_whom_it_was_for() -> None:
    assert "（試し送りです。本来の宛先: a）" in said(Text("集まれ"), send="test").text
    assert "試し送り" not in said(Text("集まれ")).text


@given(st.text(), st.text())
def test_nothing_that_an_author_wrote_adds_a_header_or_takes_the_mark_away(
    subject: str, text: str
) -> None:
    made = said(Text(text, text), Text(subject, subject))
    assert made.subject.startswith("【訓練】")
    assert not {unicodedata.category(each) for each in made.subject} & {"Cc", "Cf", "Zl", "Zp"}
    assert made.text.startswith("【訓練】")
    assert not set(made.text) & set("\r\0\x1b\u202e\u2028\x85")
