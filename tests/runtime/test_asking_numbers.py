"""A number that is none never reaches a judgement or the journal."""

from __future__ import annotations

from dataclasses import dataclass
from types import SimpleNamespace

from bcp.asking import ProbeCall
from bcp.durations import SECOND, Span
from bcp.model import Organisation, Plan
from drills.runtime.asking import Asker
from scenarios.reading import Reading


@dataclass(frozen=True)
class Params:
    """A subject, and a field that is more than text."""

    subject: str
    quiet_for: Span = Span(0)


async def _odd(params: Params, reach: object) -> Reading:
    return Reading(facts={"reply": True, "level_dbm": float("nan")})


async def _quiet(params: Params, reach: object) -> Reading:
    return Reading(facts={"reply": True, "quiet_s": params.quiet_for.us // SECOND})


def _asker(ask: object) -> Asker:
    module = SimpleNamespace(Params=Params, ask=ask)
    return Asker(Plan(Organisation("town")), probe=lambda word: module)


async def test_a_fact_that_is_no_number_makes_the_reading_unknown() -> None:
    reading = await _asker(_odd).ask(ProbeCall("odd", "x"))
    assert reading.could_not_ask is not None
    assert reading.could_not_ask.code == "asking.not_a_number"


async def test_a_probe_gets_its_own_types_back_from_what_the_plan_says() -> None:
    reading = await _asker(_quiet).ask(ProbeCall("quiet", "x", {"quiet_for": "3s"}))
    assert reading.facts["quiet_s"] == 3
