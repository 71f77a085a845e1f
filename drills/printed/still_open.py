"""What nobody but a person can fill in, marked so that it is seen."""

from __future__ import annotations

from bcp.message import Language, Phrase, render

FILL_IN = Phrase("printed.fill_in", ja="〔要記入〕", en="〔to fill in〕")
FILL_IN_WHAT = Phrase("printed.fill_in_what", ja="〔要記入: {what}〕", en="〔to fill in: {what}〕")


def fill_in(lang: Language, what: str = "") -> str:
    """The mark, with what is to be written there where that is not plain."""
    return render(FILL_IN_WHAT(what=what) if what else FILL_IN(), lang)
