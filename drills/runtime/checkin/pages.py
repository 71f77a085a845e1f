"""The pages as text. Every value is escaped; the one style and the one script are our own files.

A page's policy allows that style and that script by their digests and nothing else, so that a slip
could load nothing and run nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from bcp.message import Language, Message, Phrase, render
from drills.runtime.checkin import words as w
from drills.runtime.checkin.desk import Asked, Stand
from drills.runtime.web.leaves import LANGUAGES, Leaves

_LEAVES = Leaves(Path(__file__).parent / "page")
_SAID = {
    "mark": w.MARK,
    "code": w.CODE,
    "code_hint": w.CODE_HINT,
    "next": w.NEXT,
    "wrong_code": w.WRONG_CODE,
    "answered": w.ANSWERED,
    "method": w.METHOD,
    "or_each": w.OR_EACH,
    "problem": w.PROBLEM,
    "safety": w.SAFETY,
    "send": w.SEND,
    "fill_in": w.FILL_IN,
    "line": w.LINE,
    "line_done": w.LINE_DONE,
    "privacy": w.PRIVACY,
    "again": w.AGAIN,
    "correct_it": w.CORRECT_IT,
}
_STANDS: Mapping[Stand, tuple[Phrase, Phrase]] = {
    "before": (w.BEFORE_TITLE, w.BEFORE),
    "over": (w.OVER_TITLE, w.OVER),
    "aborted": (w.OVER_TITLE, w.ABORTED),
    "real": (w.REAL_TITLE, w.REAL),
}


@dataclass(frozen=True)
class Page:
    """A whole page and the status to send it with."""

    html: str
    status: int = 200


@cache
def policy() -> str:
    """What a browser may do with our pages (CSP 3): our own style, script and forms alone."""
    return (
        f"default-src 'none'; style-src '{_LEAVES.digest('style.css')}'; "
        f"script-src '{_LEAVES.digest('line.js')}'; connect-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    )


class Pages:
    """The pages of one town's drill."""

    def __init__(self, town: str) -> None:
        self._town = town

    def code(self, lang: Language, *, wrong: bool = False) -> Page:
        """Where a code is typed; the same page for every code that does not work."""
        title = w.WRONG_TITLE if wrong else w.CODE_TITLE
        html = self._written("code.html", lang, title, wrong=wrong)
        return Page(html, 404 if wrong else 200)

    def answer(
        self,
        lang: Language,
        code: str,
        asked: Asked,
        sent: Mapping[str, str],
        *,
        answered: bool,
        missing: Sequence[str] = (),
    ) -> Page:
        """What is asked; `sent` is what was filled in before, `missing` what still must be."""
        tasks = [
            {"id": f"task{at}", "text": each.said_in(lang)} for at, each in enumerate(asked.tasks)
        ]
        labels = {each["id"]: each["text"] for each in tasks}
        html = self._written(
            "answer.html",
            lang,
            w.TITLE,
            code=code,
            text=asked.text.said_in(lang),
            tasks=tasks,
            ways=[(each.id, each.name.said_in(lang)) for each in asked.ways],
            results=_choices(w.TASK_RESULTS, lang),
            problems=_choices(w.PROBLEMS, lang),
            safeties=_choices(w.SAFETIES, lang),
            safety=asked.safety,
            all_well=render(_all_well(asked), lang),
            sent={"method": "", "problem": "", "safety": "", **dict.fromkeys(labels, ""), **sent},
            answered=answered,
            missing=missing,
            labels={
                **labels,
                "problem": render(w.PROBLEM(), lang),
                "safety": render(w.SAFETY(), lang),
            },
        )
        return Page(html, 422 if missing else 200)

    def thanks(self, lang: Language, code: str) -> Page:
        """Sent only when the answer is durable."""
        text = render(w.THANKS(), lang)
        return Page(self._written("thanks.html", lang, w.THANKS_TITLE, text=text, code=code))

    def stands(self, lang: Language, stand: Stand) -> Page:
        """Why nothing is asked, to whoever comes, with whatever code."""
        title, text = _STANDS[stand]
        return self._plain(lang, title, text(), marked=stand != "real")

    def nothing(self, lang: Language) -> Page:
        """To somebody of whom nothing is asked now."""
        return self._plain(lang, w.NOTHING_TITLE, w.NOTHING())

    def refused(self, lang: Language, why: Message) -> Page:
        """An answer that the drill did not take."""
        return self._plain(lang, w.REFUSED_TITLE, why, status=409, again=True)

    def too_often(self, lang: Language) -> Page:
        """Whether the code was right is not said, and not looked at."""
        return self._plain(lang, w.TOO_OFTEN_TITLE, w.TOO_OFTEN(), status=429, again=True)

    def mistake(self, lang: Language, status: int) -> Page:
        """An address or a way of asking that there is not."""
        return self._plain(lang, w.MISTAKE_TITLE, w.MISTAKE(), status=status, again=True)

    def failed(self, lang: Language, status: int) -> Page:
        """An answer that did not come about, by no fault of who asked."""
        return self._plain(lang, w.REFUSED_TITLE, w.FAILED(), status=status, again=True)

    def _plain(
        self,
        lang: Language,
        title: Phrase,
        text: Message,
        *,
        status: int = 200,
        again: bool = False,
        marked: bool = True,
    ) -> Page:
        role = "status" if status == 200 else "alert"
        said = render(text, lang)
        html = self._written(
            "page.html", lang, title, text=said, role=role, again=again, marked=marked
        )
        return Page(html, status)

    def _written(
        self, template: str, lang: Language, title: Phrase, *, marked: bool = True, **values: Any
    ) -> str:
        other: Language = "en" if lang == "ja" else "ja"
        return _LEAVES.written(
            template,
            lang=lang,
            other=other,
            other_language=LANGUAGES[other],
            town=self._town,
            title=render(title(), lang),
            said=_said(lang),
            marked=marked,
            style=_LEAVES.trusted("style.css"),
            script=_LEAVES.trusted("line.js"),
            **values,
        )


def _all_well(asked: Asked) -> Message:
    count = len(asked.tasks)
    done = w.HERE() if not count else w.ONE_DONE() if count == 1 else w.ALL_DONE(count=count)
    return w.SAFE_AND(done=done) if asked.safety else done


def _choices(phrases: Mapping[str, Phrase], lang: Language) -> list[tuple[str, str]]:
    return [(value, render(phrase(), lang)) for value, phrase in phrases.items()]


@cache
def _said(lang: Language) -> Mapping[str, str]:
    return {name: render(phrase(), lang) for name, phrase in _SAID.items()}
