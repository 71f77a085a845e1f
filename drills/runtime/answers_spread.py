"""An answer to a step that was written for many things (``each``) answers every one of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Protocol, TypeVar

from scenarios.model import Scenario


class _OfAStep(Protocol):
    @property
    def step(self) -> str: ...


Said = TypeVar("Said", bound=_OfAStep)


def written_steps(scenario: Scenario) -> tuple[str, ...]:
    """Every id that an answer may name: those of the steps, and those they were written under."""
    own = (each.id for each in scenario.steps)
    written = (each.written_as for each in scenario.steps if each.written_as is not None)
    return tuple(dict.fromkeys((*own, *written)))


def for_every(scenario: Scenario, said: Sequence[Said]) -> tuple[Said, ...]:
    """What is said of steps; one word for many is said of each that has none of its own."""
    named = {each.step for each in said}
    return tuple(one for each in said for one in _each(scenario, each, named))


def _each(scenario: Scenario, said: Said, named: set[str]) -> Iterator[Said]:
    if scenario.step(said.step) is not None:
        yield said
        return
    for step in scenario.steps:
        if step.written_as == said.step and step.id not in named:
            yield replace(said, step=step.id)  # type: ignore[type-var]
