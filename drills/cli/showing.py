"""What a command writes for people or programs, on its way to the standard output."""

from __future__ import annotations

from bcp.message import Phrase
from drills.cli.console import Console
from drills.errors import Refusal

ON_A_TERMINAL = Phrase(
    "report.on_a_terminal",
    ja="{form} は画面に表示できる文字ではありません。ファイルの名前を -o で指定してください"
    "（例: -o report{ending}）。",
    en="{form} is no text that a terminal can show. Name a file with -o, for instance: "
    "-o report{ending}",
)

# A text in UTF-8 that begins so says itself what it is, and stays as it is on its way to a file.
_MARK = b"\xef\xbb\xbf"


def show(raw: bytes, form: str, ending: str, console: Console) -> None:
    """Write it to the output: text as lines, and anything else as it is, but not to a terminal.

    `ending` is how a file of the form ends. Raises `Refusal`.
    """
    text = _text_of(raw)
    if text is None and console.is_shown:
        raise Refusal(ON_A_TERMINAL(form=form, ending=ending))
    if text is None or (raw.startswith(_MARK) and not console.is_shown):
        console.whole(raw)
    elif form == "html":
        # A terminal redirects in an encoding of its own, but a page is UTF-8: ASCII is both.
        console.result(text.encode("ascii", "xmlcharrefreplace").decode())
    else:
        console.result(text)


def _text_of(raw: bytes) -> str | None:
    """What a form's bytes say, or None where they are no text."""
    try:
        return None if b"\0" in raw else raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
