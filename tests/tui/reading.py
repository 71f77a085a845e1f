"""What stands on the screen, as a person would read it: text without colours."""

from __future__ import annotations

from textual.app import App


def text_of(app: App[object] | App[None]) -> str:
    """The screen as lines; blanks at their ends are left out."""
    strips = app.screen._compositor.render_strips()
    lines = ["".join(segment.text for segment in strip) for strip in strips[: app.size.height]]
    return "\n".join(line.rstrip() for line in lines)
