"""The action items of the plan here, with today's date and the drills that were held."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from pathlib import Path

from bcp.action_items import ActionItem
from bcp.did_you_mean import remedy
from bcp.load import LoadedPlan, load_plan
from bcp.message import Phrase
from bcp.model import Plan
from drills import probes
from drills.cli.last_changed import last_changed
from drills.cli.places import here, plan_above
from drills.errors import Refusal
from drills.items.standing import ItemStanding, fiscal_year, standings
from drills.runtime.calendar import local_now

NO_ITEM = Phrase(
    "items.no_item",
    ja="「{id}」という改善事項は計画にありません。{then}",
    en="The plan has no action item {id!r}. {then}",
)


@dataclass(frozen=True)
class Here:
    """The plan at `place`, what day it is there, the folder of its runs, and its files."""

    place: Path
    plan: Plan
    today: date
    runs: Path
    files: tuple[str, ...] = ()

    @classmethod
    def of(cls, given: argparse.Namespace) -> Here:
        """By the command line. Raises `Refused` or `Refusal`."""
        return cls.at(given.plan or plan_above(here()), given.runs)

    @classmethod
    def at(cls, place: Path, runs: Path) -> Here:
        """The plan in that place. Raises `Refused` with its mistakes."""
        return cls.of_loaded(place, load_plan(place, probes.catalogue()), runs)

    @classmethod
    def of_loaded(cls, place: Path, loaded: LoadedPlan, runs: Path) -> Here:
        """The plan that was read there."""
        today = local_now(loaded.plan).date()
        return cls(place, loaded.plan, today, runs, tuple(loaded.files))

    @property
    def revised(self) -> datetime:
        """When the plan was last changed."""
        return last_changed(self.place, self.files)

    def now_there(self) -> datetime:
        """The time where the plan applies."""
        return local_now(self.plan)

    @property
    def year(self) -> int:
        """The fiscal year that it is."""
        return fiscal_year(self.today, self.plan.organisation.fiscal_year_start)

    @cached_property
    def standings(self) -> tuple[ItemStanding, ...]:
        """Every item as it stands today."""
        items = self.plan.action_items
        if not items:
            return ()
        # Reading the past drills takes long where there are many new ones.
        from drills.history.index import rows  # noqa: PLC0415

        own = self.plan.organisation
        whose = (own.name, "")  # of a damaged record nobody knows
        drills = [each for each in rows(self.runs) if each.organisation in whose]
        return standings(items, drills, self.today, own.fiscal_year_start)

    def item(self, id: str) -> ActionItem:
        """The item of that id. Raises `Refusal`."""
        found = next((each for each in self.plan.action_items if each.id == id), None)
        if found is None:
            known = tuple(each.id for each in self.plan.action_items)
            raise Refusal(NO_ITEM(id=id, then=remedy(id, known) or ""))
        return found
