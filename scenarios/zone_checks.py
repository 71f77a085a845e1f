"""What cannot be where networks are separated: refused before a drill, with the remedy."""

from __future__ import annotations

from collections.abc import Iterator

from bcp.message import Phrase
from bcp.model import Plan
from bcp.refused import Refusal
from scenarios.checks import Written
from scenarios.model import Run, Scenario, Step
from scenarios.zones import (
    home_of,
    is_unmanned,
    placed,
    terminals,
    used_zone,
    zone_of_server,
)

ELSEWHERE = Phrase(
    "zones.elsewhere",
    ja="手順「{step}」は{zone}区分で行うとありますが、使う相手は{used}区分にあり、届きません。",
    en="the step {step!r} is said to be done in the zone {zone!r}, but what it uses is in "
    "{used!r}, out of reach.",
)
MEND_ZONE = Phrase(
    "zones.mend_zone",
    ja="zone を消すか「zone: {used}」にしてください。",
    en='Leave "zone" out, or write "zone: {used}".',
)
UNDO_ELSEWHERE = Phrase(
    "zones.undo_elsewhere",
    ja="手順「{step}」の元に戻す操作（undo）は{used}区分にあり、{zone}区分の端末からは届きません。",
    en="what takes the step {step!r} back is in the zone {used!r}, out of reach of the terminal in "
    "{zone!r}.",
)
ONE_ZONE = Phrase(
    "zones.one_zone",
    ja="undo には、操作と同じ区分のサーバを書いてください。",
    en="Name a server in the zone of the action as its undo.",
)
NO_HOME = Phrase(
    "zones.no_home",
    ja="このシナリオの手順は{zones:list}に分かれていますが、手順「{step}」をどの端末で行うかが"
    "決まりません。",
    en="the steps of this scenario lie in {zones:list}, and nothing says at which terminal the "
    "step {step!r} is done.",
)
NAME_HOME = Phrase(
    "zones.name_home",
    ja="シナリオの先頭に「home_zone: 区分」を書くか、手順に「zone: 区分」を書いてください。",
    en='Write "home_zone: ZONE" at the top of the scenario, or "zone: ZONE" in the step.',
)
NAME_HOME_ALONE = Phrase(
    "zones.name_home_alone",
    ja="区分「{zone}」には端末がないので、人に確かめる端末の区分を、シナリオの先頭に"
    "「home_zone: 区分」と書いてください。",
    en="The zone {zone!r} has no terminal, so name the zone at whose terminal people are asked: "
    '"home_zone: ZONE" at the top of the scenario.',
)
HOME_UNMANNED = Phrase(
    "zones.home_unmanned",
    ja="home_zone の区分「{zone}」には端末がありません。",
    en="the home_zone {zone!r} has no terminal.",
)
MANNED = Phrase(
    "zones.manned",
    ja="端末があるのは{zones:list}です。",
    en="There are terminals in {zones:list}.",
)


def zone_mistakes(written: Written, plan: Plan) -> Iterator[Refusal]:
    """Steps out of reach of their own terminal, and steps that no terminal would carry out."""
    for step in written.scenario.steps:
        yield from _out_of_reach(step, written, plan)
    yield from _home(written, plan)
    yield from _homeless(written, plan)


def _out_of_reach(step: Step, written: Written, plan: Plan) -> Iterator[Refusal]:
    used, place = used_zone(step, plan), written.steps[step.id]
    if step.zone is not None and used not in (None, step.zone):
        what = ELSEWHERE(step=step.id, zone=step.zone, used=used)
        yield Refusal(place, what, MEND_ZONE(used=used))
    if isinstance(step.do, Run) and step.do.undo is not None:
        back, own = zone_of_server(plan, step.do.undo.server), step.zone or used
        if back is not None and own is not None and back != own:
            what = UNDO_ELSEWHERE(step=step.id, zone=own, used=back)
            yield Refusal(place, what, ONE_ZONE())


def _home(written: Written, plan: Plan) -> Iterator[Refusal]:
    manned = tuple(each.id for each in plan.zones if each.terminal)
    for each in written.mentions:
        named = (each.owner, each.field) == (Scenario, "home_zone")
        if named and manned and is_unmanned(plan, each.word):
            yield Refusal(each.place, HOME_UNMANNED(zone=each.word), MANNED(zones=manned))


def _homeless(written: Written, plan: Plan) -> Iterator[Refusal]:
    scenario = written.scenario
    if home_of(plan, scenario) is not None or len(terminals(plan)) < 2:
        return
    zones = {each.id: placed(each, plan) for each in scenario.steps}
    named = tuple(dict.fromkeys(each for each in zones.values() if each is not None))
    if len(named) < 2:
        return
    for step, zone in zones.items():
        if zone is None or is_unmanned(plan, zone):
            then = NAME_HOME() if zone is None else NAME_HOME_ALONE(zone=zone)
            yield Refusal(written.steps[step], NO_HOME(step=step, zones=named), then)
            return
