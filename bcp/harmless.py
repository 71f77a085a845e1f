"""Words from outside, shown so that nothing in them acts on the terminal that shows them."""

from __future__ import annotations

import unicodedata

# Control, format (bidirectional overrides, zero-width), surrogate, line and paragraph separators.
_HARMFUL = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def harmless(text: str) -> str:
    r"""The text on one line; a harmful character is shown as ``\u001b``, as JSON writes it."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_shown(each) for each in text)


def _shown(char: str) -> str:
    if unicodedata.category(char) not in _HARMFUL:
        return char
    code = ord(char)
    return f"\\u{code:04x}" if code < 0x1_0000 else f"\\U{code:08x}"
