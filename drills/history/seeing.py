"""What a run really saw besides its promises: questions of steps, surveys, certificates, gates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import get_args

from bcp.asking import AssetKind, ProbeCall
from bcp.wareki import LocalTime
from drills.core.audit_events import OrderTaken
from drills.core.brief import Brief
from drills.core.device_events import DeviceTold
from drills.core.events import CheckFlapped, CheckLost, CheckReturned, ProbeAnswered
from drills.core.survey import items_of
from drills.core.survey_events import SurveyFacts, SurveyTaken
from drills.core.watch_events import Sample
from drills.history.rows import SeenRow
from drills.report.ledger import Ledger
from scenarios.model import Probe, Step, Wait
from scenarios.reading import Fact

_KINDS: tuple[str, ...] = get_args(AssetKind)
_GATES = ("reach", "auth", "capacity", "line", "work", "cert", "people", "safety")
_WORKS: Mapping[str, bool | None] = {"passed": True, "failed": False, "unknown": None}
_ANSWERED = ("measured", "observed", "attested")


def seen_in(ledger: Ledger) -> Iterator[SeenRow]:
    """Everything of that kind; of a tabletop drill only surveys, which are no part of it."""
    if ledger.brief.mode != "tabletop":
        yield from _of_steps(ledger)
        yield from _of_watch(ledger)
    for taken in ledger.all(SurveyTaken):
        yield from _of_survey(ledger.brief, taken.survey)


def answered_from_file(ledger: Ledger) -> bool:
    """Whether some order of a person stood in a file of answers."""
    return bool(steps_from_file(ledger))


def steps_from_file(ledger: Ledger) -> frozenset[str]:
    """What orders out of a file of answers were about: ids of steps."""
    return frozenset(each.about for each in ledger.all(OrderTaken) if each.terminal.is_a_file)


def is_assumed(ledger: Ledger) -> bool:
    """Whether some step ended by what was assumed or pretended."""
    ended = (ledger.drill.step(each.id).ended for each in ledger.brief.scenario.steps)
    return any(each is not None and each.source in ("assumed", "injected") for each in ended)


def about_of(brief: Brief, call: ProbeCall) -> str:
    """The id of what a question is about: the thing that it names, or whose own question it is."""
    if call.word in _KINDS and brief.plan.kind_of(call.subject) == call.word:
        return call.subject
    for each in brief.plan.watchables:
        own = (*each.probe, *(one for level in each.levels for one in level.probe))
        if any((one.word, one.subject) == (call.word, call.subject) for one in own):
            return each.id
    return ""


def _of_steps(ledger: Ledger) -> Iterator[SeenRow]:
    for event in ledger.all(ProbeAnswered):
        step = ledger.brief.scenario.step(event.step)
        call = None if step is None else _call(step)
        if step is None or call is None:
            continue
        of = about_of(ledger.brief, call)
        if of:
            yield from _certificate(ledger.brief, of, event.sample.reading.facts, event.sample)
            yield from _answer(ledger, step, call, of, event.sample)


def _answer(
    ledger: Ledger, step: Step, call: ProbeCall, of: str, sample: Sample
) -> Iterator[SeenRow]:
    at, facts = _unix(ledger.brief, sample.received), sample.reading.facts
    ended = ledger.drill.step(step.id).ended
    if ended is None or ended.source not in _ANSWERED:
        return  # what was pretended of it overlays its answer
    if call.word == "telework":
        people = facts.get("basis") == "observed"
        for gate in _GATES:
            if gate in facts:
                works = _WORKS.get(str(facts[gate]))
                yield SeenRow(of, "gate", gate, works, at, by_people=people)
    elif isinstance(step.do, Probe) or _only_looks(ledger, step):
        works = {"held": True, "broken": False}.get(ended.outcome)
        people = ended.source != "measured"
        yield SeenRow(of, "probe", f"{ledger.brief.scenario.id}/{step.id}", works, at, "", people)


def _only_looks(ledger: Ledger, step: Step) -> bool:
    """Whether a wait waited for an answer alone; where actions are taken, it measures them."""
    return isinstance(step.do, Wait) and ledger.brief.mode == "walkthrough"


def _call(step: Step) -> ProbeCall | None:
    return step.do.call if isinstance(step.do, Probe | Wait) else None


def _of_watch(ledger: Ledger) -> Iterator[SeenRow]:
    for _, event in ledger.entries:
        if not isinstance(event, CheckLost | CheckReturned | CheckFlapped):
            continue
        check = ledger.brief.check(event.check)
        if check is not None and check.system:
            for sample in _samples(event):
                facts = sample.reading.facts
                yield from _certificate(ledger.brief, check.system, facts, sample)
    for told in ledger.all(DeviceTold):
        check = ledger.brief.check(told.check)
        if check is not None and check.system:
            yield from _lasts(ledger.brief, check.system, told.facts, told.at)


def _samples(event: CheckLost | CheckReturned | CheckFlapped) -> Iterator[Sample]:
    match event:
        case CheckLost(last_good=good) if good is not None:
            yield good
        case CheckReturned(first_good=good) | CheckFlapped(first_good=good):
            yield good


def _certificate(
    brief: Brief, of: str, facts: Mapping[str, Fact], sample: Sample
) -> Iterator[SeenRow]:
    return _lasts(brief, of, facts, sample.received)


def _lasts(brief: Brief, of: str, facts: Mapping[str, Fact], at: int) -> Iterator[SeenRow]:
    """The day on which a certificate ends: whole days from the day of the answer."""
    days = facts.get("certificate_days")
    if isinstance(days, bool) or not isinstance(days, int | float) or abs(days) > 36_500:
        return
    unix = _unix(brief, at)
    today = date(*LocalTime(unix, 0).day)
    seconds = unix // 1_000_000 % 86_400
    until = today + timedelta(days=(days * 86_400 + seconds) // 86_400)
    yield SeenRow(of, "certificate", "", None, unix, until.isoformat())


def _of_survey(brief: Brief, survey: SurveyFacts) -> Iterator[SeenRow]:
    """All that the survey asked: what is not noted was as the plan says."""
    noted = {each.id: each.result for each in survey.noted}
    for item in items_of(brief.plan, survey.zone, brief.today):
        if item.kind in ("server", "site") or item.place != "here" or not item.must_answer:
            continue
        result = noted.get(item.id, "answers" if item.calls else "look")
        if result in ("answers", "bad", "silent", "unknown"):
            works = {"answers": True, "unknown": None}.get(result, False)
            yield SeenRow(item.id, "survey", "survey", works, survey.ended_ns // 1000)


def _unix(brief: Brief, at: int) -> int:
    return brief.wall_ns // 1000 + at
