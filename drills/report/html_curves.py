"""Shares of people and levels of systems over time, as stepped lines in hundredths of a frame.

Each says what a table of the report says. A share stays what it was until the next one came, so
the lines are stairs; nothing is drawn between two points that nobody saw.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bcp.durations import MINUTE, SECOND
from bcp.message import Language, Message, Phrase, render
from drills.report.html_axis import STEPS
from drills.report.level_lines import LevelLine
from drills.report.model import Report
from drills.report.saying import say, span

Point = tuple[int, float]

OF_CALLS = Phrase("page.curve_calls", ja="［{step}］連絡がついた割合", en="[{step}] share reached")
OF_CHECK_IN = Phrase(
    "page.curve_checkin", ja="［{step}］点呼に答えた割合", en="[{step}] share checked in"
)
OF_MUSTER = Phrase(
    "page.curve_muster", ja="［{step}］集まった人の割合", en="[{step}] share gathered"
)
OF_RAMP = Phrase(
    "page.curve_ramp", ja="［{step}］伝えた人・点呼・使用率", en="[{step}] told, checked in, in use"
)
OF_LEVELS = Phrase(
    "page.curve_levels", ja="{name}: 使えた段階（停止から）", en="{name}: levels in use, since lost"
)
SAYS = Phrase(
    "page.curve_says",
    ja="{title}。{runs:list}。同じ内容は下の表にあります。",
    en="{title}: {runs:list}. The table below says the same.",
)
ENDS_AT = Phrase(
    "page.curve_ends", ja="{name}は{took:span}で{share}%", en="{name} {share} % after {took:span}"
)
WANTED = Phrase("page.curve_wanted", ja="目標 {percent}%", en="target {percent} %")
RUNS: Mapping[str, Phrase] = {
    "there": Phrase("page_run.there", ja="実績", en="seen"),
    "expected": Phrase("page_run.expected", ja="見込み（想定）", en="expected (assumed)"),
    "said": Phrase("page_run.said", ja="本人の申告", en="as they said"),
    "told": Phrase("page_run.told", ja="伝えた人", en="told"),
    "used": Phrase("page_run.used", ja="使用率", en="in use"),
}


@dataclass(frozen=True)
class Stair:
    """One stepped line: `kind` is a word of `RUNS`, each piece from one place to another."""

    kind: str
    word: str
    pieces: tuple[tuple[float, float, float, float], ...]


@dataclass(frozen=True)
class Goal:
    """A target: a height over the whole width, or a place where a height should be reached."""

    y: float
    x: float | None
    label: str


@dataclass(frozen=True)
class Frame:
    """What stands around the lines: the targets, and the heights that have a name."""

    goals: tuple[Goal, ...]
    steps: tuple[tuple[float, str], ...]


@dataclass(frozen=True)
class Curve:
    """One drawing; `says` is all of it in words."""

    title: str
    says: str
    stairs: tuple[Stair, ...]
    frame: Frame
    ticks: tuple[tuple[float, str], ...]


def curves_of(report: Report, lang: Language) -> Mapping[str, tuple[Curve, ...]]:
    """The drawings of each section, by its anchor; a section without any is left out."""
    made: Mapping[str, Callable[[Report, Language], Iterator[Curve]]] = {
        "calls": _calls,
        "checkins": _check_ins,
        "musters": _musters,
        "ramp": _ramps,
        "levels": _levels,
    }
    found = {anchor: tuple(make(report, lang)) for anchor, make in made.items()}
    return {anchor: curves for anchor, curves in found.items() if curves}


def _calls(report: Report, lang: Language) -> Iterator[Curve]:
    for each in report.call_outs:
        own = [x for x in report.callees if x.step == each.step and x.standing == "reached"]
        points = _counted((x.after_us for x in own), each.people)
        yield _shares(OF_CALLS(step=each.step), {"there": points}, each.wanted, lang)


def _check_ins(report: Report, lang: Language) -> Iterator[Curve]:
    for each in report.check_ins:
        # What a minute holds is there at its end.
        points = [((minute + 1) * MINUTE, percent) for minute, percent in each.curve]
        yield _shares(OF_CHECK_IN(step=each.step), {"there": points}, each.wanted, lang)


def _musters(report: Report, lang: Language) -> Iterator[Curve]:
    for each in report.musters:
        own = [x for x in report.mustered if x.step == each.step]
        runs = {
            "expected": _counted((x.expected_us for x in own), each.people),
            "said": _counted((x.said_us for x in own), each.people),
            "there": _counted((x.arrived_us for x in own), each.people),
        }
        yield _shares(OF_MUSTER(step=each.step), runs, each.wanted, lang)


def _ramps(report: Report, lang: Language) -> Iterator[Curve]:
    for step in dict.fromkeys(each.step for each in report.waves):
        own = [each for each in report.waves if each.step == step]
        began, most = own[0].began.at_us, max(each.staff for each in own) or 1
        times = [each.began.at_us - began for each in own]
        ends = [*times[1:], times[-1] + SECOND]
        told = [(at, 100 * x.staff / most) for at, x in zip(times, own, strict=True)]
        there = [
            (at, 100 * x.checked_in / most)
            for at, x in zip(ends, own, strict=True)
            if x.checked_in is not None
        ]
        used = [(at, x.percent) for at, x in zip(ends, own, strict=True) if x.percent is not None]
        yield _shares(OF_RAMP(step=step), {"told": told, "there": there, "used": used}, None, lang)


def _counted(times: Iterable[int | None], people: int) -> list[Point]:
    """After each arrival, the share of all people who were there."""
    came = sorted(each for each in times if each is not None)
    return [(at, 100 * n / people) for n, at in enumerate(came, start=1) if people]


def _shares(
    title: Message, runs: Mapping[str, Sequence[Point]], wanted: float | None, lang: Language
) -> Curve:
    drawn = {kind: points for kind, points in runs.items() if points}
    end = _room(at for points in drawn.values() for at, _ in points)
    goals = []
    if wanted:
        label = render(WANTED(percent=f"{wanted:g}"), lang)
        goals.append(Goal(_y(wanted), None, label))
    steps = tuple((_y(each), f"{each}%") for each in (0, 50, 100))
    return _curve(title, drawn, end, Frame(tuple(goals), steps), lang)


def _levels(report: Report, lang: Language) -> Iterator[Curve]:
    """How many rungs worked, from the first loss of the system on."""
    for system in dict.fromkeys(each.system for each in report.levels):
        own = [each for each in report.levels if each.system == system]
        began = min(_middle(each, back=False) for each in own)
        turns = [(_middle(each, back=False) - began, -1) for each in own]
        turns += [(_middle(x, back=True) - began, 1) for x in own if x.returned is not None]
        rungs, points, up = own[0].rungs, [], own[0].rungs
        for at, change in sorted(turns):
            up += change
            points.append((at, 100 * up / rungs))
        limits = [x for x in own if x.limit_us is not None and x.start == "onset"]
        end = _room([*(at for at, _ in points), *(x.limit_us or 0 for x in limits)])
        goals = [_goal(each, end, lang) for each in limits]
        names = {each.rung: say(each.level_name, lang) for each in own}
        steps = [(_y(100 * rung / rungs), name) for rung, name in names.items()]
        title = OF_LEVELS(name=own[0].name)
        frame = Frame(tuple(goals), tuple(steps))
        yield _curve(title, {"there": points}, end, frame, lang)


def _goal(line: LevelLine, end: int, lang: Language) -> Goal:
    limit = line.limit_us or 0
    return Goal(_y(100 * line.rung / line.rungs), _x(limit, end), span(limit, lang))


def _middle(line: LevelLine, *, back: bool) -> int:
    within = line.returned if back and line.returned is not None else line.lost
    return (within.began.at_us + (within.ended or within.began).at_us) // 2


def _curve(
    title: Message, runs: Mapping[str, Sequence[Point]], end: int, frame: Frame, lang: Language
) -> Curve:
    stairs = [_stair(kind, points, end, lang) for kind, points in runs.items()]
    ends = [
        ENDS_AT(name=RUNS[kind](), took=points[-1][0], share=f"{points[-1][1]:.0f}")
        for kind, points in runs.items()
    ]
    name = render(title, lang)
    says = render(SAYS(title=name, runs=ends), lang)
    return Curve(name, says, tuple(stairs), frame, _ticks(end, lang))


def _stair(kind: str, points: Sequence[Point], end: int, lang: Language) -> Stair:
    pieces = []
    at, height = 0.0, 0.0 if points[0][0] > 0 else points[0][1]
    for us, percent in points:
        x = _x(us, end)
        pieces += [(at, _y(height), x, _y(height)), (x, _y(height), x, _y(percent))]
        at, height = x, percent
    pieces.append((at, _y(height), 100.0, _y(height)))
    seen = (each for each in pieces if each[:2] != each[2:])
    return Stair(kind, render(RUNS[kind](), lang), tuple(dict.fromkeys(seen)))


def _room(instants: Iterable[int]) -> int:
    """The length of the axis: a little more than what came last, so that it can be seen."""
    return max(SECOND, *instants, 0) * 17 // 16


def _x(us: int, end: int) -> float:
    return round(min(max(us, 0), end) * 100 / end, 2)


def _y(percent: float) -> float:
    return round(100 - min(max(percent, 0.0), 100.0), 2)


def _ticks(end: int, lang: Language) -> tuple[tuple[float, str], ...]:
    step = next((each for each in STEPS if end // each < 6), end)
    return tuple((_x(at, end), span(at, lang)) for at in range(0, end + 1, step))
