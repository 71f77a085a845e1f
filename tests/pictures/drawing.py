"""A screen as a picture: every letter where a Japanese terminal puts it.

Textual's own pictures count letters and not cells, so Japanese text is squeezed in them.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path
from typing import Any

from rich.color import Color
from rich.segment import Segment
from textual.app import App

from drills.report.layout import width_of

CELL_W, CELL_H, EDGE = 9, 20, 10
SIDES = ("width", "height")
PAPER, INK = "#000000", "#e0e0e0"
FONT = "'Noto Sans Mono CJK JP','Noto Sans Mono CJK SC','MS Gothic',monospace"


def svg_of(app: App[Any]) -> str:
    """The screen as it stands, as an SVG of its own."""
    width = app.size.width * CELL_W + 2 * EDGE
    height = app.size.height * CELL_H + 2 * EDGE
    strips = app.screen._compositor.render_strips()
    drawn = [piece for y, strip in enumerate(strips) for piece in _line(y, list(strip))]
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
            f'width="{width}" height="{height}" font-family="{FONT}" font-size="16">',
            f'<rect width="100%" height="100%" fill="{PAPER}"/>',
            *drawn,
            "</svg>\n",
        )
    )


def _line(y: int, segments: list[Segment]) -> Iterator[str]:
    x = 0
    for segment in segments:
        yield from _piece(EDGE + x * CELL_W, EDGE + y * CELL_H, segment)
        x += width_of(segment.text)


def _piece(x: int, y: int, segment: Segment) -> Iterator[str]:
    style, wide = segment.style, width_of(segment.text) * CELL_W
    ink, paper = INK, PAPER
    if style is not None:
        ink, paper = _hex(style.color, INK), _hex(style.bgcolor, PAPER)
        ink, paper = (paper, ink) if style.reverse else (ink, paper)
    if paper != PAPER:
        yield f'<rect x="{x}" y="{y}" width="{wide}" height="{CELL_H}" fill="{paper}"/>'
    if not segment.text.strip():
        if style is not None and style.underline:
            yield f'<rect x="{x}" y="{y + 17}" width="{wide}" height="1" fill="{ink}"/>'
        return
    looks = f'fill="{ink}"'
    if style is not None:
        looks += ' font-weight="bold"' if style.bold else ""
        looks += ' font-style="italic"' if style.italic else ""
        looks += ' text-decoration="underline"' if style.underline else ""
        looks += ' opacity="0.6"' if style.dim else ""
    for run, at in _runs(segment.text):
        left = x + at * CELL_W
        long = width_of(run) * CELL_W
        yield (
            f'<text x="{left}" y="{y + 15}" textLength="{long}" lengthAdjust="spacingAndGlyphs" '
            f'xml:space="preserve" {looks}>{escape(run)}</text>'
        )


def _runs(text: str) -> Iterator[tuple[str, int]]:
    """Pieces of letters that are equally wide, each with the cell it begins in."""
    run, began, at = "", 0, 0
    for char in text:
        if run and width_of(char) != width_of(run[-1]):
            yield run, began
            run, began = "", at
        run += char
        at += width_of(char)
    if run.strip():
        yield run, began


def _hex(color: Color | None, otherwise: str) -> str:
    if color is None or color.is_default:
        return otherwise
    return color.get_truecolor().hex


def sheet(pictures: Sequence[str], columns: int) -> str:
    """Pictures of one size side by side."""
    width, height = _size(pictures[0])
    rows = -(-len(pictures) // columns)
    placed = [
        each.replace("<svg ", f'<svg x="{n % columns * width}" y="{n // columns * height}" ', 1)
        for n, each in enumerate(pictures)
    ]
    across, down = width * columns, height * rows
    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="{across}" height="{down}">'
    return "\n".join((head, *placed, "</svg>\n"))


def _size(svg: str) -> tuple[int, int]:
    width, height = (svg.partition(f' {name}="')[2].partition('"')[0] for name in SIDES)
    return int(width), int(height)


def browser() -> str | None:
    """A browser that can draw, where one is installed."""
    return shutil.which("chromium") or shutil.which("google-chrome")


def written(svg: str, path: Path) -> None:
    """Write the picture; a PNG is drawn by a browser. Raises `OSError` where there is none."""
    if path.suffix == ".svg":
        path.write_text(svg, encoding="utf-8")
        return
    found = browser()
    if found is None:
        raise OSError("no browser is here to draw a PNG; ask for an .svg")
    width, height = _size(svg)
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "screen.svg")
        source.write_text(svg, encoding="utf-8")
        subprocess.run(
            [
                *(found, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"),
                *(f"--window-size={width},{height}", f"--screenshot={path}", source.as_uri()),
            ],
            check=True,
            capture_output=True,
            timeout=60,
        )
