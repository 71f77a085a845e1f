"""What a run would do, told without touching anything: no connection, no file, no clock."""

from __future__ import annotations

from collections.abc import Iterator

from bcp.asking import ProbeCall
from bcp.durations import Span, written
from bcp.message import Language, Message, Phrase, render
from drills.core.alarms import listening
from drills.core.approvals import approvers
from drills.core.brief import Brief
from drills.core.kinds import kind_of
from drills.core.messages import persons
from drills.core.pages import steps_with_page
from drills.core.roles import role_called
from drills.core.segments import is_people_only
from drills.core.state import Drill
from drills.core.touches import deed
from drills.core.whom import whom
from drills.report.message_words import BY, SEND
from drills.report.ramp_words import accounts_said, ramp_said
from drills.report.touched import guarding
from drills.report.words import counted_from
from scenarios.callees import callees, missing_of
from scenarios.model import (
    Ask,
    CallOut,
    Goal,
    Inject,
    MusterCall,
    Notify,
    Probe,
    RollCall,
    Run,
    Sending,
    Step,
    Wait,
)
from scenarios.ramps import Ramp
from scenarios.zones import zone_name

HEADING = Phrase(
    "dry_run.heading",
    ja="{title}（{mode}）の予行。どこにも接続していません。",
    en="Dry run of {title} ({mode}). Nothing was connected to.",
)
WATCH = Phrase(
    "dry_run.watch",
    ja="監視: {check}  {word} {subject}  {every} ごと",
    en="watch: {check}  {word} {subject}  every {every}",
)
LISTEN = Phrase(
    "dry_run.listen",
    ja="待ち受け: 機器からの通知（SNMPトラップ）  {listen}",
    en="listen: alarms that devices send (SNMP traps)  {listen}",
)
STEP = Phrase("dry_run.step", ja="{when:<12} {step:<16} {what}", en="{when:<12} {step:<16} {what}")
INJECT = Phrase("dry_run.inject", ja="付与: {text}", en="inject: {text}")
ASK = Phrase("dry_run.ask", ja="質問（{by}）: {text}", en="ask ({by}): {text}")
CALL = Phrase(
    "dry_run.call", ja="連絡: {who:list}（{count}人）", en="reach {who:list} ({count} people)"
)
CALL_MISSING = Phrase("dry_run.call_missing", ja="連絡: {who:list}", en="reach {who:list}")
CHECK_IN = Phrase("dry_run.check_in", ja="点呼: {who:list}", en="check-in of {who:list}")
MESSAGE = Phrase(
    "dry_run.message",
    ja="メッセージ（{by}・{send}）: {to:list}（{count}通）",
    en="message ({by}; {send}): {to:list} ({count} messages)",
)
GATHER = Phrase(
    "dry_run.muster",
    ja="安否確認・参集: {who:list}（{count}人）",
    en="gather {who:list} ({count} people)",
)
NOTIFY = Phrase("dry_run.notify", ja="報告: {to} へ", en="report to {to}")
PROBE = Phrase("dry_run.probe", ja="確認: {word} {subject}", en="probe: {word} {subject}")
WAIT = Phrase("dry_run.wait", ja="待つ: {what}", en="wait for {what}")
CONNECTS = Phrase(
    "dry_run.connects",
    ja="{what}。{sessions}（承認: {by:list}。operationalのときだけ）",
    en="{what}; {sessions} (approved by {by:list}; in operational mode only)",
)
RUN = Phrase(
    "dry_run.run",
    ja="実行: {server} で {line}（承認: {by:list}）",
    en="run on {server}: {line} (approved by {by:list})",
)
UNDO = Phrase("dry_run.undo", ja="  元に戻す: {server} で {line}", en="  undo on {server}: {line}")
SIGNED = Phrase(
    "dry_run.signed",
    ja="  事前承認: {role}（{by}、{until}まで）",
    en="  approved beforehand as {role} by {by}, until {until}",
)
CONTROL = Phrase(
    "dry_run.control",
    ja="  同時に対照へ: {word} {subject}",
    en="  at the same time the control target: {word} {subject}",
)
PAGE = Phrase(
    "dry_run.page",
    ja="待ち受け: 職員が点呼に答えるページ  {listen}（リンク: {url}/）",
    en="listen: the page on which staff check in  {listen} (links: {url}/)",
)
INSTEAD = Phrase(
    "dry_run.instead",
    ja="質問（想定・何も実行しません）: {what}",
    en="ask (assumed, nothing is run): {what}",
)
ELSEWHERE = Phrase(
    "dry_run.elsewhere",
    ja="（{zone}の端末で）{what}",
    en="(at the terminal of {zone}) {what}",
)
WORDS = Phrase("dry_run.words", ja="言葉で: {text}", en="in words: {text}")
TARGET = Phrase(
    "dry_run.target",
    ja="目標: {name}  RTO {rto}（{start}）",
    en="target: {name}  RTO {rto} {start}",
)
TARGET_OF_STEP = Phrase(
    "dry_run.target_of_step",
    ja="目標: 手順［{step}］を{within:span}以内（{start}）",
    en="target: step [{step}] within {within:span} {start}",
)


TARGET_OF_SHARE = Phrase(
    "dry_run.target_of_share",
    ja="目標: 手順［{step}］で{percent}%に到達するまで{within:span}以内（{start}）",
    en="target: step [{step}], {percent} % reached within {within:span} {start}",
)


AWAY = Phrase(
    "dry_run.absent", ja="不在の想定: {people:list}", en="taken to be absent: {people:list}"
)
LOT = Phrase(
    "dry_run.absent_by_lot",
    ja="不在の想定: {pool:list}から、開始時にくじで{draw}人",
    en="taken to be absent: {draw} of {pool:list}, drawn by lot at the start",
)


def shown(brief: Brief, lang: Language) -> str:
    """Tell the whole run in order: what is watched, each step, each target."""
    heading = HEADING(title=brief.scenario.title, mode=brief.mode)
    lines = [render(heading, lang), *_absent(brief, lang), *_watch(brief, lang)]
    for group in guarding(brief, lang):
        lines += [group.heading, *(f"  {each}" for each in group.lines)]
    for step in brief.scenario.steps:
        lines += _step(brief, step, lang)
    for target in brief.targets:
        rto = written(target.rto) if target.rto else "-"
        start = counted_from(target.start)
        lines.append(render(TARGET(name=target.name, rto=rto, start=start), lang))
    lines += [render(_goal(each), lang) for each in brief.scenario.targets if each.step]
    return "\n".join(lines)


def _absent(brief: Brief, lang: Language) -> Iterator[str]:
    """Who will be away; whom the lot falls on nobody knows yet."""
    absent = brief.scenario.absent
    if absent is not None and absent.people:
        yield render(AWAY(people=whom(brief.plan, absent.people)), lang)
    if absent is not None and absent.draw:
        yield render(LOT(pool=whom(brief.plan, absent.pool), draw=absent.draw), lang)


def _goal(goal: Goal) -> Message:
    within = 0 if goal.within is None else goal.within.us
    rest = {"step": goal.step, "within": within, "start": counted_from(goal.start or "due")}
    if goal.reached is None:
        return TARGET_OF_STEP(**rest)
    return TARGET_OF_SHARE(percent=f"{goal.reached.value:g}", **rest)


def _watch(brief: Brief, lang: Language) -> Iterator[str]:
    for each in brief.checks:
        call = each.call
        said = WATCH(check=each.id, word=call.word, subject=call.subject, every=written(each.every))
        yield render(said, lang)
        yield from _control(call, lang)
    page = brief.plan.checkin
    if page is not None and steps_with_page(brief):
        yield render(PAGE(listen=page.listen, url=page.url), lang)
    traps = listening(brief)
    if traps is not None:
        yield render(LISTEN(listen=traps.listen), lang)


def _step(brief: Brief, step: Step, lang: Language) -> Iterator[str]:
    elsewhere = brief.segment.foreign.get(step.id)
    when = f"T+{written(Span(step.at.us))}" if step.at else ", ".join(a.step for a in step.after)
    what = _what(brief, step, lang)
    if elsewhere is not None:
        what = render(ELSEWHERE(zone=zone_name(brief.plan, elsewhere), what=what), lang)
    yield render(STEP(when=when, step=step.id, what=what), lang)
    if elsewhere is not None or is_people_only(brief, step):
        return
    if isinstance(step.do, Run) and step.do.undo and brief.mode == "operational":
        undo = deed(brief, step.do.undo)
        yield render(UNDO(server=undo.server, line=undo.line), lang)
        for each in brief.signed:
            if each.step == step.id:
                who = {"role": role_called(brief.plan, each.role), "by": each.by}
                yield render(SIGNED(**who, until=each.signature.until), lang)
    if isinstance(step.do, Probe | Wait) and step.do.call and brief.mode != "tabletop":
        yield from _control(step.do.call, lang)


def _control(call: ProbeCall, lang: Language) -> Iterator[str]:
    if call.control is not None and call.wants_silence:
        yield render(CONTROL(word=call.control.word, subject=call.control.subject), lang)


def _what(brief: Brief, step: Step, lang: Language) -> str:
    people = Ask | Notify | CallOut | MusterCall | RollCall | Sending | Inject
    if isinstance(step.do, people) or not kind_of(step).by_person(Drill(brief=brief), step):
        return render(_machine(brief, step), lang)
    said = WORDS(text=step.say) if step.say is not None else INSTEAD(what=_machine(brief, step))
    return render(said, lang)


def _ramp(brief: Brief, step: Step, ramp: Ramp) -> Message:
    what = ramp_said(brief.plan, ramp)
    if not step.acts:
        return what
    by = approvers(Drill(brief=brief), step.id) or ("-",)
    return CONNECTS(what=what, sessions=accounts_said(brief.plan, ramp), by=by)


def _machine(brief: Brief, step: Step) -> Message:
    match step.do:
        case Inject(text=text):
            said = INJECT(text=text)
        case Ask(text=text):
            said = ASK(by=role_called(brief.plan, step.by) if step.by else "-", text=text)
        case Ramp():
            said = _ramp(brief, step, step.do)
        case CallOut(who=who):
            named = whom(brief.plan, who)
            # Who will be missing is not known before the drill.
            known = not missing_of(who)
            count = len(callees(brief.plan, who))
            said = CALL(who=named, count=count) if known else CALL_MISSING(who=named)
        case RollCall(expected=who):
            said = CHECK_IN(who=whom(brief.plan, who))
        case Sending(to=to, by=way):
            count = len(persons(Drill(brief=brief), step.do))
            said = MESSAGE(
                by=BY[way](), send=SEND[brief.send](), to=whom(brief.plan, to), count=count
            )
        case MusterCall(who=who):
            said = GATHER(who=whom(brief.plan, who), count=len(callees(brief.plan, who)))
        case Notify(to=to):
            said = NOTIFY(to=to)
        case Probe(call=call):
            said = PROBE(word=call.word, subject=call.subject)
        case Wait(system=system, level=level, call=call):
            what = f"{system} ({level})" if level else system
            said = WAIT(what=what or (f"{call.word} {call.subject}" if call else "-"))
        case Run(do=do):
            action = deed(brief, do)
            by = approvers(Drill(brief=brief), step.id) or ("-",)
            said = RUN(server=action.server, line=action.line, by=by)
    return said
