"""RPO by marker: lines written while a system works, looked for after it has come back.

A marker is an action, so it needs the plan's permission and the operational mode, and its intent
is durable before it is written. Its number is the number of that action.
"""

from __future__ import annotations

from collections.abc import Iterator

from bcp.message import Phrase
from bcp.model import CommandRef, Marker, System
from drills.core.approvals import today_at
from drills.core.events import ActionOrdered, Event, MarkersFound
from drills.core.segments import is_reached
from drills.core.standing import deciding, is_up
from drills.core.state import ActionState, Drill
from scenarios.reading import Reading

NO_OUTPUT = Phrase(
    "core.marker_no_output",
    ja="目印を読み出すコマンドが何も返しませんでした。",
    en="The command that reads the markers gave no output.",
)


def marker_line(run_id: str, number: int) -> str:
    """What is written: the run and the marker's number, so that no other run's is taken for it.

    With the end of the line: a plain ``cat >> FILE`` would otherwise run the markers together.
    """
    return f"bcp-drill {run_id} {number}\n"


def surviving(run_id: str, out: str) -> tuple[int, ...]:
    """Give the numbers of this run's markers among the lines that were read back."""
    numbers = set()
    for line in out.splitlines():
        words = line.split()
        if len(words) == 3 and words[:2] == ["bcp-drill", run_id] and words[2].isdigit():
            numbers.add(int(words[2]))
    return tuple(sorted(numbers))


def marked_systems(drill: Drill) -> tuple[tuple[System, Marker], ...]:
    """Give the watched systems whose data age is measured in this run."""
    brief = drill.started()
    if brief.mode != "operational":
        return ()
    watched = {each.system for each in brief.checks}
    return tuple(
        (each, each.marker)
        for each in brief.plan.systems
        if each.marker is not None and each.id in watched and _permitted(drill, each.marker)
    )


def marker_follows(drill: Drill, now: int) -> Event | None:
    """Give the next marker to write, to look for, or to report."""
    for system, marker in marked_systems(drill):
        due = _next_write(drill, system, marker)
        if due is not None and now >= due:
            line = marker_line(drill.started().run_id, len(drill.actions) + 1)
            return _ordered(drill, now, system, marker.write, line)
    return marker_read_follows(drill, now)


def marker_read_follows(drill: Drill, now: int) -> Event | None:
    """Give the next look for markers, or what it found."""
    for system, marker in marked_systems(drill):
        reads = _actions(drill, system, "marker_read")
        found = sum(each.system == system.id for each in drill.markers_found)
        if len(reads) > found:
            return _found(drill, system, reads[found])
        if _outages(drill, system) > found and not _writing(drill, system) and _back(drill, system):
            return _ordered(drill, now, system, marker.read, None)
    return None


def markers_pending(drill: Drill) -> tuple[str, ...]:
    """The systems with an outage whose markers are still to be looked for."""
    return tuple(
        system.id
        for system, _ in marked_systems(drill)
        if _outages(drill, system) > sum(each.system == system.id for each in drill.markers_found)
    )


def marker_wakes(drill: Drill) -> Iterator[int]:
    """The instants at which the next markers are due."""
    for system, marker in marked_systems(drill):
        due = _next_write(drill, system, marker)
        if due is not None:
            yield due


def _ordered(
    drill: Drill, now: int, system: System, command: CommandRef, line: str | None
) -> ActionOrdered:
    return ActionOrdered(
        now,
        len(drill.actions) + 1,
        "marker_read" if line is None else "marker_write",
        command.server,
        command.command,
        system=system.id,
        stdin=line,
    )


def _permitted(drill: Drill, marker: Marker) -> bool:
    brief = drill.started()
    until = _allowed_until(drill, marker)
    if not (is_reached(brief, marker.write.server) and is_reached(brief, marker.read.server)):
        return False
    return until is not None and until >= brief.today


def _allowed_until(drill: Drill, marker: Marker) -> str | None:
    server = drill.started().plan.server(marker.write.server)
    command = server.command(marker.write.command) if server else None
    return command.allowed_until if command else None


def _actions(drill: Drill, system: System, purpose: str) -> list[ActionState]:
    return [
        each
        for each in drill.actions.values()
        if each.order.system == system.id and each.order.purpose == purpose
    ]


def _writing(drill: Drill, system: System) -> bool:
    return any(each.under_way for each in _actions(drill, system, "marker_write"))


def _next_write(drill: Drill, system: System, marker: Marker) -> int | None:
    if is_up(drill, system.id) is not True or _writing(drill, system):
        return None
    if _outages(drill, system) > sum(each.system == system.id for each in drill.markers_found):
        return None
    written = _actions(drill, system, "marker_write")
    due = written[-1].order.at + marker.every.us if written else 0
    until = _allowed_until(drill, marker)
    # The permission of a drill that passes midnight, or lay still for days, may have ended.
    ended = until is None or until < today_at(drill.started(), max(due, drill.now))
    return None if ended else due


def _outages(drill: Drill, system: System) -> int:
    """How many outages were seen: the most that any one of its checks had."""
    counts = [
        len(state.outages)
        for each in deciding(drill.started(), system.id, None)
        if (state := drill.checks.get(each.id))
    ]
    return max(counts, default=0)


def _back(drill: Drill, system: System) -> bool:
    return is_up(drill, system.id) is True


def _found(drill: Drill, system: System, read: ActionState) -> MarkersFound | None:
    ended = read.ended
    if ended is None:
        if read.doubt is None:
            return None
        return MarkersFound(read.doubt.at, system.id, (), read.doubt.why)
    reading: Reading = ended.reading
    out = reading.facts.get("out")
    if ended.outcome != "held" or not isinstance(out, str):
        why = reading.could_not_ask or reading.because or (ended.why[0] if ended.why else None)
        return MarkersFound(ended.at, system.id, (), why or NO_OUTPUT())
    return MarkersFound(ended.at, system.id, surviving(drill.started().run_id, out))
