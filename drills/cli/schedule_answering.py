"""Finding the drill that a person answers for, and recording the answer."""

from __future__ import annotations

import time
from pathlib import Path

from bcp.did_you_mean import remedy
from bcp.message import Message, Phrase
from drills.cli.starting import operator
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
    ja="「{key}」は回答を待っていません。{then}",
    en="{key!r} does not wait for an answer. {then}",
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


def answered(runs: Path, key: str, what: Answer, by: str | None, run: str | None) -> Message:
    """Record the answer, and say what follows. Raises `Refusal`, `JournalBroken`."""
    due = _meant(standing_in(runs), key)
    if what == "run" and any(each.code == BY_A_PERSON.code for each in due.why):
        raise Refusal(NOT_BY_ITSELF())
    now = time.time_ns() // 1000
    held = Runs(runs).find(run) if run is not None else None
    when = now if held is None else _begun(held)
    record = ScheduleRecord(runs)
    try:
        name = held.name if held is not None else None
        if not record.append(AskAnswered(now, due.key, operator(by), what, when, name, due.turn)):
            raise Refusal(JUST_NOW(key=due.key))
    finally:
        record.close()
    return _SAID[what](key=due.key)


def _meant(standing: Standing, key: str) -> DueStanding:
    waiting = {each.key: each for each in standing.come("asked")}
    if not waiting:
        raise Refusal(NOTHING_ASKED())
    found = [each for each in waiting if each == key] or [
        each for each in waiting if key and each.startswith(key)
    ]
    if len(found) > 1:
        raise Refusal(SEVERAL(key=key, keys=tuple(found)))
    if not found:
        raise Refusal(NO_SUCH(key=key, then=remedy(key, tuple(waiting)) or ""))
    return waiting[found[0]]


def _begun(folder: Path) -> int:
    """When the drill there began. Raises `JournalBroken` where there is none."""
    for each in read_good(folder):
        return each.wall_ns // 1000
    raise JournalBroken(NO_DRILL(run=folder.name))
