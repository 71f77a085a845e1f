"""A terminal can be lost without a word: the hang-up reaches only whoever leads its session."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread

LOOK_S = 1.0


@contextmanager
def watched(lost: Callable[[], None]) -> Iterator[None]:
    """Call `lost`, from another thread, once the terminal that we write to is gone."""
    over = Event()
    watch = Thread(target=_watch, args=(over, lost), name="terminal", daemon=True)
    watch.start()
    try:
        yield
    finally:
        over.set()


def _watch(over: Event, lost: Callable[[], None]) -> None:
    if not is_there():
        return  # never was one, as in a test
    while not over.wait(LOOK_S):
        if not is_there():
            lost()
            return


def is_there() -> bool:
    """Whether the terminal answers how large it is: one that was hung up no longer does."""
    try:
        return (
            os.get_terminal_size(sys.__stdout__.fileno()).columns >= 0 if sys.__stdout__ else False
        )
    except (OSError, ValueError):
        return False
