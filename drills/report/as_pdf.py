"""The report's page as a PDF: the same page, laid out on A4 by WeasyPrint.

The library comes with the extra ``pdf``; it needs Pango, which is no Python package. Where one of
the two or a Japanese font is missing, that is said, and nothing is written: a page of empty boxes
would be noticed by whoever is handed it, and by nobody before. The file holds no time of its
making, and its identifier follows from the page, so that the same report gives the same bytes.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import sys
import unicodedata
from pathlib import Path
from typing import Any, Never

from bcp.message import Language, Phrase
from drills.errors import Refusal
from drills.report import as_html
from drills.report.drawn_styles import give_styles
from drills.report.fixed_columns import give_columns
from drills.report.model import Report

NO_LIBRARY = Phrase(
    "pdf.no_library",
    ja="PDFを作る部品（WeasyPrint）がありません。次のコマンドで入れるか、"
    "-f html で書き出してブラウザからPDFに印刷してください。\n"
    '  "{python}" -m pip install "bcp-drill[pdf]"',
    en="What writes PDF (WeasyPrint) is not installed. Install it with the line below, "
    "or write the page with -f html, and print it to PDF from a browser.\n"
    '  "{python}" -m pip install "bcp-drill[pdf]"',
)
NO_PANGO = Phrase(
    "pdf.no_pango",
    ja="PDFを作る部品が使う Pango がありません。Debian・Ubuntuでは apt install libpango-1.0-0 "
    "libpangoft2-1.0-0 libharfbuzz-subset0 で入ります。Windowsなどでは -f html で書き出して"
    "ブラウザからPDFに印刷してください。",
    en="What writes PDF needs Pango, which is not installed. On Debian and Ubuntu: apt install "
    "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0. On Windows and elsewhere, write the "
    "page with -f html, and print it to PDF from a browser.",
)
NO_FONT = Phrase(
    "pdf.no_font",
    ja="この機器のフォントに文字「{chars}」がないため、PDFを作っていません（四角になります）。"
    "日本語フォントを入れるか（Debian・Ubuntuでは apt install fonts-noto-cjk）、-f html で"
    "書き出してください。",
    en="No font on this machine has the characters {chars}, so no PDF was made: they would be "
    "empty boxes. Install a Japanese font (on Debian and Ubuntu: apt install fonts-noto-cjk), or "
    "write the page with -f html.",
)
NOT_LAID_OUT = Phrase(
    "pdf.not_laid_out",
    ja="PDFの組版に失敗しました（{kind}）。-f html で書き出してブラウザからPDFに印刷してください。",
    en="The page could not be laid out as PDF ({kind}). Write it with -f html, and print it to PDF "
    "from a browser.",
)

# What a page that a browser shows may still raise in the library's layout.
_UPSET = (
    *(ArithmeticError, AssertionError, AttributeError, LookupError, MemoryError),
    *(RuntimeError, StopIteration, TypeError, ValueError),
)
_SHEET = Path(__file__).parent / "page" / "pdf.css"
# The library loses its way where a box that may not be broken is longer than a sheet.
_BREAKS_ANYWHERE = (
    "*{break-inside:auto!important;break-before:auto!important;break-after:auto!important}"
)
# As many missing characters as a message has room for.
_SAID = 8


def written(report: Report, lang: Language) -> bytes:
    """The whole file. Raises `Refusal`, which says what is missing."""
    return pdf_of(as_html.written(report, lang), reckon_columns=True)


def pdf_of(page: str, *, reckon_columns: bool = False) -> bytes:
    """A page of ours on paper. Raises `Refusal`, which says what is missing.

    With `reckon_columns` its tables get the widths of their columns from here, and not from it.
    """
    weasyprint = _library()
    missing: set[str] = set()

    def look(document: Any, _: Any) -> None:
        missing.update(chr(each) for font in document.fonts.values() for each in font.missing)

    def laid_out(more: str) -> bytes:
        html = weasyprint.HTML(string=page, base_url=None, url_fetcher=_asked)
        sheet = next(html.etree_element.iter("style"))
        sheet.text = f"{sheet.text}{_SHEET.read_text(encoding='utf-8')}{more}"
        give_styles(html.etree_element, sheet.text)
        if reckon_columns:
            give_columns(html.etree_element)
        whole: bytes = html.write_pdf(
            finisher=look,
            pdf_identifier=hashlib.sha256(page.encode()).digest()[:16],
            pdf_tags=True,
            presentational_hints=True,  # columns of forms say their widths so
        )
        return whole

    try:
        try:
            whole = laid_out("")
        except _UPSET:
            whole = laid_out(_BREAKS_ANYWHERE)
    except _UPSET as trouble:
        raise Refusal(NOT_LAID_OUT(kind=type(trouble).__name__)) from trouble
    boxes = sorted(each for each in missing if _is_of_a_language(each))
    if boxes:
        raise Refusal(NO_FONT(chars="".join(boxes[:_SAID])))
    return whole


def _library() -> Any:
    """WeasyPrint, which takes long to load. What it says on standard output is not ours to say."""
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            import weasyprint  # noqa: PLC0415
    except ImportError as absent:
        raise Refusal(NO_LIBRARY(python=sys.executable)) from absent
    except OSError as absent:
        raise Refusal(NO_PANGO()) from absent
    return weasyprint


def _asked(url: str, *_: object, **__: object) -> Never:
    """Nothing is fetched for a page, from nowhere."""
    raise ValueError(url)


def _is_of_a_language(char: str) -> bool:
    """Whether a reader misses it: letters and their like; a stranger's signs may be boxes."""
    return unicodedata.category(char)[0] == "L"
