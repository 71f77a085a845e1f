"""One series as a drawing: each figure with its error, against its target, over the years.

A figure is a mark on a stroke as long as its error. Marks are joined only where they may be
compared; between them, a dotted line with a number says that something changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from statistics import median

from bcp.durations import DAY, spoken
from bcp.message import Language, Phrase, render
from bcp.wareki import fiscal_year_named
from drills.history.markup import said
from drills.history.trend import Point, Series
from drills.report.html_axis import STEPS
from drills.report.words import VERDICT
from drills.report.words import said as word

WIDTH, HEIGHT = 720, 230
_LEFT, _RIGHT, _TOP, _BOTTOM = 76, 14, 20, 34
_STEPS = (*STEPS, *(each * DAY for each in (1, 2, 7, 14, 30, 90, 365)))
_MOST_TICKS, _MOST_YEARS = 5, 8
_ROUND = "m-{r} 0a{r} {r} 0 1 0 {d} 0a{r} {r} 0 1 0 -{d} 0"
_MARKS = {
    "met": _ROUND,
    "missed": "m-{r} -{r}h{d}v{d}h-{d}z",
    "within_error": "m0 -{r}l{r} {r}l-{r} {r}l-{r} -{r}z",
    "no_target": _ROUND,
}
_DENSE = 60
"""So many marks on a line would hide it: they are drawn small, and the medians of years joined."""
SAYS = Phrase(
    "trend.drawing",
    ja="{count}回の値の図。値は下の表にあります。",
    en="{count} figures drawn; the table below has them.",
)
KEY_ERROR = Phrase("trend.key_error", ja="縦線は誤差の幅", en="stroke: width of the error")
KEY_JOIN = Phrase("trend.key_join", ja="年度の中央値", en="median of a fiscal year")
KEY_LIMIT = Phrase("trend.key_limit", ja="目標", en="target")
KEY_CUT = Phrase("trend.key_cut", ja="条件が変わった所", en="where something changed")


@dataclass(frozen=True)
class _Scale:
    first: int
    last: int
    most: int

    def x(self, at: int) -> float:
        """Where an instant stands; where all are the same one, in the middle."""
        wide = WIDTH - _LEFT - _RIGHT
        if self.last == self.first:
            return _LEFT + wide / 2
        # Room at both ends, so that no mark lies on the axis.
        share = 0.03 + 0.94 * (at - self.first) / (self.last - self.first)
        return round(_LEFT + wide * share, 1)

    def y(self, us: int) -> float:
        high = HEIGHT - _TOP - _BOTTOM
        return round(HEIGHT - _BOTTOM - high * us / self.most, 1)


def svg(series: Series, lang: Language) -> str:
    """The drawing; nothing where there is no figure."""
    points = series.points
    if not points:
        return ""
    most = max(max(each.high_us, each.limit_us or 0) for each in points)
    scale = _Scale(points[0].began_us, points[-1].began_us, max(most * 108 // 100, 1))
    says = said(render(SAYS(count=len(points)), lang))
    lines = (
        f'<div class="wide"><svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{says}">',
        *_levels(scale, lang),
        *_years(points, scale, lang),
        *_cuts(points, scale),
        *_figures(points, scale),
        *_stretches(series, scale),
        "</svg></div>",
        *_key(series, lang),
    )
    return "\n".join(lines)


def _levels(scale: _Scale, lang: Language) -> Iterator[str]:
    step = next((each for each in _STEPS if scale.most // each <= _MOST_TICKS), _STEPS[-1])
    for us in range(0, scale.most + 1, step):
        y = scale.y(us)
        yield f'<line class="grid" x1="{_LEFT}" x2="{WIDTH - _RIGHT}" y1="{y}" y2="{y}"/>'
        label = said(spoken(us, lang))
        yield f'<text class="soft" x="{_LEFT - 8}" y="{y + 4}" text-anchor="end">{label}</text>'


def _years(points: Sequence[Point], scale: _Scale, lang: Language) -> Iterator[str]:
    """A mark at the first figure of each fiscal year, and the year's name where there is room."""
    firsts: dict[int, Point] = {}
    for each in points:
        firsts.setdefault(each.fiscal_year, each)
    every = -(-len(firsts) // _MOST_YEARS)
    bottom = HEIGHT - _BOTTOM
    for number, (year, point) in enumerate(firsts.items()):
        x = scale.x(point.began_us)
        yield f'<line class="axis" x1="{x}" x2="{x}" y1="{bottom}" y2="{bottom + 6}"/>'
        if number % every == 0:
            anchor = "end" if x > WIDTH - 80 else "start"
            label = said(fiscal_year_named(year, lang))
            yield f'<text x="{x}" y="{bottom + 21}" text-anchor="{anchor}">{label}</text>'


def _stretches(series: Series, scale: _Scale) -> Iterator[str]:
    for stretch in series.stretches:
        dots = " ".join(f"{scale.x(at)},{scale.y(us)}" for at, us in _joined(series, stretch))
        kind = "join thick" if _is_dense(series) else "join"
        yield f'<polyline class="{kind}" points="{dots}"/>'
        limit = stretch[0].limit_us
        if limit is not None:
            left, right = scale.x(stretch[0].began_us) - 8, scale.x(stretch[-1].began_us) + 8
            y = scale.y(limit)
            yield f'<path class="limit" d="M{left:.1f} {y}H{right:.1f}"/>'


def _is_dense(series: Series) -> bool:
    return len(series.points) > _DENSE


def _joined(series: Series, stretch: Sequence[Point]) -> Iterator[tuple[int, int]]:
    """Every figure; of many, the middle of those of each fiscal year."""
    if not _is_dense(series):
        yield from ((each.began_us, each.actual_us) for each in stretch)
        return
    for _, year in groupby(stretch, key=lambda each: each.fiscal_year):
        own = list(year)
        yield (own[0].began_us + own[-1].began_us) // 2, int(median(e.actual_us for e in own))


def _mark(verdict: str, *, dense: bool) -> str:
    radius = 2 if dense else 4
    return _MARKS[verdict].format(r=radius, d=2 * radius)


def _cuts(points: Sequence[Point], scale: _Scale) -> Iterator[str]:
    number = 0
    for before, after in pairwise(points):
        if after.changed:
            number += 1
            x = round((scale.x(before.began_us) + scale.x(after.began_us)) / 2, 1)
            yield f'<line class="cut" x1="{x}" x2="{x}" y1="{_TOP}" y2="{HEIGHT - _BOTTOM}"/>'
            place = f'x="{x}" y="{_TOP - 6}" text-anchor="middle"'
            yield f'<text class="soft" {place}>({number})</text>'


def _figures(points: Sequence[Point], scale: _Scale) -> Iterator[str]:
    spans = "".join(
        f"M{scale.x(each.began_us)} {scale.y(each.low_us)}V{scale.y(each.high_us)}"
        for each in points
    )
    yield f'<path class="span" d="{spans}"/>'
    for verdict in _MARKS:
        mark = _mark(verdict, dense=len(points) > _DENSE)
        own = [each for each in points if each.verdict == verdict]
        drawn = "".join(
            f"M{scale.x(each.began_us)} {scale.y(each.actual_us)}{mark}" for each in own
        )
        if drawn:
            yield f'<path class="{verdict}" d="{drawn}"/>'


def _key(series: Series, lang: Language) -> Iterator[str]:
    verdicts = [each for each in _MARKS if any(one.verdict == each for one in series.points)]
    yield '<p class="key">'
    for each in verdicts:
        sign = f'<path class="{each}" d="M12 8{_mark(each, dense=False)}"/>'
        yield _swatch(sign, render(word(VERDICT, each), lang))
    yield _swatch('<path class="span" d="M12 1V15"/>', render(KEY_ERROR(), lang))
    if _is_dense(series):
        yield _swatch('<path class="join thick" d="M0 8H24"/>', render(KEY_JOIN(), lang))
    if any(each.limit_us is not None for each in series.points):
        yield _swatch('<path class="limit" d="M0 8H24"/>', render(KEY_LIMIT(), lang))
    if any(each.changed for each in series.points):
        yield _swatch('<path class="cut" d="M12 0V16"/>', render(KEY_CUT(), lang))
    yield "</p>"


def _swatch(sign: str, text: str) -> str:
    return f'<span><svg viewBox="0 0 24 16" aria-hidden="true">{sign}</svg>{said(text)}</span>'
