"""Minding what was claimed and what runs: also what another process left behind when it died."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from bcp.instants import moment
from bcp.message import Message, Phrase
from drills.core.orders import Abort
from drills.errors import JournalBroken, Spoken
from drills.journal.lock import is_held
from drills.runtime.inbox import send
from drills.schedule import events as e
from drills.schedule.deciding import patience
from drills.schedule.ending import end_as_recorded
from drills.schedule.outcome import has_journal, outcome_of
from drills.schedule.record import ScheduleRecord
from drills.schedule.settling import NO_MORE_PLANNED, NOT_STARTED, Settler
from drills.schedule.standing import DueStanding, Standing

TO_BEGIN_US = 120_000_000
"""So long after its start a drill's journal may not be there yet."""
TO_UNDO_US = 10 * 60_000_000
"""So long a drill that was told to abort may take to undo what it did, until it is ended."""

_BY_ITSELF = ("completed", "time_limit")

OVER_LIMIT = Phrase(
    "schedule.over_limit",
    ja="かけてよい時間（{limit:span}）を過ぎたため、終わらせました",
    en="it took longer than it may ({limit:span}) and was ended",
)
NEVER_BEGAN = Phrase(
    "schedule.never_began",
    ja="訓練のプログラムが、始まる前に終わっていました",
    en="its process had gone before the drill began",
)
STILL_RUNS = Phrase(
    "schedule.still_runs",
    ja="訓練 {run} はかけてよい時間を過ぎ、中止も受け付けません。別のサービスが始めたものなので、"
    "手で終わらせてください。",
    en="the drill {run} took longer than it may and takes no order to abort. Another process "
    "started it: end it by hand.",
)
BECAUSE = Phrase("schedule.because", ja="{words}", en="{words}")


class Own(Protocol):
    """The processes that this one started."""

    def has(self, run: str) -> bool: ...
    def kill(self, run: str) -> None: ...
    def last_words(self, run: str) -> str: ...


@dataclass
class Minder:
    """Looks after every start that is claimed or runs, for one process of the service.

    `lives` says whether a process of the service still lives. Raises `JournalBroken`.
    """

    service: str
    runs: Path
    record: ScheduleRecord
    own: Own
    lives: Callable[[str], bool]
    now: Callable[[], int]
    trouble: Callable[[Message], None]
    told_to_abort: dict[str, int] = field(default_factory=dict)
    _over: dict[str, Message] = field(default_factory=dict)

    def mind(self, standing: Standing, settler: Settler | None, *, begins: bool = True) -> None:
        """Do what is due to be done with each of them; without `begins` none is begun."""
        for due in standing.of("claimed") if begins else ():
            if due.service == self.service:
                self._claimed_here(due, standing, settler)
            elif self._is_left(due):
                self._claim_of_a_dead_one(due, settler)
        for due in standing.of("running"):
            if due.run is not None and (self.own.has(due.run) or not self._minded(due)):
                self._running(due, due.run, settler)

    def ended(self, key: str, run: str, exit_code: int | None, why: Message | None = None) -> None:
        """Record that a drill's process is gone, with what its journal says; once, whoever sees."""
        came = outcome_of(self.runs / run)
        if why is None and came.finish not in _BY_ITSELF:
            why = self._over.get(run)
        words = self.own.last_words(run) if came.overall is None and why is None else ""
        reasons = (why,) if why is not None else (BECAUSE(words=words),) if words else ()
        self.record.append(
            e.DrillEnded(self.now(), key, run, exit_code, came.overall, came.finish, reasons)
        )

    def _minded(self, due: DueStanding) -> bool:
        """Whether the process that began it still minds it."""
        return due.service != self.service and self.lives(due.service)

    def _is_left(self, due: DueStanding) -> bool:
        # Either way: what a clock recorded that was ahead is as old as what lies behind.
        return not self.lives(due.service) and abs(self.now() - due.at) > TO_BEGIN_US

    def _claimed_here(self, due: DueStanding, standing: Standing, settler: Settler | None) -> None:
        """Claimed by this process, and something kept it from beginning at once."""
        order = settler.resumed(due, standing) if settler is not None else None
        if settler is None or order is None or due.run is None:
            self._never_began(due, NO_MORE_PLANNED())
            return
        if self.own.has(due.run):
            return
        late = moment(self.now()) - max(moment(due.due), moment(due.at)) > patience(order.drill)
        kept = settler.claimed(order)
        if kept is not None and (late or not kept.may_pass):
            self._never_began(due, kept.why)

    def _never_began(self, due: DueStanding, why: Message) -> None:
        run = due.run or due.key
        self.record.append(e.DrillEnded(self.now(), due.key, run, NOT_STARTED, None, None, (why,)))

    def _claim_of_a_dead_one(self, due: DueStanding, settler: Settler | None) -> None:
        run, at = due.run or "", self.now()
        drill = settler.drill(due.drill) if settler else None
        if has_journal(self.runs / run):
            mode = drill.unattended if drill else None
            limit = end_as_recorded(self.runs / run, drill)
            named = (at, due.key, due.drill, run, mode or "walkthrough", 0)
            self.record.append(e.DrillBegan(*named, limit=limit))
            return
        if settler is None:  # what its policy is stands in a plan that cannot be read now
            return
        late = drill is None or moment(at) - moment(due.due) > patience(drill)
        policy: e.Policy = "skip" if drill is None else drill.missed
        if policy == "late" and late:
            policy = "skip"
        self.record.append(e.ClaimLost(at, due.key, run, due.turn, policy))

    def _running(self, due: DueStanding, run: str, settler: Settler | None) -> None:
        folder = self.runs / run
        if not self.own.has(run) and not self._goes_on(due, folder):
            self.ended(due.key, run, None, None if has_journal(folder) else NEVER_BEGAN())
            return
        drill = settler.drill(due.drill) if settler else None
        limit = drill.limit.us if drill is not None and drill.limit is not None else due.limit
        if limit is not None and due.began is not None:
            over = self.now() - due.began - due.stepped - limit
            if over > 0:
                self._over.setdefault(run, OVER_LIMIT(limit=limit))
                self._over_its_limit(run, folder, over)

    def _goes_on(self, due: DueStanding, folder: Path) -> bool:
        if not has_journal(folder):
            return abs(self.now() - due.at) <= TO_BEGIN_US
        try:
            return is_held(folder)
        except JournalBroken:
            return True  # nobody can tell, and it is told of at the next look

    def _over_its_limit(self, run: str, folder: Path, over: int) -> None:
        if run not in self.told_to_abort:
            self.told_to_abort[run] = self.now()
            self._told(folder)
        elif over > TO_UNDO_US and self.now() - self.told_to_abort[run] > TO_UNDO_US:
            if self.own.has(run):
                self.own.kill(run)
            else:
                self.trouble(STILL_RUNS(run=run))

    def _told(self, folder: Path) -> None:
        """Give the order that `bcp-drill abort` gives."""
        try:
            send(folder, Abort("schedule", "limit"), "schedule")
        except Spoken as spoken:
            self.trouble(spoken.message)
