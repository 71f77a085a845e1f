"""The service: at every tick, and whenever something is due, it looks, settles and minds.

It holds nothing that a restart would lose: what was due is the programme's, what became of it the
record's, and a drill that runs is a process of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime

from bcp.instants import moment
from bcp.message import Message, Phrase
from bcp.programme.dues import Due
from drills.errors import Spoken
from drills.schedule import events as e
from drills.schedule.claims import Claims
from drills.schedule.following import Followed, Mistaken, Read
from drills.schedule.minding import Minder
from drills.schedule.record import ScheduleRecord
from drills.schedule.settling import Begin, Hinders, Settler
from drills.schedule.standing import Standing, stood
from drills.schedule.ticking import Ticking
from drills.schedule.upcoming import Upcoming, slack

STEP_US = 2_000_000
"""So far the clock may drift from the monotonic one between two ticks without being stepped."""

CLOCK_UNSET = Phrase(
    "schedule.clock_unset",
    ja="この機械の時計が合っていません（{day}）。合うまで訓練を始めず、逃したともしません。",
    en="this machine's clock is not set ({day}). Until it is nothing begins or counts as missed.",
)
_EARLIEST = datetime(2026, 1, 1, tzinfo=UTC)
"""Before this program: a clock without a battery begins there, and all since would be missed."""
_OVER = 2
"""A trouble that was not met for so many ticks is over."""

CHANGED_MEANWHILE = Phrase(
    "schedule.changed_meanwhile",
    ja="サービスの動いていない間（{since} から {until} まで）に、規則が変わったか、計画から"
    "消えた訓練があります: {drills:list}。前の規則による予定がその間にあったかどうかは分からず、"
    "尋ねません。"
    "行うはずだったものは、計画の前の版で確かめてください。",
    en="while no service ran ({since} to {until}) the rules of these were changed, or they left "
    "the plan: {drills:list}. Whether the rules before made any due in that time is not known, and "
    "nobody is asked. See the plan as it was for what should have been held.",
)
AHEAD = Phrase(
    "schedule.clock_was_ahead",
    ja="記録に、今より先の日時（{furthest} まで）があります。時計が進んでいたためです。その時計で"
    "行わない・逃したとしたもの、尋ねたものは、本来の日時にあらためて判断します。",
    en="the record has entries of times still to come (up to {furthest}): the clock was ahead. "
    "What was left out, missed or asked by it is settled anew when its time comes.",
)


@dataclass
class Service:
    """One process of the service. Everything is done in the thread that calls it.

    `tell` is told each thing it records. `around` is done once in a tick, after everything else.
    Raises `JournalBroken` where the record cannot be written: nothing is done unrecorded.
    """

    name: str
    host: str
    pid: int
    tool: str
    clock: Ticking
    followed: Followed
    record: ScheduleRecord
    claims: Claims
    minder: Minder
    hinders: Hinders
    begin_drill: Begin
    around: Callable[[Service], None] = lambda service: None
    settler: Settler | None = None
    _standing: Standing = field(default_factory=Standing)
    _seq: int = 0
    _last: tuple[int, int] | None = None
    _zone: str = ""
    _ticks: int = 0
    _before: int | None = None
    _left_at: int | None = None
    _troubles: dict[str, int] = field(default_factory=dict)

    def began(self) -> None:
        """Say that it is there, read the plan, and settle what came while nobody was."""
        self._zone = self.clock.zone()
        zone = self._zone
        now = self.clock.now()
        self._before = self.standing().swept()
        # Where others run, they have settled it under the rules that were in force.
        self._left_at = None if self._others_live() else self.standing().last_at or None
        self.record.append(e.ServiceBegan(now, self.name, self.host, self.pid, self.tool, zone))
        self._tell_ahead()
        self.tick()

    def _others_live(self) -> bool:
        return any(self.minder.lives(each) for each in self.standing().services)

    def ended(self, why: e.Leaving) -> None:
        """Say that it leaves."""
        self.record.append(e.ServiceEnded(self.clock.now(), self.name, why))

    def tick(self) -> None:
        """Everything that is done once in a while."""
        self._ticks += 1
        over = [what for what, seen in self._troubles.items() if seen < self._ticks - _OVER]
        for what in over:
            del self._troubles[what]
        # What one of them raises is told by whoever wakes the service; the rest is done first.
        with ExitStack() as afterwards:
            afterwards.callback(self.around, self)
            afterwards.callback(self.settle)
            self._mind_clock()
            self._mind_zone()
            if self._clock_is_set():
                self._mind_plan()

    def _clock_is_set(self) -> bool:
        now = moment(self.clock.now())
        if now < _EARLIEST:
            self.trouble(CLOCK_UNSET(day=f"{now:%Y-%m-%d}"))
        return now >= _EARLIEST

    def settle(self) -> None:
        """Settle what has come, and look after what runs."""
        try:
            if self.settler is not None and self._clock_is_set():
                self.settler.settle()
        except Spoken as spoken:
            self.trouble(spoken.message)
        finally:
            self.minder.mind(self.standing(), self.settler)

    def drain(self) -> None:
        """Look after what runs, and begin nothing more."""
        self.minder.mind(self.standing(), self.settler, begins=False)

    def standing(self) -> Standing:
        """How the programme stands, with everything that any process has recorded."""
        entries = self.record.after(self._seq)
        if entries:
            self._standing = stood(self._standing, (each.event() for each in entries))
            self._seq = entries[-1].seq
        return self._standing

    def next_of(self, drill: str, after: datetime) -> Due | None:
        """When a planned drill is due next."""
        if self.settler is None:
            return None
        return self.settler.upcoming.next_of(drill, after, self.standing())

    def trouble(self, what: Message) -> None:
        """Record something that must not end the service; once, until it has been over a while."""
        own = repr(what)
        told = own in self._troubles
        self._troubles[own] = self._ticks
        if not told:
            self.record.append(e.ServiceTroubled(self.clock.now(), self.name, what))

    def _mind_clock(self) -> None:
        now, steady = self.clock.now(), self.clock.monotonic()
        if self._last is not None:
            by = (now - self._last[0]) - (steady - self._last[1])
            if abs(by) > STEP_US:
                self.record.append(e.ClockStepped(now, self.name, by))
                self._tell_ahead()
        self._last = now, steady

    def _tell_ahead(self) -> None:
        ahead = said_ahead(self.standing())
        if ahead is not None:
            self.trouble(ahead)

    def _mind_zone(self) -> None:
        zone = self.clock.zone()
        if zone != self._zone:
            self.record.append(e.ZoneChanged(self.clock.now(), self.name, self._zone, zone))
            self._zone = zone

    def _mind_plan(self) -> None:
        found = self.followed.look()
        now = self.clock.now()
        if isinstance(found, Mistaken):
            self.record.append(e.PlanRefused(now, self.name, found.hash, found.why))
        elif isinstance(found, Read):
            in_force = found.in_force()
            if self.settler is None:
                self._tell_changed(in_force)
            self.record.append(e.PlanRead(now, self.name, found.hash, in_force))
            since = moment(min(now, self._before or now)) - slack(found.plan)
            self.settler = self._settler(found, Upcoming(found.plan, since))

    def _tell_changed(self, read: Sequence[e.InForce]) -> None:
        """Say whose rules changed while nobody was there to settle what they had made due."""
        now, left = self.clock.now(), self._left_at
        rules = {each.drill: each.rules for each in read}
        before = self.standing().in_force.items()
        changed = [drill for drill, each in before if rules.get(drill) != each.rules]
        if changed and left is not None and left < now:
            since, until = (f"{moment(each):%Y-%m-%d %H:%M} UTC" for each in (left, now))
            told = CHANGED_MEANWHILE(since=since, until=until, drills=changed)
            self.record.append(e.ServiceTroubled(now, self.name, told))

    def _settler(self, read: Read, upcoming: Upcoming) -> Settler:
        return Settler(
            service=self.name,
            read=read,
            upcoming=upcoming,
            claims=self.claims,
            current=self.standing,
            now=self.clock.now,
            hinders=self.hinders,
            begin=self.begin_drill,
            give_up=self.record.append,
        )


def said_ahead(standing: Standing) -> Message | None:
    """That the record was written by a clock that was ahead, where it was."""
    if not standing.is_ahead():
        return None
    return AHEAD(furthest=f"{moment(standing.furthest_at):%Y-%m-%d %H:%M} UTC")
