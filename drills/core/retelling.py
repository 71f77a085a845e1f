"""A segment's event as the merged record tells it: on the common clock, with the merged ids."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from typing import Any

from drills.core import events as e
from drills.core.guard_events import GuardBlind
from drills.core.merging_events import SegmentEnded
from drills.core.on_paper_events import KeptOnPaper, StepWritten, SystemSeen
from drills.core.paper_events import PaperLine
from drills.core.prefixing import with_ids

INSTANTS: Mapping[type, tuple[str, ...]] = {
    e.Sample: ("sent", "received"),
    e.DeviceTold: ("sent",),
    e.CheckTally: ("last_held", "last_broken", "run_since"),
    e.StepDue: ("planned",),
    e.UnknownEnded: ("since",),
    e.Watched: ("since",),
    e.LookBegan: ("until",),
    GuardBlind: ("since",),
    e.Sighting: ("low", "high"),
    e.CheckedIn: ("low", "high"),
    PaperLine: ("low", "high"),
    KeptOnPaper: ("entered",),
    StepWritten: ("until",),
    SystemSeen: ("until",),
}
"""The fields, besides an event's own `at`, that are instants of the drill's clock."""
CHECK_FIELDS = ("check", "guard")
"""The fields that hold the id of a watched check, wherever they stand."""
ACTION_FIELDS = ("action", "undoes")
"""The fields that hold the number of an action."""
ID_FIELDS = (
    *("step", "system", "systems", "server", "id", "zone", "before", "until"),
    *("role", "to", "addressee", "about", "person", "called", "contacts", "gateway"),
    *("absent", "drawn"),
)
"""The fields that hold an id of the plan or the scenario, or at times something else."""


@dataclass(frozen=True)
class Names:
    """What one segment's own times, ids and numbers become in the merged record.

    `ids` is empty where the segments are of one organisation.
    """

    shift: int
    checks: Mapping[str, str]
    actions: Mapping[int, int]
    records: Mapping[int, int]
    ids: Mapping[str, str] = field(default_factory=dict)


def retold(event: e.Event, names: Names) -> e.Event:
    """The event, moved to the common clock and renamed."""
    moved: e.Event = _moved(event, names)
    match moved:
        case e.MarkersFound(surviving=surviving):
            kept = tuple(names.actions[each] for each in surviving if each in names.actions)
            return replace(moved, surviving=kept)
        case e.DrillEnded(at=at, finish=finish):
            return SegmentEnded(at, finish)
        case e.Amended(seq=seq):
            return replace(moved, seq=names.records.get(seq, 0))
    return moved


def _moved(value: Any, names: Names) -> Any:
    if isinstance(value, tuple):
        return tuple(_moved(each, names) for each in value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    instants = ("at", *INSTANTS.get(type(value), ()))
    changed = {each.name: _field(value, each.name, instants, names) for each in fields(value)}
    return type(value)(**changed)


def _field(value: Any, name: str, instants: tuple[str, ...], names: Names) -> Any:
    held = getattr(value, name)
    if name in instants:
        return None if held is None else held + names.shift
    if name in CHECK_FIELDS:
        return names.checks.get(held, held)
    if name in ACTION_FIELDS and held is not None:
        return names.actions.get(held, held)
    if name in ID_FIELDS and names.ids:
        return with_ids(held, names.ids)
    if isinstance(held, tuple) or type(held) in INSTANTS:
        return _moved(held, names)
    return held
