"""The drills of a folder seen together: each is counted once, however often it lies there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from drills.history.rows import DrillRow


def counted_once(rows: Iterable[DrillRow]) -> tuple[DrillRow, ...]:
    """All rows, newest first; what a merged run holds, and what lies there twice, is named so.

    Of several records of one run the longest counts: a copy may have been taken while it went on.
    Of several merged runs with a part in common, too, the later one counts.
    """
    ordered = sorted(rows, key=_age, reverse=True)
    known = [each for each in ordered if each.run_id]
    copies = _copies(known)
    merged = {part for each in known if each.place not in copies for part in each.parts}
    return tuple(_seen(each, copies, merged) for each in ordered)


def _age(row: DrillRow) -> tuple[int, str]:
    return row.began_us, row.place


def _copies(rows: Sequence[DrillRow]) -> frozenset[str]:
    """The places of records that say nothing that another does not say."""
    best: dict[str, DrillRow] = {}
    for each in rows:
        best[each.run_id] = max(each, best.get(each.run_id, each), key=_worth)
    taken: set[str] = set()
    copies = {each.place for each in rows if best[each.run_id] is not each}
    for each in sorted(rows, key=lambda row: (len(row.parts), *_age(row)), reverse=True):
        if not each.parts or each.place in copies:
            continue
        if taken & set(each.parts):
            copies.add(each.place)
        taken |= set(each.parts)
    return frozenset(copies)


def _worth(row: DrillRow) -> tuple[int, str]:
    return row.records, row.place


def _seen(row: DrillRow, copies: frozenset[str], merged: set[str]) -> DrillRow:
    if row.place in copies:
        return row.standing_as("copy")
    return row.standing_as("part") if row.run_id in merged else row
