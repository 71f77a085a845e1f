"""The reports in docs/examples are what the product makes of the record that is kept there."""

from __future__ import annotations

import io
import re
import socket
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest

from bcp.message import Language
from tests.report.examples import FOLDER, RECORD, files, written

FILES = tuple(files())
# Pictures in a PDF, and numbers of its objects, follow from the fonts of the machine.
SAME_BYTES = {".html", ".txt", ".json", ".csv", ".md"}
PARTS = re.compile(r"(document|sharedStrings|sheet\d+)\.xml$")


@pytest.mark.parametrize(
    ("file", "form", "lang"), [each for each in FILES if each[0].suffix in SAME_BYTES]
)
def test_a_text_is_made_again_to_the_same_bytes(file: Path, form: str, lang: Language) -> None:
    # To renew: python -m tests.report.examples
    assert written(form, lang) == file.read_bytes()


@pytest.mark.parametrize(
    ("file", "form", "lang"), [each for each in FILES if each[0].suffix in {".docx", ".xlsx"}]
)
def test_an_office_file_is_made_again_with_the_same_words(
    file: Path, form: str, lang: Language
) -> None:
    assert words(written(form, lang)) == words(file.read_bytes())


def words(raw: bytes) -> list[str]:
    """All words of the parts of an office file that people read."""
    with zipfile.ZipFile(io.BytesIO(raw)) as whole:
        parts = sorted(name for name in whole.namelist() if PARTS.search(name))
        return [re.sub(r"<[^>]+>", " ", whole.read(each).decode()) for each in parts]


def test_every_form_is_there_and_nothing_else() -> None:
    beside = ("README.md", "README.ja.md", "alerts.yml")
    wanted = {RECORD.name, *beside, *(file.name for file, _, _ in FILES)}
    pictures = {each.name for each in FOLDER.glob("*.png")}
    assert {each.name for each in FOLDER.iterdir()} - pictures == wanted
    assert all(
        (FOLDER / f"report.{lang}.pdf").read_bytes()[:5] == b"%PDF-" for lang in ("ja", "en")
    )


def test_the_record_names_no_machine_and_no_folder_of_whoever_made_it() -> None:
    with zipfile.ZipFile(RECORD) as whole:
        text = whole.read("journal.jsonl").decode()
    assert re.findall(r"/(?:tmp|home|root|Users|work)/\w+", text) == []
    assert "ict-pc01" in text
    assert socket.gethostname() not in text


def test_every_number_of_a_record_leads_to_the_row_that_tells_of_it() -> None:
    page = ElementTree.fromstring(written("html", "ja").decode())  # noqa: S314 (our own)
    cells = [each for each in page.iter("td") if each.get("class") == "records"]
    assert len(cells) > 50
    assert [each for cell in cells for each in words_beside_links(cell)] == []
    places = {each.get("id") for each in page.iter()}
    links = {(each.get("href") or "").removeprefix("#") for each in page.iter("a")}
    assert links <= places


def words_beside_links(cell: ElementTree.Element) -> list[str]:
    beside = (cell.text or "", *(each.tail or "" for each in cell))
    return [each.strip() for each in beside if each.strip()]
