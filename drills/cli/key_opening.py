"""Opening a key that signs: where it has a passphrase, that is asked for, and never shown."""

from __future__ import annotations

import getpass
import sys
import warnings
from pathlib import Path

from bcp.message import Phrase
from drills.cli.console import Console
from drills.errors import Refusal
from drills.journal.signing import NEEDS_PASSPHRASE, SigningKey, key_in

PASSPHRASE = Phrase(
    "sign.passphrase", ja="鍵「{path}」のパスフレーズ: ", en="Passphrase of the key {path}: "
)


def opened_key(path: Path, console: Console) -> SigningKey:
    """The key in a file. Raises `Refusal` where it does not open, or nobody is there to ask."""
    try:
        return key_in(path)
    except Refusal as refusal:
        if refusal.message.code != NEEDS_PASSPHRASE.code:
            raise
        return key_in(path, _passphrase(path, console, refusal))


def _passphrase(path: Path, console: Console, refusal: Refusal) -> str:
    if sys.stdin is None or not sys.stdin.isatty():
        raise refusal
    with warnings.catch_warnings():
        # Where it cannot be hidden it is not typed.
        warnings.simplefilter("error", getpass.GetPassWarning)
        try:
            return getpass.getpass(console.speak(PASSPHRASE(path=str(path))))
        except (getpass.GetPassWarning, EOFError):
            raise refusal from None
