"""The personal codes to hand out: a table for mail merge, and a sheet to print and cut.

On neither is a name: a slip goes to whoever has its number.
"""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bcp.message import Language, Phrase, render
from drills.report.spreadsheet import csv_of

NUMBER = Phrase("codes.number", ja="職員番号", en="number")
DEPARTMENT = Phrase("codes.department", ja="所属", en="department")
CODE = Phrase("codes.code", ja="個人コード", en="code")
LINK = Phrase("codes.link", ja="リンク", en="link")
TITLE = Phrase(
    "codes.title", ja="【訓練】{title} 点呼の個人コード", en="[DRILL] {title}: check-in codes"
)
HOW = Phrase(
    "codes.how",
    ja="訓練の案内があったら、QRコードまたはリンクを開いて答えてください。自分だけのコードです。",
    en="When the drill begins, open the link or the QR code, and answer. The code is yours alone.",
)
HOW_TYPED = Phrase(
    "codes.how_typed",
    ja="訓練の案内があったら、このコードを伝えて答えてください。自分だけのコードです。",
    en="When the drill begins, answer with this code. It is yours alone.",
)
GENERAL = Phrase(
    "codes.general",
    ja="全員共通の入口です。開いてから、自分の個人コードを入力します。",
    en="The same for everybody: open it, then type your own code.",
)
PRIVATE = Phrase(
    "codes.private",
    ja="取扱注意: 職員番号と個人コードが載っています。訓練が終わったら廃棄してください。",
    en="Confidential: numbers and personal codes. Destroy it after the drill.",
)
_STYLE = """
@page { size: A4; margin: 10mm }
body { font-family: sans-serif; margin: 0; color: #000 }
header { padding: 4mm; page-break-after: always }
.slips { display: flex; flex-wrap: wrap }
.slip { box-sizing: border-box; width: 50%; height: 55mm; padding: 4mm; overflow: hidden;
  border: 1px dashed #666; page-break-inside: avoid; break-inside: avoid }
.slip svg { float: right; width: 34mm; height: 34mm; margin-left: 3mm }
.slip h2 { font-size: 10pt; margin: 0 0 2mm }
.slip p { font-size: 8pt; margin: 1mm 0; overflow-wrap: anywhere }
.slip .code { font: bold 16pt monospace; margin: 2mm 0 }
header svg { width: 60mm; height: 60mm }
"""


@dataclass(frozen=True)
class Slip:
    """What one member of staff gets; `link` is empty where the plan has no page."""

    number: str
    department: str
    code: str
    link: str = ""


def table(slips: Sequence[Slip], lang: Language) -> str:
    """All of them as CSV; a file of it begins with `spreadsheet.MARK`."""
    heads = [render(each(), lang) for each in (NUMBER, DEPARTMENT, CODE, LINK)]
    return csv_of(heads, ((each.number, each.department, each.code, each.link) for each in slips))


def sheet(slips: Sequence[Slip], title: str, link: str, lang: Language) -> str:
    """A page that needs nothing from elsewhere: a cover, then slips to cut, ten on each A4."""
    head = html.escape(render(TITLE(title=title), lang))
    return "".join(
        (
            f'<!doctype html>\n<html lang="{lang}"><head><meta charset="utf-8">',
            f"<title>{head}</title><style>{_STYLE}</style></head><body>\n",
            *_cover(head, link, lang),
            '<div class="slips">\n',
            *(part for each in slips for part in _slip(each, head, lang)),
            "</div></body></html>\n",
        )
    )


def _cover(head: str, link: str, lang: Language) -> Iterator[str]:
    yield f"<header><h1>{head}</h1><p><strong>{_said(PRIVATE, lang)}</strong></p>\n"
    if link:
        yield f"<p>{_said(GENERAL, lang)}</p>{_qr(link)}<p>{html.escape(link)}</p>\n"
    yield "</header>\n"


def _slip(slip: Slip, head: str, lang: Language) -> Iterator[str]:
    yield f'<section class="slip">{_qr(slip.link) if slip.link else ""}<h2>{head}</h2>'
    yield f"<p>{html.escape(slip.number)}　{html.escape(slip.department)}</p>"
    yield f'<p class="code">{html.escape(slip.code)}</p>'
    yield f"<p>{_said(HOW if slip.link else HOW_TYPED, lang)}</p>"
    yield f"<p>{html.escape(slip.link)}</p></section>\n"


def _said(phrase: Phrase, lang: Language) -> str:
    return html.escape(render(phrase(), lang))


def _qr(link: str) -> str:
    # Only this command draws any, and others need not wait for it to load.
    import segno  # noqa: PLC0415

    drawn = segno.make(link, error="m", micro=False)
    svg: str = drawn.svg_inline(border=2, omitsize=True)
    return svg
