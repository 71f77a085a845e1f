"""The bottom line: the keys of a screen that are worth room, as many as fit."""

from __future__ import annotations

from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from bcp.message import Language
from drills.report.layout import width_of
from tui.commands import Place, commands_at
from tui.keys import key_name
from tui.present.keys_now import KeysNow

WIDE = 100


class KeyLine(Static):
    """Keys and what they do; a click does the same.

    Set `lang` to have it said otherwise, and `now` as the drill goes on.
    """

    DEFAULT_CSS = """
    KeyLine {
        dock: bottom; height: 1; background: $panel; color: $foreground;
        link-style: none; link-color: $foreground; link-background: $panel;
    }
    KeyLine:ansi { text-style: reverse; }
    """

    lang: reactive[Language] = reactive[Language]("ja")
    now: reactive[KeysNow] = reactive[KeysNow](KeysNow())

    def __init__(self, place: Place, lang: Language) -> None:
        super().__init__()
        self._place: Place = place
        self.set_reactive(KeyLine.lang, lang)

    def render(self) -> Content:
        first = self.now.first
        shown = [
            each
            for each in commands_at(self._place)
            if (each.footer or each.name in first) and each.name not in self.now.idle
        ]
        # Help must stay in sight even where not all of the others do, so it is reckoned last.
        shown.sort(key=lambda each: (each.name == "help", each.name not in first))
        pieces = [f"{self._key(each.key)} {each.label.said_in(self.lang)}" for each in shown]
        kept = fitting([width_of(each) for each in pieces], self.size.width)
        markup = []
        for number in kept:
            node = "screen" if self._place in shown[number].places else "app"
            markup.append(f"[@click={node}.{shown[number].name}]{pieces[number]}[/]")
        return Content.from_markup(" " + "  ".join(markup))

    def _key(self, key: str) -> str:
        """On a narrow screen ``^X`` leaves room for another key."""
        return key_name(key).replace("Ctrl+", "^") if self.size.width < WIDE else key_name(key)


def fitting(widths: list[int], room: int) -> list[int]:
    """The numbers of the pieces that fit side by side, the last one always among them."""
    if not widths:
        return []
    used, kept = 1 + widths[-1], []
    for number, width in enumerate(widths[:-1]):
        if used + width + 2 <= room:
            used += width + 2
            kept.append(number)
    return [*kept, len(widths) - 1]
