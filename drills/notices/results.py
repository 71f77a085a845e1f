"""What a notice says of a drill's result, from its record; nothing in it names a person."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from bcp.message import Message, Phrase
from drills.history.rows import DrillRow, TargetRow
from drills.history.since_last import since_last
from drills.notices.happenings import DrillResult

WORST = Phrase(
    "notices.worst",
    ja="{name}: {actual:span}（目標 {limit:span}）",
    en="{name}: {actual:span} (target {limit:span})",
)
WORST_UNSEEN = Phrase(
    "notices.worst_unseen",
    ja="{name}: 目標 {limit:span} までに確認できず",
    en="{name}: not seen within its target of {limit:span}",
)
_JUDGED = ("met", "missed", "within_error", "not_measured")


def result_of(row: DrillRow, place: Path, drills: Iterable[DrillRow] = ()) -> DrillResult:
    """The result in short; `place` is the run's folder, `drills` those it may be compared with."""
    since = since_last(row, drills)
    targets = [each for each in row.targets if each.verdict in _JUDGED]
    missed = [each for each in targets if each.verdict == "missed"]
    return DrillResult(
        run_id=row.run_id or place.name,
        overall=row.overall,
        grade=row.grade,
        met=sum(each.verdict == "met" for each in targets),
        targets=len(targets),
        worst=_said(max(missed, key=_by)) if missed else None,
        good=row.overall == "passed",
        compared=since is not None,
        lost=() if since is None else since.lost,
        back=() if since is None else since.back,
    )


def _by(row: TargetRow) -> tuple[bool, int]:
    """How far it was missed; what was never seen again is the worst of all."""
    if row.actual_us is None:
        return True, 0
    return False, row.actual_us - (row.limit_us or 0)


def _said(row: TargetRow) -> Message:
    if row.actual_us is None:
        return WORST_UNSEEN(name=row.name, limit=row.limit_us or 0)
    return WORST(name=row.name, actual=row.actual_us, limit=row.limit_us or 0)
