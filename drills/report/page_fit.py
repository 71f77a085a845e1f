"""How much of each list the one page has room for, so that it stays one sheet of A4.

The height of the page is reckoned in lines of its print, a little too high rather than too low.
Where all would be more than a sheet has, lists are cut step by step: what is told again in the full
report first, the gravest issues and the most urgent things to do never below three. Lines to type
on servers by hand are never cut.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import ceil

from bcp.message import Language, render
from drills.report.actions import once_each
from drills.report.issues import IssueLine
from drills.report.layout import harmless, width_of
from drills.report.model import Report
from drills.report.target_rows import TargetRow, target_rows

LONGEST = 180


@dataclass(frozen=True)
class Fit:
    """The most entries of each list, and the most cells that a text of an issue takes.

    `dense`: it was more than a sheet has, and is set closer than usual, too.
    """

    targets: int = 8
    simulated: int = 4
    businesses: int = 4
    devices: int = 3
    past: int = 6
    decisions: int = 3
    longest: int = LONGEST
    dense: bool = False


# One after the other until it fits.
_STEPS: Sequence[tuple[str, int]] = (
    *(("targets", 7), ("simulated", 3), ("businesses", 3), ("past", 4), ("targets", 6)),
    *(("longest", 120), ("simulated", 2), ("businesses", 2), ("targets", 5), ("past", 3)),
    *(("devices", 2), ("decisions", 2), ("targets", 4), ("longest", 80), ("simulated", 1)),
    *(("devices", 1), ("businesses", 1), ("past", 2), ("targets", 3), ("decisions", 1)),
    *(("longest", 60), ("past", 1)),
)
# Lines of the sheet below its head and its result, as usual and as closely as it can be set.
_USUAL, _CLOSE = 43.0, 57.0
_HEADING, _HEADS, _ROW, _MORE_OF_ROW, _POINT, _BY_HAND, _BOXES = 2.5, 1.5, 1.45, 0.95, 1.4, 4.5, 4.0
_ACROSS = 110
_FIRST_THREE = 3


def fit(report: Report, lang: Language) -> Fit:
    """What of this report goes on one sheet."""
    found = Fit()
    if _height(report, found, lang) <= _USUAL:
        return found
    found = replace(found, dense=True)
    for name, most in _STEPS:
        if _height(report, found, lang) <= _CLOSE:
            break
        changes: dict[str, int] = {name: most}
        found = replace(found, **changes)  # type: ignore[arg-type]  # all that is cut are numbers
    return found


def _height(report: Report, found: Fit, lang: Language) -> float:
    return sum(_parts(report, found, lang))


def _parts(report: Report, found: Fit, lang: Language) -> Iterator[float]:
    yield _BOXES if report.header.approval_boxes else 0.0
    by_hand = len(once_each(report.by_hand))
    yield _BY_HAND + (by_hand - 1) * _HEADING if by_hand else 0.0
    urgent = (render(each, lang) for each in report.summary.next)
    yield _list([_point(each, 2 * found.longest) for each in urgent], _FIRST_THREE)
    rows = [each for each in target_rows(report, lang) if each.figure.limit_us is not None]
    yield _HEADS + _POINT + _list([_target(each) for each in rows], found.targets)
    issues = [_issue(each, found.longest, lang) for each in report.issues]
    yield _HEADS + _list(issues, _FIRST_THREE)
    asked = (render(each, lang) for each in report.decisions)
    yield _list([_point(each, 2 * found.longest) for each in asked], found.decisions)
    unreal = (render(each.what, lang) for each in report.simulated)
    yield _list([_point(each, found.longest) for each in unreal], found.simulated)
    yield _list([2 * _POINT] * len({each.business for each in report.businesses}), found.businesses)
    yield _list([_POINT] * len({each.id for each in report.head_room}), found.devices)
    before = report.past.figures if report.past else ()
    yield _list([_ROW] * len(before), found.past)
    yield _HEADING + _POINT  # the next drill


def _list(heights: Sequence[float], most: int) -> float:
    """A heading, the highest entries that there may be, and that others are left out."""
    if not heights:
        return 0.0
    shown = sorted(heights, reverse=True)[:most]
    return _HEADING + sum(shown) + (_POINT if len(heights) > most else 0.0)


def _point(words: str, longest: int) -> float:
    return _POINT + _lines(words, _ACROSS, longest) - 1


def _target(row: TargetRow) -> float:
    lines = max(
        _lines(f"{row.name} {row.about}", 34, LONGEST),
        _lines(row.limit, 12, LONGEST),
        _lines(row.actual, 20, LONGEST),
    )
    return _ROW + (lines - 1) * _MORE_OF_ROW


def _issue(issue: IssueLine, longest: int, lang: Language) -> float:
    texts = ((issue.what, 32), (issue.cause, 26), (issue.measure, 26))
    lines = max(_lines(render(each, lang), wide, longest) for each, wide in texts if each)
    return _ROW + (lines - 1) * _MORE_OF_ROW


def _lines(words: str, wide: int, longest: int) -> int:
    return max(1, ceil(min(longest, width_of(harmless(" ".join(words.split())))) / wide))
