"""The year's calendar of the plan here, in any form."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bcp.message import Language
from drills.cli.held_here import held_in
from drills.cli.items_here import Here
from drills.cli.places import here, plan_above
from drills.printed import as_html
from drills.printed.wording import Wording
from drills.year import as_text
from drills.year.document import document_of
from drills.year.folding import year_of
from drills.year.gathering import matter_of, year_today
from drills.year.model import Year
from drills.year.sheet import sheet_of


@dataclass(frozen=True)
class YearHere:
    """One fiscal year of a plan, `boxes` being those who approve a form of it."""

    year: Year
    boxes: tuple[str, ...]

    def written(self, form: str) -> bytes:
        """The bytes of a file. Raises `Refusal` where what writes it is not installed."""
        if form == "text":
            return as_text.written(self.year).encode()
        if form in ("html", "docx", "pdf"):
            return self._printed(form)
        from drills.items.sheet import FORMS  # noqa: PLC0415 - takes long to load

        return FORMS[form](sheet_of(self.year))

    def _printed(self, form: str) -> bytes:
        document = document_of(self.year, self.boxes)
        if form == "html":
            return as_html.written(document).encode()
        from drills.cli.printing import in_form  # noqa: PLC0415 - takes long to load

        return in_form(document, form)


def year_here(place: Path | None, runs: Path, lang: Language, year: int | None = None) -> YearHere:
    """The year that begins in `year`, or the present one.

    Raises `Refused`, `Refusal`, or `JournalBroken` where the schedule's record is.
    """
    from drills.cli.agenda_here import due_here  # noqa: PLC0415 - takes long to load

    found = Here.at(place or plan_above(here()), runs)
    wording = Wording(found.plan, lang)
    wanted = year_today(found.plan, found.today) if year is None else year
    matter = matter_of(wording, wanted, found.today, due_here(found), held_in(runs))
    boxes = tuple(map(wording.said, found.plan.printing.approval_boxes))
    return YearHere(year_of(matter, wording), boxes)
