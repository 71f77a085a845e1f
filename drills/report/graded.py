"""From a drill's figures to its grade; the rules are printed with every grade.

The rate is the mean of the rates of the targets that were really measured, none of them above 100.
What was pretended or assumed stands as what was not measured, so that pretending never betters a
grade, neither by its number nor by taking a target out of those that count.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bcp.message import Message, Phrase, Text
from bcp.preset_files import shipped
from bcp.preset_filling import GRADES
from drills.core.overall import Overall, is_moot, overall
from drills.core.recovery import NO_PROBE
from drills.core.step_goals import PEOPLE_NOT_TOLD
from drills.report.by_municipality import of_each
from drills.report.figures import goal_lines, recovery_lines
from drills.report.grade_scale import NOT_GRADED, GradeScale, mean_of, rate_of
from drills.report.grading import GradeLine, GradeMeaning, Grading, Kind
from drills.report.ledger import Ledger
from drills.report.measured_lines import Figure, RecoveryLine

MET_OF = Phrase(
    "grading.met_of",
    ja="測れた目標{measured}件のうち{met}件を達成、達成率の平均は{rate}%です。",
    en="{met} of the {measured} targets measured were met; the mean of their rates is {rate} %.",
)
CAPPED = Phrase("grading.capped", ja="{why}{capped}", en="{why} {capped}")
NOTHING_REAL = Phrase(
    "grading.nothing_real",
    ja="実測・目視・事業者回答で確かめた目標が一つもないため、評定しません。",
    en="Not graded: no target was measured, observed or attested.",
)
TOO_FEW = Phrase(
    "grading.too_few",
    ja="評定の対象にした目標{counted}件のうち{measured}件しか測れていないため、評定しません。",
    en="Not graded: only {measured} of the {counted} targets that count were measured.",
)
NO_TARGETS = Phrase(
    "grading.no_targets",
    ja="目標のない訓練のため、評定しません。",
    en="Not graded: the drill had no target.",
)
NOT_COMPLETED: dict[Overall, Phrase] = {
    Overall.ABORTED: Phrase(
        "grading.aborted",
        ja="中止した訓練のため、評定しません。",
        en="Not graded: the drill was aborted.",
    ),
    Overall.STOPPED: Phrase(
        "grading.stopped",
        ja="中止条件により終わった訓練のため、評定しません。",
        en="Not graded: a stop condition ended the drill.",
    ),
    Overall.REAL_EVENT: Phrase(
        "grading.real_event",
        ja="途中で実災害に移行したため、評定しません。",
        en="Not graded: it became the real event.",
    ),
    Overall.NOT_CLOSED: Phrase(
        "grading.not_closed",
        ja="終了の記録がないため、まだ評定しません。",
        en="Not graded yet: there is no record of the end.",
    ),
}
CRITICAL_MISSED = Phrase(
    "grading.critical_missed",
    ja="最重要システム（{names:list}）が復旧目標時間に間に合わなかったため、{grade}を上限とします。",
    en="Capped at {grade}: a critical system missed its recovery time ({names:list}).",
)
CRITICAL_UNMEASURED = Phrase(
    "grading.critical_unmeasured",
    ja="最重要システム（{names:list}）の目標を確かめていないため、{grade}を上限とします。",
    en="Capped at {grade}: a target of a critical system was not measured ({names:list}).",
)
UNMEASURED = Phrase(
    "grading.unmeasured",
    ja="確かめられなかった目標（付与・想定を含む）が{count}件あるため、{grade}を上限とします。",
    en="Capped at {grade}: {count} target(s) could not be measured, or were pretended or assumed.",
)
STEP_FAILED = Phrase(
    "grading.step_failed",
    ja="失敗した手順か、元に戻せなかった操作があるため、{grade}を上限とします。",
    en="Capped at {grade}: a step failed, or something could not be taken back.",
)
RULE_RATE = Phrase(
    "grading.rule_rate",
    ja="目標ごとの達成率＝目標÷実績×100（小数第2位以下切捨て）。実績には測定誤差を含めた"
    "遅い方の値を使います。",
    en="Rate of a target: target by actual times 100, cut to one decimal; the actual is the later "
    "end of its interval.",
)
RULE_OVERALL = Phrase(
    "grading.rule_overall",
    ja="総合評価＝測れた目標の達成率（それぞれ100%まで、終わらなかったものは0%）の平均を、尺度"
    "「{scale}」に当てたもの。停止しなかったものなど、測るものがなかった目標は対象にしません。"
    "対象の半数を測れなければ評定しません。",
    en="Overall: the mean of the rates of the targets measured (each at most 100; 0 of what was "
    "not over), on the scale {scale}. What had nothing to measure does not count. Not graded "
    "where less than half of what counts was measured.",
)
RULE_UNREAL = Phrase(
    "grading.rule_unreal",
    ja="付与・想定の数値は平均に入れず、その目標は測れなかったものとして扱います。",
    en="Injected and assumed figures are not in the mean; their targets stand as not measured.",
)
RULE_CAPS = Phrase(
    "grading.rule_caps",
    ja="最重要システムの復旧目標時間が未達なら{third}が上限です。測れなかった目標、確かめていない"
    "最重要システムの目標、失敗した手順のどれかがあれば{second}が上限です。",
    en="At most {third} where a critical system missed its recovery time; at most {second} where a "
    "target could not be measured, one of a critical system was not, or a step failed.",
)

_REAL = ("measured", "observed", "attested")
_RESULTS = ("met", "missed", "within_error")
# No flaw of the drill, but nobody knows how it was either.
_UNSEEN = (NO_PROBE.code, PEOPLE_NOT_TOLD.code)


def grading_of(ledger: Ledger) -> Grading:
    """The grade of a drill, with every target that it rests on."""
    scale = scale_of(ledger)
    lines = tuple(graded_line(each, scale) for each in of_each(ledger, _lines))
    return graded(lines, overall(ledger.drill), scale)


def scale_of(ledger: Ledger) -> GradeScale:
    """The scale of the drill's plan; the one that we ship, where the journal holds none."""
    plan = ledger.brief.plan
    wanted = plan.grade_scale or GRADES
    return GradeScale.of(next((each for each in plan.scales if each.id == wanted), shipped(GRADES)))


def graded(lines: Sequence[GradeLine], result: Overall, scale: GradeScale) -> Grading:
    """The overall grade of these targets, in a drill of that result."""
    counting = [each for each in lines if each.counts]
    real = [each for each in counting if is_real(each.figure)]
    met = [each for each in real if each.figure.verdict == "met"]
    rtos = [each for each in counting if each.kind == "rto"]
    whole = Grading(
        grade=NOT_GRADED,
        meaning=Text(),
        why=NO_TARGETS() if not lines else NOTHING_REAL(),
        scale=scale.name,
        scale_title=scale.title,
        rate_percent=None,
        targets=len(lines),
        counted=len(counting),
        met=len(met),
        measured=len(real),
        rto_targets=len(rtos),
        rto_met=sum(each.kind == "rto" for each in met),
        uncapped=NOT_GRADED,
        capped=(),
        lines=tuple(lines),
        rules=_rules(scale),
        legend=tuple(map(GradeMeaning, scale.grades, scale.meanings)),
    )
    if result in NOT_COMPLETED:
        return replace(whole, why=NOT_COMPLETED[result]())
    if not real:
        return whole
    if len(real) * 2 < len(counting):
        return replace(whole, why=TOO_FEW(counted=len(counting), measured=len(real)))
    return _capped(whole, mean_of(_rates(real)), result, scale)


def _rates(lines: Sequence[GradeLine]) -> list[float]:
    """What was missed and never over has no rate, and stands in the mean with none at all."""
    return [min(100.0, each.rate_percent or 0.0) for each in lines]


def _capped(whole: Grading, rate: float, result: Overall, scale: GradeScale) -> Grading:
    found = scale.place(rate)
    caps = [each for each in _caps(whole.lines, result, scale) if each[0] > found]
    lowest = max([found, *(place for place, _ in caps)])
    capped = tuple(why for place, why in caps if place == lowest)
    why = MET_OF(measured=whole.measured, met=whole.met, rate=rate)
    for each in capped:
        why = CAPPED(why=why, capped=each)
    return replace(
        whole,
        grade=scale.grades[lowest],
        meaning=scale.meanings[lowest],
        why=why,
        rate_percent=rate,
        uncapped=scale.grades[found],
        capped=capped,
    )


def _caps(
    lines: Sequence[GradeLine], result: Overall, scale: GradeScale
) -> Iterator[tuple[int, Message]]:
    """Every law that keeps the grade down, with the place of the best grade that it allows."""
    second, third = min(1, scale.last), min(2, scale.last)
    critical = [each for each in lines if each.importance == "critical"]
    missed = [each for each in critical if each.kind == "rto" and each.figure.verdict == "missed"]
    unmeasured = [each for each in critical if not is_real(each.figure)]
    if missed:
        yield third, CRITICAL_MISSED(names=_names(missed), grade=scale.grades[third])
    unknown = sum(each.counts and not is_real(each.figure) for each in lines)
    if unknown:
        yield second, UNMEASURED(count=unknown, grade=scale.grades[second])
    if unmeasured:
        yield second, CRITICAL_UNMEASURED(names=_names(unmeasured), grade=scale.grades[second])
    if result == Overall.STEP_FAILED:
        yield second, STEP_FAILED(grade=scale.grades[second])


def _names(lines: Sequence[GradeLine]) -> tuple[object, ...]:
    return tuple(dict.fromkeys(each.name for each in lines if isinstance(each.name, Text)))


def _rules(scale: GradeScale) -> tuple[Message, ...]:
    second, third = (scale.grades[min(place, scale.last)] for place in (1, 2))
    return (
        *(RULE_RATE(), RULE_OVERALL(scale=scale.title)),
        *(RULE_UNREAL(), RULE_CAPS(second=second, third=third)),
    )


def is_real(figure: Figure) -> bool:
    """Whether something was found out of a target that nobody only pretended or assumed."""
    return figure.verdict in _RESULTS and figure.source in _REAL and not figure.assumed_us


def _lines(ledger: Ledger) -> tuple[GradeLine, ...]:
    """Every figure that has a target, not graded yet."""
    found: list[GradeLine] = []
    for line in recovery_lines(ledger):
        found.append(_line(ledger, line, "rto", line.rto))
        if line.rpo is not None and not _unmarked(ledger, line.system, line.rpo):
            found.append(_line(ledger, line, "rpo", line.rpo))
    found += [
        GradeLine("step", each.step, None, each.name, None, each.figure, None, "", counts=False)
        for each in goal_lines(ledger)
    ]
    return tuple(each for each in found if each.figure.limit_us is not None)


def _line(ledger: Ledger, line: RecoveryLine, kind: Kind, figure: Figure) -> GradeLine:
    system = ledger.brief.plan.system(line.system)
    importance = system.importance if system is not None else "normal"
    return GradeLine(
        *(kind, line.system, line.level, line.name, importance, figure, None, ""),
        counts=False,
        needed_down=line.needed_down if kind == "rto" else (),
    )


def _unmarked(ledger: Ledger, system: str, figure: Figure) -> bool:
    """Whether the plan says no way to measure the age of its data: reported, never graded."""
    model = ledger.brief.plan.system(system)
    return (model is None or model.marker is None) and figure.verdict == "not_measured"


def graded_line(line: GradeLine, scale: GradeScale) -> GradeLine:
    """A target with its rate and its grade."""
    figure = line.figure
    limit, high = figure.limit_us, figure.high_us
    rate = None if limit is None or high is None else rate_of(limit, high)
    grade = NOT_GRADED
    if is_real(figure):
        # Missed and not over yet, it has no rate, and is the worst that can be.
        grade = scale.grades[scale.last if rate is None else scale.place(rate)]
    return replace(line, rate_percent=rate, grade=grade, counts=not was_safe(figure))


def was_safe(figure: Figure) -> bool:
    """Whether there was nothing to measure; that nobody could look is not that."""
    return is_moot(figure.why) and not (figure.why and figure.why.code in _UNSEEN)
