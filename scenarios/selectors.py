"""Which systems a scenario watches: an id, or a word for many such as ``@critical``."""

from __future__ import annotations

from bcp.model import Plan, System
from scenarios.model import Scenario
from scenarios.zones import carrier_of, home_of, zone_of_system

WORDS = ("@all", "@critical", "@important", "@zone:ID", "@section:NAME")


def is_selector(word: str) -> bool:
    """Whether `word` stands for a choice of systems instead of for one."""
    return word.startswith("@")


def is_known(word: str) -> bool:
    """Whether `word` is one of the selectors there are."""
    head, colon, rest = word.partition(":")
    return word in WORDS[:3] or (head in ("@zone", "@section") and bool(colon and rest))


def selected(plan: Plan, word: str) -> tuple[str, ...]:
    """The ids of the systems that `word` stands for, in the plan's order.

    ``@important`` includes the critical ones.
    """
    return tuple(each.id for each in plan.watchables if _fits(each, word))


def watched_systems(plan: Plan, scenario: Scenario, zone: str | None) -> tuple[str, ...]:
    """The systems watched from the terminal in `zone`, in the plan's order, each once.

    A zone cannot reach the systems of another one; `zone` None watches all of them, and a system
    without a zone is watched from everywhere. One in a zone without a terminal, which only people
    can tell of, is the scenario's home zone's.
    """
    home = home_of(plan, scenario)
    wanted = {one for each in scenario.watch for one in selected(plan, each.system)}
    return tuple(
        each.id
        for each in plan.watchables
        if each.id in wanted
        and (zone is None or carrier_of(zone_of_system(plan, each.id), plan, home) in (None, zone))
    )


def _fits(system: System, word: str) -> bool:
    head, _, rest = word.partition(":")
    fits = {
        "@all": True,
        "@critical": system.importance == "critical",
        "@important": system.importance in ("critical", "important"),
        "@zone": system.zone == rest,
        "@section": system.owner_section == rest,
    }
    return fits.get(head, system.id == word)
