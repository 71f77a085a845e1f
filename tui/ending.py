"""How an app ends: by a person, from outside, or by a mistake of ours, and never in a traceback."""

from __future__ import annotations

import signal
from collections.abc import Callable
from typing import Any, TypeVar

from textual.app import App
from textual.driver import Driver
from textual.events import Key
from textual.message import Message
from textual.worker import WorkerFailed

R = TypeVar("R")

# Textual's driver takes these and does not give them back; without a screen they would end us.
_TAKEN = tuple(getattr(signal, name) for name in ("SIGTSTP", "SIGCONT") if hasattr(signal, name))


class PlainlyEnding(App[R]):
    """A mistake of ours ends the app, and `run` raises it once the terminal is as it was.

    `key_pressed` is told of every key at once, in the thread that reads the terminal.
    """

    # Text is selected with the terminal's own means; Textual's fails while lines are rebuilt.
    ALLOW_SELECT = False

    def __init__(self, **looks: Any) -> None:
        super().__init__(**looks)
        self.key_pressed: Callable[[], object] = lambda: None
        self._early: list[Callable[[], object]] = []

    def run(self, *args: Any, **kwargs: Any) -> R | None:
        """Show the app until it is left. Raises whatever nobody foresaw."""
        before = {each: signal.getsignal(each) for each in _TAKEN}
        try:
            left = super().run(*args, **kwargs)
        finally:
            for number, former in before.items():
                signal.signal(number, former)
        if self._exception is not None:
            raise self._exception
        return left

    def get_driver_class(self) -> type[Driver]:
        """Give the driver, one that no unreadable byte ends."""
        return patient(super().get_driver_class(), self._pressed)

    def _pressed(self) -> None:
        self.key_pressed()

    def on_ready(self) -> None:
        """Do what was asked for before there was a loop to do it in."""
        for call in self._early:
            call()
        self._early = []

    def _handle_exception(self, error: Exception) -> None:
        # A worker's error comes wrapped; whoever tells of it wants the error itself.
        inner = error.error if isinstance(error, WorkerFailed) else error
        super()._handle_exception(inner if isinstance(inner, Exception) else error)

    def _fatal_error(self) -> None:
        # Textual would print a traceback with every local value; `run` raises the error instead.
        self._close_messages_no_wait()

    def call_from_anywhere(self, call: Callable[[], object]) -> None:
        """Call something in the app's loop, from another thread or from a signal."""
        if self._loop is None:
            self._early.append(call)
        else:
            self._loop.call_soon_threadsafe(call)


def patient(driver: type[Driver], key_pressed: Callable[[], object]) -> type[Driver]:
    """The same driver, for which keys in another encoding than UTF-8 are only lost."""
    if not hasattr(driver, "run_input_thread"):
        return driver

    class Patient(driver):  # type: ignore[misc, valid-type]
        _suspended = False

        def run_input_thread(self) -> None:
            while True:
                try:
                    super().run_input_thread()
                except UnicodeDecodeError:
                    continue
                return

        def process_message(self, message: Message) -> None:
            if isinstance(message, Key):
                key_pressed()
            super().process_message(message)

        def _sigtstp_application(self, *received: object) -> None:
            self._suspended = True
            super()._sigtstp_application(*received)

        def _sigcont_application(self, *received: object) -> None:
            # It also comes with every hang-up: a screen that goes on already must not be begun
            # again, or its threads outlive it.
            if self._suspended:
                self._suspended = False
                super()._sigcont_application(*received)

    return Patient
