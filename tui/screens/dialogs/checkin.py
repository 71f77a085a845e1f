"""What a member of staff told by telephone or at the door, instead of on the page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import get_args

from textual.widget import Widget

from bcp.message import Language, Message, Phrase, render
from drills.core.checkin_events import Problem, Safe, TaskResult
from drills.core.checkin_orders import CheckInByHand
from drills.core.state import Drill
from drills.report.checkin_words import PROBLEMS, SAFETY, TASKS
from scenarios.model import RollCall
from tui.screens.dialogs.choices import Choices
from tui.screens.dialogs.dialog import BY, NO_CHOICE, NO_NAME, Dialog

TITLE = Phrase("dialog.checkin", ja="点呼の聞き取り［{step}］", en="Check-in by hand [{step}]")
ABOUT = Phrase(
    "dialog.checkin_about",
    ja="職員番号から人を特定します。番号は記録に残らず、根拠は「目視」になります。",
    en="The number finds the person and is not recorded; the answer counts as observed.",
)
ALL_TASKS = Phrase(
    "dialog.checkin_tasks",
    ja="試すこと（{count}件すべて）:",
    en="What they were to try, all {count}:",
)
NUMBER = Phrase("dialog.checkin_number", ja="職員番号", en="Number")
METHOD = Phrase("dialog.checkin_method", ja="働き方", en="They work by")
NO_NUMBER = Phrase(
    "dialog.checkin_no_number", ja="職員番号を入力してください。", en="Type the number."
)
RESULTS: tuple[TaskResult, ...] = get_args(TaskResult)
WORDS: tuple[Problem, ...] = get_args(Problem)
SAFE: tuple[Safe, ...] = get_args(Safe)


class CheckInDialog(Dialog[CheckInByHand]):
    """One answer that was listened to; what hinders and how the tasks went must be chosen."""

    DEFAULT_CSS = """
    CheckInDialog .field { margin: 0; }
    """

    def __init__(self, step: str, do: RollCall, by: str, lang: Language) -> None:
        super().__init__(by, lang)
        self._step, self._do = step, do

    def heading(self) -> Message:
        return TITLE(step=self._step)

    def about(self) -> Iterable[str]:
        yield self.said(ABOUT())
        if self._do.tasks:
            yield self.said(ALL_TASKS(count=len(self._do.tasks)))
            yield "  ".join(self.said(each) for each in self._do.tasks)

    def fields(self) -> Iterator[Widget]:
        yield self.field("number", NUMBER)
        if self._do.tasks:
            yield Choices([render(TASKS[each](), self.lang) for each in RESULTS], id="tasks")
        yield Choices([render(PROBLEMS[each](), self.lang) for each in WORDS], id="problem")
        if self._do.safety:
            yield Choices([render(SAFETY[each](), self.lang) for each in SAFE], id="safety")
        yield self.field("method", METHOD)
        yield self.field("by", BY, self.by)

    def result(self) -> CheckInByHand | Message:
        if not self.typed("number"):
            return NO_NUMBER()
        count, problem = len(self._do.tasks), self.chosen("problem")
        tasks = self.chosen("tasks") if count else 0
        safety = self.chosen("safety") if self._do.safety else 0
        if problem is None or tasks is None or safety is None:
            return NO_CHOICE()
        if not self.typed("by"):
            return NO_NAME()
        return CheckInByHand(
            self._step,
            self.typed("number"),
            self.typed("by"),
            self.typed("method"),
            (RESULTS[tasks],) * count,
            WORDS[problem],
            SAFE[safety],
        )


def checkin_dialog(
    drill: Drill, step: str, department: str, by: str, lang: Language
) -> CheckInDialog | None:
    """The answer of somebody, whichever department the cursor is on; None where it is over."""
    do = drill.model(step).do
    if not isinstance(do, RollCall) or not drill.step(step).is_open:
        return None
    return CheckInDialog(step, do, by, lang)
