"""Musters and absences that cannot be meant, or that the plan's own figures say must fail."""

from __future__ import annotations

from collections.abc import Iterator

from bcp.message import Message, Phrase
from bcp.model import Plan
from bcp.muster_checks import HOURS, in_time, short_roles
from bcp.refused import Refusal
from scenarios.callees import callees
from scenarios.checks import Written
from scenarios.model import MusterCall, Scenario

NO_SHARE = Phrase(
    "muster.no_share",
    ja="「{key}」は0から100までの数（%）で書いてください。",
    en="{key!r} must be a number from 0 to 100, in percent.",
)
NOTHING_WANTED = Phrase(
    "muster.nothing_wanted",
    ja="「percent」も「heard」も0では、何も確かめない手順になります。",
    en='with both "percent" and "heard" at 0 the step checks nothing.',
)
NOBODY_ABSENT = Phrase(
    "muster.nobody_absent",
    ja="「absent」には、人（people）か、くじの人数（draw、1以上）を書いてください。",
    en='"absent" needs people, or how many to draw (1 or more).',
)
TOO_FEW_TO_DRAW = Phrase(
    "muster.too_few_to_draw",
    ja="くじで{draw}人を選びますが、対象は{count}人しかいません。",
    en="{draw} are to be drawn by lot, and there are only {count} to draw from.",
)
DRAWN_APART = Phrase(
    "muster.drawn_apart",
    ja="くじの種（seed）がないので、区分の端末ごとに違う人が不在になります。",
    en="without a seed, the terminal of each zone would draw other people.",
)
ADD_SEED = Phrase(
    "muster.add_seed",
    ja="「seed: 2026-autumn」のように、どの端末でも同じ語を書いてください。",
    en="Write a word that is the same at every terminal, such as seed: 2026-autumn.",
)
NOT_EXPECTED = Phrase(
    "muster.step_not_in_time",
    ja="手順「{step}」の対象者では、参集の計画（{by:span}まで）を見込みでも満たせません"
    "（{hour}）。足りない役割: {roles:list}。",
    en="those whom the step {step!r} gathers are not even expected to meet what is needed within "
    "{by:span} ({hour}); short of {roles:list}.",
)


def muster_values(scenario: Scenario) -> Iterator[tuple[tuple[str | int, ...], Message]]:
    """Each such value, by its path in the file."""
    for number, step in enumerate(scenario.steps):
        do = step.do
        if not isinstance(do, MusterCall):
            continue
        path = ("steps", number, "muster")
        for key, share in (("percent", do.percent), ("heard", do.heard)):
            if not 0 <= share <= 100:
                yield (*path, key), NO_SHARE(key=key)
        if do.percent == 0 and do.heard == 0:
            yield path, NOTHING_WANTED()
    absent = scenario.absent
    if absent is not None and (absent.draw < 0 or not (absent.draw or absent.people)):
        yield ("absent",), NOBODY_ABSENT()


def muster_step_warnings(written: Written, plan: Plan) -> Iterator[Refusal]:
    """What the plan's own figures say of a scenario's musters and absences."""
    yield from _lot(written, plan)
    scenario = written.scenario
    hour = scenario.hazard.hour
    if hour is None or not any(each.commute for each in plan.contacts):
        return
    absent = scenario.absent.people if scenario.absent else ()
    away = {each.id for each in callees(plan, absent)}
    for step in scenario.steps:
        if not isinstance(step.do, MusterCall) or step.do.percent == 0:
            continue
        people = {each.id for each in callees(plan, step.do.who)} - away
        for need in plan.muster.needs:
            there = in_time(plan, need, scenario.hazard.kind, hour, people)
            short = short_roles(plan, need, there)
            if short:
                words = {"by": need.by.us, "hour": HOURS[hour](), "roles": short}
                yield Refusal(written.steps[step.id], NOT_EXPECTED(step=step.id, **words))


def _lot(written: Written, plan: Plan) -> Iterator[Refusal]:
    absent = written.scenario.absent
    if absent is None or not absent.draw:
        return
    place = min(written.steps.values())
    named = {each.id for each in callees(plan, absent.people)}
    count = len({each.id for each in callees(plan, absent.pool)} - named)
    if count < absent.draw:
        yield Refusal(place, TOO_FEW_TO_DRAW(draw=absent.draw, count=count))
    if absent.seed is None and sum(each.terminal is not None for each in plan.zones) > 1:
        yield Refusal(place, DRAWN_APART(), ADD_SEED())
