"""The one shape of a mistake in a file somebody wrote: where, what, and what to do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bcp.message import Language, Message, render


@dataclass(frozen=True, order=True)
class Place:
    """A position in a file, counted from one, as editors do."""

    file: str
    line: int
    column: int


@dataclass(frozen=True)
class Refusal:
    """One mistake: its place, what is wrong, and the remedy where there is one."""

    place: Place
    what: Message
    remedy: Message | None = None

    def said_in(self, lang: Language) -> str:
        """Say ``file:line:column: what remedy``."""
        at = f"{self.place.file}:{self.place.line}:{self.place.column}"
        said = f"{at}: {render(self.what, lang)}"
        return f"{said} {render(self.remedy, lang)}" if self.remedy else said


class Refused(Exception):
    """Input was refused; `refusals` holds every mistake found in one pass, in file order."""

    def __init__(self, refusals: Iterable[Refusal]) -> None:
        self.refusals = tuple(sorted(refusals, key=lambda each: each.place))
        super().__init__("\n".join(each.said_in("en") for each in self.refusals))
