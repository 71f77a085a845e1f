"""What the pages need of past drills; whoever serves them says where these come from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, Protocol

from bcp.message import Language, Phrase
from drills.history.rows import DrillRow
from drills.report.model import Report

Edition = Literal["page", "full", "past", "public"]
"""What a report holds: the one page, all of it, all of it beside the drills before it, or what
everybody may see."""

EDITIONS: tuple[Edition, ...] = ("page", "full", "past", "public")


class Shelf(Protocol):
    """Past drills of one folder. All of it blocks; `drills.errors.Spoken` says what went wrong."""

    def drills(self) -> Sequence[DrillRow]:
        """All of them, newest first."""
        ...

    def report(self, place: str, edition: Edition) -> Report:
        """The report of one that `drills` has named."""
        ...

    def stamp(self, place: str, edition: Edition) -> object | None:
        """What changes when that report does; None where nobody can tell."""
        ...

    def overviews(self) -> Mapping[str, Phrase]:
        """The names of pages about all drills together, with their titles."""
        ...

    def overview(self, name: str, lang: Language) -> str:
        """One that `overviews` has named, as a page that stands alone."""
        ...
