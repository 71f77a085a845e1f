"""The public edition (公開用) of a report: the same model, with everything taken out by rule.

Nothing is searched for. Each field is kept, emptied or said anew as `drills.report.public_rules`
says of it, and what no rule names is emptied: a name that nobody thought of cannot come through,
because it stands in a field that nobody allowed.
"""

from __future__ import annotations

import re
import types
import typing
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cache
from typing import Any

from bcp.message import Message, Phrase, Text, render
from drills.core.small_departments import FEWEST
from drills.report import public_words as w
from drills.report.business_lines import BusinessLine
from drills.report.grading import GradeLine, Grading
from drills.report.measured_lines import Figure, GoalLine, RecoveryLine
from drills.report.model import Header, JournalState, Report, Summary
from drills.report.participation import Participation
from drills.report.public_order import in_public_order
from drills.report.public_rules import RULES, Rule
from drills.report.public_words import PublicPart
from drills.report.simulated import SimulatedLine
from drills.report.words import HAZARD, START
from scenarios.model import Safety

# The date and time that a run's id begins with; behind them stands the scenario's name.
_STAMP = re.compile(r"\d{8}-\d{6}", re.ASCII)


def public_edition(report: Report) -> Report:
    """What of it everybody may see. It never says more than the report, and never the reverse."""
    report = in_public_order(report)
    found = _Edition(_Numbers.of(report), report).of(report)
    assert isinstance(found, Report)  # noqa: S101 - for the type checker: the class never changes
    return replace(found, edition="public")


@dataclass(frozen=True)
class _Numbers:
    """Systems, their levels and steps by number, in the order of the report."""

    systems: Mapping[str, int]
    levels: Mapping[tuple[str, str | None], int]
    steps: Mapping[str, int]
    businesses: Mapping[str, int]

    @classmethod
    def of(cls, report: Report) -> _Numbers:
        rungs = [(each.system, each.level) for each in report.recoveries]
        rungs += [(each.id, each.level) for each in report.grading.lines if each.kind != "step"]
        steps = [each.step for each in report.goals]
        steps += [each.id for each in report.grading.lines if each.kind == "step"]
        systems = _numbered(own for own, _ in rungs)
        levels: dict[tuple[str, str | None], int] = {}
        for system, level in dict.fromkeys(rungs):
            if level is not None:
                levels[system, level] = 1 + sum(each == system for each, _ in levels)
        businesses = (each.business for each in report.businesses)
        return cls(systems, levels, _numbered(steps), _numbered(businesses))

    def system(self, system: str, level: str | None) -> Text:
        """What a rung of a system is called."""
        number = self.systems[system]
        if level is None:
            return _in_both(w.SYSTEM(number=number))
        return _in_both(w.RUNG(number=number, level=self.levels[system, level]))

    def step(self, step: str) -> Text:
        """What a step is called."""
        return _in_both(w.STEP(number=self.steps[step]))


@dataclass(frozen=True)
class _Edition:
    """Applies the rules to every value of a report."""

    numbers: _Numbers
    report: Report

    def of(self, value: Any) -> Any:
        """A value of the model, by the rules of its class; anything else as it is."""
        if isinstance(value, tuple):
            return tuple(map(self.of, value))
        if not is_dataclass(value) or isinstance(value, type | Text):
            return value
        rules = RULES.get(type(value), {})
        made = self._made(value)
        changes = {
            each.name: self._field(value, each.name, rules.get(each.name, "drop"), made)
            for each in fields(value)
        }
        return replace(value, **changes)

    def _field(self, value: Any, name: str, rule: Rule, made: Mapping[str, Any]) -> Any:
        own = getattr(value, name)
        match rule:
            case "keep" | "public":
                return self.of(own)
            case "made":
                return made[name]
            case "numbers":
                return tuple(each for each in own if says_only_numbers(each))
        return emptied(type(value), name)

    def _made(self, value: Any) -> Mapping[str, Any]:
        makers: Mapping[type, Callable[[Any], Mapping[str, Any]]] = {
            Report: self._of_report,
            RecoveryLine: self._of_recovery,
            GoalLine: self._of_goal,
            GradeLine: self._of_grade,
            BusinessLine: self._of_business,
            Grading: _of_grading,
            Header: _of_header,
            JournalState: _of_journal,
            Summary: _of_summary,
            Figure: _of_figure,
        }
        make = makers.get(type(value))
        return {} if make is None else make(value)

    def _of_recovery(self, line: RecoveryLine) -> Mapping[str, Any]:
        name = self.numbers.system(line.system, line.level)
        return {"system": name.en, "level": None, "name": name}

    def _of_goal(self, line: GoalLine) -> Mapping[str, Any]:
        name = self.numbers.step(line.step)
        return {"step": name.ja, "name": name}

    def _of_business(self, line: BusinessLine) -> Mapping[str, Any]:
        return {"business": f"business-{self.numbers.businesses[line.business]}"}

    def _of_grade(self, line: GradeLine) -> Mapping[str, Any]:
        if line.kind == "step":
            name = self.numbers.step(line.id)
        else:
            name = self.numbers.system(line.id, line.level)
        return {"id": name.en, "level": None, "name": name}

    def _of_report(self, report: Report) -> Mapping[str, Any]:
        few = report.participation.people is not None and report.participation.people < FEWEST
        return {
            "simulated": tuple(_simulated(report)),
            "participation": _participation(report.participation, few=few),
            "public": PublicPart(tuple(_left_out(few=few)), tuple(_reached(report))),
        }


def _numbered(names: Iterable[str]) -> Mapping[str, int]:
    return {each: number for number, each in enumerate(dict.fromkeys(names), start=1)}


def emptied(cls: type, name: str) -> Any:
    """What a dropped field holds. Raises `TypeError` where its type has no empty value."""
    hint = _hints(cls)[name]
    if type(None) in typing.get_args(hint):
        return None
    origin = typing.get_origin(hint) or hint
    if origin in (typing.Union, types.UnionType):
        origin = Text if Text in typing.get_args(hint) else typing.get_args(hint)[0]
    if origin is Mapping:
        return {}
    if origin is Message:
        return w.HIDDEN()
    if origin in (str, int, float, bool, tuple, Text):
        return origin()
    raise TypeError(f"{cls.__name__}.{name} cannot be emptied")


@cache
def _hints(cls: type) -> dict[str, Any]:
    return typing.get_type_hints(cls)


def _of_grading(grading: Grading) -> Mapping[str, Any]:
    capped = tuple(each for each in grading.capped if says_only_numbers(each))
    some_left_out = len(capped) < len(grading.capped)
    return {
        "why": grading.why if says_only_numbers(grading.why) else w.WHY(),
        "capped": (*capped, w.CAPPED()) if some_left_out else capped,
    }


def says_only_numbers(value: Any) -> bool:
    """Whether a message has no word in it but the program's own."""
    if isinstance(value, Message):
        return all(map(says_only_numbers, value.params.values()))
    if isinstance(value, tuple | list):
        return all(map(says_only_numbers, value))
    return value is None or isinstance(value, int | float)


def _of_header(header: Header) -> Mapping[str, Any]:
    stamp = _STAMP.match(header.run_id)
    return {
        "scenario": "-",
        "hazard": header.hazard if header.hazard in HAZARD else "other",
        "notice": Safety().notice,
        "run_id": stamp[0] if stamp else "-",
        "operator": "",
        "tool": "bcp-drill",
    }


def _of_journal(journal: JournalState) -> Mapping[str, Any]:
    return {"fault": w.FAULT() if journal.fault is not None else None}


def _of_summary(summary: Summary) -> Mapping[str, Any]:
    return {"next": tuple(_next(summary))}


def _of_figure(figure: Figure) -> Mapping[str, Any]:
    start = figure.counted_from if figure.counted_from in START else "a_step"
    return {"counted_from": start, "formula": w.HIDDEN()}


def _next(summary: Summary) -> Iterator[Message]:
    """What is done next, in general words, by how many targets and steps it is about."""
    verdicts = summary.tally.verdicts
    about: tuple[tuple[Phrase, int], ...] = (
        (w.REVIEW_MISSED, verdicts.get("missed", 0)),
        (w.REVIEW_UNMEASURED, verdicts.get("within_error", 0) + verdicts.get("not_measured", 0)),
        (w.REVIEW_STEPS, summary.tally.steps_failed),
    )
    found = [phrase(count=count) for phrase, count in about if count]
    yield from found or (w.KEEP_UP(),)


def _simulated(report: Report) -> Iterator[SimulatedLine]:
    counts = Counter(each.kind for each in report.simulated)
    for kind, count in counts.items():
        yield SimulatedLine(kind, w.SIMULATED[kind](count=count), ())


def _participation(found: Participation, *, few: bool) -> Participation:
    return replace(
        found,
        roles=(),
        outside=(),
        recorder=Text(),
        people=None if few else found.people,
        low_us=0 if few else found.low_us,
        high_us=0 if few else found.high_us,
    )


def _reached(report: Report) -> Iterator[Message]:
    """How many were reached, of all groups together; never of so few that one could tell who."""
    groups = {
        "call_outs": [(each.reached, each.people) for each in report.call_outs],
        "check_ins": [(each.there, each.expected) for each in report.check_ins],
        "musters": [(each.arrived, each.people) for each in report.musters],
    }
    for kind, own in groups.items():
        there, of = sum(each for each, _ in own), sum(each for _, each in own)
        if of >= FEWEST:
            yield w.REACHED[kind](of=of, percent=_percent(there, of))


def _percent(there: int, of: int) -> Message | int:
    """A share, in steps that one person alone is not seen in: tens, and the ends as ends."""
    if there == of:
        return 100
    share = 100 * there / of
    if share >= 95:
        return w.NEARLY_ALL()
    return w.HARDLY_ANY() if share <= 5 else round(share / 10) * 10


def _left_out(*, few: bool) -> Iterator[Message]:
    yield from (w.PEOPLE(), w.PLACES(), w.WEAKNESSES(), w.SITUATIONS())
    if few:
        yield w.FEW(fewest=FEWEST)


def _in_both(message: Message) -> Text:
    return Text(render(message, "ja"), render(message, "en"))
