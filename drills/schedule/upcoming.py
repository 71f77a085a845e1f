"""What the programme says is due, looked up once for a while."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from bcp.instants import micros
from bcp.model import Plan
from bcp.programme.dues import Due, Held, Programme, dues
from drills.schedule.deciding import patience
from drills.schedule.standing import Standing

_AHEAD = timedelta(hours=1)
_SLACK = timedelta(days=2)
_FARTHEST = tuple(timedelta(days=days) for days in (2, 16, 128, 800))


class Upcoming:
    """The dues of one plan, from `since` on; `held` says when drills were held."""

    def __init__(self, plan: Plan, since: datetime) -> None:
        self._plan = plan
        self._since = since
        self._held: Held = {}
        self._window: tuple[datetime, datetime] | None = None
        self._dues: tuple[Due, ...] = ()

    def unsettled(self, standing: Standing, now: datetime) -> Mapping[str, Sequence[Due]]:
        """By drill, what has come, follows from the rules in force and is not settled yet."""
        out: dict[str, list[Due]] = {}
        for due in self._until(now, standing.held()):
            force = standing.in_force.get(due.drill)
            counts = force is not None and micros(due.at) >= force.since
            if counts and due.at <= now and not standing.is_settled(due.key, micros(now)):
                out.setdefault(due.drill, []).append(due)
        return out

    def _until(self, now: datetime, held: Held) -> tuple[Due, ...]:
        window = self._window
        fresh = window is not None and window[0] <= now < window[1] and held == self._held
        if not fresh:
            self._held = held
            # A clock that was set back sees again what it had passed.
            self._since = min(self._since, now - slack(self._plan))
            self._window = now, now + _AHEAD
            self._dues = dues(self._plan, self._since, now + _AHEAD, held)
        return self._dues

    def swept(self, now: datetime) -> None:
        """Everything that had come is settled, but for what still waits: look no further back."""
        self._since = max(self._since, now - slack(self._plan))

    def next_of(self, drill: str, after: datetime, standing: Standing) -> Due | None:
        """The first that is due behind `after`; also one that is omitted then, with its reason."""
        alone = next((each for each in self._plan.drills if each.id == drill), None)
        if alone is None:
            return None
        programme = Programme.of(self._plan, standing.held())
        for far in _FARTHEST:
            found = programme.of_drill(alone, after, after + far)
            come = [each for each in found if each.at > after and not each.expected]
            if come:
                return min(come, key=lambda due: due.at)
        return None


def slack(plan: Plan) -> timedelta:
    """How long something due may stay unsettled while the service runs."""
    return _SLACK + max((patience(each) for each in plan.drills), default=timedelta())
