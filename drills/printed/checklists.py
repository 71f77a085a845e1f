"""行動チェックリスト: what each role does hour by hour, on a sheet of its own to write on."""

from __future__ import annotations

from collections.abc import Iterator

from bcp.action_plans import ActionPlan, ActionStep
from bcp.message import Phrase
from drills.printed.contacts import DEPUTIES, HOLDER
from drills.printed.document import Block, Facts, Line, NewPage, Table, Title
from drills.printed.wording import Wording

HOW = Phrase(
    "printed.checklists_how",
    ja="自分の役割の紙だけを持って動きます。済んだら□に印を付け、時刻と名前を書きます。できなかった"
    "ことは理由を備考に書き、次へ進みます。人の安全が、すべてに優先します。",
    en="Take the sheet of your own duty. Tick what is done, with time and name; write why a thing "
    "could not be done, and go on. The safety of people goes before everything.",
)
OVERVIEW = Phrase("printed.checklists_overview", ja="全体の流れ", en="Overview")
PHASE = Phrase("printed.phase", ja="時期", en="phase")
SHEET_OF = Phrase("printed.sheet_of", ja="{role}のチェックリスト", en="Checklist: {role}")
BOX = Phrase("printed.box", ja="済", en="done")
EMPTY_BOX = Phrase("printed.empty_box", ja="□", en="□")
ACTION = Phrase("printed.action", ja="すること", en="what to do")
IN = Phrase("printed.action_within", ja="目安", en="within")
EVIDENCE = Phrase("printed.evidence", ja="証跡", en="evidence")
AT = Phrase("printed.done_when", ja="完了時刻", en="time")
BY = Phrase("printed.done_by", ja="実施者", en="by")
REMARKS = Phrase("printed.checklist_remarks", ja="備考・次の判断", en="remarks")
DECISION = Phrase(
    "printed.decision", ja="【判断】{what}\n□はい　□いいえ", en="[DECIDE] {what}\n□ yes  □ no"
)
OTHERWISE = Phrase("printed.otherwise", ja="「いいえ」のとき: {what}", en="if no: {what}")


def checklists(wording: Wording) -> Iterator[Block]:
    """An overview, then for each role a page with its phases."""
    plan = wording.plan
    if not plan.action_plans:
        return
    yield Line(wording.said(HOW), "warning")
    yield Title(wording.said(OVERVIEW))
    yield overview(wording)
    for role in roles(wording):
        yield NewPage()
        yield Title(wording.said(SHEET_OF(role=wording.role(role))))
        yield _who(wording, role)
        for phase in phases(wording):
            found = [each for each in plan.action_plans if (each.role, each.phase) == (role, phase)]
            if found:
                yield Title(wording.phase(phase), 2)
                yield _actions(wording, found)


def roles(wording: Wording) -> tuple[str, ...]:
    """Every role that has something to do, in the order of the plan's roles."""
    doing = {each.role for each in wording.plan.action_plans}
    return tuple(each.id for each in wording.plan.roles if each.id in doing)


def phases(wording: Wording) -> tuple[str, ...]:
    """Every phase in which something is to be done, in the order of the plan's phases."""
    used = dict.fromkeys(each.phase for each in wording.plan.action_plans)
    listed = [each for each in wording.plan.phases if each in used]
    return tuple(dict.fromkeys((*listed, *used)))


def overview(wording: Wording) -> Table:
    """Roles across, phases down, and what each does then."""
    known = roles(wording)
    rows = tuple(
        (wording.phase(phase), *(_short(wording, role, phase) for role in known))
        for phase in phases(wording)
    )
    heads = (wording.said(PHASE), *(wording.role(each) for each in known))
    return Table(heads, rows, (2, *(4 for _ in known)))


def _short(wording: Wording, role: str, phase: str) -> str:
    """The things to do, in as many words as the plan has for them."""
    return "\n".join(
        f"・{wording.said(step.do)}"
        for each in wording.plan.action_plans
        if (each.role, each.phase) == (role, phase)
        for step in each.steps
    )


def _who(wording: Wording, role: str) -> Facts:
    found = next(each for each in wording.plan.roles if each.id == role)
    deputies = wording.joined(wording.person(each) for each in found.deputies)
    told = ((HOLDER, wording.person(found.holder)), (DEPUTIES, deputies))
    return Facts(tuple((wording.said(name), value) for name, value in told))


def _actions(wording: Wording, plans: list[ActionPlan]) -> Table:
    heads = (BOX, ACTION, IN, EVIDENCE, AT, BY, REMARKS)
    rows = tuple(
        (
            wording.said(EMPTY_BOX),
            _what(wording, step),
            wording.span(step.within),
            wording.said(step.evidence),
            *("", "", ""),
        )
        for each in plans
        for step in each.steps
    )
    return Table(tuple(map(wording.said, heads)), rows, (2, 16, 4, 7, 4, 4, 8), high=True)


def _what(wording: Wording, step: ActionStep) -> str:
    what = wording.said(DECISION(what=step.do)) if step.decision else wording.said(step.do)
    if step.otherwise is None:
        return what
    return f"{what}\n{wording.said(OTHERWISE(what=step.otherwise))}"
