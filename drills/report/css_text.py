"""Words of anybody inside a style sheet."""

from __future__ import annotations

from drills.report.layout import harmless


def in_css(text: str) -> str:
    """A text inside a string of CSS: every character that could end it, by its number."""
    flat = harmless(text)
    return "".join(
        each if each.isascii() and each.isalnum() else f"\\{ord(each):06x}" for each in flat
    )
