"""What runs at which terminal, where a scenario is drilled in several zones."""

from __future__ import annotations

from collections.abc import Iterator

from bcp.message import Message, Phrase
from bcp.model import Plan
from drills.core.brief import Brief
from scenarios.model import Scenario
from scenarios.zones import is_unmanned, shares, zone_name, zone_named, zone_of

SHARE = Phrase(
    "zones.share",
    ja="  --zone {zone}　{label}（{terminal}）: {steps:list}",
    en="  --zone {zone}  {label} ({terminal}): {steps:list}",
)
SHARE_ASKED = Phrase(
    "zones.share_asked",
    ja="  --zone {zone}　{label}（{terminal}）: {steps:list}　うち人に確かめるもの: {asked:list}",
    en="  --zone {zone}  {label} ({terminal}): {steps:list}; asked of people: {asked:list}",
)
RUNS_WHERE = Phrase(
    "zones.runs_where",
    ja="{scenario}: 区分ごとの端末で、それぞれの手順を行います。",
    en="{scenario}: each zone's terminal carries out its own steps.",
)
ALL_HERE = Phrase(
    "zones.all_here",
    ja="このシナリオの手順は区分 {zones:list} に分かれています。--zone がないので、すべてを"
    "この端末で行います。届かない区分があるときは、区分ごとの端末で --zone を付けて"
    "始めてください。",
    en="The steps of this scenario lie in the zones {zones:list}. Without --zone all of them are "
    "done at this terminal. Where it does not reach one, start the drill with --zone at the "
    "terminal of each.",
)


def where(plan: Plan, scenario: Scenario) -> Iterator[Message]:
    """One line for each terminal, with the words to start its segment; none for a single one."""
    for zone, steps in shares(plan, scenario).items():
        model = zone_named(plan, zone)
        asked = tuple(s.id for s in steps if is_unmanned(plan, zone_of(s, plan, scenario)))
        words = {
            "zone": zone,
            "label": zone_name(plan, zone),
            "terminal": (model.terminal if model else None) or "-",
            "steps": tuple(each.id for each in steps),
        }
        yield SHARE_ASKED(**words, asked=asked) if asked else SHARE(**words)


def all_here(brief: Brief) -> Message | None:
    """That everything is done from one terminal though there are several; None where not so."""
    found = () if brief.zone is not None else tuple(shares(brief.plan, brief.scenario))
    return ALL_HERE(zones=found) if found and brief.mode != "tabletop" else None
