"""An action item in the hot wash: what was wrong, who mends it by when, and whether it costs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from textual.widget import Widget

from bcp.message import Language, Message, Phrase
from tui.screens.dialogs.dialog import Dialog

TITLE = Phrase("dialog.item", ja="改善事項を書く", en="Note an action item")
ABOUT = Phrase(
    "dialog.item_about",
    ja="計画（manage/action_items.yaml）に書きます。個人名は書かず、役割か課にします。",
    en="It goes into the plan (manage/action_items.yaml). Roles or sections, no names.",
)
WHAT = Phrase("dialog.item_what", ja="課題", en="What is wrong")
CAUSE = Phrase("dialog.item_cause", ja="原因", en="Cause")
MEASURE = Phrase("dialog.item_measure", ja="対策", en="Measure")
OWNER = Phrase("dialog.item_owner", ja="担当（役割・課）", en="Owner (role)")
DUE = Phrase("dialog.item_due", ja="期限", en="Due")
BUDGET = Phrase("dialog.item_budget", ja="予算（要・額）", en="Budget (yen)")
DECISION = Phrase("dialog.item_decision", ja="判断事項", en="To decide")
NO_WHAT = Phrase("dialog.item_no_what", ja="課題を入力してください。", en="Write what is wrong.")

FIELDS: Mapping[str, Phrase] = {
    **{"what": WHAT, "cause": CAUSE, "measure": MEASURE, "owner": OWNER},
    **{"due": DUE, "budget": BUDGET, "decision": DECISION},
}


class ItemDialog(Dialog[Mapping[str, str]]):
    """The fields of an item; `typed` is what stood in them before, when something was wrong."""

    def __init__(self, typed: Mapping[str, str], lang: Language) -> None:
        super().__init__("", lang)
        self._typed = typed

    def heading(self) -> Message:
        return TITLE()

    def about(self) -> Iterable[str]:
        return (self.said(ABOUT()),)

    def fields(self) -> Iterator[Widget]:
        for name, label in FIELDS.items():
            yield self.field(name, label, self._typed.get(name, ""))

    def result(self) -> Mapping[str, str] | Message:
        found = {name: self.typed(name) for name in FIELDS}
        if not found["what"]:
            return NO_WHAT()
        return {name: value for name, value in found.items() if value}
