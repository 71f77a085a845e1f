"""What was not the same in two drills, and what that means for holding their figures together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bcp.message import Message, Phrase
from drills.core.brief import Brief, Check
from drills.report.measured_lines import Figure
from drills.report.model import Report
from drills.report.words import MODE, OVERALL, SOURCE, counted_from, said
from scenarios.model import Scenario

OTHER_SCENARIO = Phrase(
    "compare.other_scenario",
    ja="シナリオが違います（{one} と {two}）。時間の差は出しません。",
    en="The scenarios are not the same ({one} and {two}): no difference of times is claimed.",
)
OTHER_MODE = Phrase(
    "compare.other_mode",
    ja="方式が違います（{one}と{two}）。時間の差は出しません。",
    en="The modes are not the same ({one} and {two}): no difference of times is claimed.",
)
OTHER_PACE = Phrase(
    "compare.other_pace",
    ja="時間の圧縮が違います（{one:g}倍と{two:g}倍）。時間の差は出しません。",
    en="Time was compressed otherwise ({one:g} times and {two:g} times): no difference of times "
    "is claimed.",
)
NOT_TRUSTED = Phrase(
    "compare.not_trusted",
    ja="{run} の記録を信用できません。時間の差は出しません。",
    en="The record of {run} cannot be trusted: no difference of times is claimed.",
)
THE_SAME_RUN = Phrase(
    "compare.the_same_run",
    ja="同じ訓練の記録です（{run}）。",
    en="Both are the record of one and the same drill ({run}).",
)
NOT_FINISHED = Phrase(
    "compare.not_finished",
    ja="{run} は最後まで実施していません（{overall}）。",
    en="{run} was not carried through ({overall}).",
)
OTHER_ORGANISATION = Phrase(
    "compare.other_organisation",
    ja="実施した団体が違います（{one} と {two}）。",
    en="They are of two organisations ({one} and {two}).",
)
OTHER_ZONE = Phrase(
    "compare.other_zone",
    ja="区分が違います（{one} と {two}）。",
    en="They are of two zones ({one} and {two}).",
)
STEPS_CHANGED = Phrase(
    "compare.steps_changed",
    ja="シナリオの手順が変わっています。追加: {added:list}。削除: {gone:list}。変更: "
    "{changed:list}。",
    en="The scenario's steps changed. Added: {added:list}. Gone: {gone:list}. "
    "Changed: {changed:list}.",
)
SCENARIO_CHANGED = Phrase(
    "compare.scenario_changed",
    ja="シナリオの手順以外の部分が変わっています（{parts:list}）。",
    en="Other parts of the scenario changed: {parts:list}.",
)
PARAMETERS = Phrase(
    "compare.parameters",
    ja="シナリオのパラメータが違います: {names:list}。",
    en="Parameters of the scenario differ: {names:list}.",
)
PLAN_CHANGED = Phrase(
    "compare.plan_changed",
    ja="計画のファイルが変わっています: {files:list}。",
    en="Files of the plan changed: {files:list}.",
)
TARGETS_CHANGED = Phrase(
    "compare.targets_changed",
    ja="目標が変わっています: {names:list}。達成・未達は比べられません。",
    en="Targets changed: {names:list}. Met and missed cannot be held together there.",
)
NONE = Phrase("compare.none", ja="なし", en="none")
OTHER_START = Phrase(
    "compare.other_start",
    ja="起点が違います（{one}と{two}）。",
    en="they count from two moments ({one} and {two}).",
)
OTHER_SOURCE = Phrase(
    "compare.other_source",
    ja="根拠が違います（{one}と{two}）。",
    en="they rest on two kinds of evidence ({one} and {two}).",
)
ASSUMED = Phrase(
    "compare.assumed",
    ja="時刻を進めた想定の時間を含みます。",
    en="part of it is assumed time, added by a jump of the event clock.",
)
OTHER_CHECKS = Phrase(
    "compare.other_checks",
    ja="復旧を確かめる方法（監視）が違います。",
    en="its return was watched for in another way.",
)

# The words of a scenario besides its steps that change what happens or what is measured.
_PARTS = ("hazard", "time", "safety", "watch", "targets", "forbid", "absent")


@dataclass(frozen=True)
class Difference:
    """Something that was not the same; where it `breaks`, no two figures mean the same."""

    what: Message
    breaks: bool = False


def apart(earlier: Brief, report: Report, later: Brief, other: Report) -> tuple[Difference, ...]:
    """Everything that was not the same in the two drills, what weighs most first."""
    return (
        *(Difference(each, breaks=True) for each in _breaking(earlier, report, later, other)),
        *map(Difference, _besides(earlier, report, later, other)),
    )


def _breaking(one: Brief, report: Report, two: Brief, other: Report) -> Iterator[Message]:
    if one.run_id == two.run_id and report.journal.head == other.journal.head:
        yield THE_SAME_RUN(run=one.run_id)
    for each in (report, other):
        if each.journal.trusted is False:
            yield NOT_TRUSTED(run=each.header.run_id)
    if one.scenario.id != two.scenario.id:
        yield OTHER_SCENARIO(one=one.scenario.id, two=two.scenario.id)
    if one.mode != two.mode:
        yield OTHER_MODE(one=said(MODE, one.mode), two=said(MODE, two.mode))
    pace = one.scenario.time.compress, two.scenario.time.compress
    if pace[0] != pace[1]:
        yield OTHER_PACE(one=pace[0], two=pace[1])


def _besides(one: Brief, report: Report, two: Brief, other: Report) -> Iterator[Message]:
    for each in (report, other):
        summary = each.summary
        if summary.finish not in ("completed", "time_limit"):
            yield NOT_FINISHED(run=each.header.run_id, overall=said(OVERALL, summary.overall))
    names = one.plan.organisation.name, two.plan.organisation.name
    if names[0] != names[1]:
        yield OTHER_ORGANISATION(one=names[0], two=names[1])
    if one.zone != two.zone:
        yield OTHER_ZONE(one=one.zone or "-", two=two.zone or "-")
    if one.scenario.id == two.scenario.id:
        yield from _scenarios(one.scenario, two.scenario)
    changed = _targets(one, two)
    if changed:
        yield TARGETS_CHANGED(names=changed)
    files = _files(one.files, two.files)
    if files and names[0] == names[1]:
        yield PLAN_CHANGED(files=files)


def _scenarios(one: Scenario, two: Scenario) -> Iterator[Message]:
    before, after = ({each.id: each for each in own.steps} for own in (one, two))
    added = tuple(each for each in after if each not in before)
    gone = tuple(each for each in before if each not in after)
    changed = tuple(each for each in after if each in before and before[each] != after[each])
    if added or gone or changed:
        nothing = (NONE(),)
        yield STEPS_CHANGED(
            added=added or nothing, gone=gone or nothing, changed=changed or nothing
        )
    parts = tuple(each for each in _PARTS if getattr(one, each) != getattr(two, each))
    if parts:
        yield SCENARIO_CHANGED(parts=parts)
    names = (*one.parameters, *(each for each in two.parameters if each not in one.parameters))
    other = tuple(each for each in names if one.parameters.get(each) != two.parameters.get(each))
    if other:
        yield PARAMETERS(names=other)


def _targets(one: Brief, two: Brief) -> tuple[str, ...]:
    """The rungs whose number of the plan or of the drill is another one."""
    before = {(each.system, each.level): each for each in one.targets}
    found = []
    for each in two.targets:
        old = before.get((each.system, each.level))
        if old is not None and (old.rto, old.rpo) != (each.rto, each.rpo):
            found.append(each.system if each.level is None else f"{each.system}/{each.level}")
    return tuple(found)


def _files(one: Mapping[str, str], two: Mapping[str, str]) -> tuple[str, ...]:
    """The plan's files that differ; the scenario's own are told step by step."""
    both = sorted({*one, *two})
    return tuple(
        each for each in both if one.get(each) != two.get(each) and "scenarios/" not in each
    )


def figures_apart(
    briefs: tuple[Brief, Brief], system: str | None, one: Figure, two: Figure
) -> tuple[Message, ...]:
    """Why two figures of one name do not mean the same; empty where they do."""
    return tuple(_figures_apart(briefs, system, one, two))


def _figures_apart(
    briefs: tuple[Brief, Brief], system: str | None, one: Figure, two: Figure
) -> Iterator[Message]:
    if one.actual_us is None or two.actual_us is None:
        return  # there is nothing to compare, which is said by itself
    if one.counted_from != two.counted_from:
        starts = (counted_from(each.counted_from) for each in (one, two))
        yield OTHER_START(**dict(zip(("one", "two"), starts, strict=True)))
    if one.source != two.source:
        yield OTHER_SOURCE(one=said(SOURCE, one.source), two=said(SOURCE, two.source))
    if one.assumed_us or two.assumed_us:
        yield ASSUMED()
    if system is not None and _watched(briefs[0], system) != _watched(briefs[1], system):
        yield OTHER_CHECKS()


def _watched(brief: Brief, system: str) -> list[tuple[object, ...]]:
    """How a system is watched; without what is asked, which a bundle leaves out."""
    return sorted(map(_way, brief.checks_of.get(system, ())), key=repr)


def _way(check: Check) -> tuple[object, ...]:
    return check.id, check.level, check.call.word, check.every, check.settled
