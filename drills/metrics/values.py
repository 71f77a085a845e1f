"""Figures as a monitoring system wants them: families of samples, told apart by labels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

FamilyKind = Literal["gauge", "counter"]


@dataclass(frozen=True)
class Sample:
    """One figure. `labels` are pairs of a name and what it is; their order is kept."""

    value: float
    labels: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Family:
    """Figures of one kind under one name, which ends with their unit.

    `told` says in a sentence what they are. What is not known has no sample: a zero would say
    that it was measured.
    """

    name: str
    kind: FamilyKind
    told: str
    samples: Sequence[Sample]


def sample(value: float, **labels: str) -> Sample:
    """A figure with labels, in the order given."""
    return Sample(value, tuple(labels.items()))
