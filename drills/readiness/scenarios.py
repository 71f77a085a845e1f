"""Whether a scenario was really drilled: held with the real systems, passed, and not changed since.

What can only be held at a table is verified by a drill at the table in which people answered on the
day. What was pretended or assumed, or stood in a file of answers, verifies nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from bcp.message import Message, Phrase
from bcp.model import Plan
from drills.history.rows import DrillRow
from drills.history.since_last import since_last
from drills.readiness import reasons
from drills.readiness.changes import Change, changes, course_changes
from drills.readiness.judging import MOST_CHANGES, to_hold
from drills.readiness.measuring import Course, about
from drills.readiness.past import USUAL_DAYS, Past
from drills.readiness.readiness import ReadyLine, State
from drills.readiness.resting import Key, course_of, needed_by, of_people, people_of, resting
from drills.readiness.trust import trust_changes
from scenarios.model import Scenario, Step

FAILED = Phrase(
    "ready.scenario_failed",
    ja="{day:date}の訓練は目標未達、または手順の失敗で終わりました。",
    en="the drill of {day:date} missed a target or a step failed.",
)
UNCLEAR = Phrase(
    "ready.scenario_unclear",
    ja="{day:date}の訓練では、測れないところが残りました。",
    en="in the drill of {day:date} something could not be measured.",
)
FROM_FILE = Phrase(
    "ready.scenario_from_file",
    ja="{day:date}の訓練は、人の答えを答えのファイルから取っています。",
    en="the answers of people in the drill of {day:date} stood in a file.",
)
NEVER = Phrase(
    "ready.scenario_never", ja="実施したことがありません。", en="it was never held for real."
)
LOST = Phrase(
    "ready.scenario_lost",
    ja="前回はよく、今回新たに不良: {ids:list}。",
    en="well the time before, and not any more: {ids:list}.",
)
BACK = Phrase(
    "ready.scenario_back",
    ja="前回は不良で、今回は回復: {ids:list}。",
    en="not well the time before, and well again: {ids:list}.",
)
AT_A_TABLE = Phrase(
    "ready.scenario_at_a_table",
    ja="机上だけのシナリオです。人の動きだけを確かめます。",
    en="it can be held at a table only, and shows what people do.",
)
HOLD = Phrase("ready.scenario_hold", ja="実施する", en="hold it")


def scenario_lines(
    plan: Plan, held: Sequence[Course], past: Past, today: date
) -> tuple[ReadyLine, ...]:
    """One line for each scenario of the plan, and for each planned drill that makes another of it.

    A scenario as it is written has none where only such drills are planned, and it was never held.
    """
    by_id: dict[str, Course] = {}
    for each in held:
        # What takes turns is one drill, whatever its turn.
        by_id.setdefault(each.id, each)
    drilled = {past.course(each) for each in past.rows if each.was_held}
    planned = {each.scenario for each in plan.drills if each.scenario and not each.set_}
    others = {each.scenario.id for each in by_id.values() if each.id != each.scenario.id}
    shown = (each for each in by_id.values() if each.id not in others - planned - drilled)
    return tuple(_line(plan, each, past, today) for each in shown)


def _line(plan: Plan, course: Course, past: Past, today: date) -> ReadyLine:
    scenario = course.scenario
    alone = scenario.modes == ("tabletop",)
    of_it = (each for each in past.rows if each.scenario == scenario.id and each.was_held)
    own = [each for each in of_it if past.course(each) == course.id]
    proof = next((each for each in own if _result(each, alone=alone) is not None), None)
    failed = proof is not None and _result(proof, alone=alone) is False
    stands = proof is not None and not failed
    changed = tuple(_changed(plan, scenario, proof, past)) if proof and stands else ()
    unread = proof is not None and stands and proof.place not in past.briefs
    limit = past.good_for.get(course.id, USUAL_DAYS)
    on = None if proof is None else past.began(proof)
    days = None if on is None else (today - on).days
    stale = days is not None and not 0 <= days <= limit
    state: State = "never_tried"
    if proof is not None:
        again = changed or stale or unread
        state = "failing" if failed else "needs_verification" if again else "verified"
    do, type_this = (None, "") if state == "verified" else to_hold(course, past, HOLD())
    why = tuple(_why(own, proof, changed, past, alone=alone))
    if unread and on is not None:
        why += (reasons.NOT_COMPARED(day=on.isoformat()),)
    if stale and not failed and on is not None:
        why += (reasons.TOO_OLD(days=days, day=on.isoformat(), limit=limit),)
    return ReadyLine(
        about="scenario",
        id=course.id,
        name=course.name,
        state=state,
        run="" if proof is None else proof.run_id,
        on=on,
        days=days,
        why=why,
        do=do,
        type_this=type_this,
        measured=stands,
    )


def _result(row: DrillRow, *, alone: bool) -> bool | None:
    """Passed or failed; None where a drill decides neither."""
    if row.from_file or (not alone and not row.counts):
        return None
    if row.overall in ("target_missed", "step_failed"):
        return False
    if row.overall != "passed" or row.assumed:
        return None
    real = any(each.is_real and each.verdict == "met" for each in row.targets)
    return True if alone or real or not row.targets else None


def _changed(plan: Plan, scenario: Scenario, row: DrillRow, past: Past) -> Iterator[Change]:
    brief = past.briefs.get(row.place)
    if brief is None:
        return
    then = brief.scenario
    if then.parameters == scenario.parameters:
        # Other values of its parameters are another turn of the same drill.
        yield from course_changes(course_of(then), course_of(scenario))
    before, after = _rests_on(brief.plan, then), _rests_on(plan, then)
    yield from changes(before, after)
    rest = {key: each for word in about(plan, then) for key, each in needed_by(plan, word).items()}
    yield from trust_changes(rest, row, brief, past)


def _rests_on(plan: Plan, scenario: Scenario) -> Mapping[Key, object]:
    steps: tuple[Step, ...] = scenario.steps
    out: dict[Key, object] = {**of_people(plan, people_of(steps))}
    for each in about(plan, scenario):
        out.update(resting(plan, each))
    return out


def _why(
    own: Sequence[DrillRow],
    proof: DrillRow | None,
    changed: Sequence[Change],
    past: Past,
    *,
    alone: bool,
) -> Iterator[Message]:
    if proof is not None:
        day = past.began(proof).isoformat()
        if _result(proof, alone=alone) is False:
            yield FAILED(day=day)
        for each in changed[:MOST_CHANGES]:
            yield reasons.SINCE(day=day, what=each.what)
        if len(changed) > MOST_CHANGES:
            yield reasons.MORE(count=len(changed) - MOST_CHANGES)
    else:
        yield NEVER()
    newest = next(iter(own), None)
    if newest is not None:
        yield from _since_last(newest, own)
    if newest is not None and newest is not proof:
        yield _undecided(newest)(day=past.began(newest).isoformat())
    if alone:
        yield AT_A_TABLE()


def _since_last(newest: DrillRow, own: Sequence[DrillRow]) -> Iterator[Message]:
    since = since_last(newest, own)
    if since is not None and since.lost:
        yield LOST(ids=since.lost)
    if since is not None and since.back:
        yield BACK(ids=since.back)


def _undecided(row: DrillRow) -> Phrase:
    if row.from_file:
        return FROM_FILE
    return reasons.ONLY_PRETENDED if not row.counts or row.assumed else UNCLEAR
