"""What a survey of the plan found: part of `drills.core.events`.

A survey (被害状況調査) asks every asset of the plan within a terminal's reach and changes nothing.
It is no part of a drill, bears no drill's mark and knows no pretended state: what it says is real.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from bcp.message import Message, Text

AssetWord = Literal["system", "server", "link", "radio", "power", "telework", "site"]
Result = Literal[
    "answers", "bad", "silent", "by_nature", "unknown", "look", "elsewhere", "not_asked"
]
"""What became of one asset.

``answers``: as it should. ``bad``: something answered, and not as it should. ``silent``: it must
answer and did not. ``by_nature``: it did not, as the plan says. ``unknown``: it could not be
asked. ``look``: only a person can tell. ``elsewhere``: another zone's terminal must ask.
``not_asked``: the survey was ended before.
"""
DriftKind = Literal[
    "no_answer", "retired_answers", "unexpected_answer", "early_answer", "nothing_to_ask"
]
"""How the plan and the world differ.

``no_answer``: in service by the plan, and silent. ``retired_answers``: retired, and answers.
``unexpected_answer``: said never to answer, and does. ``early_answer``: planned or in maintenance,
and answers. ``nothing_to_ask``: in service, and the plan has nothing with which to ask it.
"""


@dataclass(frozen=True)
class Noted:
    """An asset that is not as the plan says, or of which that could not be found out."""

    kind: AssetWord
    id: str
    name: Text
    zone: str | None
    result: Result
    drift: DriftKind | None = None
    why: tuple[Message, ...] = ()


@dataclass(frozen=True)
class SurveyFacts:
    """What one survey came to. Times are Unix time in nanoseconds; `by` is who made it.

    `counts` has how many assets ended with which result. `file` is the whole survey, whose
    fingerprint is `sha256`.
    """

    began_ns: int
    ended_ns: int
    zone: str | None
    by: str
    counts: Mapping[str, int]
    noted: tuple[Noted, ...]
    file: str
    sha256: str


@dataclass(frozen=True)
class SurveyTaken:
    """A survey was entered into a run's record by `by`, while it went on or after its end."""

    at: int
    survey: SurveyFacts
    by: str
