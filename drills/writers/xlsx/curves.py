"""A sheet of charts with the numbers that they are drawn from: time, calling, muster, check-ins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bcp.durations import MINUTE
from bcp.message import Phrase, render
from drills.report import text_results
from drills.report import words as w
from drills.report.contents import title_of
from drills.report.words import said
from drills.writers.xlsx.drawing import TALL, Curve, Kind, Points, Spot, drawn
from drills.writers.xlsx.frame import Made
from drills.writers.xlsx.sheets import Sheets

CURVES = Phrase("xlsx.curves", ja="グラフ", en="Charts")
MINUTES = Phrase("xlsx.minutes", ja="時間（分）", en="Time (min)")
AFTER = Phrase("xlsx.after", ja="経過（分）", en="After (min)")
PEOPLE = Phrase("xlsx.people", ja="連絡した人数（累計）", en="People told, in all")
REACHED = Phrase("xlsx.reached", ja="連絡がついた割合（%）", en="Reached (%)")
ARRIVED = Phrase("xlsx.arrived", ja="着いた割合（%）", en="Arrived (%)")
THERE = Phrase("xlsx.there", ja="応答した割合（%）", en="Checked in (%)")
IN_USE = Phrase("xlsx.in_use", ja="使用率（%）", en="In use (%)")
CALLING = Phrase("xlsx.calling", ja="連絡の進み方: {step}", en="Calling: {step}")
MUSTER = Phrase("xlsx.muster", ja="参集の進み方: {step}", en="Muster: {step}")
CHECK_IN = Phrase("xlsx.check_in", ja="点呼の進み方: {step}", en="Check-in: {step}")
RAMP = Phrase("xlsx.ramp", ja="テレワークの負荷: {step}", en="Telework ramp: {step}")


def curves(sheets: Sheets) -> Made | None:
    """The sheet, or None where the drill has nothing that makes a curve."""
    found = tuple(_found(sheets))
    if not found:
        return None
    title = render(CURVES(), sheets.lang)
    sheet = sheets.add(title)
    sheet.set_column(0, 0, 32)
    sheet.set_column(1, 1, 16)
    sheets.put(sheet, 0, 0, title, "title")
    row = 2
    for number, curve in enumerate(found):
        drawn(sheets, sheet, curve, Spot(row, number))
        row += max(TALL, len(curve.points) + 3)
    return Made(sheet, title, len(found))


def _found(sheets: Sheets) -> Iterator[Curve]:
    yield from _split(sheets)
    report, lang = sheets.report, sheets.lang

    def line(
        title: Phrase, step: str, heads: tuple[Phrase, Phrase], points: Points, kind: Kind = "line"
    ) -> Curve:
        across, up = (render(each(), lang) for each in heads)
        return Curve(kind, render(title(step=step), lang), (across, up), points)

    for call in report.call_outs:
        own = [each.after_us for each in report.callees if each.step == call.step]
        yield line(CALLING, call.step, (AFTER, REACHED), _shares(own), "steps")
    for muster in report.musters:
        own = [each.arrived_us for each in report.mustered if each.step == muster.step]
        yield line(MUSTER, muster.step, (AFTER, ARRIVED), _shares(own), "steps")
    for here in report.check_ins:
        points = [(float(minute), percent) for minute, percent in here.curve]
        yield line(CHECK_IN, here.step, (AFTER, THERE), points)
    for step in dict.fromkeys(each.step for each in report.waves):
        waves = [each for each in report.waves if each.step == step]
        used = [(float(each.staff), each.percent) for each in waves if each.percent is not None]
        yield line(RAMP, step, (PEOPLE, IN_USE), used)


def _split(sheets: Sheets) -> Iterator[Curve]:
    split = sheets.report.split
    if split is None:
        return
    heads = (render(text_results.PART(), sheets.lang), render(MINUTES(), sheets.lang))
    parts = [
        (render(said(w.PARTS, each.part), sheets.lang), each.us / MINUTE) for each in split.parts
    ]
    yield Curve("bar", title_of(text_results.SPLIT, sheets.lang), heads, parts)


def _shares(after_us: Sequence[int | None]) -> Points:
    """The share of all people in percent after each of those who came, from nobody at the start."""
    came = sorted(each for each in after_us if each is not None)
    steps = [(us / MINUTE, number * 100 / len(after_us)) for number, us in enumerate(came, 1)]
    return [(0.0, 0.0), *steps]
