"""The section that only the public edition has: how people were reached, and what is left out."""

from __future__ import annotations

from bcp.message import Language, Phrase, render
from drills.report.model import Report
from drills.report.public_words import ABOUT
from drills.report.text_block import Points

REACHED = Phrase("text.public_reached", ja="【連絡・参集・点呼】", en="PEOPLE REACHED")
LEFT_OUT = Phrase("text.public_left_out", ja="【公開用に省いたもの】", en="WHAT IS LEFT OUT")


def _reached(report: Report, lang: Language) -> Points:
    items = report.public.reached if report.public is not None else ()
    return Points(REACHED, [render(each, lang) for each in items])


def _left_out(report: Report, lang: Language) -> Points:
    if report.public is None:
        return Points(LEFT_OUT, ())
    return Points(LEFT_OUT, [render(each, lang) for each in (ABOUT(), *report.public.left_out)])


SECTIONS = (_reached, _left_out)
