"""What makes two drills comparable, as short hashes that stand for it.

A figure may be set beside another only where the same things happened in the same kind of drill,
and where the same questions decided. Words for people alone, such as a title, change nothing; a
target's own number and the moment that it counts from are kept beside the hashes, so that a change
of them can be told by name.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any

from bcp.message import Text
from drills.core.brief import Brief, Check
from drills.core.standing import deciding
from drills.core.state import Drill
from drills.journal.codec import canonical
from drills.journal.shapes import shape_of
from scenarios.conduct import Cast
from scenarios.model import Scenario, Step

LENGTH = 16
"""Hexadecimal digits kept: 64 bits, for telling apart, not for trust."""


def scenario_hash(brief: Brief) -> str:
    """All that happens: steps, injects, parameters, watch, time, rules, absences.

    Left out are words about it (title, purpose, guidance, roles, evaluation), what it could also
    be run as (modes), its targets, which each figure carries by itself, and the words for a table.
    """
    scenario = brief.scenario
    bare = replace(
        scenario,
        title=Text(),
        purpose=Text(),
        guidance=(),
        roles=Cast(),
        evaluation=(),
        modes=(),
        targets=(),
        steps=tuple(replace(each, say=None) for each in scenario.steps),
    )
    return _hash(shape_of(Scenario).write(bare))


def system_hash(drill: Drill, system: str, level: str | None) -> str:
    """The questions that decide about a rung, and those of what it depends on without its own.

    One that somebody set aside in the drill did not decide, or not to the end.
    """
    asked = (
        each
        for each in _deciding(drill.started(), system, level, frozenset())
        if (state := drill.checks.get(each.id)) is None or state.set_aside is None
    )
    calls = sorted(canonical(_asked(each)) for each in asked)
    return _hash(calls)


def step_hash(step: Step | None) -> str:
    """What a step is, for a target that is about its time."""
    return _hash(None if step is None else shape_of(Step).write(replace(step, say=None)))


def _asked(check: Check) -> Any:
    shape = _check_shape()
    kept = {name: value for name, value in shape.write(check).items() if name != "id"}
    # How often it was asked widens or narrows the interval, which says so by itself.
    kept.pop("every")
    return kept


@cache
def _check_shape() -> Any:
    return shape_of(Check)


def _deciding(
    brief: Brief, system: str, level: str | None, seen: frozenset[str]
) -> Iterator[Check]:
    own = deciding(brief, system, level)
    model = brief.plan.system(system)
    if own or model is None or system in seen:
        yield from own
        return
    for need in model.depends_on:
        for other in need.any_of:
            yield from _deciding(brief, other, None, seen | {system})


def _hash(tree: Any) -> str:
    return hashlib.sha256(canonical(tree).encode()).hexdigest()[:LENGTH]
