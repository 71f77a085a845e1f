"""A form as a file for Word, made to be edited: real headings, tables, and fields.

Word takes fonts of Japanese text from another attribute than those of Latin text, and the themes
of its templates go before both; so every style names its fonts itself. Fields and dashed lines have
no public way in the library: their elements are set as the format has them.

A document that says when it was made gives the same bytes each time.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_COLOR_INDEX
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from bcp.message import Language
from drills.printed.document import (
    Bars,
    Block,
    Document,
    Facts,
    Line,
    NewPage,
    Points,
    Slip,
    Table,
    Title,
    Wall,
    gap,
    pieces,
)
from drills.printed.docx_bars import bars_table
from drills.printed.docx_tables import GREY, Cell, Row, table
from drills.printed.docx_wall import wall_table
from drills.report.layout import harmless

FONT = "BIZ UDPゴシック"
_SIDE_MM, _TOP_MM = 15, 16
_A4_MM = (210, 297)
# The oldest time that a file inside a zip can have; no reader of documents shows it.
_NO_TIME = (1980, 1, 1, 0, 0, 0)
_HIGH_MM = 11
_ABOVE = {"Heading 1": 9, "Heading 2": 5}
_PLACES = {"centre": WD_ALIGN_PARAGRAPH.CENTER, "right": WD_ALIGN_PARAGRAPH.RIGHT}
_THEMES = ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme")


def written(document: Document) -> bytes:
    """The bytes of the file."""
    out = docx.Document()
    out.core_properties.author = "bcp-drill"
    out.core_properties.title = _flat(document.title)[:255]
    out.core_properties.language = document.lang
    out.core_properties.comments = ""
    made = (
        datetime.now(UTC) if document.made is None else datetime.fromtimestamp(document.made, UTC)
    )
    out.core_properties.created = out.core_properties.modified = made
    _styles(out)
    room = _page(out, document)
    _head(out, document, room)
    before: Block | None = None
    for block in document.blocks:
        _block(out, block, room, document.lang, breaks=isinstance(before, NewPage))
        before = block
    kept = io.BytesIO()
    out.save(kept)
    return _without_times(kept)


def _without_times(packed: io.BytesIO) -> bytes:
    """The same file, in which no part says when it was written."""
    kept = io.BytesIO()
    with zipfile.ZipFile(packed) as old, zipfile.ZipFile(kept, "w") as new:
        for part in old.infolist():
            told = zipfile.ZipInfo(part.filename, _NO_TIME)
            told.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(told, old.read(part))
    return kept.getvalue()


def _styles(out: Any) -> None:
    # By the language of East Asian text Word decides where a line may be broken.
    defaults = out.styles.element.find(qn("w:docDefaults"))
    defaults.find(f".//{qn('w:lang')}").set(qn("w:eastAsia"), "ja-JP")
    sizes = {"Normal": 10, "Title": 17, "Heading 1": 12.5, "Heading 2": 10.5, "List Bullet": 10}
    for name, size in sizes.items():
        style = out.styles[name]
        style.font.name, style.font.size = FONT, Pt(size)
        style.font.color.rgb = RGBColor(0, 0, 0)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        fonts.set(qn("w:eastAsia"), FONT)
        for theme in _THEMES:
            fonts.attrib.pop(qn(theme), None)
        spacing = style.paragraph_format
        spacing.space_before = Pt(_ABOVE.get(name, 0))
        spacing.space_after = Pt(2)
    title = out.styles["Title"]
    title.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.font.bold = True
    for border in title.element.get_or_add_pPr().findall(qn("w:pBdr")):
        border.getparent().remove(border)


def _page(out: Any, document: Document) -> float:
    """Set paper, margins, head and foot; give how many millimetres are left for a line."""
    section = out.sections[0]
    width, height = reversed(_A4_MM) if document.across else _A4_MM
    section.orientation = WD_ORIENT.LANDSCAPE if document.across else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.left_margin = section.right_margin = Mm(_SIDE_MM)
    section.top_margin = section.bottom_margin = Mm(_TOP_MM)
    section.header_distance = section.footer_distance = Mm(7)
    above, below = section.header.paragraphs[0], section.footer.paragraphs[0]
    above.alignment, below.alignment = WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.CENTER
    _said(above, document.caution, size=9, bold=True)
    _said(below, gap(document.lang).join((document.owner, document.title, "")), size=8)
    for field, after in (("PAGE", " / "), ("NUMPAGES", "")):
        _field(below, field)
        _said(below, after, size=8)
    return width - 2 * _SIDE_MM


def _head(out: Any, document: Document, room: float) -> None:
    if document.number:
        _said(out.add_paragraph(), document.number, size=9)
    if document.boxes:
        _boxes(out, document.boxes)
    _said(out.add_paragraph(style="Title"), document.title)
    if document.notice:
        line = out.add_paragraph()
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _said(line, document.notice, size=12, bold=True)
    for text in (document.owner, document.printed):
        line = out.add_paragraph()
        line.alignment, line.paragraph_format.space_after = WD_ALIGN_PARAGRAPH.RIGHT, Pt(0)
        _said(line, text, size=9.5)
    if document.facts:
        _facts(out, document.facts, room)


def _boxes(out: Any, boxes: Sequence[str]) -> None:
    names = [Cell(_plain(each), size=8.5, align="center") for each in boxes]
    rows = [Row(names), Row([Cell() for _ in boxes], height_mm=15)]
    _put(out, table(rows, [19.0] * len(boxes), align="right"))


def _block(out: Any, block: Block, room: float, lang: Language, *, breaks: bool) -> None:
    """Write a block; `breaks`: it begins on a new page."""
    # A break of its own would leave an empty page behind a full one.
    if breaks and not isinstance(block, Title):
        out.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    match block:
        case Title():
            line = out.add_paragraph(style=f"Heading {block.level}")
            line.paragraph_format.page_break_before = True if breaks else None
            _said(line, block.text)
        case Line(kind="warning"):
            _put(out, table([Row([Cell(_plain(block.text), bold=True)])], [room]))
        case Line():
            line = out.add_paragraph()
            line.alignment = _PLACES.get(block.kind)
            _said(line, block.text, size=8.5 if block.kind == "note" else None)
        case Points(items=items):
            for each in items:
                _said(out.add_paragraph(style="List Bullet"), each)
        case Facts(rows=rows):
            _facts(out, rows, room)
        case Table():
            _table(out, block, room)
        case Bars():
            _put(out, bars_table(block, room, _plain))
        case Slip():
            _slip(out, block, room, lang)
        case Wall():
            _put(out, wall_table(block, room, _plain), gap=False)
        case NewPage():
            pass


def _facts(out: Any, rows: Sequence[tuple[str, str]], room: float) -> None:
    _put(out, table([_pair(*each) for each in rows], [room * 0.26, room * 0.74]))


def _pair(name: str, value: str, *, keep: bool = False) -> Row:
    return Row([Cell(_plain(name), fill=GREY, keep=keep), Cell(_plain(value), keep=keep)])


def _table(out: Any, block: Table, room: float) -> None:
    whole = sum(block.widths)
    heads = [Cell(_plain(each), bold=True, fill=GREY) for each in block.heads]
    rows = [Row([Cell(_plain(each)) for each in row], _HIGH_MM * block.high) for row in block.rows]
    empty = [Row([Cell() for _ in heads], height_mm=8)] * block.blank
    widths = [room * each / whole for each in block.widths]
    _put(out, table([Row(heads, head=True), *rows, *empty], widths))


def _slip(out: Any, slip: Slip, room: float, lang: Language) -> None:
    head = out.add_paragraph()
    head.paragraph_format.keep_with_next = True
    _said(head, f"{slip.head}{gap(lang) * 2}{slip.notice}", size=11, bold=True)
    given = Row([Cell(_plain(slip.text), size=12, span=2, keep=True)], height_mm=20)
    rows = [*(_pair(*each, keep=True) for each in slip.rows), given]
    _put(out, table(rows, [room * 0.18, room * 0.82]), gap=False)
    _cut(out)


def _cut(out: Any) -> None:
    """Where to cut: a dashed line under an empty paragraph."""
    line = out.add_paragraph()
    border = OxmlElement("w:pBdr")
    dashes = OxmlElement("w:bottom")
    for name, value in (("val", "dashed"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        dashes.set(qn(f"w:{name}"), value)
    border.append(dashes)
    line._p.get_or_add_pPr().append(border)


def _put(out: Any, made: Any, *, gap: bool = True) -> None:
    """A table behind all that is there, and room below it."""
    out._body._element._insert_tbl(made)
    if gap:
        _gap(out)


def _gap(out: Any) -> None:
    """Between two tables, which Word would join otherwise."""
    line = out.add_paragraph()
    line.paragraph_format.space_after = Pt(0)
    line.paragraph_format.line_spacing = Pt(6)


def _field(line: Any, word: str) -> None:
    """A number that Word reckons by itself."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), word)
    run = line.add_run("1")
    run.font.size = Pt(8)
    field.append(run._r)
    line._p.append(field)


def _said(line: Any, text: str, *, size: float | None = None, bold: bool = False) -> None:
    """A text that came from anywhere: its lines stay lines, and what is to be filled in is seen."""
    for piece, is_mark in pieces(text):
        run = line.add_run(_plain(piece))
        run.bold = True if bold or is_mark else None
        if size is not None:
            run.font.size = Pt(size)
        if is_mark:
            run.font.highlight_color = WD_COLOR_INDEX.YELLOW


def _plain(text: str) -> str:
    lines = text.replace("\r\n", "\n").split("\n")
    return "\n".join(_flat(each) if each else "" for each in lines)


def _flat(text: str) -> str:
    """One line; XML has no place for the two characters that are none."""
    return harmless(text).replace("\ufffe", "\\ufffe").replace("\uffff", "\\uffff")
