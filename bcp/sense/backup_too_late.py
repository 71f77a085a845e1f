"""Backups that cannot keep what the plan promises: made too seldom, or restored too slowly."""

from __future__ import annotations

from collections.abc import Iterator

from bcp.durations import DAY, BusinessDays, Span
from bcp.inventory import Backup
from bcp.message import Phrase
from bcp.refused import Refusal
from bcp.sense._ground import Ground

TOO_SELDOM = Phrase(
    "sense.backup_too_seldom",
    ja="バックアップ「{backup}」は{every:span}ごとですが、「{system}」の目標復旧時点は{rpo:span}前です。",
    en="the backup {backup!r} is made every {every:span}, but {system!r} may lose no more than "
    "{rpo:span}.",
)
TOO_SLOW = Phrase(
    "sense.backup_too_slow",
    ja="バックアップ「{backup}」の復元には{took:span}かかりましたが、「{system}」の目標復旧時間は"
    "{rto:span}です。",
    en="restoring the backup {backup!r} took {took:span}, but {system!r} is to be back within "
    "{rto:span}.",
)
ALIGN = Phrase(
    "sense.align_backup",
    ja="取り方や復元の手順を変えるか、目標を実際に合わせてください。",
    en="Change how it is made or restored, or promise what can be kept.",
)


def found(ground: Ground) -> Iterator[Refusal]:
    """Each backup that is too seldom or too slow for its system."""
    systems = {each.id: each for each in ground.plan.systems}
    for backup in ground.plan.backups:
        system = systems[backup.system]
        told = {"backup": backup.id, "system": system.id}
        place = ground.place(backup.id, Backup)
        rpo, every = _rpo(system.rpo), backup.every
        if rpo is not None and every is not None and every.us > rpo:
            yield Refusal(place, TOO_SELDOM(**told, every=every.us, rpo=rpo), ALIGN())
        rto, took = system.rto, backup.restore_took
        if rto is not None and took is not None and took.us > rto.within.us:
            yield Refusal(place, TOO_SLOW(**told, took=took.us, rto=rto.within.us), ALIGN())


def _rpo(rpo: Span | BusinessDays | None) -> int | None:
    """The promise as a span; a working day is at least a day."""
    if isinstance(rpo, BusinessDays):
        return rpo.days * DAY
    return rpo.us if rpo is not None else None
