"""Two drills beside each other in words: blocks that every form sets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bcp.durations import MINUTE, SECOND
from bcp.message import Language, Message, Phrase, render
from bcp.wareki import LocalTime, date_said
from drills.comparing.pair import (
    About,
    Change,
    Comparison,
    FigureLine,
    PeopleLine,
    Side,
    StepLine,
    steps_that_differ,
)
from drills.report.measured_lines import Figure
from drills.report.saying import NOTHING, say, span
from drills.report.text_block import Block, Column, Points, Table
from drills.report.words import ENDING, MODE, OVERALL, VERDICT, said

TITLE = Phrase("compare.title", ja="訓練の比較", en="Two drills compared")
DRILLS = Phrase("compare.drills", ja="【比べる訓練】", en="THE DRILLS")
WHICH = Phrase("compare.which", ja="前後", en="Which")
DRILL = Phrase("compare.drill", ja="訓練", en="Drill")
DATE = Phrase("compare.date", ja="日時・方式", en="When, mode")
RESULT = Phrase("compare.result", ja="結果", en="Result")
MET = Phrase("compare.met", ja="目標達成", en="Targets met")
MET_OF = Phrase("compare.met_of", ja="{met}/{of}", en="{met} of {of}")
EARLIER = Phrase("compare.earlier", ja="前", en="Earlier")
LATER = Phrase("compare.later", ja="後", en="Later")
CAN_BE = Phrase("compare.can_be", ja="【比べられるか】", en="CAN THEY BE COMPARED?")
COMPARABLE: Mapping[str, Phrase] = {
    "yes": Phrase(
        "compare.yes",
        ja="比べられます。シナリオ・計画・目標・方式は同じです。",
        en="Yes: scenario, plan, targets and mode are the same.",
    ),
    "partly": Phrase(
        "compare.partly",
        ja="比べられますが、次の違いがあります。差がその違いによるものでないか、確かめてください。",
        en="Yes, but these differ. Ask of each difference of times whether it comes from them.",
    ),
    "no": Phrase(
        "compare.no",
        ja="時間は比べられません。次の理由により、差は出していません。",
        en="No: for these reasons no difference of times is claimed.",
    ),
}
CHANGED = Phrase("compare.changed", ja="【変わったこと】", en="WHAT CHANGED")
COUNTED: Mapping[Change, Phrase] = {
    "slower": Phrase(
        "compare.count_slower", ja="遅くなった目標: {names:list}", en="Slower: {names:list}"
    ),
    "faster": Phrase(
        "compare.count_faster", ja="速くなった目標: {names:list}", en="Faster: {names:list}"
    ),
}
NOTHING_CHANGED = Phrase(
    "compare.nothing_changed",
    ja="測定の誤差を超えて変わった目標はありません。",
    en="No target changed by more than the measurement's error.",
)
VERDICT_CHANGED = Phrase(
    "compare.verdict_changed",
    ja="判定が変わった目標: {names:list}",
    en="Judged otherwise: {names:list}",
)
ONE_VERDICT = Phrase(
    "compare.one_verdict", ja="{name}（{one}→{two}）", en="{name} ({one}, then {two})"
)
GRADED = Phrase("compare.graded", ja="評価 {grade}", en="grade {grade}")
FIGURES = Phrase("compare.figures", ja="【目標に対する実績】", en="TARGETS AND RESULTS")
WHAT = Phrase("compare.what", ja="対象", en="What")
DIFFERENCE = Phrase("compare.difference", ja="差", en="Difference")
VERDICTS = Phrase("compare.verdicts", ja="判定", en="Verdict")
FROM_TO = Phrase("compare.from_to", ja="{one}\n→{two}", en="{one}\nto {two}")
ABOUT: Mapping[About, Phrase] = {
    "rto": Phrase("compare.rto", ja="{name}\n復旧時間", en="{name}\nrecovery time"),
    "rpo": Phrase("compare.rpo", ja="{name}\nデータの損失", en="{name}\ndata lost"),
    "step": Phrase("compare.step_time", ja="{name}", en="{name}"),
}
FASTER = Phrase("compare.faster", ja="{least}以上\n短縮", en="{least}\nor more faster")
SLOWER = Phrase("compare.slower", ja="{least}以上\n延長", en="{least}\nor more slower")
OVERLAP = Phrase(
    "compare.overlap", ja="差があるとは\n言えない", en="none that the\nmeasurement shows"
)
WORDS: Mapping[Change, Phrase] = {
    "overlap": OVERLAP,
    "same": Phrase("compare.same", ja="1秒未満", en="less than a\nsecond"),
    "not_measured": Phrase("compare.not_measured", ja="実績なし", en="not measured"),
    "not_comparable": Phrase("compare.not_comparable", ja="比べない", en="not compared"),
    "only_earlier": Phrase("compare.only_earlier", ja="前だけ", en="earlier only"),
    "only_later": Phrase("compare.only_later", ja="後だけ", en="later only"),
}
ERROR = Phrase("compare.error", ja="{actual}\n誤差{error}", en="{actual}\nerror {error}")
LIMIT_CHANGED = Phrase(
    "compare.limit_changed",
    ja="{name}: 目標が{one}から{two}に変わっています。",
    en="{name}: the target changed from {one} to {two}.",
)
NOWHERE = Phrase(
    "compare.nowhere",
    ja="どちらの訓練にも実績がないもの: {names:list}",
    en="Without an actual time in either drill: {names:list}",
)
WHY = Phrase("compare.why", ja="{name}: {why}", en="{name}: {why}")
STEPS = Phrase(
    "compare.steps", ja="【時間や結果が変わった手順】", en="STEPS THAT TOOK LONGER OR LESS"
)
STEP = Phrase("compare.step", ja="手順", en="Step")
MORE = Phrase("compare.more", ja="{span}延長", en="{span} longer")
LESS = Phrase("compare.less", ja="{span}短縮", en="{span} less")
STEPS_LEFT = Phrase(
    "compare.steps_left",
    ja="このほかの{count}手順は、差が{least}未満です。",
    en="The other {count} steps differ by less than {least}.",
)
STEPS_NOTE = Phrase(
    "compare.steps_note",
    ja="手順の時間は、始まってから終わるまで（人の作業と待ち時間を含む）です。",
    en="A step's time is from its beginning to its end, people's work and waiting included.",
)
PEOPLE = Phrase("compare.people", ja="【人への連絡・参集・点呼】", en="PEOPLE REACHED")
KINDS = {
    "call_out": Phrase("compare.call_out", ja="連絡", en="call-out"),
    "check_in": Phrase("compare.check_in", ja="点呼", en="check-in"),
    "muster": Phrase("compare.muster", ja="参集", en="muster"),
}
PEOPLE_OF = Phrase(
    "compare.people_of", ja="{there}/{of}人（{percent}%）", en="{there} of {of} ({percent} %)"
)
METHOD = Phrase("compare.method", ja="【読み方】", en="HOW TO READ THIS")
RULES = (
    Phrase(
        "compare.rule_interval",
        ja="復旧時間は幅のある値です。二つの幅が重なるときは、差があるとは言いません。",
        en="A recovery time is an interval. Where the two overlap, no difference is claimed.",
    ),
    Phrase(
        "compare.rule_least",
        ja="「以上」は、測定の誤差を除いた、確かに言える差です。",
        en='"Or more": what is certain of the difference, the errors of measurement taken off.',
    ),
    Phrase(
        "compare.rule_same",
        ja="起点・根拠・監視の方法・方式・時間の圧縮が同じものだけを比べています。",
        en="Only figures with the same start, evidence, checks, mode and pace are compared.",
    ),
)
# What differs by less is not worth a line: people are not machines.
LEAST = 10 * SECOND
_SHOWN = 15


def blocks(found: Comparison, lang: Language) -> Sequence[Block]:
    """Everything, in order; a block in which nothing is stands there empty."""
    return (
        _drills(found, lang),
        _comparable(found, lang),
        _changed(found, lang),
        _figures(found, lang),
        _steps(found, lang),
        _people(found, lang),
        Points(METHOD, [render(each(), lang) for each in RULES]),
    )


def _drills(found: Comparison, lang: Language) -> Table:
    columns = (
        *(Column(WHICH, 4, 7), Column(DRILL, 26, 24), Column(DATE, 20, 19)),
        *(Column(RESULT, 12, 12), Column(MET, 8, 8)),
    )
    sides = ((EARLIER, found.earlier), (LATER, found.later))
    rows = [[render(word(), lang), *_side(each, lang)] for word, each in sides]
    return Table(DRILLS, columns, rows)


def _side(side: Side, lang: Language) -> list[str]:
    at = LocalTime(side.began.unix_us, side.utc_offset_s)
    mode = render(said(MODE, side.mode), lang)
    return [
        f"{side.title.said_in(lang)}\n{side.organisation}\n{side.run}",
        f"{date_said(at, lang)}\n{at.clock}\n{mode}",
        f"{render(GRADED(grade=side.grade), lang)}\n{render(said(OVERALL, side.overall), lang)}",
        render(MET_OF(met=side.met, of=side.promised), lang),
    ]


def _comparable(found: Comparison, lang: Language) -> Points:
    first = render(COMPARABLE[found.comparable](), lang)
    return Points(CAN_BE, [first, *(render(each.what, lang) for each in found.differences)])


def _changed(found: Comparison, lang: Language) -> Points:
    """The news in a few lines: what is slower first, because that is what must be looked at."""
    if found.comparable == "no":
        return Points(CHANGED, ())
    items = []
    for change, phrase in COUNTED.items():
        names = [_on_one_line(each, lang) for each in found.figures if each.change == change]
        if names:
            items.append(render(phrase(names=names), lang))
    items = items or [render(NOTHING_CHANGED(), lang)]
    verdicts = tuple(_judged_otherwise(found, lang))
    if verdicts:
        items.append(render(VERDICT_CHANGED(names=verdicts), lang))
    return Points(CHANGED, items)


def _judged_otherwise(found: Comparison, lang: Language) -> Iterator[Message]:
    for each in found.figures:
        one, two = each.earlier, each.later
        if one is not None and two is not None and one.verdict != two.verdict:
            words = (said(VERDICT, own.verdict) for own in (one, two))
            name = _on_one_line(each, lang)
            yield ONE_VERDICT(name=name, **dict(zip(("one", "two"), words, strict=True)))


def _figures(found: Comparison, lang: Language) -> Table:
    columns = (
        *(Column(WHAT, 22, 22), Column(EARLIER, 14, 14), Column(LATER, 14, 14)),
        *(Column(DIFFERENCE, 14, 14), Column(VERDICTS, 8, 8)),
    )
    shown = [each for each in found.figures if not _unmeasured(each)]
    return Table(
        FIGURES,
        columns,
        [_figure(each, lang) for each in shown],
        striking=[each.change == "slower" for each in shown],
        notes=list(_notes(found, lang)),
    )


def _unmeasured(line: FigureLine) -> bool:
    """Whether neither drill has a time for it."""
    both = (line.earlier, line.later)
    return all(each is None or each.actual_us is None for each in both)


def figure_name(line: FigureLine, lang: Language) -> str:
    """What a figure is about, on one line or two."""
    return render(ABOUT[line.about](name=say(line.name, lang) or line.id), lang)


def _figure(line: FigureLine, lang: Language) -> list[str]:
    exact = line.change == "overlap"
    return [
        figure_name(line, lang),
        _time(line.earlier, lang, exact=exact),
        _time(line.later, lang, exact=exact),
        render(change_said(line, lang), lang),
        render(_verdicts(line), lang),
    ]


def _time(figure: Figure | None, lang: Language, *, exact: bool) -> str:
    """A time, with its error where that matters: it decides, or it is longer than a minute."""
    if figure is None or figure.actual_us is None:
        return NOTHING
    actual = span(figure.actual_us, lang)
    if figure.error_us and (exact or figure.error_us > MINUTE):
        return render(ERROR(actual=actual, error=span(figure.error_us, lang)), lang)
    return actual


def change_said(line: FigureLine, lang: Language) -> Message:
    """The difference in words, never more than is certain."""
    if line.change == "faster" and line.high_us is not None:
        return FASTER(least=span(-line.high_us, lang))
    if line.change == "slower" and line.low_us is not None:
        return SLOWER(least=span(line.low_us, lang))
    return WORDS[line.change]()


def _verdicts(line: FigureLine) -> Message:
    one, two = (
        said(VERDICT, each.verdict) if each else None for each in (line.earlier, line.later)
    )
    if one is None or two is None or one == two:
        return one or two or VERDICT["no_target"]()
    return FROM_TO(one=one, two=two)


def _notes(found: Comparison, lang: Language) -> Iterator[str]:
    nowhere = [_on_one_line(each, lang) for each in found.figures if _unmeasured(each)]
    if nowhere:
        yield render(NOWHERE(names=nowhere), lang)
    for each in found.figures:
        name = _on_one_line(each, lang)
        if each.limit_changed and each.earlier and each.later:
            limits = (span(own.limit_us, lang) for own in (each.earlier, each.later))
            one, two = limits
            yield render(LIMIT_CHANGED(name=name, one=one, two=two), lang)
        if each.why and found.comparable != "no":
            yield render(WHY(name=name, why=render(each.why[0], lang)), lang)


def _on_one_line(line: FigureLine, lang: Language) -> str:
    return " ".join(figure_name(line, lang).split("\n"))


def _steps(found: Comparison, lang: Language) -> Table:
    columns = (
        *(Column(STEP, 26, 26), Column(EARLIER, 15, 15), Column(LATER, 15, 15)),
        Column(DIFFERENCE, 18, 18),
    )
    differing = steps_that_differ(found.steps, LEAST)
    left = len(found.steps) - len(differing)
    notes = [render(STEPS_NOTE(), lang)]
    if left:
        notes.append(render(STEPS_LEFT(count=left, least=span(LEAST, lang)), lang))
    return Table(STEPS, columns, [_step(each, lang) for each in differing[:_SHOWN]], notes=notes)


def _step(line: StepLine, lang: Language) -> list[str]:
    times = zip((line.earlier_us, line.later_us), (line.earlier, line.later), strict=True)
    one, two = (_taken(us, ending, lang) for us, ending in times)
    us = line.difference_us
    difference = NOTHING
    if us:
        difference = render((MORE if us > 0 else LESS)(span=span(abs(us), lang)), lang)
    return [f"{say(line.name, lang)}\n[{line.id}]", one, two, difference]


def _taken(us: int | None, ending: str | None, lang: Language) -> str:
    word = NOTHING if ending is None else render(said(ENDING, ending), lang)
    return word if us is None else f"{span(us, lang)}\n{word}"


def _people(found: Comparison, lang: Language) -> Table:
    columns = (Column(STEP, 30, 30), Column(EARLIER, 22, 22), Column(LATER, 22, 22))
    return Table(PEOPLE, columns, [_reached(each, lang) for each in found.people])


def _reached(line: PeopleLine, lang: Language) -> list[str]:
    name = f"{render(KINDS[line.kind](), lang)} [{line.step}]"
    return [name, _share(line.earlier, lang), _share(line.later, lang)]


def _share(reached: tuple[int, int] | None, lang: Language) -> str:
    if reached is None:
        return NOTHING
    there, of = reached
    percent = f"{100 * there / of:.0f}" if of else NOTHING
    return render(PEOPLE_OF(there=there, of=of, percent=percent), lang)
