"""No instant, id or number of a segment is left behind when its events are told again."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Iterator
from typing import Any, Literal

from drills.core import events as e
from drills.core.merging_events import ClockPair, FromSegment, Merged, Segment
from drills.core.retelling import ACTION_FIELDS, CHECK_FIELDS, INSTANTS

# Whole numbers that are neither instants nor numbers of actions: lengths, counts, Unix time.
LENGTHS_AND_COUNTS = {
    "facts",  # what a probe found, in its own units
    *("attempt", "by", "error", "gap", "good_answers", "held", "broken", "unknown", "late", "run"),
    *("seq", "shown", "size", "surviving", "wall_ns", "us", "days", "width"),
    *("rtt_us", "down_bps", "up_bps", "count", "left_out"),
    *("counts", "began_ns", "ended_ns", "merit", "way", "eta"),
    *("wave", "round", "staff", "session", "took"),
    *("strangers", "not_genuine", "malformed", "repeated", "too_many"),
}
# Only a merged record holds these, and it is never merged again; a brief has no instants.
NEVER_RETOLD = {Merged, Segment, ClockPair, FromSegment, e.DrillStarted}


def test_every_whole_number_of_every_event_is_either_moved_or_known_not_to_be_an_instant() -> None:
    unknown = {
        f"{cls.__name__}.{name}"
        for cls, name in _numbers(typing.get_args(e.Event), set())
        if name != "at"
        and name not in INSTANTS.get(cls, ())
        and name not in ACTION_FIELDS
        and name not in LENGTHS_AND_COUNTS
    }
    assert unknown == set()


def test_every_id_of_a_check_is_renamed() -> None:
    named = {name for cls in typing.get_args(e.Event) for name in _fields(cls) if "check" in name}
    assert named <= {*CHECK_FIELDS}


def _fields(cls: Any) -> set[str]:
    return {each.name for each in dataclasses.fields(cls)} if cls not in NEVER_RETOLD else set()


def _numbers(kinds: Any, seen: set[Any]) -> Iterator[tuple[Any, str]]:
    for cls in kinds:
        if cls in seen or cls in NEVER_RETOLD or not dataclasses.is_dataclass(cls):
            continue
        seen.add(cls)
        for name, hint in typing.get_type_hints(cls).items():
            inside = set(_parts(hint))
            if int in inside:
                yield cls, name
            yield from _numbers(inside, seen)


def _parts(hint: Any) -> Iterator[Any]:
    origin = typing.get_origin(hint)
    if origin is Literal:
        return
    if origin is None and not isinstance(hint, types.UnionType):
        yield hint
        return
    for each in typing.get_args(hint):
        yield from _parts(each)
