"""The desk of a drill that goes on: what the page may know of it, and the orders that it gives."""

from __future__ import annotations

from collections.abc import Callable

from bcp.inventory import Telework
from bcp.message import Message, Phrase, Text
from drills.core.audit_events import Terminal
from drills.core.checkin_orders import CheckIn
from drills.runtime.checkin import words as w
from drills.runtime.checkin.desk import Asked, Given, Stand, Way
from drills.runtime.checkin.tunnel import Origin
from drills.runtime.companions import Recording
from scenarios.model import RollCall, Step

# An order from the page is nobody's terminal: neither address nor name is written down.
PAGE = Terminal(way="page")
_CLOSINGS: dict[str, Stand] = {
    "real_event": "real",
    "aborted": "aborted",
    "stop_condition": "aborted",
}


class DrillDesk:
    """Reads the drill as it stands; `person_of` knows whose code is whose."""

    def __init__(
        self, running: Recording, steps: tuple[Step, ...], person_of: Callable[[str], str | None]
    ) -> None:
        self._running, self._person_of = running, person_of
        plan = running.drill.started().plan
        self._asked = {each.id: _asked(each, plan.telework) for each in steps}
        self.town = plan.organisation.name

    def stand(self) -> Stand:
        drill = self._running.drill
        if drill.closing is not None:
            return _CLOSINGS.get(drill.closing.finish, "over")
        states = [drill.step(step) for step in self._asked]
        if any(each.is_open for each in states):
            return "open"
        waits = any(each.due is None and each.ended is None for each in states)
        return "before" if waits and drill.ended is None else "over"

    def person(self, code: str) -> str | None:
        return self._person_of(code)

    def asked_of(self, person: str) -> Asked | None:
        drill = self._running.drill
        open_steps = [
            asked
            for step, asked in self._asked.items()
            if drill.step(step).is_open and drill.step(step).checkins.expects(person)
        ]
        # Where two are open, the one that is not answered comes first.
        fresh = (each for each in open_steps if not self.has_answered(person, each.step))
        return next(fresh, open_steps[0] if open_steps else None)

    def has_answered(self, person: str, step: str) -> bool:
        return self._running.drill.step(step).checkins.is_there(person)

    async def answer(
        self, person: str, asked: Asked, given: Given, origin: Origin
    ) -> Message | None:
        order = CheckIn(
            step=asked.step,
            person=person,
            through=origin.through,
            gateway=origin.gateway,
            method=given.method,
            tasks=given.tasks,
            problem=given.problem,
            safety=given.safety,
            rtt_us=given.rtt_us,
            down_bps=given.down_bps,
            up_bps=given.up_bps,
        )
        return await self._running.give_for_good(order, PAGE)


def _asked(step: Step, ways: tuple[Telework, ...]) -> Asked:
    do = step.do if isinstance(step.do, RollCall) else RollCall(())
    used = (each for each in ways if each.state in ("in_service", "maintenance"))
    known = tuple(Way(each.id, _named(each)) for each in used)
    others = (Way("office", _both(w.OFFICE)), Way("other", _both(w.OTHER_WAY)))
    return Asked(step.id, do.text, do.tasks, do.safety, (*known, *others))


def _named(way: Telework) -> Text:
    return way.name if way.name != Text() else Text(ja=way.id)


def _both(phrase: Phrase) -> Text:
    return Text(ja=phrase.ja, en=phrase.en)
