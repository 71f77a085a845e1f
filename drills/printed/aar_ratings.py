"""How each objective of a drill is rated: P, S, M, U of HSEEP, or not evaluated.

HSEEP (U.S. Department of Homeland Security, 2020) rates an objective by how it was performed:
without challenges, with some, with major ones, or not at all. Evaluators choose there; here a rule
derives what the records show, and evaluators may change it. The rule is printed with the report.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from bcp.message import Language, Message, Phrase, render
from drills.core.events import Source
from drills.report.business_lines import CriterionLine
from drills.report.happened_lines import StepLine
from drills.report.measured_lines import Figure
from drills.report.model import Report
from drills.report.saying import say, say_all
from drills.report.target_rows import TargetRow, target_rows
from drills.report.text_businesses import OUTCOMES
from drills.report.words import SOURCE, VERDICT, said

Rating = Literal["P", "S", "M", "U", ""]
"""Without challenges, with some, with major ones, unable; empty: not evaluated."""

RATINGS: Mapping[Rating, Phrase] = {
    "P": Phrase("aar.p", ja="P 支障なくできた", en="P: performed without challenges"),
    "S": Phrase("aar.s", ja="S 一部支障があった", en="S: performed with some challenges"),
    "M": Phrase("aar.m", ja="M 大きな支障があった", en="M: performed with major challenges"),
    "U": Phrase("aar.u", ja="U できなかった", en="U: unable to be performed"),
    "": Phrase("aar.none", ja="－ 評価していない", en="not evaluated"),
}
RULES: tuple[Phrase, ...] = (
    Phrase(
        "aar.rule_p",
        ja="P: 目標を達成した、または手順ができた。つまずき、逸脱、判定からの除外もない。",
        en="P: the target was met, or the step was done; nothing stumbled there, no rule of order "
        "was broken and no check was set aside.",
    ),
    Phrase(
        "aar.rule_s",
        ja="S: 達成した、またはできたが、つまずき、逸脱、除外のどれかがある。"
        "または、目標が測定誤差の範囲内で、達成とは言い切れない。",
        en="S: met or done, but one of these happened; or the target lies within the error of the "
        "measurement, so that nobody can say that it was met.",
    ),
    Phrase(
        "aar.rule_m",
        ja="M: できたが、目標の時間を過ぎた。または、一部だけできた。",
        en="M: done, but later than the target; or done in part.",
    ),
    Phrase(
        "aar.rule_u",
        ja="U: 訓練が終わるまでに、できなかった、または復旧しなかった。",
        en="U: not done, or not back, when the drill ended.",
    ),
    Phrase(
        "aar.rule_none",
        ja="－: 記録が示していない。測れなかったもの、付与や想定だけによるもの、"
        "実施しなかったもの、評価者が判断するものは、評価していない。",
        en="Not evaluated: the records do not show it. What was not measured, what rests on an "
        "inject or an assumption alone, what was left out, and what evaluators must judge.",
    ),
)
WITHIN = Phrase("aar.within", ja="{what}: {limit}以内", en="{what} within {limit}")
SHOWN_BY = Phrase(
    "aar.shown_by",
    ja="{verdict}（実績 {actual}、根拠 {source}）",
    en="{verdict} (actual {actual}, {source})",
)
NOT_SHOWN = Phrase(
    "aar.not_shown",
    ja="手順で示されないため、評価者が判断",
    en="no step shows it: for evaluators to judge",
)
COUNTED = Phrase(
    "aar.counted",
    ja="目的{all}件: P {p}件、S {s}件、M {m}件、U {u}件、評価していないもの{none}件。",
    en="{all} objectives: {p} P, {s} S, {m} M, {u} U; {none} not evaluated.",
)
STUMBLED = Phrase("aar.stumbled", ja="つまずき: {what}", en="stumbled: {what}")

_SEEN: frozenset[Source] = frozenset({"measured", "observed", "attested"})


@dataclass(frozen=True)
class Objective:
    """Something that the drill was to show, how it is rated, and what shows it.

    `records` are the numbers of the journal's records.
    """

    what: str
    rating: Rating
    shown: str
    records: tuple[int, ...]


def objectives(report: Report, lang: Language) -> Iterator[Objective]:
    """What the scenario says that it is evaluated by, then every target with a limit."""
    troubled = _troubled(report)
    for line in report.evaluation:
        yield _of_criterion(report, line, troubled, lang)
    for row in target_rows(report, lang):
        if row.figure.limit_us is not None:
            yield _of_target(row, _systems_aside(report), troubled, lang)


def _of_criterion(
    report: Report, line: CriterionLine, troubled: frozenset[str], lang: Language
) -> Objective:
    stumbles = [each.stumble for each in report.answers if each.step == line.step and each.stumble]
    shown: list[str] = [render(STUMBLED(what=each), lang) for each in stumbles]
    if line.step is None or line.outcome is None:
        shown.insert(0, render(NOT_SHOWN(), lang))
    else:
        words = say(OUTCOMES[line.outcome](), lang)
        why = f": {say_all(line.why, lang)}" if line.why else ""
        shown.insert(0, f"[{line.step}] {words}{why}")
    step = next((each for each in report.steps if each.id == line.step), None)
    rating = rated_step(line, step, is_troubled=line.step in troubled)
    return Objective(say(line.text, lang), rating, "\n".join(shown), line.records)


def rated_step(line: CriterionLine, step: StepLine | None, *, is_troubled: bool) -> Rating:
    """The rating of what a step shows; `is_troubled`: somebody stumbled or broke a rule there."""
    if step is None or step.source not in _SEEN:
        return ""
    match line.outcome:
        case "held" if line.verdict == "missed":
            return "M"
        case "held" if is_troubled or line.verdict == "within_error":
            return "S"
        case "held":
            return "P"
        case "broken":
            return "M" if step.ending == "partly" else "U"
    return ""


def _of_target(
    row: TargetRow, aside: frozenset[str], troubled: frozenset[str], lang: Language
) -> Objective:
    figure = row.figure
    is_troubled = row.name in aside or row.name in troubled
    shown = said(VERDICT, figure.verdict)
    if figure.actual_us is not None:
        actual, source = row.actual.replace("\n", " "), said(SOURCE, figure.source)
        shown = SHOWN_BY(verdict=shown, actual=actual, source=source)
    what = WITHIN(what=row.title, limit=row.limit.split("\n", maxsplit=1)[0])
    texts = [render(shown, lang), *([] if figure.why is None else [render(figure.why, lang)])]
    rating = rated_figure(figure, is_troubled=is_troubled)
    return Objective(render(what, lang), rating, "\n".join(texts), figure.records)


def rated_figure(figure: Figure, *, is_troubled: bool) -> Rating:
    """The rating of a target; nothing that was only pretended or assumed is rated at all."""
    if figure.source not in _SEEN:
        return ""
    match figure.verdict:
        case "met":
            return "S" if is_troubled else "P"
        case "within_error":
            return "S"
        case "missed":
            return "U" if figure.actual_us is None else "M"
    return ""


def _troubled(report: Report) -> frozenset[str]:
    """The steps at which somebody stumbled or a rule of order was broken."""
    stumbled = {each.step for each in report.answers if each.stumble}
    return frozenset(stumbled | {each.step for each in report.deviations})


def _systems_aside(report: Report) -> frozenset[str]:
    """The names of systems of which a check was taken out of the judgement."""
    aside = {each.check.partition("/")[0] for each in report.asides}
    lines = (each for each in report.recoveries if each.system in aside)
    return frozenset(name for each in lines for name in (each.name.ja, each.name.en) if name)


def counted(found: Sequence[Objective]) -> Message:
    """How many objectives have which rating."""
    number = {rating: sum(each.rating == rating for each in found) for rating in RATINGS}
    return COUNTED(
        all=len(found),
        p=number["P"],
        s=number["S"],
        m=number["M"],
        u=number["U"],
        none=number[""],
    )
