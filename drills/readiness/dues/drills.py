"""Planned drills: the next time of each, and those that were missed."""

from __future__ import annotations

import shlex
from collections.abc import Iterator

from bcp.message import Phrase
from drills.readiness.due import DueLine
from drills.readiness.dues._ground import Ground

COMES = Phrase("due.drill", ja="訓練「{name}」", en="the drill {name}")
MISSED = Phrase(
    "due.drill_missed",
    ja="訓練「{name}」（予定日を過ぎ、実施の記録がありません）",
    en="the drill {name}: its day has passed, and no record of it is here",
)
HOLD = Phrase(
    "due.hold_drill",
    ja="実施してください: bcp-drill run {scenario}",
    en="Hold it: bcp-drill run {scenario}",
)
HOLD_BY_PEOPLE = Phrase(
    "due.hold_without_scenario",
    ja="計画の drills に scenario がありません。写して書き（bcp-drill scenarios）、"
    "実施してください。"
    "実施済みなら bcp-drill schedule answer {key} held と答えてください。",
    en="The plan names no scenario for it: copy one (bcp-drill scenarios), name it, and hold it. "
    "Where it was held: bcp-drill schedule answer {key} held.",
)
PREPARE = Phrase(
    "due.prepare_drill",
    ja="bcp-drill schedule next で日時を確かめ、準備してください。",
    en="See bcp-drill schedule next, and prepare it.",
)


def found(ground: Ground) -> Iterator[DueLine]:
    """Each one; one that is missed is told beside its next time."""
    for each in ground.drills:
        name = each.name.or_id(each.id)
        more = {"name": name, "owner": ground.owner(each.responsible), "notice": 14}
        if each.missed:
            given = (shlex.quote(f"{name}={value}") for name, value in each.settings.items())
            line = " ".join((each.scenario or "", *(f"--set {one}" for one in given)))
            what = MISSED(name=name)
            do = HOLD_BY_PEOPLE(key=each.key) if each.scenario is None else HOLD(scenario=line)
            yield ground.line("drill", f"{each.id}/missed", each.day, what, do, **more)
        else:
            yield ground.line("drill", each.id, each.day, COMES(name=name), PREPARE(), **more)
