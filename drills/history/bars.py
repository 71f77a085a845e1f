"""Figures as bars of letters: one line for each drill, in 80 columns, without colour."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bcp.durations import spoken
from bcp.message import Language, Phrase, render
from drills.history.trend import Point
from drills.history.words import CHANGE, day_said
from drills.report.layout import WIDTH, paragraph, width_of
from drills.report.words import VERDICT, said

BREAK = Phrase(
    "trend.break",
    ja="{changes:list}が変わったため、これより前とは比べられません",
    en="not to be compared with what came before: {changes:list} changed",
)
EARLIER = Phrase("trend.earlier", ja="（これより前の{count}回は省略）", en="({count} earlier ones)")
KEY = Phrase(
    "trend.key",
    ja="# 確実に停止していた時間　- 誤差の幅　| 目標",
    en="# certainly down   - width of the error   | target",
)
MOST = 20
"""How many drills are drawn; older ones stand in the other forms."""
_BAR = 36
_DAY, _TIME = {"ja": 17, "en": 10}, {"ja": 11, "en": 12}


def drawn(points: Sequence[Point], lang: Language) -> list[str]:
    """A line for each of the newest figures, oldest first, cut where something changed."""
    shown = points[-MOST:]
    scale = max(max(each.high_us, each.limit_us or 0) for each in shown) if shown else 1
    lines = []
    if len(points) > len(shown):
        lines.append("  " + render(EARLIER(count=len(points) - len(shown)), lang))
    for number, each in enumerate(shown):
        if number and each.changed:
            lines += paragraph(f"--- {break_said(each, lang)} ---", "      ", "  ")
        lines.append(_line(each, max(scale, 1), lang))
    return [*lines, *(["  " + render(KEY(), lang)] if shown else [])]


def break_said(point: Point, lang: Language) -> str:
    """What changed before this figure."""
    return render(BREAK(changes=tuple(CHANGE[each]() for each in point.changed)), lang)


def _line(point: Point, scale: int, lang: Language) -> str:
    day = day_said(point.began_us, point.offset_s, lang)
    took = spoken(point.actual_us, lang)
    verdict = render(said(VERDICT, point.verdict), lang)
    bar = "".join(_bar(point, scale))
    line = f"  {_padded(day, _DAY[lang])}{_padded(took, _TIME[lang])} {bar} {verdict}"
    return line.rstrip() if width_of(line) <= WIDTH else line[: WIDTH - 1]


def _bar(point: Point, scale: int) -> Iterator[str]:
    certain, end = point.low_us * _BAR // scale, -(-point.high_us * _BAR // scale)
    if (point.high_us - point.low_us) * _BAR < scale:
        # An error narrower than a letter is not drawn as wide as one.
        certain = end = round(point.actual_us * _BAR / scale)
    limit = None if point.limit_us is None else min(_BAR - 1, point.limit_us * _BAR // scale)
    for cell in range(_BAR):
        if cell == limit:
            yield "|"
        else:
            yield "#" if cell < certain else "-" if cell < end else " "


def _padded(text: str, width: int) -> str:
    return text + " " * max(1, width - width_of(text))
