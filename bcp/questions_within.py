"""Questions that are asked as part of another: those that a thing of the plan holds of its own.

The probe that asks them has the thing's own word: ``{link: hq-branch1}`` asks what the paths of
that line say. Whoever must know beforehand all that a drill may ask looks here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any, get_args

from bcp.asking import AssetKind, ProbeCall
from bcp.model import Plan

_WORDS: tuple[str, ...] = get_args(AssetKind)


def with_those_within(plan: Plan, calls: Iterable[ProbeCall]) -> tuple[ProbeCall, ...]:
    """`calls`, and every question that asking them may ask besides; each once."""
    waiting, out = list(calls), list[ProbeCall]()
    while waiting:
        call = waiting.pop(0)
        if call not in out:
            out.append(call)
            waiting += _of(plan, call)
    return tuple(out)


def _of(plan: Plan, call: ProbeCall) -> Iterator[ProbeCall]:
    thing = plan.asset(call.word, call.subject) if call.word in _WORDS else None  # type: ignore[arg-type]
    if thing is not None:
        for each in fields(thing):
            # These are asked of it, not by it.
            if each.name not in ("probe", "test_accounts"):
                yield from _in(getattr(thing, each.name))


def _in(value: Any) -> Iterator[ProbeCall]:
    if isinstance(value, ProbeCall):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from _in(each)
    elif isinstance(value, Mapping):
        yield from _in(tuple(value.values()))
    elif is_dataclass(value):
        for each in fields(value):
            yield from _in(getattr(value, each.name))
