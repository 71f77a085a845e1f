"""What a step is about, in words."""

from __future__ import annotations

from bcp.message import Message, Phrase, Text
from bcp.said_by_people import said_by_people
from drills.core.absence import role_now
from drills.core.marking import marked
from drills.core.roles import role_called
from drills.core.state import Drill
from drills.core.told import asked_of_people, call_by_people
from drills.report.call_words import calling_said
from drills.report.checkin_words import roll_call_said
from drills.report.ledger import name_of
from drills.report.measured_lines import GoalLine, Words
from drills.report.message_words import sending_said
from drills.report.muster_words import gathering_said
from drills.report.ramp_words import ramp_said
from scenarios.model import (
    Ask,
    CallOut,
    Inject,
    MusterCall,
    Notify,
    Probe,
    RollCall,
    Run,
    Sending,
    Step,
    StepKind,
    Wait,
)
from scenarios.ramps import Ramp

PROBED = Phrase("report.step_probe", ja="確認: {word} {subject}", en="check {word} {subject}")
WAITED = Phrase("report.step_wait", ja="復旧を待って確認: {name}", en="wait until {name} is back")
WAITED_LEVEL = Phrase(
    "report.step_wait_level",
    ja="復旧を待って確認: {name}（{level}）",
    en="wait until {name} is back to level {level}",
)
WAITED_WORD = Phrase(
    "report.step_wait_word",
    ja="復旧を見た人の記録を待つ: {name}（observe {system}）",
    en="wait until somebody says that {name} is back (observe {system})",
)
RAN = Phrase("report.step_run", ja="操作: {server} で {command}", en="run {command} on {server}")
NOTIFIED = Phrase("report.step_notify", ja="報告: {to}へ", en="report to {to}")
NOTIFIED_ON = Phrase(
    "report.step_notify_form", ja="報告: {to}へ「{form}」", en='report to {to}: "{form}"'
)
STEP_TIME = Phrase("report.step_time", ja="手順［{step}］", en="step [{step}]")
SHARE_TIME = Phrase(
    "report.share_time", ja="手順［{step}］{percent}%到達", en="step [{step}], {percent} % reached"
)


def goal_name(goal: GoalLine) -> Message:
    """The step that a target is about, by the id under which it is found elsewhere."""
    if goal.reached_percent is None:
        return STEP_TIME(step=goal.step)
    return SHARE_TIME(step=goal.step, percent=f"{goal.reached_percent:g}")


def step_name(drill: Drill, step: Step) -> Words:
    """Say what a step is about, in the words of its author where there are some."""
    told = call_by_people(step)
    if told is not None:
        return step.say or asked_of_people(drill.started().plan, told)
    return _by_kind(drill, step.do)


def _by_kind(drill: Drill, do: StepKind) -> Words:
    match do:
        case Inject():
            return marked(do.text)
        case Ask():
            return do.text
        case CallOut() | MusterCall() | RollCall() | Notify() | Ramp() | Sending():
            return _of_people(drill, do)
        case Probe(call=call):
            return PROBED(word=call.word, subject=call.subject)
        case Wait():
            return _waited(drill, do)
        case Run(do=ref):
            return RAN(server=ref.server, command=ref.command)


def _of_people(
    drill: Drill, do: CallOut | MusterCall | RollCall | Notify | Ramp | Sending
) -> Message:
    match do:
        case RollCall():
            return roll_call_said(drill, do)
        case MusterCall():
            return gathering_said(drill, do)
        case CallOut():
            return calling_said(drill, do)
        case Sending():
            return sending_said(drill, do)
        case Ramp():
            return ramp_said(drill.started().plan, do)
        case Notify():
            return _notified(do)


def _notified(do: Notify) -> Message:
    return NOTIFIED_ON(to=do.to, form=do.form) if _said(do.form) else NOTIFIED(to=do.to)


def _waited(drill: Drill, wait: Wait) -> Message:
    if wait.call is not None:
        return PROBED(word=wait.call.word, subject=wait.call.subject)
    name = name_of(drill, wait.system or "")
    checks = drill.started().checks_of.get(wait.system or "", ())
    if any(said_by_people(each.call) for each in checks):
        return WAITED_WORD(name=name, system=wait.system or "")
    if wait.level is None:
        return WAITED(name=name)
    return WAITED_LEVEL(name=name, level=level_name(drill, wait.system or "", wait.level))


def level_name(drill: Drill, system: str, level: str) -> Text:
    """A level's name, or its id where it has none."""
    model = drill.started().plan.system(system)
    found = next((each for each in model.levels if each.id == level), None) if model else None
    return found.name if found is not None and _said(found.name) else Text(level)


def words_of(drill: Drill, step: str) -> Words:
    """The same by a step's id."""
    return step_name(drill, drill.model(step))


def role_name(drill: Drill, role: str | None) -> Text:
    """What a role is called in the drill's plan, and who stands in where its holder is absent."""
    return role_now(drill, role or "")


def role_title(drill: Drill, role: str) -> Text:
    """What a role is called, whoever does it."""
    return role_called(drill.started().plan, role)


def _said(text: Text) -> bool:
    return bool(text.ja or text.en)
