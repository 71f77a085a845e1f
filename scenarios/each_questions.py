"""The plan's own questions, put by a scenario (``probe: plan``), with what it expects besides."""

from __future__ import annotations

from dataclasses import replace

from bcp.asking import Catalogue, ProbeCall
from bcp.durations import Span
from bcp.expecting import effective, read_expectations
from bcp.model import Plan
from bcp.nodes import Fields
from bcp.reader import BAD, Reader
from bcp.shape import Leaf
from scenarios.each import Spread
from scenarios.model import Probe, Scenario, Step, Wait

# Once more after as long as a survey waits: one lost packet is no finding.
_AGAIN = Span(5_000_000)


def with_questions(
    reader: Reader, scenario: Scenario, spread: Spread, plan: Plan | None, catalogue: Catalogue
) -> Scenario:
    """The scenario in which every such step asks; mistakes are kept by `reader`."""
    if not spread.members:
        return scenario
    return replace(
        scenario,
        steps=tuple(_asked(reader, each, spread, plan, catalogue) for each in scenario.steps),
    )


def _asked(
    reader: Reader, step: Step, spread: Spread, plan: Plan | None, catalogue: Catalogue
) -> Step:
    step = replace(step, written_as=spread.written_as(step.id))
    found = spread.asked.get(step.id)
    if found is None or plan is None:
        return step
    call, written = found
    call = _expected(reader, call, written, catalogue)
    if written.get("wait") is None:
        return replace(step, do=Probe(call))
    return replace(step, do=Wait(call=call, every=_pace(reader, call, written)))


def _expected(reader: Reader, call: ProbeCall, written: Fields, catalogue: Catalogue) -> ProbeCall:
    """The plan's expectations, but for the facts that the scenario names."""
    stated = written.get("expect")
    kind = catalogue.get(call.word)
    if stated is None or kind is None:
        return call
    own = read_expectations(reader, call.word, kind.facts, stated)
    return replace(call, expect=effective(call.expect, own))


def _pace(reader: Reader, call: ProbeCall, written: Fields) -> Span:
    said = written.get("every")
    every = reader.lasting(Leaf(Span), said) if said is not None else _AGAIN
    pace = _AGAIN if every is BAD else every
    return max(pace, call.apart or pace)
