"""A table of two columns and the chart of it beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal

from drills.writers.xlsx.sheets import Sheets, at

Kind = Literal["bar", "line", "steps"]
Points = Sequence[tuple[float | str, float]]
TALL = 18
"""A chart is so many rows high, whatever its table is."""

_WIDE, _ROW = 640, 20
_BESIDE = 3
# Behind what anybody looks at: the corners of steps, which a table would only repeat.
_HIDDEN = 30


@dataclass(frozen=True)
class Curve:
    """What is drawn: bars of named parts, a line through points, or steps from point to point.

    Steps are for what nobody saw in between: how many were there does not grow by itself.
    """

    kind: Kind
    title: str
    heads: tuple[str, str]
    points: Points


@dataclass(frozen=True)
class Spot:
    """Where a curve goes: the row of its title, and which curve of the sheet it is, from 0."""

    row: int
    number: int


def drawn(sheets: Sheets, sheet: Any, curve: Curve, spot: Spot) -> None:
    """Write the table at the left, and the chart beside it where there is something to draw."""
    sheets.put(sheet, spot.row, 0, curve.title, "heading")
    for column, head in enumerate(curve.heads):
        sheets.put(sheet, spot.row + 1, column, head, "head")
    for row, (name, value) in enumerate(curve.points, spot.row + 2):
        if isinstance(name, str):
            sheets.put(sheet, row, 0, name)
        else:
            sheet.write_number(row, 0, name, sheets.look("minutes"))
        sheet.write_number(row, 1, value, sheets.look("minutes"))
    # One point is no curve, but one part is a bar.
    if len(curve.points) > (curve.kind != "bar"):
        sheet.insert_chart(spot.row, _BESIDE, _chart(sheets, sheet, curve, spot))


def _chart(sheets: Sheets, sheet: Any, curve: Curve, spot: Spot) -> Any:
    bars = curve.kind == "bar"
    kind = {"type": "bar"} if bars else {"type": "scatter", "subtype": "straight"}
    chart = sheets.chart(kind)
    looks = _BARS if bars else _LINE if curve.kind == "steps" else _DOTS
    chart.add_series({**_values(sheet, curve, spot), **looks})
    across, up = curve.heads
    chart.set_title({"name": at(sheet, spot.row, 0), "name_font": {"size": 11}})
    if bars:
        chart.set_y_axis({"reverse": True, "crossing": "max"})
        chart.set_x_axis({"min": 0, "name": up, "major_gridlines": {"visible": True}})
    else:
        chart.set_x_axis({"min": 0, "name": across})
        chart.set_y_axis({"min": 0, "max": 100, "name": up})
    chart.set_legend({"none": True})
    chart.set_size({"width": _WIDE, "height": _ROW * (TALL - 1)})
    chart.show_hidden_data()
    return chart


_BLUE = "#2F6DB5"
_LINE: Mapping[str, object] = {"line": {"color": _BLUE, "width": 2}}
_DOTS: Mapping[str, object] = {**_LINE, "marker": {"type": "circle"}}
_BARS: Mapping[str, object] = {
    "fill": {"color": _BLUE},
    "gap": 50,
    "data_labels": {"value": True, "num_format": "#,##0.0"},
}


def _values(sheet: Any, curve: Curve, spot: Spot) -> Mapping[str, object]:
    """The ranges that a chart is drawn from: the table, or the corners of its steps."""
    first, column, count = spot.row + 2, 0, len(curve.points)
    if curve.kind == "steps":
        corners = tuple(_corners(curve.points))
        column, count = _HIDDEN + 2 * spot.number, len(corners)
        sheet.set_column(column, column + 1, None, None, {"hidden": True})
        for row, (across, up) in enumerate(corners, first):
            sheet.write_number(row, column, across)
            sheet.write_number(row, column + 1, up)
    last = first + count - 1
    return {
        "name": at(sheet, spot.row + 1, 1),
        "categories": at(sheet, first, column, last),
        "values": at(sheet, first, column + 1, last),
    }


def _corners(points: Points) -> Iterator[tuple[float, float]]:
    numbers = [(float(across), up) for across, up in points]
    yield from numbers[:1]
    for (_, before), (across, up) in pairwise(numbers):
        yield across, before
        yield across, up
