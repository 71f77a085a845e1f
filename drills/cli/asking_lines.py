"""Questions in plain lines, at a terminal or answered beforehand through a pipe."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TextIO

from bcp.harmless import harmless
from bcp.message import Message, Phrase
from drills.cli.console import Console
from drills.errors import Refusal

WITH_DEFAULT = Phrase(
    "asking.with_default",
    ja="{question}（Enter だけなら {default}）:",
    en="{question} (Enter keeps {default}):",
)
PLAIN = Phrase("asking.plain", ja="{question}:", en="{question}:")
NOT_READABLE = Phrase(
    "asking.not_readable",
    ja="回答を文字として読めません。文字コードを UTF-8 にしてください。",
    en="An answer cannot be read as text. Send it as UTF-8.",
)
BAD_LETTERS = Phrase(
    "asking.bad_letters",
    ja="回答に表示できない文字が入っています。",
    en="the answer has characters that cannot be shown.",
)
TOO_LONG = Phrase(
    "asking.too_long",
    ja="回答が長すぎます（{limit}字まで）。",
    en="the answer is too long (at most {limit} characters).",
)
NOT_TAKEN = Phrase(
    "asking.not_taken",
    ja="「{question}」への回答「{given}」は使えません。{why}",
    en='The answer {given!r} to "{question}" cannot be used: {why}',
)

LONGEST = 200
_QUOTED = 40


class Asker:
    """Puts one question after the other; an empty answer, or none any more, keeps the default."""

    def __init__(self, console: Console, source: TextIO | None = None) -> None:
        self._console = console
        self._source = source if source is not None else sys.stdin

    def ask(
        self,
        question: Message,
        default: str = "",
        wrong: Callable[[str], Message | None] = lambda _: None,
    ) -> str:
        """One answer; `wrong` says what is wrong with one.

        A person at a terminal is asked again. Raises `Refusal` for a wrong answer out of a pipe:
        those behind it would go to the wrong questions.
        """
        said = (
            WITH_DEFAULT(question=question, default=default)
            if default
            else PLAIN(question=question)
        )
        while True:
            self._console.tell(said)
            given = self._line()
            if given == "":
                return default
            why = unfit(given) or wrong(given)
            if why is None:
                return given
            shown = harmless(given[:_QUOTED])
            refusal = NOT_TAKEN(question=question, given=shown, why=why)
            if self._source is None or not self._source.isatty():
                raise Refusal(refusal)
            self._console.tell(refusal)

    def _line(self) -> str:
        if self._source is None:
            return ""
        try:
            return self._source.readline().strip().strip("\u3000").removeprefix("\ufeff")
        except UnicodeDecodeError as trouble:
            raise Refusal(NOT_READABLE()) from trouble


def unfit(given: str) -> Message | None:
    """Why no answer can be this, or None."""
    if len(given) > LONGEST:
        return TOO_LONG(limit=LONGEST)
    # What could not be decoded arrives as a lone surrogate, where the system lets it through.
    return BAD_LETTERS() if harmless(given) != given else None
