"""Whether a battery is within its life: reckoned from the plan, because age shows on no display."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import cast

from bcp.asking import Expectation, FactKind
from bcp.battery_life import replace_by
from bcp.inventory import Power
from bcp.message import Phrase, Text
from drills.probes._contract import Reach
from scenarios.reading import Fact, Reading

MEANING = Text(
    ja="蓄電池は寿命の内にあるか（計画の設置日から数える）",
    en="Is a battery within its life? (reckoned from the plan)",
)
PROVES = Text(
    ja="計画に書いた設置日と寿命の年数から見て、交換の日がまだ来ていないこと。機器には尋ねません。"
    "電池が本当にもつかは、放電試験でしか分かりません。",
    en="By the day of installation and the life in the plan, the day to replace it has not come. "
    "No device is asked; only a discharge test shows whether it lasts.",
)
FACTS = {
    "reply": FactKind("bool", Text(ja="計画から分かった", en="the plan tells")),
    "age_days": FactKind("int", Text(ja="設置からの日数", en="days since installation"), "days"),
    "left_days": FactKind(
        "int",
        Text(
            ja="交換の日までの日数。過ぎていれば負",
            en="days until it is to be replaced, or past it",
        ),
        "days",
        news=1,
    ),
    "replace_by": FactKind("str", Text(ja="交換の日", en="the day by which it is to be replaced")),
    "basis": FactKind(
        "str",
        Text(ja="何による値か（assumed 想定）", en="where this comes from: assumed, from the plan"),
    ),
}
HEALTHY = (Expectation("reply", "equals", True), Expectation("left_days", "at_least", 0))
ASSET = "power"
FIELDS = {
    "power": Text(
        ja="計画の電源（power）のid。installed_onとlife_yearsが要ります",
        en="the id of a power source of the plan, with installed_on and life_years",
    ),
}

NOT_KNOWN = Phrase(
    "probes.battery.not_known",
    ja="計画の「{power}」に、設置日（installed_on）と寿命の年数（life_years。60以下）の両方がないため、"
    "寿命が分かりません。",
    en="the plan does not say both installed_on and life_years (60 at most) of {power!r}, so its "
    "life is not known.",
)
OVER = Phrase(
    "probes.battery.over",
    ja="「{power}」の電池は、交換の日（{by}）を{days}日過ぎています。",
    en="the battery of {power!r} is {days} days past the day by which to replace it ({by}).",
)


@dataclass(frozen=True)
class Params:
    """`power` is the id of a power source of the plan."""

    power: str


def target(params: Params, reach: Reach) -> str:
    """The battery itself; nobody is asked."""
    return params.power


async def ask(params: Params, reach: Reach) -> Reading:
    """Reckon it as of today."""
    return reading_of(cast(Power, reach.asset("power", params.power)), date.today())


def reading_of(power: Power, today: date) -> Reading:
    """What the plan tells of the battery's life on the day `today`."""
    by = replace_by(power)
    if by is None or power.installed_on is None:
        return Reading.unknown(NOT_KNOWN(power=power.id))
    left = (by - today).days
    facts: dict[str, Fact] = {
        "reply": True,
        "age_days": (today - date.fromisoformat(power.installed_on)).days,
        "left_days": left,
        "replace_by": by.isoformat(),
        "basis": "assumed",
    }
    over = OVER(power=power.id, by=by.isoformat(), days=-left) if left < 0 else None
    return Reading(facts=facts, because=over)
