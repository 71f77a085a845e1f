"""People who are not there in a drill, and who does their part (属人化)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from bcp.head_count import deputies, holders, is_meant
from bcp.message import Message, Phrase, Text
from drills.core.brief import Brief
from drills.core.muster_events import PeopleAbsent
from drills.core.roles import role_called
from drills.core.state import Drill
from scenarios.callees import callees

NOT_THERE = Phrase(
    "order.person_absent",
    ja="「{person}」は、この訓練では不在と想定されています。",
    en="{person!r} is taken to be absent in this drill.",
)
ABSENT_SPEAKS = Phrase(
    "order.absent_speaks",
    ja="{person}さんは、この訓練では不在と想定されています。代わりに行う人の名前で記録してください。",
    en="{person} is taken to be absent in this drill. Give the name of whoever does it instead.",
)


@dataclass(frozen=True)
class StandIn:
    """Who does the part of a role whose holders are all absent; None: nobody is left to."""

    role: str
    holders: tuple[str, ...]
    deputy: str | None


def absence(drill: Drill) -> PeopleAbsent | None:
    """Who is absent, at the start of a drill whose scenario wants it so; None once it is known."""
    brief = drill.started()
    wanted = brief.scenario.absent
    if wanted is None or drill.absent is not None:
        return None
    named = tuple(each.id for each in callees(brief.plan, wanted.people))
    seed = (wanted.seed or _seed(brief)) if wanted.draw else ""
    pool = (each.id for each in callees(brief.plan, wanted.pool))
    drawn = _by_lot(tuple(each for each in pool if each not in named), wanted.draw, seed)
    return PeopleAbsent(drill.now, (*named, *drawn), drawn, seed)


def _seed(brief: Brief) -> str:
    """What the lot is drawn with: nobody can foresee the instant of a run's start."""
    return hashlib.sha256(f"{brief.run_id}/{brief.wall_ns}".encode()).hexdigest()[:16]


def _by_lot(pool: tuple[str, ...], count: int, seed: str) -> tuple[str, ...]:
    """Whoever has the smallest SHA-256 of seed, newline and id: anybody can draw it again."""
    drawn = sorted(pool, key=lambda each: hashlib.sha256(f"{seed}\n{each}".encode()).hexdigest())
    return tuple(sorted(drawn[:count], key=pool.index))


def is_absent(drill: Drill, contact: str) -> bool:
    """Whether this contact is not there."""
    return drill.absent is not None and contact in drill.absent.absent


def spoken_by_absent(drill: Drill, name: str) -> Message | None:
    """Why whoever gives this name cannot have done it: the scenario has taken them away."""
    contacts = drill.started().plan.contacts if drill.absent is not None else ()
    for each in contacts:
        if is_absent(drill, each.id) and is_meant(each, name):
            return ABSENT_SPEAKS(person=each.name or each.id)
    return None


def role_now(drill: Drill, role: str) -> Text:
    """What a role is called, and who does its part where its holder is absent."""
    name, found = role_called(drill.started().plan, role), stand_in(drill, role)
    if found is None:
        return name
    contacts = drill.started().plan.contacts
    deputy = next((each.name or each.id for each in contacts if each.id == found.deputy), None)
    if deputy is None:
        ja, en = "不在・代行者なし", "absent, no deputy"
    else:
        ja, en = f"代行: {deputy}", f"deputy: {deputy}"
    return Text(f"{name.said_in('ja')}（{ja}）", f"{name.said_in('en')} ({en})")


def stand_in(drill: Drill, role: str | None) -> StandIn | None:
    """Who does the part of a role; None where its holder is there, or is no contact."""
    plan = drill.started().plan
    found = next((each for each in plan.roles if each.id == role), None)
    if found is None or drill.absent is None:
        return None
    own = holders(plan, found)
    if not own or not all(is_absent(drill, each) for each in own):
        return None
    there = (each for each in deputies(plan, found) if not is_absent(drill, each))
    return StandIn(found.id, own, next(there, None))
