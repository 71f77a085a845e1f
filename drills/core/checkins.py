"""How a check-in stands: who of those expected has answered, how fast, and by which way.

Law: one person counts once. What somebody says later takes the place of what they said before, but
the moment of their first word stays the moment at which they were there. Every figure a screen
shows is kept up with each answer, so that showing it costs nothing however many people there are.

What another tool took adds those who said nothing themselves, at its own times. It never takes the
place of what somebody said on the page or to a colleague, but for how they are, where they did not
say so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from bcp.durations import MINUTE
from drills.core.by_sign import BySign
from drills.core.checkin_events import CheckedIn, CheckInOpened, Expected, PeopleExpected
from drills.core.result_events import ResultsTaken


@dataclass(frozen=True)
class Said:
    """What one person said last, and when they said something first: in `opening`."""

    last: CheckedIn
    opening: CheckedIn

    @property
    def first(self) -> int:
        """When they were there."""
        return self.opening.when


@dataclass(frozen=True)
class Share:
    """How many are expected and how many are there; `minutes` counts the arrivals of each minute.

    The minute 0 is the first one since the step became due.
    """

    expected: int = 0
    there: int = 0
    minutes: Mapping[int, int] = field(default_factory=dict)

    @property
    def percent(self) -> float:
        """How many are there, in percent; 0 where nobody is expected."""
        return 100.0 * self.there / self.expected if self.expected else 0.0

    @property
    def missing(self) -> int:
        """How many are not there yet."""
        return self.expected - self.there


@dataclass(frozen=True)
class CheckIns:
    """The check-in of one step. `all` is everybody, `departments` the same of each.

    `counts` says how many said what: the key is a field of `CheckedIn` and its value, or
    ``task:0`` and its result. `latest` is when the last one came who had not been there before.
    `taken` are the files of other tools.
    """

    people: Mapping[str, str] = field(default_factory=dict)
    all: Share = Share()
    departments: Mapping[str, Share] = field(default_factory=dict)
    said: BySign[Said] = BySign()
    counts: Mapping[tuple[str, str], int] = field(default_factory=dict)
    latest: int = 0
    opened: CheckInOpened | None = None
    source_hash: str = ""
    taken: tuple[ResultsTaken, ...] = ()

    def expects(self, person: str) -> bool:
        """Whether somebody of that id is expected."""
        return person in self.people

    def is_there(self, person: str) -> bool:
        """Whether they have checked in."""
        return person in self.said

    def count(self, what: str, value: str) -> int:
        """How many said so."""
        return self.counts.get((what, value), 0)

    def counted(self, what: str) -> Mapping[str, int]:
        """How many said each of the values of a field, the most frequent first."""
        found = [(value, n) for (field, value), n in self.counts.items() if field == what and n]
        return dict(sorted(found, key=lambda each: (-each[1], each[0])))


# What is counted of each answer, besides its tasks.
COUNTED = ("through", "gateway", "method", "problem", "safety", "source")


def expecting(before: CheckIns, event: PeopleExpected) -> CheckIns:
    """The check-in with those who are expected."""
    departments: dict[str, int] = {}
    for each in event.people:
        departments[each.department] = departments.get(each.department, 0) + 1
    return replace(
        before,
        people={each.id: each.department for each in event.people},
        all=Share(len(event.people)),
        departments={name: Share(count) for name, count in departments.items()},
        source_hash=event.source_hash,
    )


def bringing(before: CheckIns, event: ResultsTaken) -> CheckIns:
    """The check-in with one more file of another tool; its answers are events of their own."""
    return replace(before, taken=(*before.taken, event))


def with_word(before: CheckIns, event: CheckedIn, due: int) -> CheckIns:
    """The check-in with one more answer; `due` is when the step became due.

    Of somebody who is not expected nothing is kept.
    """
    department = before.people.get(event.person)
    if department is None:
        return before
    known = before.said.get(event.person)
    if known is None:
        said = Said(event, event)
    else:
        earlier = _told(event, known.opening) and event.when < known.first
        said = Said(standing_word(known.last, event), event if earlier else known.opening)
    counts = _recounted(before.counts, known.last if known else None, said.last)
    after = replace(before, said=before.said.having(event.person, said), counts=counts)
    if known is not None and said.first == known.first:
        return after
    gone = None if known is None else _minute(known, due)
    own = _counted(before.departments[department], _minute(said, due), gone)
    return replace(
        after,
        all=_counted(before.all, _minute(said, due), gone),
        departments={**before.departments, department: own},
        latest=before.latest if known else max(before.latest, event.at),
    )


def standing_word(old: CheckedIn, new: CheckedIn) -> CheckedIn:
    """Of two words of one person, the one that stands."""
    if (old.source == "attested") != (new.source == "attested"):
        own, told = (new, old) if old.source == "attested" else (old, new)
        return replace(own, safety=own.safety or told.safety)
    return old if _told(old, new) and new.when < old.when else new


def _told(*words: CheckedIn) -> bool:
    """Whether another tool told one of them; all others come in the order of their saying."""
    return any(each.source == "attested" for each in words)


def _minute(said: Said, due: int) -> int:
    return max(0, said.first - due) // MINUTE


def _counted(share: Share, minute: int, gone: int | None) -> Share:
    """One more in that minute, or one who was counted in a later one before."""
    minutes = {**share.minutes, minute: share.minutes.get(minute, 0) + 1}
    if gone is None:
        return Share(share.expected, share.there + 1, minutes)
    minutes[gone] -= 1
    return Share(share.expected, share.there, {at: n for at, n in minutes.items() if n})


def _recounted(
    counts: Mapping[tuple[str, str], int], old: CheckedIn | None, new: CheckedIn
) -> Mapping[tuple[str, str], int]:
    changed = dict(counts)
    for event, by in ((old, -1), (new, 1)):
        for key in _keys(event):
            changed[key] = changed.get(key, 0) + by
    return {key: count for key, count in changed.items() if count}


def _keys(event: CheckedIn | None) -> Iterator[tuple[str, str]]:
    if event is None:
        return
    for name in COUNTED:
        if value := getattr(event, name):
            yield name, value
    for number, result in enumerate(event.tasks):
        yield f"task:{number}", result
    if event.tasks and all(each == "done" for each in event.tasks):
        yield "tasks", "done"


def curve(share: Share) -> tuple[tuple[int, float], ...]:
    """The percentage that is there at the end of each minute in which somebody came."""
    there, points = 0, []
    for minute in sorted(share.minutes):
        there += share.minutes[minute]
        points.append((minute, 100.0 * there / share.expected))
    return tuple(points)


def missing(checkins: CheckIns) -> Iterator[Expected]:
    """Everybody who has not checked in, by department and id."""
    for person, department in checkins.people.items():
        if person not in checkins.said:
            yield Expected(person, department)


def moments(checkins: CheckIns) -> tuple[int, ...]:
    """When each of those who are there came, in that order."""
    return tuple(sorted(each.first for each in checkins.said.values()))


def last_words(checkins: CheckIns) -> Iterator[CheckedIn]:
    """What everybody said last."""
    for each in checkins.said.values():
        yield each.last
