"""An action: permitted by the plan, approved by the people named, then done once.

In a mode that changes nothing, its words become a question to a person.
"""

from __future__ import annotations

from bcp.message import Message, Phrase
from drills.core.approvals import approvers, missing_approvals, today_at
from drills.core.events import ActionOrdered, Approved, Event, StepEnded
from drills.core.kinds.ending import by_answer, by_result
from drills.core.segments import is_people_only
from drills.core.state import ActionState, Drill, StepState
from scenarios.model import Run, Step

NO_PERMISSION = Phrase(
    "core.no_permission",
    ja="計画で {server} の {command} を実行できる期限（{until}）が過ぎています。"
    "計画の allowed_until を、責任者の承認を得て更新してください。",
    en="The plan allowed {command} on {server} until {until} only. "
    "Have the person in charge renew allowed_until in the plan.",
)
FORBIDDEN = Phrase(
    "core.forbidden_before",
    ja="「{before}」が完了する前なので、実行しませんでした。",
    en="Not run, because {before!r} has not held yet.",
)
REFUSED_BY = Phrase(
    "core.refused_by",
    ja="{role}の{by}さんが承認しませんでした。{note}",
    en="{by} ({role}) refused it. {note}",
)
APPROVAL_OVER = Phrase(
    "core.approval_over",
    ja="事前の承認の期限が過ぎたため、もう一度は実行しませんでした。",
    en="Not done once more, because the approval signed beforehand has ended.",
)
SAID_DONE = Phrase(
    "core.said_done",
    ja="結果が不明だったため、{by}さんが実機を確認しました。{note}",
    en="Its result was in doubt; {by} looked and said what became of it. {note}",
)


def by_person(drill: Drill, step: Step) -> bool:
    """Say whether this mode changes nothing, or no terminal reaches the place."""
    brief = drill.started()
    return brief.mode != "operational" or is_people_only(brief, step)


def needs_a_person(drill: Drill, step: Step) -> bool:
    """Say whether somebody must answer or approve."""
    return by_person(drill, step) or bool(approvers(drill, step.id))


def follows(drill: Drill, step: Step, state: StepState, now: int) -> Event | None:
    """Refuse, wait for approval, order, or end on the result."""
    if by_person(drill, step):
        return by_answer(drill, step, state, drill.person_source)
    if not isinstance(step.do, Run):
        return None
    if state.action is not None:
        action = drill.actions[state.action]
        if not _again(action):
            return _after(step, action)
    refusal = _refused(drill, step, step.do, state, now)
    if refusal is not None:
        return StepEnded(now, step.id, "refused", "skipped", "observed", (refusal,))
    if missing_approvals(drill, step.id):
        # Whoever says that it is to be done once more is not asked again for approval.
        return _not_again(step, now) if state.action is not None else None
    return ordered(drill, step, step.do, now)


def wake(drill: Drill, step: Step, state: StepState) -> int | None:
    """Results and approvals come as events."""
    return None


def ordered(drill: Drill, step: Step, run: Run, now: int) -> ActionOrdered:
    """Give the durable intent."""
    return ActionOrdered(
        now, len(drill.actions) + 1, "run", run.do.server, run.do.command, step=step.id
    )


def _refused(drill: Drill, step: Step, run: Run, state: StepState, now: int) -> Message | None:
    brief = drill.started()
    server = brief.plan.server(run.do.server)
    command = server.command(run.do.command) if server else None
    until = command.allowed_until if command else None
    if until is None or until < today_at(brief, now):
        return NO_PERMISSION(server=run.do.server, command=run.do.command, until=until or "-")
    for rule in brief.scenario.forbid:
        if step.id in rule.steps and rule.before not in drill.moments:
            return FORBIDDEN(before=rule.before)
    return first_refusal(state.approvals)


def first_refusal(approvals: tuple[Approved, ...]) -> Message | None:
    """Give the first refusal among the approvals, in words."""
    for each in approvals:
        if not each.granted:
            return REFUSED_BY(role=each.role, by=each.by, note=each.note)
    return None


def _again(action: ActionState) -> bool:
    """Whether a person who looked wants it done once more, which needs the permission of then."""
    settled = action.settled
    return action.ended is None and settled is not None and settled.verdict == "repeat"


def _not_again(step: Step, now: int) -> StepEnded:
    return StepEnded(now, step.id, "refused", "skipped", "observed", (APPROVAL_OVER(),))


def _after(step: Step, action: ActionState) -> Event | None:
    if action.ended is not None:
        return by_result(step, action.ended)
    if action.settled is None:
        return None
    settled = action.settled
    why = (SAID_DONE(by=settled.by, note=settled.note),)
    if settled.verdict == "done":
        return StepEnded(settled.at, step.id, "done", "held", "observed", why, settled.by)
    return StepEnded(settled.at, step.id, "failed", "broken", "observed", why, settled.by)
