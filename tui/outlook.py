"""What lies ahead, read from the plan, the schedule's record and the records of drills.

It is read after the home is there, and loads what it needs then: no first picture waits for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from bcp.load import load_plan
from bcp.message import Message, Phrase, Text
from bcp.refused import Refused
from drills import probes
from drills.cli.places import here, plan_above
from drills.errors import Spoken
from tui.ahead import Ahead, Answer, DateCard, DateState, DueCard, Programme, ReadyCard, Sure

if TYPE_CHECKING:
    from bcp.model import Plan
    from bcp.programme.dues import Due
    from bcp.upkeep import PlannedDrill
    from drills.readiness.due import DueLine
    from drills.readiness.readiness import Readiness, ReadyLine, State
    from drills.schedule.standing import DueStanding, Standing

SHOWN = timedelta(days=100)
MOST_OF_ONE = 5
"""So many next dates of one drill are listed: one that comes every night would hide the rest."""

SERVICE_ON = Phrase("outlook.on", ja="予定の自動開始は動いています。", en="The schedule runs.")
SERVICE_OFF = Phrase(
    "outlook.off",
    ja="予定の自動開始は動いていません（bcp-drill schedule run）。",
    en="The schedule does NOT run (bcp-drill schedule run).",
)
BY_ITSELF = Phrase("outlook.by_itself", ja="自動で開始", en="by itself")
BY_HAND = Phrase("outlook.by_hand", ja="人が開始", en="by a person")
COUNTS = Phrase(
    "outlook.counts",
    ja="備え（重要なもの{all}）: 確認済み{verified}・要確認{verify}・不合格{failing}・"
    "未実測{never}",
    en="Of {all} that matter: verified {verified}, verify again {verify}, failing {failing}, "
    "never tried {never}",
)
SYSTEMS = Phrase("outlook.systems", ja="システム", en="Systems")
TELEWORK = Phrase("outlook.telework", ja="テレワーク", en="Telework")
SCENARIOS = Phrase("outlook.scenarios", ja="シナリオ", en="Scenarios")
BUSINESSES = Phrase("outlook.businesses", ja="業務", en="Businesses")

_SURE: dict[State, Sure] = {
    "verified": "good",
    "needs_verification": "unknown",
    "failing": "bad",
    "never_tried": "unknown",
}
_OPEN: dict[str, DateState] = {"asked": "asked", "claimed": "running", "running": "running"}


class FileOutlook:
    """The plan at `plan`, or above the folder we are in, and the records below `runs`."""

    def __init__(self, plan: Path | None, runs: Path) -> None:
        self._plan, self._runs = plan, runs

    def ahead(self) -> Ahead | None:
        """What the home says; None where there is no plan here, or something cannot be read."""
        try:
            return self._ahead()
        except (Refused, Spoken):
            # The home says itself what is wrong with a plan; here would be the second time.
            return None

    def _ahead(self) -> Ahead:
        plan = load_plan(self._place(), probes.catalogue()).plan
        found = self._readiness()
        seen = _Seen(plan, self._runs)
        dates = seen.next_of_each()
        planned = any(each.starts for each in plan.drills)
        return Ahead(
            next=_first_of(dates, plan),
            asked=tuple(each for each in seen.open() if each.state == "asked"),
            ready=_counts(found),
            sure=_SURE[found.state],
            overdue=len(found.pressing),
            service=seen.service() if planned else None,
            is_served=seen.is_served,
        )

    def programme(self) -> Programme:
        """The dates of the coming months. Raises `Refused` or `Spoken`."""
        plan = load_plan(self._place(), probes.catalogue()).plan
        seen = _Seen(plan, self._runs)
        return Programme((*seen.open(), *seen.coming()), seen.service(), seen.is_served)

    def readiness(self) -> Answer:
        """Would the plan work today. Raises `Refused` or `Spoken`."""
        return _answer(self._readiness())

    def _readiness(self) -> Readiness:
        from drills.cli.readying import ready_at  # noqa: PLC0415 - see above

        return ready_at(self._place(), self._runs)

    def _place(self) -> Path:
        return self._plan or plan_above(here())


class _Seen:
    """The programme of a plan, and what the service has made of it."""

    def __init__(self, plan: Plan, runs: Path) -> None:
        from drills.journal.lock import is_held  # noqa: PLC0415 - see above
        from drills.schedule.alive import FOLDER  # noqa: PLC0415 - see above
        from drills.schedule.reasons import standing_to_show  # noqa: PLC0415 - see above
        from drills.schedule.upcoming import Upcoming  # noqa: PLC0415 - see above

        self._plan, self._now = plan, datetime.now(UTC)
        self._standing: Standing = standing_to_show(runs)
        self._upcoming = Upcoming(plan, self._now)
        self.is_served = any(is_held(runs / FOLDER / each) for each in self._standing.services)

    def service(self) -> Message:
        """Whether a process of the service lives."""
        return SERVICE_ON() if self.is_served else SERVICE_OFF()

    def next_of_each(self) -> list[DateCard]:
        """The next date of each drill that is held then, the soonest first."""
        drills = [each for each in self._plan.drills if each.starts]
        found = [
            (self._upcoming.next_of(each.id, self._now, self._standing), each) for each in drills
        ]
        cards = [self._card(due, each) for due, each in found if due and due.omitted is None]
        return sorted(cards, key=lambda each: each.at)

    def coming(self) -> list[DateCard]:
        """All dates of the coming months, a few of each drill, and the next one of the others."""
        from bcp.instants import micros  # noqa: PLC0415 - see above
        from bcp.programme.dues import dues  # noqa: PLC0415 - see above

        drills = {each.id: each for each in self._plan.drills}
        held = self._standing.held()
        cards: dict[str, list[DateCard]] = {}
        for due in dues(self._plan, self._now, self._now + SHOWN, held):
            own = cards.setdefault(due.drill, [])
            settled = self._standing.is_settled(due.key, micros(self._now))
            if len(own) < MOST_OF_ONE and not settled:
                own.append(self._card(due, drills[due.drill]))
        for card in self.next_of_each():
            cards.setdefault(card.drill, [card])
        return sorted((each for own in cards.values() for each in own), key=lambda each: each.at)

    def open(self) -> Iterator[DateCard]:
        """What waits for an answer, and what runs now."""
        from bcp.instants import moment  # noqa: PLC0415 - see above
        from bcp.programme.local_time import zone_of  # noqa: PLC0415 - see above

        drills = {each.id: each for each in self._plan.drills}
        zone = zone_of(self._plan)
        for each in self._standing.come("asked", "claimed", "running"):
            drill = drills.get(each.drill)
            at = moment(each.due).astimezone(zone)
            yield DateCard(
                key=each.key,
                drill=each.drill,
                name=drill.name if drill and drill.name != Text() else Text(each.drill),
                at=at,
                days=self._days(at),
                state=_OPEN[each.state],
                how=_how(drill),
                who=self._who(drill),
                why=next(iter(each.why), None),
                type_this=_answering(each, drill),
            )

    def _card(self, due: Due, drill: PlannedDrill) -> DateCard:
        from bcp.programme.rule_words import rule_words  # noqa: PLC0415 - see above

        names = {each.id: each.name for each in self._plan.drills}
        begin = f"bcp-drill run {drill.scenario}" if drill.scenario else ""
        return DateCard(
            key=due.key,
            drill=drill.id,
            name=drill.name if drill.name != Text() else Text(drill.id),
            at=due.at,
            days=self._days(due.at),
            state="due" if due.omitted is None else "omitted",
            how=_how(drill),
            who=self._who(drill),
            rule=rule_words(drill.starts[0], names) if len(drill.starts) == 1 else None,
            why=due.omitted or due.because,
            type_this="" if drill.unattended else begin,
        )

    def _days(self, at: datetime) -> int:
        return (at.date() - self._now.astimezone(at.tzinfo).date()).days

    def _who(self, drill: PlannedDrill | None) -> Text:
        from drills.core.roles import role_called  # noqa: PLC0415 - see above

        if drill is None:
            return Text()
        if drill.responsible:
            return role_called(self._plan, drill.responsible)
        return drill.roles.director or Text()


def _first_of(dates: list[DateCard], plan: Plan) -> DateCard | None:
    """The first that people hold: what comes every night by itself needs nobody's evening."""
    by_hand = {each.id for each in plan.drills if each.unattended is None}
    people = (each for each in dates if each.drill in by_hand)
    return next(people, next(iter(dates), None))


def _how(drill: PlannedDrill | None) -> Message:
    return BY_HAND() if drill is None or drill.unattended is None else BY_ITSELF()


def _answering(each: DueStanding, drill: PlannedDrill | None) -> str:
    if each.state != "asked":
        return f"bcp-drill attach {each.run}" if each.run else ""
    what = "run|skip" if drill is not None and drill.unattended else "held|skip"
    return f"bcp-drill schedule answer {each.key} {what}"


def _counts(found: Readiness) -> Message:
    states = [each.state for each in (*found.systems, *found.telework) if each.matters]
    return COUNTS(
        all=len(states),
        verified=states.count("verified"),
        verify=states.count("needs_verification"),
        failing=states.count("failing"),
        never=states.count("never_tried"),
    )


def _answer(found: Readiness) -> Answer:
    from drills.readiness.what_is_due import worth_telling  # noqa: PLC0415 - see above
    from drills.readiness.words import answer  # noqa: PLC0415 - see above

    groups = (
        (SYSTEMS(), found.systems),
        (TELEWORK(), found.telework),
        (SCENARIOS(), found.scenarios),
        (BUSINESSES(), found.businesses),
    )
    return Answer(
        sentence=answer(found),
        sure=_SURE[found.state],
        groups=tuple((said, tuple(map(_ready, lines))) for said, lines in groups),
        due=tuple(map(_due, worth_telling(found.due))),
        notes=found.not_counted,
    )


def _ready(line: ReadyLine) -> ReadyCard:
    from drills.readiness.words import STATE  # noqa: PLC0415 - see above

    return ReadyCard(
        name=line.name,
        state=STATE[line.state](),
        sure=_SURE[line.state],
        days=line.days,
        why=line.why,
        do=line.do,
        type_this=line.type_this,
    )


def _due(line: DueLine) -> DueCard:
    return DueCard(line.name, line.day, line.days_left, line.what, line.do, line.owner)
