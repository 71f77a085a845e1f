"""The secrets of a drill, taken before it begins and before any screen is opened."""

from __future__ import annotations

import getpass
import sys
import warnings

from bcp.message import Message
from drills.cli.console import Console
from drills.cli.starting import NOT_STARTED
from drills.core.brief import Brief
from drills.errors import Refusal
from drills.runtime.secret_sources import EMPTY, NOBODY_TO_ASK, Prompt, fetched
from drills.runtime.secrets import Secrets


def taken(brief: Brief, console: Console) -> Secrets | None:
    """Give the drill's secrets, or None, with everything said that keeps one from being had."""
    found, wrong = fetched(brief, asks(console))
    for each in wrong:
        console.tell(each)
    if wrong:
        console.tell(NOT_STARTED())
    return None if wrong else found


def taken_unasked(brief: Brief) -> Secrets:
    """Give them where a screen is open and nobody can be asked. Raises `Refusal`."""
    found, wrong = fetched(brief, None)
    for each in wrong:
        raise Refusal(each)
    return found


def asks(console: Console) -> Prompt | None:
    """Give what asks a person at this terminal, or None where nobody can be asked."""
    if sys.stdin is None or not sys.stdin.isatty():
        return None

    def ask(question: Message) -> str:
        with warnings.catch_warnings():
            # Where it cannot be hidden it is not typed.
            warnings.simplefilter("error", getpass.GetPassWarning)
            try:
                return getpass.getpass(console.speak(question))
            except getpass.GetPassWarning:
                raise Refusal(NOBODY_TO_ASK()) from None
            except EOFError:
                raise Refusal(EMPTY()) from None

    return ask
