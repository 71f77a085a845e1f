"""The pages as text. Every value is made harmless, as on a terminal, and then escaped."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from bcp.message import Language, Message, Phrase, render
from drills import writers
from drills.report import players_words as p
from drills.report.layout import harmless
from drills.runtime.web.leaves import LANGUAGES, Leaves
from drills.serve import words as w
from drills.serve.board import Board
from drills.serve.listed import Listed, Row
from drills.serve.shelf import EDITIONS, Edition
from drills.serve.tokens import Role

PLAIN_POLICY = "base-uri 'none'; frame-ancestors 'none'"
_SAID = {
    **{"wanted": p.WANTED, "none_wanted": p.NONE_WANTED, "systems": p.SYSTEMS},
    **{"given": p.GIVEN, "none_given": p.NONE_GIVEN},
    **{"when": w.WHEN, "drill": w.DRILL, "result": w.RESULT, "standing": w.STANDING},
    **{"none_yet": w.NONE_YET, "newer": w.NEWER, "older": w.OLDER},
    **{"back": w.BACK, "open": w.OPEN},
    **{"token": w.TOKEN, "token_hint": w.TOKEN_HINT, "enter": w.ENTER},
    **{"entered_before": w.ENTERED_BEFORE, "again": w.AGAIN},
}


@dataclass(frozen=True)
class Visitor:
    """Who asks: their language, what they may see (None: nothing yet), and whether by a token."""

    lang: Language
    role: Role | None = None
    by_token: bool = False
    path: str = "/"


@dataclass(frozen=True)
class Link:
    """A place to go to; `here` where it leads to the page itself."""

    path: str
    said: str
    here: bool = False


@dataclass(frozen=True)
class Download:
    """A file in one form."""

    path: str
    ending: str
    about: str


@dataclass(frozen=True)
class ForEdition:
    """One edition of a report: to be opened here, or fetched in any form."""

    said: str
    about: str
    open: str
    forms: tuple[Download, ...]


def _shown(value: Any) -> Any:
    """A text that came from anywhere, with nothing in it that acts; its lines stay lines."""
    if not isinstance(value, str) or hasattr(value, "__html__"):
        return value
    return "\n".join(harmless(line) for line in value.replace("\r\n", "\n").split("\n"))


_LEAVES = Leaves(Path(__file__).parent / "page", _shown)


@cache
def policy() -> str:
    """What a browser may do with our own pages (CSP 3): our style, script and forms alone."""
    return (
        f"default-src 'none'; style-src '{_LEAVES.digest('style.css')}'; "
        f"script-src '{_LEAVES.digest('board.js')}'; connect-src 'self'; form-action 'self'; "
        f"{PLAIN_POLICY}"
    )


# A report names its own style by its digest, in the page; no more is allowed it from here, and as
# it comes from a sandbox it has nothing to do with these pages, whatever should slip into it.
REPORT_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; sandbox; " + PLAIN_POLICY
)


def board(visitor: Visitor, shown: Board) -> str:
    """The board as a whole page."""
    return _written(
        "board.html",
        visitor,
        w.BOARD(),
        town=shown.town,
        board=shown,
        unreached=render(w.UNREACHED(seconds="{seconds}"), visitor.lang),
        script=_LEAVES.trusted("board.js"),
        kind="board",
    )


def board_parts(visitor: Visitor, shown: Board) -> str:
    """What changes of it."""
    return _LEAVES.written("board_parts.html", board=shown, said=_said(visitor.lang))


def reports(
    visitor: Visitor,
    town: str,
    listed: Listed,
    overviews: Mapping[str, Phrase],
    *,
    calendar: bool = False,
) -> str:
    """The list of past drills, and where to read of all of them together, and of what comes."""
    lang = visitor.lang
    together = [
        Link(f"/past/{name}?lang={lang}", render(title(), lang))
        for name, title in overviews.items()
    ]
    if calendar:
        together.append(Link(f"/calendar.ics?lang={lang}", render(w.CALENDAR(), lang)))
    return _written(
        "reports.html", visitor, w.REPORTS(), town=town, listed=listed, together=together
    )


def drill(visitor: Visitor, town: str, row: Row) -> str:
    """One drill, and its report in every edition and form."""
    editions = tuple(_edition(each, row, visitor.lang) for each in EDITIONS)
    return _written("drill.html", visitor, w.FORMS(), town=town, row=row, editions=editions)


def enter(visitor: Visitor, to: str, wrong: Phrase | None = None) -> str:
    """Where a token is typed; `to` is where it leads."""
    said = "" if wrong is None else render(wrong(), visitor.lang)
    return _written("enter.html", visitor, w.ENTER_TITLE(), wrong=said, to=to)


def plain(visitor: Visitor, title: Phrase, text: Message) -> str:
    """A page that says one thing."""
    return _written("plain.html", visitor, title(), text=render(text, visitor.lang))


def _edition(edition: Edition, row: Row, lang: Language) -> ForEdition:
    forms = []
    for name in writers.names():
        form = writers.writer(name)
        path = f"{row.path}/{edition}{form.ENDINGS[0]}?lang={lang}&get=1"
        forms.append(Download(path, form.ENDINGS[0][1:], render(form.ABOUT(), lang)))
    return ForEdition(
        said=render(w.EDITIONS[edition](), lang),
        about=render(w.EDITIONS_SAID[edition](), lang),
        open=f"{row.path}/{edition}.html?lang={lang}",
        forms=tuple(forms),
    )


def _links(visitor: Visitor) -> tuple[Link, ...]:
    places = [("/", w.BOARD)] if visitor.role is not None else []
    if visitor.role == "reports":
        places.append(("/reports", w.REPORTS))
    return tuple(
        Link(f"{path}?lang={visitor.lang}", render(said(), visitor.lang), path == visitor.path)
        for path, said in places
    )


def _written(
    template: str,
    visitor: Visitor,
    title: Message,
    *,
    town: str = "",
    kind: str = "paper",
    **values: Any,
) -> str:
    lang = visitor.lang
    other: Language = "en" if lang == "ja" else "ja"
    return _LEAVES.written(
        template,
        lang=lang,
        other=other,
        other_language=LANGUAGES[other],
        other_path=f"{visitor.path}?lang={other}",
        links=_links(visitor),
        leave=render(w.LEAVE(), lang) if visitor.by_token else "",
        town=town,
        title=render(title, lang),
        kind=kind,
        said=_said(lang),
        style=_LEAVES.trusted("style.css"),
        **values,
    )


@cache
def _said(lang: Language) -> dict[str, str]:
    return {name: render(phrase(), lang) for name, phrase in _SAID.items()}
