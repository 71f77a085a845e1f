"""That a scenario is one of many municipalities', sent to them as a pack (``docs/packs.md``)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Packed:
    """Which pack a scenario is of. It stands in the scenario, and so in every run's brief.

    `version` is raised with every change that is sent out. `fill` names the parameters that each
    body sets for itself (``--set``); all others stay as they were sent.
    """

    id: str
    version: int
    fill: tuple[str, ...] = ()
