"""What a calendar is made of: values that whoever wants one has read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from bcp.model import Plan
from bcp.programme.dues import Due
from drills.items.standing import ItemStanding
from drills.readiness.due import DueLine

AgendaPart = Literal["drills", "unattended", "inspections", "items", "due"]
"""``drills`` are the starts of planned drills that want people, ``unattended`` those that begin by
themselves, ``inspections`` what is looked at or tried again and again, ``items`` the action items,
``due`` every other day by which something ends."""

AGENDA_PARTS: tuple[AgendaPart, ...] = ("drills", "unattended", "inspections", "items", "due")
FOR_PEOPLE: tuple[AgendaPart, ...] = ("drills", "inspections", "items", "due")
"""What is shown where nobody says what: a look each night would bury all the rest."""
ALL = "all"


def parts_in(words: str | None) -> tuple[AgendaPart, ...] | str:
    """The parts that are named, with commas between them; the first word that names none."""
    if words is None:
        return FOR_PEOPLE
    named = [each.strip() for each in words.split(",")]
    wrong = next((each for each in named if each not in (*AGENDA_PARTS, ALL)), None)
    if wrong is not None:
        return wrong
    return AGENDA_PARTS if ALL in named else tuple(p for p in AGENDA_PARTS if p in named)


@dataclass(frozen=True)
class Material:
    """A plan's days, of which those before `today` ring no more.

    `revised` is when anything that they are told from was last changed (UTC).
    """

    plan: Plan
    today: date
    revised: datetime
    dues: Sequence[Due] = ()
    lines: Sequence[DueLine] = ()
    items: Sequence[ItemStanding] = ()
