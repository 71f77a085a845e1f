"""How the items stand today: what is overdue, what came back, and for how long each is open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from bcp.action_items import ActionItem, Occasion
from bcp.durations import MILLISECOND
from bcp.fiscal_year import USUAL_START, year_began
from bcp.message import Message
from drills.history.rows import DrillRow, TargetRow
from drills.items.proving import ASKED_OTHERWISE, began
from drills.items.taking import is_noted

Proof = Literal["agrees", "differs", "not_here"]
"""What the record of the drill that closed an item says of it here."""

SOON_DAYS = 14
"""An item that is due within so many days is told of."""
_WHOLE = ("counted", "tabletop", "part", "copy")

_MEASURES = {"rto": "rto", "rpo": "rpo", "time": "time", "reached": "time"}
_FAR = "9999-12-31"


@dataclass(frozen=True)
class ItemStanding:
    """One item today.

    `days_left` until it is due, negative where it is overdue, None without a date or when closed.
    `drills` and `years` are how many drills and turns of the fiscal year it has outlived, counted
    for open ones. `again` are drills that missed its target after it was closed (再発), or, for an
    open one, that did so and are not noted on it. `proof` is what became of the evidence of a
    closed one; None where it was closed by words.
    """

    item: ActionItem
    days_left: int | None
    drills: int
    years: int
    again: tuple[str, ...]
    proof: Proof | None = None

    @property
    def is_overdue(self) -> bool:
        """Whether its day has passed."""
        return self.days_left is not None and self.days_left < 0

    @property
    def is_due_soon(self) -> bool:
        """Whether its day comes within `SOON_DAYS`."""
        return self.days_left is not None and 0 <= self.days_left <= SOON_DAYS

    @property
    def came_back(self) -> bool:
        """Whether it was closed, and a later drill missed its target again."""
        return bool(self.again) and not self.item.is_open


def standings(
    items: Iterable[ActionItem],
    drills: Sequence[DrillRow],
    today: date,
    year_start: str = USUAL_START,
) -> tuple[ItemStanding, ...]:
    """Every item as it stands, the most pressing first: open ones by their day, then closed ones.

    `drills` are the past drills as `drills.history.index.rows` gives them; `year_start` is the
    plan's, like ``04-01``.
    """
    found = [_standing(each, drills, today, year_start) for each in items]
    return tuple(sorted(found, key=_pressing))


def fiscal_year(day: date, year_start: str) -> int:
    """The fiscal year of a day, named by the year in which it began."""
    return year_began(year_start, day).year


def found_on(item: ActionItem) -> date | None:
    """The day on which it was found, where the item says so."""
    return _day(item.found_in.on)


def _standing(
    item: ActionItem, drills: Sequence[DrillRow], today: date, year_start: str
) -> ItemStanding:
    due = _day(item.due) if item.is_open else None
    since = found_on(item)
    later = [each for each in drills if each.was_held and _is_after(each, item.found_in)]
    years = fiscal_year(today, year_start) - fiscal_year(since, year_start) if since else 0
    return ItemStanding(
        item=item,
        days_left=None if due is None else (due - today).days,
        drills=len(later) if item.is_open and item.found_in != Occasion() else 0,
        years=max(years, 0) if item.is_open else 0,
        again=tuple(_again(item, drills)),
        proof=_proof(item, drills),
    )


def _proof(item: ActionItem, drills: Sequence[DrillRow]) -> Proof | None:
    evidence = item.closed.evidence if item.closed else None
    if evidence is None:
        return None
    drill = next((each for each in drills if evidence.run in (each.run_id, each.place)), None)
    if drill is None:
        return "not_here"
    told = [each for each in drill.targets if is_about(item, drill, each)]
    compared = item.about.target in _MEASURES
    agrees = any(_says(each, evidence) for each in told) if compared else True
    return "agrees" if drill.standing in _WHOLE and agrees else "differs"


def _says(row: TargetRow, evidence: Occasion) -> bool:
    """Whether the record has it met, in the time that the item states, to the millisecond."""
    if row.verdict != "met" or not row.is_real or evidence.actual is None:
        return False
    return abs((row.actual_us or 0) - evidence.actual.us) < MILLISECOND


def _again(item: ActionItem, drills: Sequence[DrillRow]) -> Iterator[str]:
    closing = item.closed.evidence if item.closed else None
    last = closing or item.found_in
    for drill in sorted(drills, key=lambda each: each.began_us):
        missed = drill.counts and any(
            each.verdict == "missed" and not each.prepared and is_about(item, drill, each)
            for each in drill.targets
        )
        if missed and _is_after(drill, last) and not is_noted(item, drill.run_id):
            yield drill.run_id


def is_about(item: ActionItem, drill: DrillRow, row: TargetRow) -> bool:
    """Whether a row of a drill is the promise that an item comes from."""
    about = item.about
    if about.target is None or row.measure != _MEASURES.get(about.target):
        return False
    if about.step is not None:
        share = None if about.percent is None else f"{about.percent:g}%"
        here = (row.kind, row.id, row.level, drill.scenario)
        return here == ("step", about.step, share, about.scenario)
    return row.kind == "system" and (row.id, row.level) == (about.system, about.level)


def asked_otherwise(item: ActionItem, run: str, drills: Sequence[DrillRow]) -> Message | None:
    """Whether a drill asked otherwise than the one that showed the finding, where both lie here."""
    first, later = (
        {
            row.asked
            for each in drills
            if each.run_id == one
            for row in each.targets
            if is_about(item, each, row)
        }
        for one in (item.found_in.run, run)
    )
    if not first or not later or first & later:
        return None
    return ASKED_OTHERWISE(run=run, found=item.found_in.run or "")


def _is_after(drill: DrillRow, occasion: Occasion) -> bool:
    then = began(occasion)
    return not then or began(Occasion(drill.run_id)) > then


def _pressing(each: ItemStanding) -> tuple[bool, bool, str, str]:
    item = each.item
    if item.is_open:
        return False, False, item.due or _FAR, item.id
    # What came back is more pressing than what is closed for good.
    closed = item.closed.on if item.closed else ""
    newest_first = "".join(chr(0x10FF - ord(sign)) for sign in closed)
    return True, not each.came_back, newest_first, item.id


def _day(iso: str | None) -> date | None:
    """A day; None where it is still to be filled in."""
    try:
        return date.fromisoformat(iso) if iso else None
    except ValueError:
        return None
