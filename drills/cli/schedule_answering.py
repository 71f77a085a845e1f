"""Finding the drill that a person answers for, and recording the answer."""

from __future__ import annotations

import time
from pathlib import Path

from bcp.did_you_mean import remedy
from bcp.message import Message, Phrase, Text
from bcp.model import Plan
from drills.cli.starting import operator
from drills.core.machine import replay
from drills.errors import JournalBroken, Refusal
from drills.journal.folder import Runs
from drills.journal.verify import read_good
from drills.schedule.deciding import BY_A_PERSON
from drills.schedule.events import Answer, AskAnswered
from drills.schedule.record import ScheduleRecord
from drills.schedule.recorded import standing_in
from drills.schedule.standing import DueStanding, Standing

NOTHING_ASKED = Phrase(
    "schedule_answer.nothing_asked",
    ja="回答を待っている訓練はありません。",
    en="No drill waits for an answer.",
)
NO_SUCH = Phrase(
    "schedule_answer.no_such",
    ja="「{key}」は回答を待っていません。{then}回答を待っているもの: {waiting:list}",
    en="{key!r} does not wait for an answer. {then} These do: {waiting:list}",
)
WAITS = Phrase(
    "schedule_answer.waits",
    ja="bcp-drill schedule answer {key} {what}  （{name}）",
    en="bcp-drill schedule answer {key} {what}  ({name})",
)
ONLY_HELD = Phrase(
    "schedule_answer.only_held",
    ja="--run は、手で実施した（held）訓練の記録です。run と skip には付けません。",
    en="--run names the record of a drill that was held: it goes with held alone.",
)
OTHERS_RUN = Phrase(
    "schedule_answer.others_run",
    ja="記録「{run}」は {key} のものです。--run で、手で実施した訓練の記録を示してください"
    "（一覧は bcp-drill history）。",
    en="the record {run} is that of {key}. Name the one of the drill that you held with --run "
    "(bcp-drill history lists them).",
)
OTHER_SCENARIO = Phrase(
    "schedule_answer.other_scenario",
    ja="記録「{run}」はシナリオ「{held}」の訓練で、この予定のシナリオ「{wanted}」のものではありません。"
    "--run で別の記録を示すか、--run なしで答えてください。",
    en="the record {run} is of the scenario {held!r}, and this drill is of {wanted!r}. Name "
    "another with --run, or answer without it.",
)
SEVERAL = Phrase(
    "schedule_answer.several",
    ja="「{key}」で始まるものが複数あります（{keys:list}）。もう少し長く書いてください。",
    en="several begin with {key!r} ({keys:list}). Write more of it.",
)
NOT_BY_ITSELF = Phrase(
    "schedule_answer.not_by_itself",
    ja="この訓練は人が始めます。bcp-drill run で実施し、そのあと held と答えてください"
    "（行わないなら skip）。",
    en="A person starts this drill: hold it with bcp-drill run and then answer held (or skip).",
)
WILL_RUN = Phrase(
    "schedule_answer.will_run",
    ja="{key} を始めます。動いているサービスが1分以内に始めます。",
    en="{key} is to run: a service that is there begins it within a minute.",
)
WILL_NOT = Phrase(
    "schedule_answer.will_not", ja="{key} は行いません。", en="{key} is not held this time."
)
WAS_HELD = Phrase(
    "schedule_answer.was_held",
    ja="{key} を、手で実施したものと記録しました。",
    en="{key} is recorded as held by hand.",
)
JUST_NOW = Phrase(
    "schedule_answer.just_now",
    ja="{key} には、たった今ほかの人が答えました。",
    en="Somebody else has just answered {key}.",
)
NO_DRILL = Phrase(
    "schedule_answer.no_drill",
    ja="記録「{run}」には訓練がありません。",
    en="the record {run} holds no drill.",
)
_SAID = {"run": WILL_RUN, "skip": WILL_NOT, "held": WAS_HELD}


def answered(
    runs: Path, key: str, what: Answer, by: str | None, run: str | None, *, plan: Plan | None = None
) -> Message:
    """Record the answer, and say what follows; `plan` tells which drill it is, where there is one.

    Raises `Refusal`, `JournalBroken`.
    """
    standing = standing_in(runs)
    due = _meant(standing, key, plan)
    if what == "run" and any(each.code == BY_A_PERSON.code for each in due.why):
        raise Refusal(NOT_BY_ITSELF())
    if run is not None and what != "held":
        raise Refusal(ONLY_HELD())
    now = time.time_ns() // 1000
    held = Runs(runs).find(run) if run is not None else None
    when = now if held is None else _begun(held, due, standing, plan)
    record = ScheduleRecord(runs)
    try:
        name = held.name if held is not None else None
        if not record.append(AskAnswered(now, due.key, operator(by), what, when, name, due.turn)):
            raise Refusal(JUST_NOW(key=due.key))
    finally:
        record.close()
    return _SAID[what](key=due.key)


def _meant(standing: Standing, key: str, plan: Plan | None) -> DueStanding:
    waiting = {each.key: each for each in standing.come("asked")}
    if not waiting:
        raise Refusal(NOTHING_ASKED())
    found = [each for each in waiting if each == key] or [
        each for each in waiting if key and each.startswith(key)
    ]
    if len(found) > 1:
        raise Refusal(SEVERAL(key=key, keys=tuple(found)))
    if not found:
        then = remedy(key, tuple(waiting)) or ""
        lines = [_line(each, plan) for each in waiting.values()]
        raise Refusal(NO_SUCH(key=key, then=then, waiting=lines))
    return waiting[found[0]]


def _line(due: DueStanding, plan: Plan | None) -> Message:
    """What to type for one that waits, and its name."""
    by_hand = any(each.code == BY_A_PERSON.code for each in due.why)
    name = name_of(plan, due.drill)
    return WAITS(key=due.key, what="held|skip" if by_hand else "run|skip|held", name=name)


def name_of(plan: Plan | None, drill: str) -> Text:
    """What people call a planned drill: its name, or its id where it has none."""
    drills = () if plan is None else plan.drills
    named = (each.name for each in drills if each.id == drill and each.name != Text())
    return next(named, Text(drill))


def _begun(folder: Path, due: DueStanding, standing: Standing, plan: Plan | None) -> int:
    """When the drill there began. Raises `JournalBroken` where none is, `Refusal` for another's."""
    began = next((each.wall_ns // 1000 for each in read_good(folder)), None)
    brief = replay(each.event() for each in read_good(folder)).brief
    if began is None or brief is None:
        raise JournalBroken(NO_DRILL(run=folder.name))
    other = next((each for each in standing.dues.values() if each.run == folder.name), None)
    if other is not None and other.key != due.key:
        raise Refusal(OTHERS_RUN(run=folder.name, key=other.key))
    drills = () if plan is None else plan.drills
    wanted = next((each.scenario for each in drills if each.id == due.drill), None)
    if wanted is not None and brief.scenario.id != wanted:
        raise Refusal(OTHER_SCENARIO(run=folder.name, held=brief.scenario.id, wanted=wanted))
    return began
