"""Whether staff could work from home: as ready as the lowest of a way's gates.

Each gate is judged by its newest answer in any run. What people stated is said to be that, and is
good for as long as the plan lets a statement be (`gate_targets`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bcp.inventory import Telework
from bcp.message import Message, Phrase, Text
from bcp.model import Plan
from bcp.telework_gates import GateName
from drills.readiness import reasons
from drills.readiness.changes import Change, changes
from drills.readiness.measuring import Course
from drills.readiness.past import Past, Sighting
from drills.readiness.readiness import WORST_FIRST, ReadyLine, State
from drills.readiness.resting import resting

GATES: Mapping[GateName, Text] = {
    "reach": Text("到達", "reach"),
    "auth": Text("認証", "auth"),
    "capacity": Text("容量", "capacity"),
    "line": Text("回線", "line"),
    "work": Text("業務", "work"),
    "cert": Text("証明書", "certificate"),
    "people": Text("職員", "people"),
    "safety": Text("安全", "safety"),
}
NOT_ASKED = Phrase(
    "ready.gate_not_asked", ja="まだ確かめていません。", en="it was never asked about."
)
FAILED = Phrase(
    "ready.gate_failed",
    ja="{day:date}には通りませんでした（{run}）。",
    en="failed on {day:date} ({run}).",
)
NOT_KNOWN = Phrase(
    "ready.gate_not_known",
    ja="{day:date}には分かりませんでした。",
    en="on {day:date} it could not be told.",
)
BY_PEOPLE = Phrase(
    "ready.gate_by_people",
    ja="人が確かめたものを含みます。",
    en="a part of it was stated by people.",
)
OPEN = Phrase("ready.gates_open", ja="ゲート: {gates:list}", en="gates: {gates:list}")
ENDS = Phrase(
    "ready.certificate_ends",
    ja="証明書は{day:date}に切れます（あと{days}日）。",
    en="its certificate ends on {day:date}, in {days} days.",
)
ENDED = Phrase(
    "ready.certificate_ended",
    ja="証明書は{day:date}に切れています。",
    en="its certificate ended on {day:date}.",
)
ASK = Phrase("ready.ask_gates", ja="ゲートを確かめる", en="ask its gates")


@dataclass(frozen=True)
class _View:
    """What each gate of a way is judged beside."""

    plan: Plan
    way: Telework
    past: Past
    today: date


def telework_lines(
    plan: Plan, past: Past, today: date, drilled_by: Mapping[str, Sequence[Course]]
) -> tuple[ReadyLine, ...]:
    """One line for each way in service, with its gates as parts."""
    ways = (each for each in plan.telework if each.state == "in_service")
    return tuple(_line(plan, each, past, today, drilled_by) for each in ways)


def _line(
    plan: Plan,
    way: Telework,
    past: Past,
    today: date,
    drilled_by: Mapping[str, Sequence[Course]],
) -> ReadyLine:
    newest = _newest(way.id, past)
    view = _View(plan, way, past, today)
    gates = tuple(_gate(view, each, newest.get(each)) for each in GATES)
    seen = [each for each in gates if each.state != "never_tried"]
    state: State = min((each.state for each in seen), key=WORST_FIRST.index, default="never_tried")
    if state == "verified" and len(seen) < len(gates):
        state = "needs_verification"
    oldest = max(seen, key=lambda each: each.days or 0, default=None)
    course = next(iter(_asking(way, drilled_by.get(way.id, ()))), None)
    ready = state == "verified"
    return ReadyLine(
        about="telework",
        id=way.id,
        name=way.name.or_id(way.id),
        state=state,
        importance="important",
        run="" if oldest is None else oldest.run,
        on=None if oldest is None else oldest.on,
        days=None if oldest is None else oldest.days,
        why=tuple(_why(gates)),
        do=None if ready else ASK(),
        type_this="" if ready else "bcp-drill scenarios" if course is None else course.looks,
        parts=gates,
        measured=bool(seen),
    )


def _asking(way: Telework, about: Sequence[Course]) -> Sequence[Course]:
    """Those that ask its gates first."""

    def asks(course: Course) -> bool:
        calls = (getattr(each.do, "call", None) for each in course.scenario.steps)
        return any(each is not None and each.subject == way.id for each in calls)

    return sorted(about, key=asks, reverse=True)


def _newest(way: str, past: Past) -> Mapping[str, Sighting]:
    """The newest answer of each gate; that one could not be told does not hide one before it."""
    found: dict[str, Sighting] = {}
    for each in sorted(past.seen_of(way), key=lambda one: one.row.at_us):
        if each.row.seen == "gate" and (each.row.works is not None or each.row.part not in found):
            found[each.row.part] = each
    return found


def _gate(view: _View, gate: GateName, seen: Sighting | None) -> ReadyLine:
    way, today = view.way, view.today
    works = seen is not None and seen.row.works is True
    changed = _changed(view, gate, seen) if works and seen is not None else ()
    state, why = _state_of(way, seen, changed, today)
    if state == "verified" and changed is None and seen is not None:
        state, why = "needs_verification", (reasons.NOT_COMPARED(day=seen.day.isoformat()), *why)
    ends = _ends(way, view.past) if gate == "cert" else None
    left = None if ends is None else (ends - today).days
    if ends is not None and left is not None and left < way.gate_targets.certificate_warn_days:
        day = ends.isoformat()
        why = (ENDED(day=day) if left < 0 else ENDS(day=day, days=left), *why)
        state = "failing" if left < way.gate_targets.certificate_days else state
    return ReadyLine(
        about="gate",
        id=f"{way.id}/{gate}",
        name=GATES[gate],
        state=state,
        importance="important",
        run="" if seen is None else seen.run,
        on=None if seen is None else seen.day,
        days=None if seen is None else (today - seen.day).days,
        why=why,
        measured=works,
    )


def _state_of(
    way: Telework, seen: Sighting | None, changed: Sequence[Change] | None, today: date
) -> tuple[State, tuple[Message, ...]]:
    if seen is None:
        return "never_tried", (NOT_ASKED(),)
    day, days = seen.day.isoformat(), (today - seen.day).days
    if seen.row.works is None:
        return "never_tried", (NOT_KNOWN(day=day),)
    if not seen.row.works:
        return "failing", (FAILED(day=day, run=seen.run),)
    people = (BY_PEOPLE(),) if seen.row.by_people else ()
    limit = way.gate_targets.stated_for_days
    if not 0 <= days <= limit:
        return "needs_verification", (reasons.TOO_OLD(days=days, day=day, limit=limit), *people)
    if changed:
        told = (reasons.SINCE(day=day, what=each.what) for each in changed[:1])
        return "needs_verification", (*told, *people)
    return "verified", people


def _changed(view: _View, gate: GateName, seen: Sighting) -> Sequence[Change] | None:
    """What differs for one gate: its own questions, and how the way is reached.

    None where the record has a plan that cannot be read.
    """
    row = next((each for each in view.past.rows if each.run_id == seen.run), None)
    if row is None:
        return ()
    brief = view.past.briefs.get(row.place)
    if brief is None:
        return None
    then, now = (_of_gate(each, view.way.id, gate) for each in (brief.plan, view.plan))
    return changes(then, now)


def _of_gate(plan: Plan, way: str, gate: GateName) -> Mapping[tuple[str, str, str], object]:
    found = dict(resting(plan, way))
    gates = found.get(("telework", way, "gates"))
    if isinstance(gates, Mapping):
        found["telework", way, "gates"] = gates.get(gate)
    if gate not in ("capacity", "line"):
        found.pop(("telework", way, "licences"), None)
        found.pop(("telework", way, "expected"), None)
    return found


def _ends(way: Telework, past: Past) -> date | None:
    seen = [each for each in past.seen_of(way.id) if each.row.seen == "certificate"]
    newest = max(seen, key=lambda each: each.row.at_us, default=None)
    return None if newest is None else date.fromisoformat(newest.row.until)


def _why(gates: Sequence[ReadyLine]) -> Iterator[Message]:
    """The lowest gates by name; nothing where all are passed."""
    open_ = [each for each in gates if each.state != "verified"]
    worst = min((each.state for each in open_), key=WORST_FIRST.index, default=None)
    if worst is not None:
        yield OPEN(gates=tuple(each.name for each in open_ if each.state == worst))
        first = next(each for each in open_ if each.state == worst)
        yield from first.why[:1]
