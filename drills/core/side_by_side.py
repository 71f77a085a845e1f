"""Organisations beside each other: each merged by itself, then called by its code.

Where all segments are of one organisation there is one group, and nothing in it is renamed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import cached_property
from itertools import groupby
from typing import Any

from bcp.durations import Offset
from bcp.model import Organisation, Plan
from drills.core.brief import Brief
from drills.core.handed_in import Given, step_owners
from drills.core.merged_brief import checks_renamed, merged_brief
from drills.core.prefixing import ids_of, prefixed, prefixed_brief
from scenarios.model import MODES, Scenario, Step


@dataclass(frozen=True)
class Group:
    """The segments of one organisation, from the place `first` on among all.

    `code` is empty where there is only one organisation. Places in `owners` are the group's own.
    """

    code: str
    first: int
    segments: Sequence[Given]

    @cached_property
    def owners(self) -> Mapping[str, int]:
        """Which of the segments carried each step out, by the step's own id."""
        return step_owners(self.segments)

    @cached_property
    def _alone(self) -> Brief:
        renamed = [checks_renamed(each, self.segments) for each in self.segments]
        return merged_brief(self.segments, self.owners, renamed)

    @cached_property
    def brief(self) -> Brief:
        """What the organisation's own merged drill started with."""
        return prefixed_brief(self._alone, self.code) if self.code else self._alone

    @cached_property
    def ids(self) -> Mapping[str, str]:
        """What each id is called in the merged record; empty where nothing is renamed."""
        return ids_of(self._alone, self.code) if self.code else {}

    @cached_property
    def checks(self) -> Sequence[Mapping[str, str]]:
        """For each segment, what its watched checks are called in the merged record."""
        return [
            {
                own: prefixed(self.code, each)
                for own, each in checks_renamed(given, self.segments).items()
            }
            for given in self.segments
        ]

    def steps_of(self, place: int) -> tuple[str, ...]:
        """The steps that one of the segments carried out, as they are called."""
        own = (step for step, owner in self.owners.items() if owner == place)
        return tuple(self.ids.get(each, each) for each in own)


def groups_of(segments: Sequence[Given]) -> tuple[Group, ...]:
    """The segments by their organisations; those of one stand beside each other."""
    numbered = groupby(enumerate(segments), key=lambda each: each[1].code)
    groups = ((code, list(each)) for code, each in numbered)
    return tuple(Group(code, own[0][0], [each for _, each in own]) for code, own in groups)


def side_by_side(briefs: Sequence[Brief]) -> Brief:
    """One brief with everything of all; what only one can say is the first one's."""
    first = briefs[0]
    if len(briefs) == 1:
        return first
    return replace(
        first,
        plan=_plan([each.plan for each in briefs]),
        scenario=_scenario([each.scenario for each in briefs]),
        mode=max((each.mode for each in briefs), key=MODES.index),
        files={name: digest for each in briefs for name, digest in each.files.items()},
        **_joined(briefs, ("checks", "targets", "guards", "required", "signed")),
    )


def _plan(plans: Sequence[Plan]) -> Plan:
    first = plans[0]
    lists = [each.name for each in fields(Plan) if isinstance(getattr(first, each.name), tuple)]
    names = ", ".join(f"{each.organisation.code} {each.organisation.name}" for each in plans)
    organisation = Organisation(names, utc_offset=first.organisation.utc_offset)
    return replace(first, organisation=organisation, folder="", **_joined(plans, lists))


def _scenario(scenarios: Sequence[Scenario]) -> Scenario:
    first = scenarios[0]
    safety = replace(
        first.safety,
        **_joined([each.safety for each in scenarios], ("approvals", "stop_when", "require")),
    )
    steps = tuple(step for each in scenarios for step in _begun_alone(each.steps))
    return replace(
        first,
        steps=steps,
        safety=safety,
        home_zone=None,
        **_joined(scenarios, ("watch", "targets", "forbid")),
    )


def _begun_alone(steps: Sequence[Step]) -> Sequence[Step]:
    """The first step must not wait for the last of another municipality's, above it."""
    if not steps or steps[0].at is not None or steps[0].after:
        return steps
    return (replace(steps[0], at=Offset(0)), *steps[1:])


def _joined(values: Sequence[Any], names: Sequence[str]) -> dict[str, Any]:
    return {name: tuple(one for each in values for one in getattr(each, name)) for name in names}
