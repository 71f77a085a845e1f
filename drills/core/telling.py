"""Which of a device's answers are recorded though the verdict of its check stays as it was.

A radio that fades and still holds, or a battery that runs down, is news long before anything is
lost. Every answer of every device would be a flood, so these bound it. They decide about the
record only: no outage and no recovery is weighed by what is told here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from bcp.durations import MINUTE, SECOND
from drills.core.device_events import DeviceTold
from drills.core.events import Sample
from drills.core.evidence import BASIS
from scenarios.reading import Fact

# People read a number and act on it in no less, and in 8 hours it makes 2,880 records at most.
APART_US = 10 * SECOND
# A number that does not change is told anew after so long, so that whoever reads it knows that the
# device still says it.
AGAIN_US = MINUTE
# Letters kept of a word that a device chose itself, such as the names of its alarms.
MOST_LETTERS = 200


@dataclass(frozen=True)
class Teller:
    """What was last told of one check's device.

    `news` has the facts that are told, each with the least difference that makes it news.
    """

    check: str
    news: Mapping[str, float] = field(default_factory=dict)
    last: DeviceTold | None = None

    def heard(self, sample: Sample) -> tuple[Teller, tuple[DeviceTold, ...]]:
        """Take in one answer; silence tells nothing, and what was told before gets older."""
        told = self._of(sample)
        if told is None or not self._is_due(told):
            return self, ()
        return replace(self, last=told), (told,)

    def _of(self, sample: Sample) -> DeviceTold | None:
        said = sample.reading.facts
        facts = {name: _short(said[name]) for name in self.news if said.get(name) is not None}
        if said.get("reply") is not True or not facts:
            return None
        if said.get(BASIS) is not None:
            facts[BASIS] = said[BASIS]
        return DeviceTold(sample.received, sample.sent, self.check, facts)

    def _is_due(self, told: DeviceTold) -> bool:
        last = self.last
        if last is None:
            return True
        # Answers can overtake each other; an older one must not take a newer one's place.
        if told.sent <= last.sent or told.at - last.at < APART_US:
            return False
        names = {*told.facts, *last.facts}
        return told.at - last.at >= AGAIN_US or any(
            _differs(last.facts.get(name), told.facts.get(name), self.news.get(name, 0))
            for name in names
        )


def _short(value: Fact) -> Fact:
    return value[:MOST_LETTERS] if isinstance(value, str) else value


def _differs(before: Fact, now: Fact, least: float) -> bool:
    if isinstance(before, int | float) and isinstance(now, int | float):
        return before != now and abs(now - before) >= least
    return before != now
