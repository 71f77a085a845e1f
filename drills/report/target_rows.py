"""The targets against what was achieved, figure by figure, in words that every writer shares."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from bcp.durations import MINUTE, as_said, spoken
from bcp.message import Language, Phrase, render
from drills.report.auditing import steps_from_file
from drills.report.measured_lines import Figure, GoalLine, RecoveryLine
from drills.report.model import Report
from drills.report.naming import goal_name
from drills.report.saying import NOTHING, promised, say, span
from drills.report.words import SOURCE, VERDICT, counted_from, said

RTO = Phrase("text.rto", ja="復旧時間", en="recovery time")
RPO = Phrase("text.rpo", ja="データの損失", en="data lost")
SHARE = Phrase("text.goal_share", ja="{step}\n{percent}%到達", en="{step}\n{percent} % reached")
ERROR = Phrase("text.error", ja="{actual}\n誤差{error}", en="{actual}\nerror {error}")
SLOWER = Phrase("text.slower", ja="{span}\n超過", en="{span}\nover")
FASTER = Phrase("text.faster", ja="{span}\n余裕", en="{span}\nleft")
JUST_OVER = Phrase("text.just_over", ja="わずかに\n超過", en="just over")
JUST_IN_TIME = Phrase("text.just_in_time", ja="わずかに\n余裕", en="just within")
ON_TIME = Phrase("text.on_time", ja="差なし", en="none")
OWN = Phrase(
    "text.own", ja="{limit}\n訓練目標\n（計画{plan}）", en="{limit}\ndrill's own\n(plan: {plan})"
)
NOTE_ASSUMED = Phrase(
    "text.note_assumed",
    ja="実績のうち{us:span}は、時刻を進めたことによる想定の時間です。",
    en="{us:span} of the actual time is assumed, added by a jump of the event clock.",
)
NOTE_PAUSED = Phrase(
    "text.note_paused",
    ja="この間に{us:span}の一時停止があります（実績から除いていません）。",
    en="the drill was paused for {us:span} meanwhile, which is not taken out.",
)
NOTE_PAUSED_OUT = Phrase(
    "text.note_paused_out",
    ja="この間に{us:span}の一時停止があります（実績から除いています）。",
    en="the drill was paused for {us:span} meanwhile, which is taken out.",
)
NOTE_APPROXIMATE = Phrase(
    "text.note_approximate",
    ja="途中で中断・再開があり、その間は端末の時計による概算です。",
    en="the tool was restarted meanwhile; across that gap the time is approximate.",
)
NOTE_NEEDED = Phrase(
    "text.note_needed",
    ja="依存する先も停止していました: {names:list}。",
    en="what it depends on was down, too: {names:list}.",
)
NOTE_PREPARED = Phrase(
    "text.note_prepared",
    ja="回答はあらかじめ用意したファイルによります。人がかかった時間ではありません。",
    en="the answer came from a file made beforehand: it is no time that people took.",
)


TargetKey = tuple[str, str, str | None]
"""Which target: what kind, of which system or step, and of which of its levels."""


@dataclass(frozen=True)
class TargetRow:
    """One figure in words; a line feed begins a new line of a cell.

    `name` is what the target is about and `about` which of its figures this is, or what the step
    is about. `title` names both on one line, and `noted` says whom the notes are about. `source` is
    a dash where nothing was measured.
    """

    name: str
    about: str
    title: str
    noted: str
    limit: str
    actual: str
    difference: str
    verdict: str
    source: str
    notes: tuple[str, ...]
    figure: Figure
    key: TargetKey = ("", "", None)


def target_rows(report: Report, lang: Language) -> Iterator[TargetRow]:
    """Every figure of the report, in its order."""
    for line in report.recoveries:
        yield replace(_rto_row(line, lang), key=("rto", line.system, line.level))
        if line.rpo is not None:
            row = _rpo_row(line, line.rpo, lang)
            yield replace(row, key=("rpo", line.system, line.level))
    files = steps_from_file(report.orders)
    for goal in report.goals:
        row = _goal_row(goal, lang)
        told = (render(NOTE_PREPARED(), lang),) if goal.step in files else ()
        yield replace(row, key=("step", goal.step, None), notes=(*row.notes, *told))


def _rto_row(line: RecoveryLine, lang: Language) -> TargetRow:
    limit = span(line.rto.limit_us, lang)
    if line.own_rto:
        limit = render(OWN(limit=limit, plan=promised(line.plan_rto, lang)), lang)
    name, about = say(line.name, lang), render(RTO(), lang)
    row = _row((name, about, f"{name} {about}", name), limit, line.rto, lang)
    if not line.needed_down:
        return row
    return replace(row, notes=(*row.notes, render(NOTE_NEEDED(names=line.needed_down), lang)))


def _rpo_row(line: RecoveryLine, figure: Figure, lang: Language) -> TargetRow:
    limit = promised(line.rpo_promise, lang)
    if line.own_rpo:
        limit = render(OWN(limit=limit, plan=promised(line.plan_rpo, lang)), lang)
    name, about = say(line.name, lang), render(RPO(), lang)
    title = f"{name} {about}"
    return _row((name, about, title, title), limit, figure, lang)


def _goal_row(goal: GoalLine, lang: Language) -> TargetRow:
    words, title = say(goal.name, lang), render(goal_name(goal), lang)
    name = goal.step
    if goal.reached_percent is not None:
        name = render(SHARE(step=goal.step, percent=f"{goal.reached_percent:g}"), lang)
    names = (name, "" if words == goal.step else words, title, title)
    return _row(names, span(goal.figure.limit_us, lang), goal.figure, lang)


def figure_row(figure: Figure, lang: Language) -> TargetRow:
    """A figure of people's time alone in words, for who names by himself what it is about."""
    row = _row(("", "", "", ""), span(figure.limit_us, lang), figure, lang)
    return replace(row, notes=tuple(_notes(figure, lang, NOTE_PAUSED_OUT)))


def _row(names: tuple[str, str, str, str], limit: str, figure: Figure, lang: Language) -> TargetRow:
    shown = figure.actual_us is not None
    actual = span(figure.actual_us, lang)
    if shown and _error_matters(figure):
        actual = render(ERROR(actual=actual, error=span(figure.error_us, lang)), lang)
    source = render(said(SOURCE, figure.source), lang)
    start = render(counted_from(figure.counted_from), lang)
    return TargetRow(
        *names,
        limit=limit,
        actual=actual,
        difference=_difference(figure, lang),
        verdict=render(said(VERDICT, figure.verdict), lang),
        source=f"{source}\n{start}" if shown else NOTHING,
        notes=tuple(_notes(figure, lang)),
        figure=figure,
    )


def _error_matters(figure: Figure) -> bool:
    """Whether the error could change the verdict, or exceeds a minute; else the method tells it."""
    return figure.verdict == "within_error" or (figure.error_us or 0) > MINUTE


def _difference(figure: Figure, lang: Language) -> str:
    us = figure.difference_us
    if us is None or figure.actual_us is None:
        return NOTHING
    if us == 0:
        return render(ON_TIME(), lang)
    # What is shown is reckoned from what is shown, so that the three figures agree on paper.
    shown = as_said(figure.actual_us) - as_said(figure.limit_us or 0)
    if shown == 0:
        return render((JUST_OVER if us > 0 else JUST_IN_TIME)(), lang)
    phrase = SLOWER if shown > 0 else FASTER
    return render(phrase(span=spoken(abs(shown), lang, tenths=True)), lang)


def _notes(figure: Figure, lang: Language, paused: Phrase = NOTE_PAUSED) -> Iterator[str]:
    if figure.why is not None:
        yield render(figure.why, lang)
    if figure.assumed_us:
        yield render(NOTE_ASSUMED(us=figure.assumed_us), lang)
    if figure.paused_us:
        yield render(paused(us=figure.paused_us), lang)
    if figure.approximate:
        yield render(NOTE_APPROXIMATE(), lang)
