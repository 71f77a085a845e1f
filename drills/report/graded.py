"""From a drill's figures to its grade; the rules are printed with every grade.

The rate is the targets met by the targets that count. Nothing that was pretended or assumed can
raise it: a target that was met so is not counted at all, one that was missed so counts as missed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bcp.message import Message, Phrase, Text
from bcp.preset_files import shipped
from drills.core.overall import Overall, is_moot, overall
from drills.report.by_municipality import of_each
from drills.report.figures import goal_lines, recovery_lines
from drills.report.grade_scale import NOT_GRADED, GradeScale, rate_of, share_of
from drills.report.grading import GradeLine, Grading, Kind
from drills.report.ledger import Ledger
from drills.report.measured_lines import Figure, RecoveryLine

MET_OF = Phrase(
    "grading.met_of",
    ja="評定の対象にした目標{counted}件のうち{met}件を達成しました（{rate}%）。",
    en="{met} of the {counted} targets that count were met ({rate} %).",
)
CAPPED = Phrase("grading.capped", ja="{why}{capped:list}", en="{why} {capped:list}")
NOTHING_REAL = Phrase(
    "grading.nothing_real",
    ja="実測・目視・事業者回答で確かめた目標が一つもないため、評定しません。",
    en="Not graded: no target was measured, observed or attested.",
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
    ja="総合評価＝達成した目標÷評定の対象にした目標×100を尺度「{scale}」に当てたもの。"
    "誤差範囲内と未測定は達成に数えません。停止しなかったものなど、測るものがなかった目標は"
    "対象にせず、件数を示します。",
    en="Overall: targets met by targets that count, times 100, on the scale {scale}. Within error "
    "and not measured are not met. What had nothing to measure does not count, and is told.",
)
RULE_UNREAL = Phrase(
    "grading.rule_unreal",
    ja="付与・想定による達成は数えません。未達は数えます。",
    en="What was met only by injected or assumed figures does not count; what was missed does.",
)
RULE_CAPS = Phrase(
    "grading.rule_caps",
    ja="最重要システムの復旧目標時間が未達なら{third}、目標を確かめていない最重要システムがあるか"
    "手順の失敗があれば{second}が上限です。",
    en="At most {third} where a critical system missed its recovery time; at most {second} where a "
    "target of a critical system was not measured, or a step failed.",
)

SCALE = "grades-abcd"
"""The shipped scale that counts where the plan names none."""

_REAL = ("measured", "observed", "attested")
_RESULTS = ("met", "missed", "within_error")


def grading_of(ledger: Ledger) -> Grading:
    """The grade of a drill, with every target that it rests on."""
    scale = scale_of(ledger)
    lines = tuple(_graded(each, scale) for each in of_each(ledger, _lines))
    return graded(lines, overall(ledger.drill), scale)


def scale_of(ledger: Ledger) -> GradeScale:
    """The scale of the drill's plan, or the one that we ship."""
    return GradeScale.of(shipped(SCALE))


def graded(lines: Sequence[GradeLine], result: Overall, scale: GradeScale) -> Grading:
    """The overall grade of these targets, in a drill of that result."""
    counting = [each for each in lines if each.counts]
    met = [each for each in counting if each.figure.verdict == "met"]
    real = [each for each in counting if is_real(each.figure)]
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
        rto_met=sum(each.figure.verdict == "met" for each in rtos),
        uncapped=NOT_GRADED,
        capped=(),
        lines=tuple(lines),
        rules=_rules(scale),
    )
    if result in NOT_COMPLETED:
        return replace(whole, why=NOT_COMPLETED[result]())
    return _capped(whole, result, scale) if real else whole


def _capped(whole: Grading, result: Overall, scale: GradeScale) -> Grading:
    rate = share_of(whole.met, whole.counted)
    found = scale.place(rate)
    caps = [each for each in _caps(whole.lines, result, scale) if each[0] > found]
    lowest = max([found, *(place for place, _ in caps)])
    capped = tuple(why for place, why in caps if place == lowest)
    why = MET_OF(counted=whole.counted, met=whole.met, rate=rate)
    return replace(
        whole,
        grade=scale.grades[lowest],
        meaning=scale.meanings[lowest],
        why=CAPPED(why=why, capped=capped) if capped else why,
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
    return figure.verdict in _RESULTS and figure.source in _REAL


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


def _graded(line: GradeLine, scale: GradeScale) -> GradeLine:
    figure = line.figure
    limit, high, verdict = figure.limit_us, figure.high_us, figure.verdict
    rate = None if limit is None or high is None else rate_of(limit, high)
    grade = NOT_GRADED
    if is_real(figure):
        # Missed and not over yet, it has no rate, and is the worst that can be.
        grade = scale.grades[scale.last if rate is None else scale.place(rate)]
    unreal = verdict == "met" and figure.source not in _REAL
    counts = not unreal and not is_moot(figure.why)
    return replace(line, rate_percent=rate, grade=grade, counts=counts)
