"""A scenario explained before anybody takes it: what it is for, what it measures, what it needs."""

from __future__ import annotations

from collections.abc import Iterator

from bcp.message import Language, Message, Phrase, Text, render
from bcp.model import Plan
from drills.cli.needing import Needs, needs_of
from drills.core.prepare import targets_of
from drills.core.roles import player_called, role_called
from drills.core.setting import lifeline_called
from drills.core.whom import whom
from drills.report.business_lines import PARTS
from drills.report.words import HAZARD, MODE, counted_from, said
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
    Scenario,
    Step,
)
from scenarios.selectors import watched_systems

SUPPOSED = Phrase("explain.supposed", ja="想定", en="What is supposed")
AT = Phrase("explain.at", ja="{hazard}（{clock}）", en="{hazard}, at {clock}")
SAID = Phrase("explain.said", ja="{what}: {text}", en="{what}: {text}")
HOW = Phrase("explain.how", ja="方式と時間", en="Modes and time")
MODES = Phrase("explain.modes", ja="方式: {modes:list}", en="Modes: {modes:list}")
TIMES = Phrase(
    "explain.times",
    ja="状況付与は開始の{first:span}後から{last:span}後まで、制限時間は{limit:span}",
    en="Situations come from {first:span} to {last:span} after the start; the limit is "
    "{limit:span}",
)
CAST = Phrase("explain.cast", ja="役割", en="Who plays which part")
PLAYED_BY = Phrase("explain.played_by", ja="{part}: {who:list}", en="{part}: {who:list}")
MEASURED = Phrase("explain.measured", ja="測ること", en="What is measured")
RECOVERY = Phrase(
    "explain.recovery",
    ja="{name}の復旧時間: {rto:span}以内（{start}）",
    en="{name}: back within {rto:span} ({start})",
)
NO_TIME = Phrase(
    "explain.no_time",
    ja="{name}の復旧時間（計画に目標なし）",
    en="{name}: back (the plan promises no time)",
)
GOAL = Phrase(
    "explain.goal",
    ja="［{step}］{text}: {within:span}以内（{start}）",
    en="[{step}] {text}: within {within:span} ({start})",
)
GOAL_OF_SHARE = Phrase(
    "explain.goal_of_share",
    ja="［{step}］{text}: {percent}%まで{within:span}以内（{start}）",
    en="[{step}] {text}: {percent} % within {within:span} ({start})",
)
EVALUATED = Phrase("explain.evaluated", ja="評価すること", en="What is evaluated")
SHOWN_BY = Phrase("explain.shown_by", ja="{text}（手順 {step}）", en="{text} (step {step})")
BY_EVALUATOR = Phrase(
    "explain.by_evaluator", ja="{text}（評価者が見る）", en="{text} (the evaluator looks)"
)
MUST_NOT = Phrase("explain.must_not", ja="つながってはいけないもの", en="What must not answer")
ACTIONS = Phrase(
    "explain.actions",
    ja="実際に操作すること（実動訓練だけ。承認が要ります）",
    en="What is really done (in operational mode only, when approved)",
)
ACTION = Phrase(
    "explain.action",
    ja="{step}: {server} で {command}（承認: {by:list}）",
    en="{step}: {command} on {server} (approved by {by:list})",
)
ACTION_UNDONE = Phrase(
    "explain.action_undone",
    ja="{step}: {server} で {command}（承認: {by:list}）。元に戻す: {undo}",
    en="{step}: {command} on {server} (approved by {by:list}); taken back by {undo}",
)
NEEDED = Phrase("explain.needed", ja="計画に要るもの", en="What it needs in the plan")
THINGS = Phrase(
    "explain.things",
    ja="システム・回線・機器: {ids:list}",
    en="Systems, lines, devices: {ids:list}",
)
SERVER = Phrase(
    "explain.server",
    ja="サーバ {server} のコマンド: {commands:list}",
    en="Server {server} with {commands:list}",
)
SERVER_ONLY = Phrase("explain.server_only", ja="サーバ {server}", en="Server {server}")
ROLES = Phrase("explain.roles", ja="役割: {ids:list}", en="Roles: {ids:list}")
PEOPLE = Phrase("explain.people", ja="連絡先: {who:list}", en="Contacts: {who:list}")
BUSINESSES = Phrase("explain.businesses", ja="業務: {ids:list}", en="Businesses: {ids:list}")
WITH_NAME = Phrase("explain.with_name", ja="{id}（{name}）", en="{id} ({name})")
SETTINGS = Phrase(
    "explain.settings",
    ja="自分の計画に合わせて変えられる値（--set 名前=値）",
    en="What can be set to fit your plan (--set name=value)",
)
SETTING = Phrase("explain.setting", ja="{name}={value}", en="{name}={value}")
SOURCES = Phrase("explain.sources", ja="もとにした資料", en="What it was made from")


def explained(plan: Plan, scenario: Scenario, lang: Language) -> str:
    """The scenario in sections, as read with this plan; a section without content is left out."""
    purpose = scenario.purpose.said_in(lang)
    lines = [
        f"{scenario.id}  {scenario.title.said_in(lang)}",
        *([f"  {purpose}"] if purpose else []),
    ]
    sections = (
        (SUPPOSED, _supposed(scenario)),
        (HOW, _how(scenario, lang)),
        (CAST, _cast(plan, scenario)),
        (MEASURED, _measured(plan, scenario)),
        (EVALUATED, _evaluated(scenario)),
        (MUST_NOT, _must_not(scenario)),
        (ACTIONS, _actions(plan, scenario)),
        (NEEDED, _needed(plan, needs_of(plan, scenario))),
        (SETTINGS, _settings(scenario)),
        (SOURCES, iter(scenario.guidance)),
    )
    for heading, said_in_it in sections:
        inside = [f"  - {_words(each, lang)}" for each in said_in_it]
        lines += ["", render(heading(), lang), *inside] if inside else []
    return "\n".join(lines)


def _words(each: Message | Text, lang: Language) -> str:
    return each.said_in(lang) if isinstance(each, Text) else render(each, lang)


def _supposed(scenario: Scenario) -> Iterator[Message]:
    hazard = scenario.hazard
    named = said(HAZARD, hazard.kind)
    yield AT(hazard=named, clock=hazard.at) if hazard.at else named
    for word, state in hazard.lifelines.items():
        yield SAID(what=lifeline_called(word), text=state)


def _how(scenario: Scenario, lang: Language) -> Iterator[Message]:
    yield MODES(modes=tuple(said(MODE, each) for each in scenario.modes))
    given = [each.at.us for each in scenario.steps if isinstance(each.do, Inject) and each.at]
    if given:
        yield TIMES(first=min(given), last=max(given), limit=scenario.time.limit.us)


def _cast(plan: Plan, scenario: Scenario) -> Iterator[Message]:
    parts: dict[str, list[Text]] = {}
    for part, who in scenario.roles.parts:
        parts.setdefault(part, []).append(player_called(plan, who))
    for part, everybody in parts.items():
        yield PLAYED_BY(part=PARTS[part](), who=tuple(everybody))


def _measured(plan: Plan, scenario: Scenario) -> Iterator[Message]:
    watched = watched_systems(plan, scenario, None)
    systems = tuple(each for each in plan.watchables if each.id in watched)
    for target in targets_of(plan, scenario, systems):
        if target.rto is None:
            yield NO_TIME(name=target.name)
        else:
            start = counted_from(target.start)
            yield RECOVERY(name=target.name, rto=target.rto.us, start=start)
    for goal in scenario.targets:
        step = scenario.step(goal.step or "")
        if step is not None:
            yield _goal(goal, step)


def _goal(goal: Goal, step: Step) -> Message:
    within = 0 if goal.within is None else goal.within.us
    start = counted_from(goal.start or "due")
    said_of_it = {"step": step.id, "text": _told(step), "within": within, "start": start}
    if goal.reached is None:
        return GOAL(**said_of_it)
    return GOAL_OF_SHARE(percent=f"{goal.reached.value:g}", **said_of_it)


def _told(step: Step) -> Text:
    """What people are told of a step."""
    match step.do:
        case Notify(to=to, form=form):
            return Text(
                f"{to.said_in('ja')}へ {form.said_in('ja')}",
                f"to {to.said_in('en')}: {form.said_in('en')}",
            )
        case Ask(text=text) | CallOut(text=text) | MusterCall(text=text) | RollCall(text=text):
            return text
        case _:
            return step.say or Text(step.id)


def _evaluated(scenario: Scenario) -> Iterator[Message]:
    for each in scenario.evaluation:
        yield (
            SHOWN_BY(text=each.text, step=each.step) if each.step else BY_EVALUATOR(text=each.text)
        )


def _must_not(scenario: Scenario) -> Iterator[Message]:
    for step in scenario.steps:
        if isinstance(step.do, Probe) and step.do.call.wants_silence:
            what = step.say or Text(step.do.call.subject)
            yield SAID(what=Text(step.id), text=what)


def _actions(plan: Plan, scenario: Scenario) -> Iterator[Message]:
    approvals = {each.step: (*each.by, *each.persons) for each in scenario.safety.approvals}
    for step in scenario.steps:
        if isinstance(step.do, Run):
            by = tuple(role_called(plan, each) for each in approvals.get(step.id, ()))
            yield _action(step, step.do, by)


def _action(step: Step, run: Run, by: tuple[Text, ...]) -> Message:
    what = {"step": step.id, "server": run.do.server, "command": run.do.command, "by": by}
    return ACTION(**what) if run.undo is None else ACTION_UNDONE(**what, undo=run.undo.command)


def _needed(plan: Plan, needs: Needs) -> Iterator[Message]:
    if needs.watched:
        yield THINGS(ids=tuple(_thing(plan, each) for each in needs.watched))
    for server, commands in needs.commands.items():
        known = SERVER(server=server, commands=commands)
        yield known if commands else SERVER_ONLY(server=server)
    if needs.roles:
        named = (_named(each, role_called(plan, each)) for each in needs.roles)
        yield ROLES(ids=tuple(named))
    if needs.people:
        yield PEOPLE(who=whom(plan, needs.people))
    if needs.businesses:
        names = {each.id: each.name for each in plan.businesses}
        yield BUSINESSES(
            ids=tuple(_named(each, names.get(each, Text())) for each in needs.businesses)
        )


def _thing(plan: Plan, word: str) -> Message | Text:
    found = plan.system(word)
    return _named(word, found.name if found else Text())


def _named(id: str, name: Text) -> Message | Text:
    return Text(id) if name in (Text(), Text(id)) else WITH_NAME(id=id, name=name)


def _settings(scenario: Scenario) -> Iterator[Message]:
    for name, value in scenario.parameters.items():
        yield SETTING(name=name, value=str(value))
