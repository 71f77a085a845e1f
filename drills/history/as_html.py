"""History and trend as pages for a browser and for A4."""

from __future__ import annotations

from collections.abc import Iterator

from bcp.durations import spoken
from bcp.message import Language, Phrase, render
from drills.history import history_blocks, trend_blocks
from drills.history.bars import break_said
from drills.history.curve import svg
from drills.history.markup import block, folded, note, page, rows, said
from drills.history.trend import Point, Series, Trend
from drills.history.words import NOTHING, day_said
from drills.history.years import History
from drills.report.words import MODE, SOURCE, VERDICT
from drills.report.words import said as word

LISTED = 60
"""So many of the newest figures of each series stand in its table; all stand in CSV and JSON."""
FIGURES = Phrase("trend.figures", ja="値の一覧（新しい順）", en="The figures, newest first")
MORE = Phrase(
    "trend.more",
    ja="値の一覧（新しい順、{all}回のうち{shown}回。すべては -f csv で）",
    en="The figures, newest first ({shown} of {all}; all of them with -f csv)",
)
DAY = Phrase("trend.head_day", ja="実施日", en="Day")
TOOK = Phrase("trend.head_took", ja="時間", en="Time")
BETWEEN = Phrase("trend.head_between", ja="測定の幅", en="Between")
VERDICT_HEAD = Phrase("trend.head_verdict", ja="判定", en="Verdict")
SOURCE_HEAD = Phrase("trend.head_source", ja="根拠・方法", en="Source, kind")
RUN = Phrase("trend.head_run", ja="記録", en="Record")
RANGE = Phrase("trend.range", ja="{low:span}〜{high:span}", en="{low:span} to {high:span}")
NUMBERED = Phrase("trend.numbered", ja="({number}) {day}: {what}", en="({number}) {day}: {what}")


def written(found: History | Trend, lang: Language) -> str:
    """The whole of either."""
    return history(found, lang) if isinstance(found, History) else trend(found, lang)


def history(found: History, lang: Language) -> str:
    """The whole history."""
    parts = (block(each, lang) for each in history_blocks.blocks(found, lang))
    total = note(history_blocks.total(found, lang), "total")
    return page(render(history_blocks.TITLE(), lang), lang, (total, *parts))


def trend(found: Trend, lang: Language) -> str:
    """The whole trend: the table first, then every series."""
    several = len({each.organisation for each in found.series}) > 1
    parts = (
        note(trend_blocks.total(found, lang), "total"),
        block(trend_blocks.table(found, lang), lang),
        *("\n".join(_series(each, lang, several=several)) for each in found.series),
        block(trend_blocks.unreadable(found, lang), lang),
    )
    return page(render(trend_blocks.TITLE(), lang), lang, parts)


def _series(series: Series, lang: Language, *, several: bool) -> Iterator[str]:
    yield '<section class="series">'
    yield f"<h3>{said(trend_blocks.head(series, lang, several=several))}</h3>"
    yield note(trend_blocks.scenario_said(series, lang))
    yield f"<p>{said(trend_blocks.summary(series, lang))}</p>"
    yield svg(series, lang)
    yield from _breaks(series, lang)
    left_out = trend_blocks.left_out_said(series, lang)
    if left_out:
        each = (
            "<ul>" + "".join(f"<li>{said(one)}</li>" for one in _left_out(series, lang)) + "</ul>"
        )
        yield folded(left_out, each)
    if series.points:
        yield _figures(series, lang)
    yield "</section>"


def _left_out(series: Series, lang: Language) -> list[str]:
    return trend_blocks.each_left_out(series, lang)[-LISTED:]


def _breaks(series: Series, lang: Language) -> Iterator[str]:
    cut = (each for each in series.points if each.changed)
    for number, each in enumerate(cut, start=1):
        day = day_said(each.began_us, each.offset_s, lang)
        what = break_said(each, lang)
        yield note(render(NUMBERED(number=number, day=day, what=what), lang))


def _figures(series: Series, lang: Language) -> str:
    shown = series.points[::-1][:LISTED]
    heads = (DAY, TOOK, BETWEEN, trend_blocks.LIMIT, VERDICT_HEAD, SOURCE_HEAD, RUN)
    title = (
        FIGURES()
        if len(shown) == len(series.points)
        else MORE(all=len(series.points), shown=len(shown))
    )
    table = rows([render(each(), lang) for each in heads], (_figure(each, lang) for each in shown))
    return folded(render(title, lang), table)


def _figure(point: Point, lang: Language) -> list[str]:
    limit = NOTHING if point.limit_us is None else spoken(point.limit_us, lang)
    source = render(word(SOURCE, point.source), lang)
    return [
        day_said(point.began_us, point.offset_s, lang),
        spoken(point.actual_us, lang),
        render(RANGE(low=point.low_us, high=point.high_us), lang),
        limit,
        render(word(VERDICT, point.verdict), lang),
        f"{source}\n{render(word(MODE, point.mode), lang)}",
        f"{point.run_id}\n{point.head[:16]}",
    ]
