"""Words that fill several lines, broken as Japanese is: anywhere but before a comma."""

from __future__ import annotations

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from drills.report.layout import harmless, width_of, wrapped


class Prose(Widget):
    """A paragraph as high as it needs to be; its later lines stand behind the `lead` of the first.

    A library that breaks lines at blanks would leave half of a Japanese line empty.
    """

    DEFAULT_CSS = "Prose { height: auto; }"

    def __init__(
        self, text: str = "", lead: str = "", *, id: str | None = None, classes: str | None = None
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._text, self._lead = harmless(text), lead

    @property
    def text(self) -> str:
        """What is said, on one line."""
        return self._lead + self._text

    def say(self, text: str) -> None:
        """Say something else."""
        self._text = harmless(text)
        self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._lines(width))

    def render(self) -> Content:
        return Content("\n".join(self._lines(self.content_size.width)))

    def _lines(self, width: int) -> list[str]:
        indent = width_of(self._lead)
        first, *rest = wrapped(self._text, max(8, width - indent))
        return [self._lead + first, *(" " * indent + line for line in rest)]
