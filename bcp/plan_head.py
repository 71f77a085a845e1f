"""What a plan says of itself: when it begins and ends, where its copies lie, how it is printed."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Any, ClassVar, Literal

from bcp.message import Text


def _form(key: str) -> Any:
    return field(default=None, metadata={"key": key})


@dataclass(frozen=True)
class Trigger:
    """An event from some `level` on, and what follows of itself (発動基準)."""

    id: str
    event: Text
    level: Text | None = None
    action: Text | None = None


@dataclass(frozen=True)
class PaperCopy:
    """Where printed copies of the plan lie, and how many."""

    SHORT: ClassVar[str] = "place"
    place: Text
    count: int = 1


@dataclass(frozen=True)
class Revision:
    """A change of the plan: the day (ISO), who made it, and what it was."""

    on: str
    by: Text | None = None
    what: Text | None = None


@dataclass(frozen=True)
class FormNumbers:
    """The municipality's own number of each printed form, such as 様式第3号."""

    plan: str | None = None
    contacts: str | None = None
    checklists: str | None = None
    damage_check: str | None = _form("damage-check")
    drill_plan: str | None = _form("drill-plan")
    injects: str | None = None
    timeline: str | None = None
    evaluation: str | None = None
    home_copy: str | None = _form("home-copy")
    report: str | None = None

    def of(self, form: str) -> str | None:
        """The number of the form of that word, ``damage-check`` for instance, or None."""
        found: str | None = getattr(self, form.replace("-", "_"))
        return found


FORM_WORDS: tuple[str, ...] = tuple(
    each.name.replace("_", "-") for each in fields(FormNumbers) if each.name != "report"
)
"""Every form that can be printed before a drill; the report of one comes after it."""


@dataclass(frozen=True)
class Printing:
    """How forms are printed: their numbers, the boxes for seals (決裁欄), which calendar."""

    numbers: FormNumbers = FormNumbers()
    approval_boxes: tuple[Text, ...] = ()
    calendar: Literal["wareki", "gregorian"] = "wareki"
