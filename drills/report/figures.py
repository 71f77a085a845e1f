"""The figures against the promises: each with its formula and the records it rests on."""

from __future__ import annotations

from bcp.durations import BusinessDays, Span
from bcp.message import Message, Phrase, Text
from drills.core.events import DrillResumed
from drills.core.measure import Result
from drills.core.outages import Outage, put_back_by
from drills.core.reach import ShareReached, people_of, share_reached
from drills.core.recovery import Recovery, recoveries
from drills.core.segments import moment_since
from drills.core.standing import deciding
from drills.core.state import CheckState
from drills.core.step_goals import step_results
from drills.report.clock import fine_clock
from drills.report.ledger import Ledger, name_of
from drills.report.measured_lines import Figure, GoalLine, Promise, RecoveryLine
from drills.report.naming import words_of
from drills.report.needed import down_with
from scenarios.model import Goal

RTO = Phrase(
    "formula.rto",
    ja="復旧時点［{back_low}〜{back_high}］から起点［{start_low}〜{start_high}］を引いた"
    "［{low}〜{high}秒］。表示は中央値、誤差は幅の半分。",
    en="return [{back_low} to {back_high}] less start [{start_low} to {start_high}] gives "
    "[{low} to {high} s]; the middle is shown, the error is half the width.",
)
RTO_JUMPED = Phrase(
    "formula.rto_jumped",
    ja="{formula}このうち{assumed:span}は、時刻を進めたことによる想定の時間です。",
    en="{formula} Of this, {assumed:span} is assumed time, added by jumps of the event clock.",
)
RPO = Phrase(
    "formula.rpo",
    ja="停止時点から、残っていた最後の目印を書いた時点までさかのぼった［{low}〜{high}秒］。",
    en="from the loss back to the newest marker that survived: [{low} to {high} s].",
)
STEP = Phrase(
    "formula.step",
    ja="手順が終わった時点から起点を引き、一時停止を除き、進めた時刻を加えた値。",
    en="end of the step less its start, pauses taken out, jumps of the event clock added.",
)
SHARE = Phrase(
    "formula.share",
    ja="{all}人中{number}人目に達した時点から起点を引き、一時停止を除き、進めた時刻を加えた値。",
    en="the moment at which {number} of {all} people were reached less the start, pauses taken "
    "out, jumps of the event clock added.",
)
CLOCKS = Phrase(
    "formula.clocks",
    ja="{formula}区分をまたぐため、時計の照合の誤差{error:exact}を含みます。",
    en="{formula} It runs from zone to zone, so it carries the error of comparing their clocks, "
    "{error:exact} either way.",
)
NOTHING = Phrase("formula.nothing", ja="計算していません。", en="nothing was computed.")


def recovery_lines(ledger: Ledger) -> tuple[RecoveryLine, ...]:
    """Every rung of every watched system."""
    return tuple(_line(ledger, each) for each in recoveries(ledger.drill))


def goal_lines(ledger: Ledger) -> tuple[GoalLine, ...]:
    """Every target that is about the time of a step."""
    lines = []
    for goal, result in step_results(ledger.drill):
        step = goal.step or ""
        state = ledger.drill.step(step)
        share, moment = _share(ledger, goal), _moment(ledger, goal.start or "")
        end = (state.ended, state.answer) if share is None else (share.event,)
        computed = STEP() if share is None else SHARE(number=share.number, all=share.all)
        formula = with_clocks(computed, result) if result.actual else NOTHING()
        figure = figure_of(result, goal.start or "due", formula, ledger.records(*end, *moment))
        percent = goal.reached.value if goal.reached else None
        lines.append(GoalLine(step, words_of(ledger.drill, step), figure, percent))
    return tuple(lines)


def _share(ledger: Ledger, goal: Goal) -> ShareReached | None:
    """When the share of people that a target names was reached, or None."""
    if goal.reached is None:
        return None
    return share_reached(people_of(ledger.drill, goal.step or ""), goal.reached.value)


def promise(promised: Span | BusinessDays | None) -> Promise | None:
    """A promised time as the report holds it."""
    if promised is None:
        return None
    if isinstance(promised, BusinessDays):
        return Promise(None, promised.days)
    return Promise(promised.us)


def _line(ledger: Ledger, recovery: Recovery) -> RecoveryLine:
    target = recovery.target
    rpo = recovery.rpo
    return RecoveryLine(
        system=target.system,
        level=target.level,
        name=_named(target.name, target.system),
        rto=_rto(ledger, recovery),
        rpo=None if rpo is None else _rpo(ledger, recovery, rpo),
        own_rto=target.goal and target.rto != target.plan_rto,
        own_rpo=target.goal and target.rpo != target.plan_rpo,
        plan_rto=promise(target.plan_rto),
        plan_rpo=promise(target.plan_rpo),
        rpo_promise=promise(target.rpo),
        needed_down=_needed_down(ledger, recovery),
    )


def _needed_down(ledger: Ledger, recovery: Recovery) -> tuple[Text, ...]:
    outage = recovery.rto.outage
    if outage is None:
        return ()
    ids = down_with(ledger.drill, recovery.target.system, outage)
    return tuple(_named(name_of(ledger.drill, each), each) for each in ids)


def _named(name: Text, id: str) -> Text:
    return name if name.ja or name.en else Text(id, id)


def _rto(ledger: Ledger, recovery: Recovery) -> Figure:
    result, target = recovery.rto, recovery.target
    outage = result.outage
    records: tuple[int, ...] = ()
    if outage is not None:
        resting = outage_records(ledger, target.system, target.level, outage)
        moment, undo = _moment(ledger, target.start), put_back_by(ledger.drill, outage)
        records = tuple(sorted({*resting, *ledger.records(*moment, undo)}))
    return figure_of(result, target.start, _rto_formula(ledger, recovery), records)


def _rto_formula(ledger: Ledger, recovery: Recovery) -> Message:
    result = recovery.rto
    if result.actual is None or result.outage is None or result.outage.returned is None:
        return NOTHING()
    back, start = result.outage.returned, result.outage.lost
    name = recovery.target.start
    moment = None if name == "onset" else ledger.drill.moments.get(name)
    low, high = start.low, start.high
    if moment is not None:
        low, high = moment_since(ledger.drill, name, moment), moment
        high += ledger.drill.widths.get(name, 0)
    said = RTO(
        back_low=fine_clock(back.low),
        back_high=fine_clock(back.high),
        start_low=fine_clock(low),
        start_high=fine_clock(high),
        low=_seconds(result.actual.low),
        high=_seconds(result.actual.high),
    )
    jumped = RTO_JUMPED(formula=said, assumed=result.assumed) if result.assumed else said
    return with_clocks(jumped, result)


def with_clocks(formula: Message, result: Result) -> Message:
    """The formula, with the clocks' error named where the figure runs from zone to zone."""
    return CLOCKS(formula=formula, error=result.clocks) if result.clocks else formula


def _rpo(ledger: Ledger, recovery: Recovery, result: Result) -> Figure:
    system = recovery.target.system
    found = [each for each in ledger.drill.markers_found if each.system == system]
    written = [
        each
        for each in ledger.drill.actions.values()
        if (each.order.purpose, each.order.system) == ("marker_write", system)
        and result.outage is not None
        and each.order.at <= result.outage.lost.high
    ]
    # The newest two decide: the last that survived, and the one after it that did not.
    last = [event for each in written[-2:] for event in (each.order, each.ended)]
    edges = (
        outage_records(ledger, system, recovery.target.level, result.outage)
        if result.outage is not None
        else ()
    )
    records = tuple(sorted({*ledger.records(*found, *last), *edges}))
    if result.actual is None:
        return figure_of(result, "onset", NOTHING(), records)
    low, high = _seconds(result.actual.low), _seconds(result.actual.high)
    return figure_of(result, "onset", RPO(low=low, high=high), records)


def figure_of(result: Result, start: str, formula: Message, records: tuple[int, ...]) -> Figure:
    """A result as the report holds it, with the words for how it was computed."""
    actual = result.actual
    compared = actual is not None and result.limit is not None
    return Figure(
        verdict=result.verdict,
        limit_us=result.limit,
        actual_us=actual.middle if actual else None,
        error_us=actual.error if actual else None,
        low_us=actual.low if actual else None,
        high_us=actual.high if actual else None,
        difference_us=actual.middle - (result.limit or 0) if actual and compared else None,
        source=result.source,
        counted_from=start,
        why=result.why,
        assumed_us=result.assumed,
        paused_us=result.paused,
        approximate=result.approximate,
        formula=formula,
        records=records,
    )


def _seconds(us: int) -> str:
    return f"{us // 1_000_000}.{us // 1000 % 1000:03}"


def _moment(ledger: Ledger, name: str) -> tuple[object, ...]:
    """The end of the step that set a moment: it marks it, or is named as it."""
    at = ledger.drill.moments.get(name)
    if at is None:
        return ()
    marking = (
        ledger.drill.step(each.id).ended
        for each in ledger.brief.scenario.steps
        if name in (each.id, each.marks)
    )
    return tuple(each for each in marking if each is not None and each.at == at)


def outage_records(
    ledger: Ledger, system: str, level: str | None, outage: Outage
) -> tuple[int, ...]:
    """Give the records that an outage's two edges rest on."""
    systems = _deciders(ledger, system, level, frozenset())
    found: list[object] = []
    for each in systems:
        states = (
            ledger.drill.checks.get(check.id, CheckState())
            for check in deciding(ledger.brief, each, level if each == system else None)
        )
        found += [event for state in states for event in _edges(state, outage)]
        seen = (event for event in ledger.drill.seen if event.system == each)
        found += [event for event in seen if _inside(event.at, outage)]
        found += [
            event
            for pretence in ledger.drill.pretences
            if pretence.began.id == each and _inside(pretence.began.at, outage)
            for event in (pretence.began, pretence.ended)
        ]
    resumed = (each for each in ledger.all(DrillResumed) if _inside(each.at, outage))
    jumps = (each for each in ledger.drill.jumps if _inside(each.at, outage))
    return ledger.records(*found, *resumed, *jumps)


def _edges(state: CheckState, outage: Outage) -> list[object]:
    found: list[object] = []
    for lost, returned in state.outages:
        if _inside(lost.first_bad.received, outage):
            found += [lost, returned]
    if state.set_aside is not None and _inside(state.set_aside.at, outage):
        found.append(state.set_aside)
    return found


def _inside(at: int, outage: Outage) -> bool:
    return outage.lost.low <= at <= outage.end


def _deciders(
    ledger: Ledger, system: str, level: str | None, seen: frozenset[str]
) -> tuple[str, ...]:
    """The system, and where it has no checks of its own, all that it depends on."""
    model = ledger.brief.plan.system(system)
    if model is None or system in seen or deciding(ledger.brief, system, level):
        return (system,)
    needed = (other for need in model.depends_on for other in need.any_of)
    below = (_deciders(ledger, each, None, seen | {system}) for each in needed)
    return (system, *dict.fromkeys(found for ids in below for found in ids))
