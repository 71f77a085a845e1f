"""What is assumed to happen and what people then do: damage, action plans, the damage check."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from bcp.durations import Span
from bcp.message import Text


@dataclass(frozen=True)
class AssumedHazard:
    """An event that the plan is made for (被害想定).

    `kind` is the word of ``hazard.kind`` in scenarios and of ``by_hazard``. `source` says who
    assumed it. `lifelines` are words such as ``power``, ``phone`` or ``water`` and how each fares.
    """

    id: str
    kind: str
    name: Text = Text()
    level: Text | None = None
    source: Text | None = None
    lifelines: Mapping[str, Text] = field(default_factory=dict)
    damage: Text | None = None


@dataclass(frozen=True)
class ActionStep:
    """One thing to do. A `decision` that falls the other way leads to `otherwise`.

    `evidence` is what shows that it was done, `within` how soon after the phase began.
    """

    SHORT: ClassVar[str] = "do"
    do: Text
    evidence: Text | None = None
    within: Span | None = None
    decision: bool = False
    otherwise: Text | None = None


@dataclass(frozen=True)
class ActionPlan:
    """What one role does in one phase of the plan (行動計画)."""

    id: str
    phase: str
    role: str
    steps: tuple[ActionStep, ...] = ()


@dataclass(frozen=True)
class DamageItem:
    """One row of the damage check; somebody who is no specialist must be able to answer it.

    `of` is the id of what is looked at, `by` the role that looks.
    """

    SHORT: ClassVar[str] = "label"
    label: Text
    how: Text | None = None
    of: str | None = None
    by: str | None = None
    within: Span | None = None


@dataclass(frozen=True)
class DamageSheet:
    """The rows of the damage check at one place (被害状況チェックシート)."""

    id: str
    place: Text
    items: tuple[DamageItem, ...] = ()
