"""The head-room as a table for Excel: a row for each limit, then one for each number."""

from __future__ import annotations

from collections.abc import Iterator

from bcp.headroom import Headroom
from bcp.message import Language, Phrase, render
from drills.report.headroom_words import LIMIT, ORIGIN, VERDICT, figure_said, plain
from drills.report.spreadsheet import csv_of

LIMIT_ROW = Phrase("headroom_csv.limit", ja="上限", en="limit")
NUMBER_ROW = Phrase("headroom_csv.number", ja="計算に使った値", en="number")
HEADS = (
    Phrase("headroom_csv.kind", ja="種類", en="Kind"),
    Phrase("headroom_csv.way", ja="手段", en="Way"),
    Phrase("headroom_csv.what", ja="項目", en="What"),
    Phrase("headroom_csv.of", ja="対象", en="Of"),
    Phrase("headroom_csv.has", ja="今・値", en="Is"),
    Phrase("headroom_csv.unit", ja="単位", en="Unit"),
    Phrase("headroom_csv.needs", ja="要る", en="Wanted"),
    Phrase("headroom_csv.lacks", ja="不足", en="Lacking"),
    Phrase("headroom_csv.most", ja="働ける人数", en="Can work"),
    Phrase("headroom_csv.bears", ja="余裕を残して働ける人数", en="With the reserve kept"),
    Phrase("headroom_csv.at_once", ja="同時につなぐ見込み", en="Expected at once"),
    Phrase("headroom_csv.verdict", ja="判定", en="Verdict"),
    Phrase("headroom_csv.origin", ja="由来", en="Origin"),
    Phrase("headroom_csv.source", ja="どこから", en="From"),
)


def written(found: Headroom, lang: Language) -> str:
    """The whole table; a file of it begins with `spreadsheet.MARK`."""
    return csv_of([render(each(), lang) for each in HEADS], _rows(found, lang))


def _rows(found: Headroom, lang: Language) -> Iterator[list[str]]:
    for way in found.ways:
        for each in way.limits:
            numbers = (each.needs, each.lacks, each.most, each.bears, way.at_once)
            yield [
                *(render(LIMIT_ROW(), lang), way.way, render(LIMIT[each.name](), lang), each.of),
                *(_number(each.has), each.unit, *map(_number, numbers)),
                *(render(VERDICT[each.verdict](), lang), "", ""),
            ]
    for way in found.ways:
        for figure in way.figures:
            what = render(figure_said(figure.key), lang)
            origin, source = render(ORIGIN[figure.origin](), lang), render(figure.source, lang)
            yield [
                *(render(NUMBER_ROW(), lang), way.way, what, figure.key, plain(figure.value)),
                *([""] * 7),
                *(origin, source),
            ]


def _number(value: float | None) -> str:
    return "" if value is None else plain(value)
