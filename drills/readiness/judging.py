"""From what is known of a system to its line: the state, why, and what to do next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from bcp.message import Message
from bcp.model import Plan, System
from drills.readiness import reasons
from drills.readiness.measuring import Course, Courses, aimed_at, survey_line
from drills.readiness.past import Past, Sighting
from drills.readiness.readiness import Aspects, Held, ReadyLine, State
from drills.readiness.systems import Proof, SystemProofs, age_of, good_for, said_promise
from scenarios.zones import zone_of_system

MOST_CHANGES = 3


def judged(plan: Plan, known: SystemProofs, past: Past, today: date, drills: Courses) -> ReadyLine:
    """The line of a system by itself; `drills` are those that may be held."""
    state = _state(known, past, today)
    proof = known.oldest
    rest = _worst(known) or proof
    run, on = ("", None) if rest is None else (rest.row.run_id, past.began(rest.row))
    if known.down is not None:
        run, on = known.down.run, known.down.day
    do, typed = _next(plan, known, state, past, drills)
    return ReadyLine(
        about="system",
        id=known.system.id,
        name=known.system.name.or_id(known.system.id),
        state=state,
        importance=known.system.importance,
        run=run,
        on=on,
        days=None if on is None else (today - on).days,
        why=tuple(_why(known, past, today)),
        do=do,
        type_this=typed,
        measured=proof is not None,
        aspects=_aspects(known, past, today),
    )


def _aspects(known: SystemProofs, past: Past, today: date) -> Aspects:
    proof = known.oldest
    old = any(_is_old(each, past, today) for each in known.proofs if each.found == "met")
    changed: Held = "no" if known.changed else "not_known" if known.not_compared else "yes"
    well = proof is not None or known.last_seen_well
    return Aspects(
        rto=_kept(known, "rto"),
        rpo=_kept(known, "rpo"),
        unchanged="not_known" if proof is None else changed,
        fresh="not_known" if proof is None else "no" if old else "yes",
        up="no" if known.down is not None else "yes" if well else "not_known",
    )


def _kept(known: SystemProofs, measure: str) -> Held:
    found = {each.promise.key: each.found for each in known.proofs}
    wanted = [found.get(each.key) for each in known.promises if each.measure == measure]
    if not wanted:
        return "none"
    if "missed" in wanted:
        return "no"
    return "yes" if all(each == "met" for each in wanted) else "not_known"


def beside_needs(lines: Sequence[ReadyLine], systems: Mapping[str, System]) -> list[ReadyLine]:
    """The same lines; what needs something that fails cannot be relied on, however well it was."""
    failing = {each.id for each in lines if each.state == "failing"}
    return [_beside(each, systems[each.id], failing) for each in lines]


def _beside(line: ReadyLine, system: System, failing: set[str]) -> ReadyLine:
    lost = [
        "|".join(need.any_of)
        for need in system.depends_on
        if need.any_of and all(each in failing for each in need.any_of)
    ]
    if not lost or line.state not in ("verified", "needs_verification"):
        return line
    why = (*(reasons.NEEDS(id=each) for each in lost), *line.why)
    return replace(line, state="needs_verification", why=why)


def _state(known: SystemProofs, past: Past, today: date) -> State:
    if known.down is not None or known.missed:
        return "failing"
    if not any(each.found in ("met", "within_error") for each in known.proofs):
        return "never_tried"
    met = {each.promise.key for each in known.proofs if each.found == "met"}
    stale = any(_is_old(each, past, today) for each in known.proofs)
    if known.changed or stale or known.not_compared or met != {each.key for each in known.promises}:
        return "needs_verification"
    return "verified"


def _is_old(proof: Proof, past: Past, today: date) -> bool:
    age = age_of(proof, past, today)
    # A drill of a day to come proves nothing: some clock was wrong.
    return age > good_for(proof, past) or age < 0


def _worst(known: SystemProofs) -> Proof | None:
    return next(iter(known.missed), None)


def _why(known: SystemProofs, past: Past, today: date) -> Iterator[Message]:
    if known.down is not None:
        yield reasons.DOWN(day=_said(known.down.day))
    for each in known.missed:
        day, promise = _said(past.began(each.row)), said_promise(known.system, each.promise)
        yield reasons.MISSED(day=day, promise=promise)
    yield from _changes(known, past)
    for each in known.proofs:
        if each.found == "met" and _is_old(each, past, today):
            days, limit = age_of(each, past, today), good_for(each, past)
            yield reasons.TOO_OLD(days=days, day=_said(past.began(each.row)), limit=limit)
            break
    yield from _unproved(known, past)


def _changes(known: SystemProofs, past: Past) -> Iterator[Message]:
    proof = known.oldest
    if proof is None:
        return
    day = _said(past.began(proof.row))
    for each in known.changed[:MOST_CHANGES]:
        yield reasons.SINCE(day=day, what=each.what)
    if len(known.changed) > MOST_CHANGES:
        yield reasons.MORE(count=len(known.changed) - MOST_CHANGES)
    if known.not_compared:
        yield reasons.NOT_COMPARED(day=day)


def _unproved(known: SystemProofs, past: Past) -> Iterator[Message]:
    if not known.promises:
        yield reasons.NO_PROMISE()
        return
    proved = {each.promise.key for each in known.proofs}
    for each in known.proofs:
        if each.found == "within_error":
            day, promise = _said(past.began(each.row)), said_promise(known.system, each.promise)
            yield reasons.WITHIN_ERROR(day=day, promise=promise)
    missing = [each for each in known.promises if each.key not in proved]
    if not proved:
        yield reasons.NEVER()
    else:
        yield from (reasons.NOT_YET(promise=said_promise(known.system, each)) for each in missing)
    if missing and known.unseen is not None:
        yield reasons.NOT_TOLD(day=_said(past.began(known.unseen)))
    if missing and known.pretended is not None:
        yield reasons.ONLY_PRETENDED(day=_said(past.began(known.pretended)))


def _next(
    plan: Plan, known: SystemProofs, state: State, past: Past, drills: Courses
) -> tuple[Message | None, str]:
    if state == "verified":
        return None, ""
    if known.down is not None:
        asked = survey_line(plan, zone_of_system(plan, known.system.id))
        return reasons.LOOK(), _again(known.down, past, drills.every) or asked
    if not known.promises:
        return reasons.PROMISE_IT(), "bcp-drill check"
    drilled_by = drills.measuring.get(known.system.id, ())
    if not drilled_by:
        return reasons.NO_SCENARIO(), "bcp-drill scenarios"
    course = _course(plan, known, past, drilled_by)
    return to_hold(course, past, (reasons.MEND if state == "failing" else reasons.HOLD)())


def _again(down: Sighting, past: Past, every: Sequence[Course]) -> str:
    """The line that asks again what a step of a drill found down; no other answer outweighs it."""
    row = next((each for each in past.rows if each.run_id == down.run), None)
    if row is None or down.row.seen != "probe":
        return ""
    course = next((each for each in every if each.id == past.course(row)), None)
    zone = f" --zone {row.zones[0]}" if len(row.zones) == 1 else ""
    return "" if course is None else f"{course.looks}{zone}"


def _course(plan: Plan, known: SystemProofs, past: Past, drilled_by: Sequence[Course]) -> Course:
    """The drill that showed it shows it again; what none showed yet, one that was not held yet.

    Of those the first that is about it comes before one that only watches it beside others.
    """
    proved = {each.promise.key for each in known.proofs}
    again = known.missed or known.changed or all(each.key in proved for each in known.promises)
    own = [past.course(each.row) for each in known.proofs] if again else ()
    shown = next((each for each in drilled_by if each.id in own), None)
    if shown is not None:
        return shown
    held = {past.course(each) for each in past.rows if each.counts}

    def order(course: Course) -> tuple[bool, bool]:
        return course.id in held, known.system.id not in aimed_at(plan, course.scenario)

    return min(drilled_by, key=order)


def to_hold(course: Course, past: Past, do: Message) -> tuple[Message, str]:
    """What to `do` and to type, so that it is held as far as the plan permits it today.

    While its actions are not permitted: to look, and then to ask for it.
    """
    if course.permitted:
        return do, course.typed
    looked = any(each.counts and past.course(each) == course.id for each in past.rows)
    if looked or course.mode == "operational":
        return reasons.PERMIT(), f"{course.typed_as('operational')} --dry-run"
    return reasons.LOOK_ONLY(), course.typed


def _said(day: date) -> str:
    return day.isoformat()
