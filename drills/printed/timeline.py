"""進行表: the whole drill on the controller's desk, with room for what really happened."""

from __future__ import annotations

from collections.abc import Iterator

from bcp.message import Message, Phrase
from drills.core.brief import Brief
from drills.core.state import Drill
from drills.printed.document import Block, Line, Points, Table, Title
from drills.printed.injects import SENDER, VIA, numbered, receiver
from drills.printed.moments import STEP, in_order, when
from drills.printed.wording import Wording
from drills.report import words
from drills.report.business_lines import STATES
from drills.report.naming import step_name
from drills.report.touched import touched
from scenarios.model import (
    Ask,
    CallOut,
    Clear,
    Inject,
    MusterCall,
    Notify,
    Pretend,
    Probe,
    RollCall,
    Run,
    Scenario,
    Sending,
    Step,
    Wait,
)
from scenarios.ramps import Ramp

SAFETY = Phrase("printed.safety", ja="安全のための決まり", en="Safety")
REAL_EVENT = Phrase(
    "printed.real_event",
    ja="本当の災害が起きたら、誰でも「{word}」と言います。その時点で訓練は終わります。",
    en='If the real thing happens, anybody says "{word}", and the drill is over.',
)
MARKED = Phrase(
    "printed.say_drill",
    ja="電話・メール・貼り紙では、必ず初めに「{notice}」と伝えます。",
    en='Every call, mail and notice begins with "{notice}".',
)
APPROVED = Phrase(
    "printed.approvals",
    ja="手順［{step}］の操作には、{who:list}の承認が要ります。",
    en="The action of step [{step}] needs the approval of {who:list}.",
)
RULE = Phrase(
    "printed.order_rule",
    ja="［{before}］が済むまで、{steps:list}を始めません。",
    en="{steps:list} must not begin before [{before}] is done.",
)
COURSE = Phrase("printed.course", ja="進行", en="Course")
HOW = Phrase(
    "printed.timeline_how",
    ja="時刻は発災からの経過（T+時:分）です。順番は、最も早く始まる場合のものです。"
    "付与の番号は状況付与票の番号です。",
    en="Times are T+hours:minutes since the event; the order is that of the earliest possible "
    "start. Numbers of situations are those of the slips.",
)
WHEN = Phrase("printed.when", ja="時刻・条件", en="when")
KIND = Phrase("printed.kind", ja="種類", en="kind")
WHO = Phrase("printed.who", ja="付与先・担当", en="who")
WHAT = Phrase("printed.what", ja="内容", en="what")
WITHIN = Phrase("printed.within", ja="期限", en="within")
DONE_AT = Phrase("printed.done_at", ja="実施時刻", en="done at")
REMARK = Phrase("printed.remark", ja="気付き・つまずき", en="remarks")
NUMBERED = Phrase("printed.numbered", ja="{kind}\nNo. {n}", en="{kind}\nno. {n}")
BY_DUE = Phrase("printed.by_due", ja="{from_}{span}以内", en="{span} {from_}")
DOWN = Phrase(
    "printed.pretend", ja="想定の設定: {name}を「{state}」とする", en="pretended: {name} is {state}"
)
CLEARED = Phrase("printed.clear", ja="想定の解除: {name}", en="pretended no more: {name}")
GIVEN = Phrase("printed.given_how", ja="（{how}）", en="({how})")
BUSINESS = Phrase("printed.business_turn", ja="業務: {name}→{state}", en="{name}: {state}")
STOPPED = Phrase("printed.state_down", ja="停止", en="down")
WORKING = Phrase("printed.state_up", ja="正常", en="up")

_KINDS: dict[type, Phrase] = {
    Inject: Phrase("printed.kind_inject", ja="付与", en="situation"),
    Ask: Phrase("printed.kind_ask", ja="確認・判断", en="question"),
    CallOut: Phrase("printed.kind_contact", ja="連絡", en="call"),
    MusterCall: Phrase("printed.kind_muster", ja="安否・参集", en="muster"),
    RollCall: Phrase("printed.kind_checkin", ja="点呼", en="check-in"),
    Sending: Phrase("printed.kind_message", ja="送信", en="message"),
    Notify: Phrase("printed.kind_notify", ja="報告", en="report"),
    Probe: Phrase("printed.kind_probe", ja="機械の確認", en="check"),
    Wait: Phrase("printed.kind_wait", ja="復旧待ち", en="wait"),
    Run: Phrase("printed.kind_run", ja="操作", en="action"),
    Ramp: Phrase("printed.kind_ramp", ja="一斉接続", en="ramp"),
}


def timeline(wording: Wording, brief: Brief) -> Iterator[Block]:
    """The rules first, then every step in order."""
    yield Title(wording.said(SAFETY))
    yield Points(tuple(_rules(wording, brief.scenario)))
    for group in touched(brief, wording.lang):
        yield Line(group.heading)
        if group.lines:
            yield Points(group.lines)
    yield Title(wording.said(COURSE))
    yield Line(wording.said(HOW), "note")
    yield _course(wording, brief)


def _rules(wording: Wording, scenario: Scenario) -> Iterator[str]:
    safety = scenario.safety
    yield wording.said(MARKED(notice=safety.notice))
    yield wording.said(REAL_EVENT(word=safety.real_event_word))
    for approval in safety.approvals:
        who = (*(wording.role(each) for each in approval.by), *approval.persons)
        yield wording.said(APPROVED(step=approval.step, who=who))
    for each in scenario.forbid:
        steps = tuple(STEP(step=step) for step in each.steps)
        yield wording.said(RULE(before=each.before, steps=steps))


def _course(wording: Wording, brief: Brief) -> Table:
    heads = (WHEN, KIND, WHO, WHAT, WITHIN, DONE_AT, REMARK)
    slips = {step.id: n for step, _, n in numbered(brief.scenario)}
    rows = tuple(
        (
            when(wording, brief.scenario, each),
            _kind(wording, each, slips.get(each.id)),
            _who(wording, each),
            "\n".join(_what(wording, brief, each)),
            limit(wording, each),
            "",
            "",
        )
        for each in in_order(brief.scenario)
    )
    return Table(tuple(map(wording.said, heads)), rows, (11, 7, 9, 30, 8, 6, 11), high=True)


def _kind(wording: Wording, step: Step, slip: int | None) -> str:
    kind = _KINDS[type(step.do)]
    return wording.said(kind if slip is None else NUMBERED(kind=kind(), n=slip))


def _who(wording: Wording, step: Step) -> str:
    if isinstance(step.do, Inject):
        return receiver(wording, step.do)
    return wording.role(step.by)


def _what(wording: Wording, brief: Brief, step: Step) -> Iterator[str]:
    yield wording.said(STEP(step=step.id))
    if isinstance(step.do, Inject):
        yield wording.said(step.do.text)
        yield from _from(wording, step.do)
    else:
        told = wording.said(step_name(Drill(brief=brief), step))
        said = wording.said(step.say)
        yield from (each for each in dict.fromkeys((said, told)) if each)
    for pretend in step.set:
        yield wording.said(_pretended(wording, pretend))
    for turn in step.businesses:
        state = STATES[turn.state]()
        yield wording.said(BUSINESS(name=wording.thing(turn.business), state=state))
    for clear in step.clear:
        yield wording.said(CLEARED(name=_thing(wording, clear)))


def _from(wording: Wording, inject: Inject) -> Iterator[str]:
    told = ((SENDER, inject.sender), (VIA, inject.via))
    shown = [f"{wording.said(name)}: {value}" for name, value in told if value]
    if shown:
        yield wording.said(GIVEN(how=wording.gap.join(shown)))


def _pretended(wording: Wording, pretend: Pretend) -> Message:
    states = {"down": STOPPED(), "up": WORKING()}
    state = states.get(pretend.state, pretend.state)
    return DOWN(name=_thing(wording, pretend), state=state)


def _thing(wording: Wording, about: Pretend | Clear) -> str:
    return wording.thing(about.id)


def limit(wording: Wording, step: Step) -> str:
    """How long a step may take, and its deadline, where it has one."""
    told = [wording.span(step.within)] if step.within else []
    if step.due is not None:
        span = wording.span(step.due.span)
        told.append(wording.said(BY_DUE(from_=words.counted_from(step.due.start), span=span)))
    return "\n".join(told)
