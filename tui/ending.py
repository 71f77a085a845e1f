"""How an app ends: by a person, from outside, or by a mistake of ours, and never in a traceback."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from textual.app import App
from textual.worker import WorkerFailed

R = TypeVar("R")


class PlainlyEnding(App[R]):
    """A mistake of ours ends the app, and `run` raises it once the terminal is as it was."""

    def run(self, *args: Any, **kwargs: Any) -> R | None:
        """Show the app until it is left. Raises whatever nobody foresaw."""
        left = super().run(*args, **kwargs)
        if self._exception is not None:
            raise self._exception
        return left

    def _handle_exception(self, error: Exception) -> None:
        # A worker's error comes wrapped; whoever tells of it wants the error itself.
        inner = error.error if isinstance(error, WorkerFailed) else error
        super()._handle_exception(inner if isinstance(inner, Exception) else error)

    def _fatal_error(self) -> None:
        # Textual would print a traceback with every local value; `run` raises the error instead.
        self._close_messages_no_wait()

    def call_from_anywhere(self, call: Callable[[], object]) -> None:
        """Call something in the app's loop, from another thread or from a signal."""
        if self._loop is not None:
            self._loop.call_soon_threadsafe(call)
