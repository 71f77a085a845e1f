"""The trend as blocks of no format, and the words that stand beside its drawings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from bcp.durations import spoken
from bcp.message import Language, Message, Phrase, render
from drills.history.direction import FEWEST
from drills.history.trend import LeftOut, Series, Trend
from drills.history.words import CHANGE, DIRECTION, MEASURE, NOTHING, REASON, WITH_LEVEL, day_said
from drills.report.text_block import Column, Points, Table
from drills.report.words import counted_from

TITLE = Phrase("trend.title", ja="復旧時間の推移", en="Recovery times over the drills")
TOTAL = Phrase(
    "trend.total",
    ja="数に入れた訓練 {drills}回。付与・想定・机上の値と、中止した訓練は含みません。",
    en="{drills} drill(s) count. Nothing pretended, assumed or from a tabletop is in it, and no "
    "drill that was cut short.",
)
NONE = Phrase(
    "trend.none",
    ja="推移を示せる実測値がありません。確認のみの訓練か実動訓練を行うと、ここに並びます。",
    en="There is no measured time to show a trend of. Walkthrough and operational drills put "
    "theirs here.",
)
SERIES = Phrase("trend.series", ja="【対象ごとのまとめ】", en="EACH TARGET AT A GLANCE")
NAME = Phrase("trend.head_name", ja="対象・シナリオ", en="What, scenario")
MET = Phrase("trend.head_met", ja="達成/回数", en="Met/of")
MEDIAN = Phrase("trend.head_median", ja="中央値", en="Median")
BEST = Phrase("trend.head_best", ja="最短", en="Shortest")
WORST = Phrase("trend.head_worst", ja="最長", en="Longest")
LIMIT = Phrase("trend.head_limit", ja="目標", en="Target")
WAY = Phrase("trend.head_way", ja="傾向", en="Trend")
FEW = Phrase("trend.few", ja="{count}回だけ", en="{count} only")
NOTE_STRETCH = Phrase(
    "trend.note_stretch",
    ja="条件（シナリオ・方法・目標・起点・確認の方法）が同じ、最新のひと続きだけのまとめです。",
    en="Only the newest drills under the same conditions are taken together: scenario, kind, "
    "target, start and questions.",
)
NOTE_WAY = Phrase(
    "trend.note_way",
    ja="傾向は{fewest}回からです。誤差の範囲が重ならない組だけを数え（Mann-Kendall の検定、"
    "両側5%）、偶然と区別できるときだけ示します。",
    en="A trend is claimed from {fewest} figures on, and only where it is more than chance "
    "(Mann-Kendall, two-sided, 5 %); pairs whose intervals overlap count for nothing.",
)
HEAD = Phrase("trend.head", ja="{name}　{measure}", en="{name}, {measure}")
IN_SCENARIO = Phrase(
    "trend.in_scenario", ja="シナリオ: {title}（{scenario}）", en="Scenario: {title} ({scenario})"
)
OF = Phrase("trend.of", ja="{organisation}　{what}", en="{organisation}: {what}")
TARGET = Phrase(
    "trend.target", ja="目標 {limit:span}（{start}）。", en="Target {limit:span} ({start}). "
)
NO_TARGET = Phrase("trend.no_target", ja="目標なし。", en="No target. ")
STRETCH = Phrase(
    "trend.stretch",
    ja="同じ条件の最新の{count}回: 中央値 {median:span}、最短 {best:span}、最長 {worst:span}、"
    "達成 {met}回。",
    en="The newest {count} under the same conditions: median {median:span}, shortest {best:span}, "
    "longest {worst:span}, {met} met. ",
)
NO_FIGURE = Phrase("trend.no_figure", ja="測れた値はありません。", en="Nothing was measured. ")
LOST = Phrase(
    "trend.lost",
    ja="ほかに{count}回は復旧せず（目標未達）。",
    en="{count} more not recovered (missed). ",
)
TOO_FEW = Phrase(
    "trend.too_few",
    ja="{count}回だけなので、傾向は言えません。",
    en="With {count} only, no trend is claimed.",
)
CHANGED_SINCE = Phrase(
    "trend.changed_since",
    ja="その後{changes:list}が変わり、変わってからの値はまだありません。",
    en="Since then changed: {changes:list}; there is no figure of that yet. ",
)
GOES = Phrase("trend.goes", ja="傾向: {direction}。", en="Trend: {direction}.")
LEFT_OUT = Phrase(
    "trend.left_out", ja="数に入れない: {reasons:list}", en="Left out: {reasons:list}"
)
TIMES = Phrase("trend.times", ja="{reason} {count}回", en="{reason} ({count})")
UNREADABLE = Phrase("trend.unreadable", ja="【読めない記録】", en="RECORDS THAT CANNOT BE READ")


def total(trend: Trend, lang: Language) -> str:
    """How many drills stand behind it."""
    return render((TOTAL(drills=trend.drills) if trend.series else NONE()), lang)


def name_said(series: Series, lang: Language) -> str:
    """What the series is about, with its level."""
    name = series.name.said_in(lang) or series.id
    has_own = series.level is not None and series.level not in name
    if series.kind != "system" and has_own:
        return render(WITH_LEVEL(name=name, level=series.level), lang)
    return name


def head(series: Series, lang: Language, *, several: bool) -> str:
    """The heading of one series; `several` organisations are told apart."""
    what = HEAD(name=name_said(series, lang), measure=MEASURE[series.measure]())
    said = OF(organisation=series.organisation, what=what) if several else what
    return render(said, lang)


def scenario_said(series: Series, lang: Language) -> str:
    """The scenario that it is of."""
    return render(IN_SCENARIO(title=series.title, scenario=series.scenario), lang)


def summary(series: Series, lang: Language) -> str:
    """Target, middle, extremes, how few that is, and where it goes if anywhere."""
    return "".join(render(each, lang) for each in _summary(series)).strip()


def _summary(series: Series) -> Sequence[Message]:
    latest = series.latest
    limit = series.limit_us
    found = [
        NO_TARGET() if limit is None else TARGET(limit=limit, start=counted_from(series.start))
    ]
    if latest.count:
        found.append(
            STRETCH(
                count=latest.count,
                median=latest.median_us,
                best=latest.best_us,
                worst=latest.worst_us,
                met=latest.met,
            )
        )
    else:
        found.append(NO_FIGURE())
    if latest.not_recovered:
        found.append(LOST(count=latest.not_recovered))
    if latest.changed_since:
        found.append(CHANGED_SINCE(changes=tuple(CHANGE[each]() for each in latest.changed_since)))
    if latest.direction is not None:
        found.append(GOES(direction=DIRECTION[latest.direction]()))
    elif latest.count:
        found.append(TOO_FEW(count=latest.count))
    return found


def left_out_said(series: Series, lang: Language) -> str:
    """How many drills are left out, by their reasons; empty where none is."""
    counts = Counter(each.reason for each in series.left_out)
    reasons = tuple(TIMES(reason=REASON[why](), count=count) for why, count in counts.items())
    return render(LEFT_OUT(reasons=reasons), lang) if reasons else ""


def each_left_out(series: Series, lang: Language) -> list[str]:
    """Every drill that is left out, with its reason."""
    return [_left_out(each, lang) for each in series.left_out]


def _left_out(line: LeftOut, lang: Language) -> str:
    reason = render(REASON[line.reason](), lang)
    why = "" if line.why is None else line.why.said_in(lang)
    day = day_said(line.began_us, line.offset_s, lang) if line.run_id else ""
    return "  ".join(each for each in (day, line.run_id or line.place, reason, why) if each)


def unreadable(trend: Trend, lang: Language) -> Points:
    """The records of which not even the scenario is known."""
    return Points(UNREADABLE, [_left_out(each, lang) for each in trend.left_out])


def table(trend: Trend, lang: Language) -> Table:
    """One row for each series."""
    columns = (
        *(Column(NAME, 22, 20), Column(MET, 9, 6)),
        *(Column(MEDIAN, 9, 10), Column(BEST, 9, 10), Column(WORST, 9, 10)),
        *(Column(LIMIT, 6, 8), Column(WAY, 6, 8)),
    )
    several = len({each.organisation for each in trend.series}) > 1
    notes = (render(NOTE_STRETCH(), lang), render(NOTE_WAY(fewest=FEWEST), lang))
    rows = [_row(each, lang, several=several) for each in trend.series]
    return Table(
        SERIES, columns, rows, striking=[_struck(each) for each in trend.series], notes=notes
    )


def _struck(series: Series) -> bool:
    return series.latest.not_recovered > 0 or series.latest.met < series.latest.count


def _row(series: Series, lang: Language, *, several: bool) -> list[str]:
    latest = series.latest
    name = head(series, lang, several=True) if several else name_said(series, lang)
    measure = "" if series.measure == "rto" else f"\n{render(MEASURE[series.measure](), lang)}"
    few = render(FEW(count=latest.count), lang)
    way = few if latest.direction is None else render(DIRECTION[latest.direction](), lang)
    times = (latest.median_us, latest.best_us, latest.worst_us, series.limit_us)
    said = [NOTHING if each is None else spoken(each, lang) for each in times]
    judged = latest.count + latest.not_recovered
    return [f"{name}{measure}\n{series.scenario}", f"{latest.met}/{judged}", *said, way]
