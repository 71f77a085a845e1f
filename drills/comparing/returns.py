"""What came back of a scenario that was sent to many bodies: who did it, and what it came to.

A bundle counts only where its signature is by the key that the list of bodies names for that body,
its record is whole, and it was made with exactly the scenario that was sent (``docs/packs.md``).
Whatever else came is listed with its reason, and never counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median
from typing import Literal

from bcp.message import Message, Phrase, Text
from drills.comparing.bodies import Body
from drills.core.brief import Brief
from drills.core.events import Source
from drills.core.measure import Verdict
from drills.core.overall import Overall
from drills.packs.manifest import Manifest
from drills.report.measured_lines import Figure, When, Words
from drills.report.model import Report
from drills.report.naming import goal_name
from scenarios.model import Mode

State = Literal[
    "done",
    "aborted",
    "not_finished",
    "in_parts",
    "changed",
    "other_version",
    "other_scenario",
    "not_verifiable",
    "unknown_body",
    "none",
]
"""What became of it; only ``done`` counts. The first that fits speaks for a body of several."""
STATES: tuple[State, ...] = (
    *("done", "aborted", "not_finished", "in_parts", "changed", "other_version"),
    *("other_scenario", "not_verifiable", "unknown_body", "none"),
)

FILE_CHANGED = Phrase(
    "returns.file_changed",
    ja="シナリオのファイルが、配布したものと違います。",
    en="the scenario's file is not the one that was sent.",
)
SET_OTHERWISE = Phrase(
    "returns.set_otherwise",
    ja="各団体が決めないパラメータが変えられています: {names:list}。",
    en="parameters were set that are not for the bodies to set: {names:list}.",
)
VERSION = Phrase(
    "returns.version",
    ja="第{found}版で実施しています（配布は第{wanted}版）。",
    en="it was held with version {found} (version {wanted} was sent).",
)
OTHER = Phrase(
    "returns.other",
    ja="この訓練パックの実施記録ではありません（シナリオ {scenario}）。",
    en="it is no record of this pack (its scenario is {scenario}).",
)
NOT_LISTED = Phrase(
    "returns.not_listed",
    ja="団体コード {code}（{name}）は、団体の一覧にありません。",
    en="the list of bodies has no code {code!r} ({name}).",
)
NO_CODE = Phrase(
    "returns.no_code",
    ja="記録に団体コードがありません（{name}）。その団体に、plan.yaml の organisation に code: を"
    "書いて、もう一度実施してもらってください。",
    en="The record has no code of a body ({name}). Ask the body to write code: under organisation "
    "in its plan.yaml and to hold the drill again.",
)
ONE_ZONE = Phrase(
    "returns.one_zone",
    ja="区分「{zone}」だけの記録です。その団体で結合（bcp-drill merge）したものを返送して"
    "もらってください。",
    en="it is the record of zone {zone!r} alone. Ask the body to merge its zones (bcp-drill "
    "merge) and to send that.",
)


@dataclass(frozen=True)
class FigureBack:
    """One figure of one body; `start` is the moment that it counts from.

    `key` is the same in all: where the scenario names a parameter for the system, that parameter.
    """

    key: str
    name: Words
    verdict: Verdict
    limit_us: int | None
    low_us: int | None
    actual_us: int | None
    high_us: int | None
    source: Source
    start: str
    assumed: bool


@dataclass(frozen=True)
class Returned:
    """One file that came back. `why` says why it does not count; None where it does.

    `met` of `promised` targets were met, by what was really measured, observed or attested.
    """

    file: str
    code: str
    organisation: str
    state: State
    why: Message | None
    run: str = ""
    head: str = ""
    mode: Mode | None = None
    began: When | None = None
    utc_offset_s: int = 0
    overall: Overall | None = None
    grade: str = ""
    met: int = 0
    promised: int = 0
    figures: tuple[FigureBack, ...] = ()


@dataclass(frozen=True)
class BodyLine:
    """One body of the list, and the file that speaks for it; `files` are how many it sent."""

    code: str
    name: str
    area: str
    state: State
    files: int
    back: Returned | None


@dataclass(frozen=True)
class AreaLine:
    """How many bodies of an area did it, and how many of their targets were met."""

    area: str
    bodies: int
    done: int
    met: int
    promised: int


@dataclass(frozen=True)
class TargetAcross:
    """One target over the bodies that did the drill in the same way.

    Only figures of one mode, one source and one start are taken together: those of most bodies.
    `left_out` are the bodies whose figure was measured otherwise, `unmeasured` those without one;
    a system that missed its target without coming back is among `bodies`, and in no time.
    """

    key: str
    name: Words
    bodies: int
    met: int
    best_us: int | None
    median_us: int | None
    worst_us: int | None
    mode: Mode | None
    source: Source | None
    left_out: int
    unmeasured: int


@dataclass(frozen=True)
class Returns:
    """Everything. `not_listed` are files whose body is not on the list."""

    pack: str
    number: int
    title: Text
    made_by: str
    digest: str
    bodies: tuple[BodyLine, ...]
    areas: tuple[AreaLine, ...]
    targets: tuple[TargetAcross, ...]
    files: tuple[Returned, ...]


def judged(sent: Manifest, brief: Brief, report: Report, back: Returned) -> Returned:
    """A file whose record and signature are good, and what it came to."""
    header, grading = report.header, report.grading
    known = replace(
        back,
        run=header.run_id,
        head=report.journal.head,
        mode=header.mode,
        began=header.began,
        utc_offset_s=header.utc_offset_s,
        overall=report.summary.overall,
        grade=grading.grade,
        met=grading.met,
        promised=grading.counted,
        figures=tuple(_figures(sent, brief, report)),
    )
    state, why = _state(sent, brief, report)
    return replace(known, state=state, why=why)


def _state(sent: Manifest, brief: Brief, report: Report) -> tuple[State, Message | None]:
    other = _other(sent, brief)
    if other is not None:
        return other
    if brief.zone is not None:
        return "in_parts", ONE_ZONE(zone=brief.zone)
    if not report.journal.closed:
        return "not_finished", None
    finished = report.summary.finish in ("completed", "time_limit")
    return ("done" if finished else "aborted"), None


def _other(sent: Manifest, brief: Brief) -> tuple[State, Message] | None:
    """What shows that it was not exactly the scenario that was sent."""
    pack = brief.scenario.pack
    if pack is None or pack.id != sent.pack:
        return "other_scenario", OTHER(scenario=brief.scenario.id)
    if pack.version != sent.number:
        return "other_version", VERSION(found=pack.version, wanted=sent.number)
    if sent.digest not in brief.files.values():
        return "changed", FILE_CHANGED()
    names = _set_otherwise(sent, brief)
    return ("changed", SET_OTHERWISE(names=names)) if names else None


def _set_otherwise(sent: Manifest, brief: Brief) -> tuple[str, ...]:
    """Parameters that are not for the bodies to set and have another value than was sent.

    A value that a bundle left out cannot be compared.
    """
    given = {name: str(value) for name, value in brief.scenario.parameters.items()}
    return tuple(
        each.name
        for each in sent.parameters
        if not each.fill
        and given.get(each.name) != each.value
        and "‹" not in given.get(each.name, "")
    )


def _figures(sent: Manifest, brief: Brief, report: Report) -> Iterator[FigureBack]:
    for line in report.recoveries:
        key = _key(sent, brief, line.system)
        rung = key if line.level is None else f"{key}/{line.level}"
        yield _back(f"rto {rung}", line.name, line.rto)
        if line.rpo is not None:
            yield _back(f"rpo {rung}", line.name, line.rpo)
    for goal in report.goals:
        yield _back(f"step {goal.step}", goal_name(goal), goal.figure)


def _key(sent: Manifest, brief: Brief, system: str) -> str:
    """By which word all bodies mean the same system, whatever each calls it."""
    for each in sent.parameters:
        if each.fill and str(brief.scenario.parameters.get(each.name)) == system:
            return f"${each.name}"
    return system


def _back(key: str, name: Words, figure: Figure) -> FigureBack:
    return FigureBack(
        *(key, name, figure.verdict, figure.limit_us),
        *(figure.low_us, figure.actual_us, figure.high_us),
        *(figure.source, figure.counted_from, bool(figure.assumed_us)),
    )


def returns_of(sent: Manifest, bodies: Sequence[Body], files: Iterable[Returned]) -> Returns:
    """All that came back, body by body in the order of their codes."""
    known = tuple(sorted(files, key=lambda each: (each.code, each.file)))
    lines = tuple(_body(each, known) for each in sorted(bodies, key=lambda each: each.code))
    return Returns(
        pack=sent.pack,
        number=sent.number,
        title=sent.title,
        made_by=sent.made_by,
        digest=sent.digest,
        bodies=lines,
        areas=tuple(_areas(lines)),
        targets=tuple(_targets(lines)),
        files=known,
    )


def _body(body: Body, files: Sequence[Returned]) -> BodyLine:
    own = [each for each in files if each.code == body.code]
    best = min(own, key=_rank, default=None)
    state: State = "none" if best is None else best.state
    return BodyLine(body.code, body.name, body.area, state, len(own), best)


def _rank(back: Returned) -> tuple[int, int]:
    """The file that speaks for a body: the one that counts, and of several the latest."""
    return STATES.index(back.state), -(back.began.unix_us if back.began else 0)


def _areas(lines: Sequence[BodyLine]) -> Iterator[AreaLine]:
    """The areas in the order in which their first bodies stand."""
    for area in dict.fromkeys(each.area for each in lines):
        own = [each for each in lines if each.area == area]
        back = [each.back for each in own if each.state == "done" and each.back is not None]
        yield AreaLine(
            *(area, len(own), len(back)),
            met=sum(each.met for each in back),
            promised=sum(each.promised for each in back),
        )


def _targets(lines: Sequence[BodyLine]) -> Iterator[TargetAcross]:
    done = [each.back for each in lines if each.state == "done" and each.back is not None]
    keys = dict.fromkeys(figure.key for each in done for figure in each.figures)
    for key in keys:
        found = [(each, one) for each in done for one in each.figures if one.key == key]
        yield _across(key, found)


def _across(key: str, found: Sequence[tuple[Returned, FigureBack]]) -> TargetAcross:
    # What was missed and never came back has no time, and is a result all the same.
    known = [each for each in found if each[1].actual_us is not None or each[1].verdict == "missed"]
    ways = [_way(*each) for each in known]
    way = max(sorted(set(ways), key=repr), key=ways.count, default=None)
    alike = [each for each in known if _way(*each) == way]
    times = [one.actual_us for _, one in alike if one.actual_us is not None]
    return TargetAcross(
        key=key,
        name=found[0][1].name,
        bodies=len(alike),
        met=sum(one.verdict == "met" for _, one in alike),
        best_us=min(times, default=None),
        median_us=int(median(times)) if times else None,
        worst_us=max(times, default=None),
        mode=alike[0][0].mode if alike else None,
        source=alike[0][1].source if alike else None,
        left_out=len(known) - len(alike),
        unmeasured=len(found) - len(known),
    )


def _way(back: Returned, figure: FigureBack) -> tuple[object, ...]:
    """What must be the same for two times to be taken together."""
    return back.mode, figure.source, figure.start, figure.assumed
