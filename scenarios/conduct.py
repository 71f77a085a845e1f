"""How a drill is conducted: who plays which part, what is evaluated, what becomes of businesses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from bcp.message import Text

BusinessState = Literal["stopped", "paper", "resumed", "reentered"]
"""Stopped (停止), on paper (手書き), running again (再開), its entries made up for (遡及入力)."""
PLAYERS = "players"
BUSINESS_STATES: tuple[BusinessState, ...] = get_args(BusinessState)


@dataclass(frozen=True)
class BusinessTurn:
    """What a step that holds says of one business of the plan."""

    business: str
    state: BusinessState


@dataclass(frozen=True)
class Cast:
    """Who plays which part in the drill: ids of the plan's roles, or words for somebody else."""

    director: Text | None = None
    controller: Text | None = None
    players: tuple[Text, ...] = ()
    evaluator: Text | None = None
    recorder: Text | None = None

    @property
    def parts(self) -> tuple[tuple[str, Text], ...]:
        """Every part that was given, with who plays it."""
        alone = ("director", "controller", "evaluator", "recorder")
        given = [(part, getattr(self, part)) for part in alone]
        players = [(PLAYERS, each) for each in self.players]
        known = [*given[:2], *players, *given[2:]]
        return tuple((part, who) for part, who in known if who is not None)


@dataclass(frozen=True)
class Criterion:
    """What the drill is evaluated by (評価項目), and the step that shows it where one does."""

    id: str
    text: Text
    step: str | None = None
