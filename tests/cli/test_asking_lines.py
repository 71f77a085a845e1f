"""Questions in plain lines: a person is asked again, and a pipe is not guessed at."""

from __future__ import annotations

import io
import os

import pytest

from bcp.message import Message, Phrase
from drills.cli.asking_lines import Asker
from drills.cli.console import Console
from drills.errors import Refusal

HOW_MANY = Phrase("test.how_many", ja="何人", en="how many")
NO_NUMBER = Phrase("test.no_number", ja="数字で。", en="a number, please.")


def _wrong(given: str) -> Message | None:
    return None if given.isdigit() else NO_NUMBER()


def _console() -> tuple[Console, io.StringIO]:
    err = io.StringIO()
    return Console("en", io.StringIO(), err), err


def test_at_a_terminal_a_wrong_answer_is_told_and_asked_again() -> None:
    console, err = _console()
    keyboard, terminal = os.openpty()
    try:
        os.write(keyboard, b"many\n12\n")
        with os.fdopen(terminal, encoding="utf-8") as typed:
            assert Asker(console, typed).ask(HOW_MANY(), "5", _wrong) == "12"
    finally:
        os.close(keyboard)
    assert err.getvalue().count("how many (Enter keeps 5):") == 2
    assert "'many'" in err.getvalue()


def test_a_wrong_answer_out_of_a_pipe_ends_it() -> None:
    console, _ = _console()
    with pytest.raises(Refusal):
        Asker(console, io.StringIO("many\n12\n")).ask(HOW_MANY(), "5", _wrong)


@pytest.mark.parametrize("typed", ["", "\n", "   \n", "\u3000\n", "\r\n"])
def test_nothing_keeps_what_is_there(typed: str) -> None:
    console, _ = _console()
    assert Asker(console, io.StringIO(typed)).ask(HOW_MANY(), "5", _wrong) == "5"


def test_what_is_no_text_is_said_to_be_none() -> None:
    console, _ = _console()
    typed = io.TextIOWrapper(io.BytesIO("何人\n".encode("cp932")), encoding="utf-8")
    with pytest.raises(Refusal) as refused:
        Asker(console, typed).ask(HOW_MANY())
    assert refused.value.message.code == "asking.not_readable"
