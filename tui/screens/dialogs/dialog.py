"""What every question has in common: a title, fields, a line for what is missing, and the keys."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from typing import ClassVar, Generic, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Input, Static

from bcp.consent import says_yes
from bcp.message import Language, Message, Phrase, Text, render
from drills.report.layout import harmless
from drills.report.saying import say
from tui.in_front import InFront
from tui.looks import NARROW
from tui.present.asked import Words
from tui.prose import Prose
from tui.screens.dialogs.choices import Choices

# What is said at the bottom: only the keys of what the dialog holds.
KEY_CHOOSE = Phrase("dialog.key_choose", ja="数字・上下 選ぶ", en="Digits, Up, Down choose")
KEY_NEXT = Phrase("dialog.key_next", ja="Tab 次の欄", en="Tab next field")
KEY_SEND = Phrase("dialog.key_send", ja="Enter 送る", en="Enter send")
KEY_CANCEL = Phrase("dialog.key_cancel", ja="Esc やめる", en="Esc cancel")
KEY_SCROLL = Phrase("dialog.key_scroll", ja="PageUp・PageDown 送る", en="PageUp, PageDown scroll")
KEY_GAP = "   "
BY = Phrase("dialog.by", ja="氏名", en="Name")
NOTE = Phrase("dialog.note", ja="メモ", en="Note")
REASON = Phrase("dialog.reason", ja="理由", en="Reason")
CONFIRM = Phrase("dialog.confirm", ja="確認（y）", en="Sure? (y)")
NO_NAME = Phrase("dialog.no_name", ja="氏名を入力してください。", en="Give your name.")
NO_REASON = Phrase("dialog.no_reason", ja="理由を入力してください。", en="Give the reason.")
NO_CHOICE = Phrase("dialog.no_choice", ja="番号で選んでください。", en="Choose one by its number.")
NOT_SURE = Phrase(
    "dialog.not_sure",
    ja="行ってよければ、確認の欄に y を入力して Enter を押してください。",
    en="If that is meant, type y into the field Sure? and press Enter.",
)
MORE = Phrase("dialog.more", ja="ほか {count} 件", en="and {count} more")

# Before each line of a list; what does not fit stands behind it.
POINT = "  - "

R = TypeVar("R")


class Dialog(InFront[R | None], ModalScreen[R | None], Generic[R]):
    """One question. `result` gives what it comes to, or the words for what is still missing."""

    DEFAULT_CSS = """
    Dialog { align: center middle; background: $background; }
    Dialog:ansi { background: ansi_default; }
    Dialog ToastRack { dock: top; align: right top; margin: 0; }
    Dialog #panel {
        width: 76; max-width: 100%; height: auto; max-height: 100%; padding: 1 2;
        background: $surface; color: $foreground;
    }
    Dialog.-narrow #panel { width: 100%; }
    Dialog:ansi #panel { border: ascii ansi_default; padding: 0 1; }
    Dialog #title { text-style: bold; color: $accent; }
    Dialog:ansi #title { text-style: bold underline; color: ansi_default; }
    Dialog .field { height: 1; margin: 1 0 0 0; }
    Dialog .label { width: 16; }
    Dialog Input { width: 1fr; background: $panel; }
    Dialog Input:ansi { text-style: underline; }
    Dialog #missing { color: $warning; text-style: bold; margin: 1 0 0 0; height: auto; }
    Dialog #missing:ansi { color: ansi_default; }
    Dialog #keys { margin: 1 0 0 0; color: $secondary; }
    Dialog #keys:ansi { color: ansi_default; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,ctrl+c,ctrl+q", "give_up", show=False),
        # At once, so that what is typed right behind it goes to the new field.
        Binding("tab", "app.focus_next", show=False, priority=True),
        Binding("shift+tab", "app.focus_previous", show=False, priority=True),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
    ]
    HORIZONTAL_BREAKPOINTS = NARROW
    SENDS: ClassVar[Phrase] = KEY_SEND

    def __init__(self, by: str, lang: Language) -> None:
        super().__init__()
        self.by = by
        self.lang: Language = lang

    def on_mount(self) -> None:
        """Take away what was said in passing, which would stand over the last lines."""
        self.app.clear_notifications()
        self.call_after_refresh(self._say_that_it_scrolls)

    def _say_that_it_scrolls(self) -> None:
        # One that was closed before it was painted has no panel any more.
        if any(each.max_scroll_y > 0 for each in self.query("#panel").results(VerticalScroll)):
            keys = self.query_one("#keys", Static)
            keys.update(f"{keys.content}{KEY_GAP}{render(KEY_SCROLL(), self.lang)}")

    @abstractmethod
    def heading(self) -> Message:
        """The title."""

    @abstractmethod
    def result(self) -> R | Message | None:
        """What the dialog gives back now, or what is missing."""

    def about(self) -> Iterable[str]:
        """Lines under the title."""
        return ()

    def fields(self) -> Iterator[Widget]:
        """What can be filled in, in the order of the Tab key."""
        yield from ()

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="panel", can_focus=False):
            yield Static(self.said(self.heading()), id="title", markup=False)
            for line in self.about():
                lead = POINT if line.startswith(POINT) else ""
                yield Prose(line.removeprefix(POINT), lead)
            fields = tuple(self.fields())
            yield from fields
            missing = Prose(id="missing")
            missing.display = False
            yield missing
            yield Static(self._keys_of(fields), id="keys", markup=False)

    def _keys_of(self, fields: Sequence[Widget]) -> str:
        chooses = any(isinstance(each, Choices) and each.count > 1 for each in fields)
        keys = [
            *((KEY_CHOOSE,) if chooses else ()),
            *((KEY_NEXT,) if len(fields) > 1 else ()),
            *(self.SENDS, KEY_CANCEL),
        ]
        return KEY_GAP.join(render(each(), self.lang) for each in keys)

    def all_done(
        self, heading: Message, undos: Iterable[Words], stays: Iterable[Words]
    ) -> Iterator[str]:
        """What would be taken back, and what has no undo; every line, because each one counts."""
        back = [self.said(each) for each in undos]
        if back:
            yield self.said(heading)
        for each in (*back, *(self.said(each) for each in stays)):
            yield f"{POINT}{each}"

    def said(self, words: Message | Text) -> str:
        """Words in the dialog's language, made harmless."""
        return harmless(say(words, self.lang))

    def field(self, id: str, label: Phrase, value: str = "") -> Horizontal:
        """One line to type into."""
        name = Static(render(label(), self.lang), classes="label", markup=False)
        typed = Input(value, id=id, compact=True, select_on_focus=False)
        typed.cursor_blink = False
        return Horizontal(name, typed, classes="field")

    def typed(self, id: str) -> str:
        """What stands in a field."""
        return self.query_one(f"#{id}", Input).value.strip()

    def chosen(self, id: str) -> int | None:
        """The number of the choice, from nought."""
        return self.query_one(f"#{id}", Choices).chosen

    def is_sure(self) -> bool:
        """Whether the field for it says yes."""
        return says_yes(self.typed("sure"))

    @on(Input.Submitted)
    @on(Choices.Done)
    def send(self) -> None:
        """Give the result back, or say what is missing."""
        result = self.result()
        if isinstance(result, Message):
            missing = self.query_one("#missing", Prose)
            missing.say(render(result, self.lang))
            missing.display = True
            missing.scroll_visible(animate=False)
        else:
            self.dismiss(result)

    def action_give_up(self) -> None:
        """Close the dialog; nothing is asked of the drill."""
        self.dismiss(None)

    def action_page(self, by: int) -> None:
        """Scroll where the dialog is taller than the terminal."""
        panel = self.query_one("#panel", VerticalScroll)
        panel.scroll_relative(y=by * max(1, panel.size.height - 2), animate=False)


def listed(lines: tuple[str, ...], lang: Language, most: int = 6) -> Iterator[str]:
    """The first few lines of a list, and how many more there are."""
    yield from (f"{POINT}{harmless(each)}" for each in lines[:most])
    if len(lines) > most:
        yield f"{POINT}{render(MORE(count=len(lines) - most), lang)}"
