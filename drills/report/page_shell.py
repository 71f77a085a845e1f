"""What holds for every page that we write as one file: it runs nothing and asks for nothing."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable

from bcp.message import Language


def policy_for(style: str) -> str:
    """What a browser may do with a page: this one style and nothing else (CSP 3, 2.3.1).

    No script, picture, font, frame or form, so that a slip in escaping could do nothing.
    """
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def whole_page(
    title: str, style: str, lang: Language, main: Iterable[str], *, kind: str = ""
) -> str:
    """The page, with a line feed at its end; `title` and the lines of `main` are escaped.

    `kind` is a class of the style sheet, which the whole page has.
    """
    opened = f'<main class="{kind}">' if kind else "<main>"
    lines = (
        "<!DOCTYPE html>",
        f'<html lang="{lang}">',
        '<head><meta charset="utf-8"/>',
        f'<meta http-equiv="Content-Security-Policy" content="{policy_for(style)}"/>',
        '<meta name="viewport" content="width=device-width, initial-scale=1"/>',
        '<meta name="referrer" content="no-referrer"/><meta name="robots" content="noindex"/>',
        f"<title>{title}</title>",
        f"<style>{style}</style></head>",
        f"<body>{opened}",
        *main,
        "</main></body></html>",
    )
    return "\n".join(lines) + "\n"
