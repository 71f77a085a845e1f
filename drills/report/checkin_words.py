"""Check-ins in words: whom a step expects, how far it has come, and what became of its page."""

from __future__ import annotations

from collections.abc import Iterator

from bcp.message import Message, Phrase, Text
from drills.core import events as e
from drills.core.checkin_events import Problem, Safe, TaskResult, Through
from drills.core.small_departments import behind
from drills.core.state import Drill
from drills.core.whom import whom
from drills.report.call_words import person_name
from drills.report.hint import Hint
from drills.report.measured_lines import Words
from scenarios.model import RollCall, Step

CALLED = Phrase("checkins.step", ja="点呼: {who:list}", en="check-in of {who:list}")
CALLED_WITH = Phrase(
    "checkins.step_with", ja="点呼: {who:list}「{text}」", en="check-in of {who:list}: {text}"
)
SO_FAR = Phrase(
    "checkins.so_far",
    ja="{what}（{all}人中{there}人が回答、目標{percent}%）",
    en="{what} ({there} of {all} are there, {percent} % wanted)",
)
EXPECTED = Phrase(
    "checkins.expected",
    ja="［{step}］点呼の対象は{departments}所属の{count}人です。",
    en="[{step}] {count} people of {departments} departments are expected to check in.",
)
ENOUGH = Phrase("checkins.enough", ja="点呼を締め切る", en="close the check-in")
OPENED = Phrase(
    "checkins.opened",
    ja="［{step}］点呼のページを開きました: {url}",
    en="[{step}] the check-in page is open: {url}",
)
NOT_OPENED = Phrase(
    "checkins.not_opened",
    ja="［{step}］点呼のページを開けませんでした。{why}",
    en="[{step}] the check-in page could not be opened: {why}",
)
CLOSED = Phrase(
    "checkins.closed",
    ja="［{step}］点呼のページを閉じました。",
    en="[{step}] the check-in page was closed.",
)
CAME = Phrase(
    "checkins.came",
    ja="［{step}］{all}人中{there}人が点呼に答えました（{percent}%）。",
    en="[{step}] {there} of {all} have checked in ({percent} %).",
)
BY_HAND = Phrase(
    "checkins.take_down", ja="電話などで聞き取った回答", en="an answer told by telephone"
)
MISSING = Phrase(
    "checkins.missing_found",
    ja="［{step}］未回答の{count}人に連絡します（{people:list}）。",
    en="[{step}] {count} are missing and will be called: {people:list}.",
)
MANY_MISSING = Phrase(
    "checkins.many_missing",
    ja="［{step}］未回答の{count}人に連絡します（{people:list}など）。",
    en="[{step}] {count} are missing and will be called, among them {people:list}.",
)
NONE_TO_CALL = Phrase(
    "checkins.none_to_call",
    ja="［{step}］未回答の人のうち、連絡先のある人はいません。",
    en="[{step}] of those who are missing nobody has a contact.",
)
NONE_MISSING = Phrase(
    "checkins.none_missing",
    ja="［{step}］未回答の人はいません。",
    en="[{step}] nobody is missing.",
)
WITHOUT = Phrase(
    "checkins.without",
    ja="{what}連絡先のない人がほかに{count}人います。",
    en="{what} There are {count} more without a contact.",
)
RESULTS = Phrase(
    "checkins.results",
    ja="［{step}］{tool}の回答を{count}件取り込みました（ファイル {file}、事業者回答として）",
    en="[{step}] {count} answers taken from {tool} (file {file}, as attested)",
)
SOME_TOOL = Phrase("checkins.some_tool", ja="別の仕組み", en="another tool")
# More names than these are no sentence.
_NAMED = 5
THROUGH: dict[Through, Phrase] = {
    "tunnel": Phrase("checkins.tunnel", ja="VPN経由", en="through the tunnel"),
    "direct": Phrase("checkins.direct", ja="VPNを経由せず", en="not through the tunnel"),
    "unknown": Phrase("checkins.way_unknown", ja="経路不明", en="way unknown"),
    "elsewhere": Phrase("checkins.elsewhere", ja="ページ以外", en="not by the page"),
}
# Ways to work that no device of the plan stands for; those of the plan are told by their ids.
METHODS: dict[str, Phrase] = {
    "office": Phrase("checkins.office", ja="出勤", en="in the office"),
    "other": Phrase("checkins.other_way", ja="その他", en="another way"),
}
PROBLEMS: dict[Problem, Phrase] = {
    "": Phrase("checkins.no_problem", ja="支障なし", en="no problem"),
    "no_connection": Phrase("checkins.no_connection", ja="つながらない", en="no connection"),
    "no_login": Phrase("checkins.no_login", ja="ログインできない", en="cannot log in"),
    "slow": Phrase("checkins.slow", ja="遅い", en="slow"),
    "no_system": Phrase("checkins.no_system", ja="システムが使えない", en="a system fails"),
    "device": Phrase("checkins.device", ja="端末の不調", en="their device"),
    "other": Phrase("checkins.other_problem", ja="その他", en="another thing"),
}
TASKS: dict[TaskResult, Phrase] = {
    "done": Phrase("checkins.task_done", ja="できた", en="done"),
    "failed": Phrase("checkins.task_failed", ja="できなかった", en="failed"),
    "not_tried": Phrase("checkins.task_not_tried", ja="試していない", en="not tried"),
}
SAFETY: dict[Safe, Phrase] = {
    "": Phrase("checkins.safety_unsaid", ja="回答なし", en="not said"),
    "safe": Phrase("checkins.safe", ja="無事", en="safe"),
    "injured": Phrase("checkins.injured", ja="けが", en="injured"),
    "need_help": Phrase("checkins.need_help", ja="助けが必要", en="needs help"),
}


def roll_call_said(drill: Drill, do: RollCall) -> Message:
    """Who is to check in, and what they are told."""
    who = whom(drill.started().plan, do.expected)
    if do.text == Text():
        return CALLED(who=who)
    return CALLED_WITH(who=who, text=do.text)


def there_so_far(drill: Drill, step: Step, what: Words) -> Message:
    """What a check-in is about, and how far it has come."""
    wanted = step.do.percent if isinstance(step.do, RollCall) else 100.0
    share = drill.step(step.id).checkins.all
    return SO_FAR(what=what, all=share.expected, there=share.there, percent=f"{wanted:g}")


def expected_said(event: e.PeopleExpected) -> Message:
    """How many are expected."""
    departments = sum(behind(each) or 1 for each in {each.department for each in event.people})
    return EXPECTED(step=event.step, count=len(event.people), departments=departments)


def results_said(event: e.ResultsTaken) -> Message:
    """How many answers another tool brought."""
    tool = Text(event.tool) if event.tool else SOME_TOOL()
    return RESULTS(step=event.step, tool=tool, count=event.count, file=event.file or "-")


def came_said(event: e.CheckedIn, drill: Drill) -> Message | None:
    """How far it has come, once in every tenth of those expected; of thousands no line each."""
    here = drill.step(event.step).checkins
    said = here.said.get(event.person)
    if said is None or said.last != event or said.first != event.at:
        return None
    share = here.all
    if 10 * share.there // share.expected == 10 * (share.there - 1) // share.expected:
        return None
    count = {"all": share.expected, "there": share.there}
    return CAME(step=event.step, **count, percent=f"{share.percent:.0f}")


def check_in_hints(step: str) -> Iterator[Hint]:
    """What to type: an answer that somebody told, and the end of the check-in."""
    yield Hint(f"bcp-drill order last checkin {step} …", BY_HAND())
    yield Hint(f"bcp-drill order last answer {step} done", ENOUGH())


def opened_said(event: e.CheckInOpened) -> Message:
    """Where the page is, or why there is none."""
    if event.why is not None:
        return NOT_OPENED(step=event.step, why=event.why)
    return OPENED(step=event.step, url=event.url)


def missing_said(event: e.MissingFound, drill: Drill) -> Message:
    """Who is called because they are missing, and how many cannot be."""
    people = tuple(person_name(drill, each) for each in event.contacts)
    if not people and not event.without:
        return NONE_MISSING(step=event.step)
    words = MISSING if len(people) <= _NAMED else MANY_MISSING
    said = words(step=event.step, count=len(people), people=people[:_NAMED])
    if not people:
        said = NONE_TO_CALL(step=event.step)
    return WITHOUT(what=said, count=len(event.without)) if event.without else said
