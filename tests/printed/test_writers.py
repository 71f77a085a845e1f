"""Both writers say the same, and whatever the words are, they do nothing."""

from __future__ import annotations

import io
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph

from bcp.message import LANGUAGES, Language
from drills.printed import as_docx, as_html
from drills.printed.as_docx import FONT
from drills.printed.document import Document, Line, NewPage, Table, Title
from drills.printed.forms import FORMS
from drills.report.layout import harmless
from tests.printed.made import form, words_of
from tests.report.poison import POISON

EVERY = [(word, lang) for word in FORMS for lang in LANGUAGES]


def in_word(document: Document) -> Any:
    """The file as another program reads it."""
    return docx.Document(io.BytesIO(as_docx.written(document)))


def words_in_word(document: Document) -> list[str]:
    """Every text of the body, from top to bottom."""
    return [each for part in _parts(in_word(document).element.body) for each in part if each]


def _parts(body: Any) -> Iterator[list[str]]:
    for line in body.iter(qn("w:p")):
        yield ["".join(_runs(line))]


def _runs(line: Any) -> Iterator[str]:
    for each in line.iter(qn("w:t"), qn("w:br")):
        yield "\n" if each.tag == qn("w:br") else each.text or ""


def words_in_html(document: Document) -> list[str]:
    """Every text of the page's body, from top to bottom."""
    body = ET.fromstring(as_html.written(document)).find("body")  # noqa: S314 (we wrote it)
    assert body is not None
    return [each for each in body.itertext() if each.strip()]


def flat(words: list[str]) -> str:
    return re.sub(r"\s", "", "".join(words))


@pytest.mark.parametrize(("word", "lang"), EVERY)
def test_word_and_the_page_say_the_same_in_the_same_order(word: str, lang: Language) -> None:
    # In Word the caution stands in the head of every page, and not in the text.
    plain = replace(form(word, lang), caution="")
    assert flat(words_in_word(plain)) == flat(words_in_html(plain))


@pytest.mark.parametrize("word", FORMS)
def test_every_text_of_a_form_is_in_both(word: str) -> None:
    made = form(word)
    page, file = flat(words_in_html(made)), flat(words_in_word(made))
    texts = [flat([each]) for each in words_of(made.blocks)]
    kinds = {"plain", "note", "warning"}
    assert [each for each in texts if each not in page and each not in kinds] == []
    assert [each for each in texts if each not in file and each not in kinds] == []


def poisoned(document: Document) -> Document:
    """The form with hostile words wherever words can stand."""
    table = Table((POISON, "b"), ((POISON, POISON),), (1, 1))
    blocks = (*document.blocks, Title(POISON), Line(POISON), NewPage(), table)
    return replace(
        document,
        title=POISON,
        owner=POISON,
        number=POISON,
        caution=POISON,
        notice=POISON,
        boxes=(POISON,),
        facts=((POISON, POISON),),
        blocks=blocks,
    )


def test_hostile_words_are_words_in_both() -> None:
    hostile = poisoned(form("injects"))
    shown = flat(["".join(harmless(line) for line in POISON.split("\n"))])
    page, file = flat(words_in_html(hostile)), flat(words_in_word(hostile))
    assert page.count(shown) >= 9
    assert file.count(shown) >= 9
    written = as_html.written(hostile)
    assert "<script" not in written
    assert "<img" not in written
    head = in_word(hostile).sections[0].header.paragraphs[0].text
    assert flat([head]) == shown


def test_characters_that_no_file_of_word_can_hold_are_shown_by_their_numbers() -> None:
    odd = replace(form("plan"), title="a\ufffe\uffff\ud800\x00b")
    assert in_word(odd).core_properties.title == r"a\ufffe\uffff\ud800\x00b"


def test_word_gets_real_headings_and_headings_of_tables_that_are_repeated() -> None:
    file = in_word(form("plan"))
    headings = [each.text for each in file.paragraphs if each.style.name == "Heading 1"]
    assert headings[:2] == ["1　目的と対象", "2　発動と解除"]
    assert [each.text for each in file.paragraphs if each.style.name == "Title"] == [
        "ICT部門の業務継続計画（ICT-BCP）"
    ]
    trigger = next(each for each in file.tables if each.rows[0].cells[0].text == "事象")
    assert trigger.rows[0]._tr.find(f".//{qn('w:tblHeader')}") is not None
    assert trigger.rows[1]._tr.find(f".//{qn('w:tblHeader')}") is None
    assert all(row._tr.find(f".//{qn('w:cantSplit')}") is not None for row in trigger.rows)


@pytest.mark.parametrize(("word", "across"), [("plan", False), ("timeline", True)])
def test_word_gets_a4_with_the_number_of_the_page_and_japanese_fonts(
    word: str, across: bool
) -> None:
    file = in_word(form(word))
    section = file.sections[0]
    size = (round(section.page_width.mm), round(section.page_height.mm))
    assert size == ((297, 210) if across else (210, 297))
    foot = section.footer._element
    assert [each.get(qn("w:instr")) for each in foot.iter(qn("w:fldSimple"))] == [
        "PAGE",
        "NUMPAGES",
    ]
    assert 'w:eastAsia="ja-JP"' in file.styles.element.xml
    for style in ("Normal", "Title", "Heading 1", "Heading 2"):
        fonts = file.styles[style].element.find(f".//{qn('w:rFonts')}")
        assert fonts.get(qn("w:eastAsia")) == FONT
        assert fonts.get(qn("w:asciiTheme")) is None


def test_what_is_still_to_be_filled_in_is_marked_in_both() -> None:
    made = form("contacts")
    assert "<mark>〔要記入〕</mark>番号" in as_html.written(made)
    runs = [run for cell in _cells(in_word(made)) for line in cell for run in line.runs]
    marked = [each.text for each in runs if each.font.highlight_color is not None]
    assert marked == ["〔要記入〕"]


def _cells(file: Any) -> Iterator[list[Paragraph]]:
    tables: list[WordTable] = file.tables
    for table in tables:
        for row in table.rows:
            yield from (cell.paragraphs for cell in row.cells)


def test_the_two_files_say_nothing_of_who_made_them() -> None:
    properties = in_word(form("plan")).core_properties
    assert properties.author == "bcp-drill"
    assert properties.last_modified_by in ("", None)
    assert properties.title == "ICT部門の業務継続計画（ICT-BCP）"
