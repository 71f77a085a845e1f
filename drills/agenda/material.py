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

AgendaPart = Literal["drills", "inspections", "items", "due"]
"""``drills`` are the starts of planned drills, ``inspections`` what is looked at or tried again and
again, ``items`` the action items, ``due`` every other day by which something ends."""

AGENDA_PARTS: tuple[AgendaPart, ...] = ("drills", "inspections", "items", "due")


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
