"""The issues of a drill, found in its figures and steps, the most important first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import get_args

from bcp.message import Message, Phrase, Text
from drills.core.expiring import EXPIRED
from drills.core.overall import failed_steps, is_moot
from drills.report.actions import by_hand_lines, once_each
from drills.report.by_municipality import of_each
from drills.report.changes import deviation_lines
from drills.report.grading import GradeLine
from drills.report.happened_lines import ByHandLine
from drills.report.issues import IssueKind, IssueLine
from drills.report.ledger import Ledger
from drills.report.measured_lines import Split
from drills.report.naming import role_name, words_of
from drills.report.people import answer_lines, obligation_lines
from drills.report.words import ENDING, PARTS, said

NOT_BACK = Phrase(
    "issue.not_taken_back",
    ja="{server}で行った操作が元に戻っていません。",
    en="What was done on {server} is not taken back.",
)
TYPE_IT = Phrase(
    "issue.type_it",
    ja="示した行をそのサーバで実行し、元に戻ったことを確かめる。",
    en="Type the line given on that server, and see that it is back.",
)
MISSED = Phrase(
    "issue.missed",
    ja="{name}: {about}が目標{limit:span}に対し{actual:span}（達成率{rate}%）",
    en="{name}: {about} of {actual:span} against a target of {limit:span} ({rate} %)",
)
MISSED_OPEN = Phrase(
    "issue.missed_open",
    ja="{name}: {about}の目標{limit:span}を過ぎても終わりませんでした",
    en="{name}: {about} was not over within the target of {limit:span}",
)
WITHIN_ERROR = Phrase(
    "issue.within_error",
    ja="{name}: {about}が目標{limit:span}を達成したか、測定誤差のため判定できません",
    en="{name}: whether {about} met its target of {limit:span} is lost in the error",
)
NOT_MEASURED = Phrase(
    "issue.not_measured",
    ja="{name}: {about}を測れませんでした（目標{limit:span}）",
    en="{name}: {about} could not be measured (target {limit:span})",
)
ABOUT = {
    "rto": Phrase("issue.about_rto", ja="復旧時間", en="the recovery time"),
    "rpo": Phrase("issue.about_rpo", ja="データの損失", en="the data lost"),
    "step": Phrase("issue.about_step", ja="所要時間", en="the time taken"),
}
STEP_FAILED = Phrase(
    "issue.step_failed",
    ja="手順［{step}］が「{ending}」で終わりました: {name}",
    en="step [{step}] ended as {ending}: {name}",
)
STEP_NOT_REACHED = Phrase(
    "issue.step_not_reached",
    ja="手順［{step}］が時間内に始まりませんでした: {name}",
    en="step [{step}] was never reached: {name}",
)
OVERDUE = Phrase(
    "issue.overdue",
    ja="期限までに済まなかった報告・作業［{step}］: {name}",
    en="not done by its deadline [{step}]: {name}",
)
DEVIATION = Phrase(
    "issue.deviation",
    ja="手順の順序が守られませんでした: 「{step}」を「{before}」より先に実施",
    en="the order was broken: {step} was done before {before}",
)
STUMBLED = Phrase(
    "issue.stumbled", ja="つまずき［{step}］: {stumble}", en="stumbled at [{step}]: {stumble}"
)
DEPENDS = Phrase(
    "issue.depends",
    ja="依存する先も停止していました（{names:list}）。",
    en="What it depends on was down, too ({names:list}).",
)
TOOK_MOST = Phrase(
    "issue.took_most",
    ja="時間の{percent}%（{us:span}）を「{part}」に要しました。",
    en="{percent} % of the time ({us:span}) went into: {part}.",
)
SHORTEN = Phrase(
    "issue.shorten",
    ja="最も時間を要した作業を短くするか、目標を見直す。",
    en="Shorten what took longest, or reconsider the target.",
)
BACK_UP_OFTENER = Phrase(
    "issue.back_up_oftener",
    ja="バックアップの間隔を短くするか、目標復旧時点を見直す。",
    en="Back up more often, or reconsider the RPO.",
)
ASK_OFTENER = Phrase(
    "issue.ask_oftener",
    ja="監視の間隔（every）を短くして測り直す。",
    en="Ask more often (every) and measure again.",
)
MEASURE_IT = Phrase(
    "issue.measure_it",
    ja="測れなかった理由を取り除き、次の訓練で測る。",
    en="Remove the reason, and measure it in the next drill.",
)
PRACTISE = Phrase(
    "issue.practise",
    ja="手順書を直し、もう一度訓練する。",
    en="Mend the procedure and practise it again.",
)
PLANNED = Phrase(
    "issue.planned", ja="計画の対策: {action}", en="The plan's countermeasure: {action}"
)
_SHOULD = {"missed": SHORTEN, "within_error": ASK_OFTENER, "not_measured": MEASURE_IT}
_ORDER: tuple[IssueKind, ...] = get_args(IssueKind)


def issue_lines(
    ledger: Ledger, lines: tuple[GradeLine, ...], split: Split | None
) -> tuple[IssueLine, ...]:
    """Every issue, the most important first; of one kind, in the order of the targets or steps."""
    targets = (_with_plan(ledger, each) for each in _of_targets(lines, split))
    found = (*of_each(ledger, _of_steps), *targets)
    return tuple(sorted(found, key=lambda each: _ORDER.index(each.kind)))


def _with_plan(ledger: Ledger, issue: IssueLine) -> IssueLine:
    """The issue with what the plan says of its system: a countermeasure, and whose it is."""
    plan = ledger.brief.plan
    system = plan.system(issue.subject)
    section = system.owner_section if system is not None else None
    owner = Text(section) if section else issue.owner
    known = (each for each in plan.countermeasures if issue.subject in each.systems)
    planned = next((each for each in known if each.status != "done"), None)
    if planned is None:
        return replace(issue, owner=owner)
    return replace(
        issue,
        measure=PLANNED(action=planned.action or planned.weakness),
        owner=Text(planned.owner) if planned.owner else owner,
        due=planned.due,
        budget=planned.cost,
    )


def _of_targets(lines: tuple[GradeLine, ...], split: Split | None) -> Iterator[IssueLine]:
    for each in lines:
        kind = _kind(each)
        if kind is None:
            continue
        measure = _SHOULD[each.figure.verdict]
        if each.kind == "rpo" and each.figure.verdict == "missed":
            measure = BACK_UP_OFTENER
        yield IssueLine(
            kind=kind,
            subject=each.id,
            what=_what(each),
            cause=_cause(each, split),
            measure=measure(),
            owner=None,
            due=None,
            budget=None,
            records=each.figure.records,
        )


def _kind(line: GradeLine) -> IssueKind | None:
    verdict, critical = line.figure.verdict, line.importance == "critical"
    if verdict == "missed":
        return "critical_missed" if critical else "missed"
    if verdict == "within_error":
        return "within_error"
    if verdict == "not_measured" and not is_moot(line.figure.why):
        return "critical_not_measured" if critical else "not_measured"
    return None


def _what(line: GradeLine) -> Message:
    figure = line.figure
    said_of = {"name": line.name, "about": ABOUT[line.kind](), "limit": figure.limit_us or 0}
    if figure.verdict == "missed" and figure.actual_us is not None:
        return MISSED(actual=figure.actual_us, rate=line.rate_percent, **said_of)
    phrases = {"missed": MISSED_OPEN, "within_error": WITHIN_ERROR, "not_measured": NOT_MEASURED}
    return phrases[figure.verdict](**said_of)


def _cause(line: GradeLine, split: Split | None) -> Message | None:
    figure = line.figure
    if figure.why is not None:
        return figure.why
    if figure.verdict != "missed" or line.kind != "rto":
        return None
    if line.needed_down:
        return DEPENDS(names=line.needed_down)
    most = max(split.parts, key=lambda each: each.us, default=None) if split else None
    if most is None or split is None or not split.us:
        return None
    share = most.us * 100 // split.us
    return TOOK_MOST(percent=share, us=most.us, part=said(PARTS, most.part))


def _of_steps(ledger: Ledger) -> tuple[IssueLine, ...]:
    return (
        *(_not_back(each.server, each.records) for each in _given_up(ledger)),
        *_failed(ledger),
        *_owed(ledger),
        *_broken_order(ledger),
        *_stumbles(ledger),
    )


def _given_up(ledger: Ledger) -> list[ByHandLine]:
    given_up = {each.action for each in ledger.drill.impossible}
    return [each for each in once_each(by_hand_lines(ledger)) if each.action in given_up]


def _not_back(server: str, records: tuple[int, ...]) -> IssueLine:
    what = NOT_BACK(server=server)
    return IssueLine("not_taken_back", server, what, None, TYPE_IT(), None, None, None, records)


def _failed(ledger: Ledger) -> Iterator[IssueLine]:
    for step in failed_steps(ledger.drill):
        ended, name = ledger.drill.step(step.id).ended, words_of(ledger.drill, step.id)
        if ended is None:
            what, cause = STEP_NOT_REACHED(step=step.id, name=name), None
        else:
            what = STEP_FAILED(step=step.id, name=name, ending=said(ENDING, ended.ending))
            cause = _found(ended.why)
        owner, records = _owner(ledger, step.by), ledger.records(ended)
        yield IssueLine("step_failed", step.id, what, cause, PRACTISE(), owner, None, None, records)


def _found(why: tuple[Message, ...]) -> Message | None:
    """What was found, where the time that ran out only ended the asking for it."""
    found = [each for each in why if each.code != EXPIRED.code]
    return next(iter((*found, *why)), None)


def _owner(ledger: Ledger, role: str | None) -> Text | None:
    return role_name(ledger.drill, role) if role else None


def _owed(ledger: Ledger) -> Iterator[IssueLine]:
    for each in obligation_lines(ledger):
        if each.state in ("late", "overdue"):
            what = OVERDUE(step=each.step, name=each.name)
            yield IssueLine(
                "overdue", each.step, what, None, PRACTISE(), each.who, None, None, each.records
            )


def _broken_order(ledger: Ledger) -> Iterator[IssueLine]:
    for each in deviation_lines(ledger):
        what = DEVIATION(step=each.step, before=each.before)
        yield IssueLine(
            "deviation", each.step, what, None, PRACTISE(), None, None, None, each.records
        )


def _stumbles(ledger: Ledger) -> Iterator[IssueLine]:
    for each in answer_lines(ledger):
        if each.stumble:
            what = STUMBLED(step=each.step, stumble=each.stumble)
            owner = _owner(ledger, ledger.drill.model(each.step).by)
            yield IssueLine(
                "stumble", each.step, what, None, PRACTISE(), owner, None, None, each.records
            )
