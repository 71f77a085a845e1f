"""Restore tests of the backups of important systems: one a year."""

from __future__ import annotations

from collections.abc import Iterator

from bcp.battery_life import years_after
from bcp.message import Phrase
from drills.readiness.due import DueLine
from drills.readiness.dues._ground import Ground, day_of

RESTORE = Phrase("due.restore", ja="{name}の復元試験", en="restore test of {name}")
RESTORE_IT = Phrase(
    "due.restore_it",
    ja="復元して中身を確かめ、assets/backups.yaml の restore_tested（バックアップ「{id}」）を"
    "直してください。",
    en="Restore it, look at what came back, and correct restore_tested of {id!r} in "
    "assets/backups.yaml.",
)


def found(ground: Ground) -> Iterator[DueLine]:
    """Each that was restored once: what never was is told where the plan is checked."""
    systems = {each.id: each for each in ground.plan.systems}
    for each in ground.plan.backups:
        system, tested = systems.get(each.system), day_of(each.restore_tested)
        if system is None or tested is None or system.state == "retired":
            continue
        if system.importance != "normal":
            name = system.name.or_id(system.id)
            day = years_after(tested, 1.0)
            what, do = RESTORE(name=name), RESTORE_IT(id=each.id)
            owner = ground.owner(system.owner_section)
            yield ground.line("restore", each.id, day, what, do, name=name, owner=owner)
