"""Secrets while a drill runs: held where nothing shows them, and known to what hides them.

A `Secret` shows itself to nobody who does not ask for its value by name. Each one that is made is
known from then on in this process, so that `masking` can hide it in whatever comes back from a
server, and the last net can hide it in what it writes of a crash.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from typing import Literal, NoReturn

from bcp.secret_source import SecretSource

MASK = "‹secret›"
# A shorter one would be found in half of all texts by chance, and hide them.
SHORTEST = 4

Use = Literal["password", "passphrase"]


class Secret:
    """A value that is never shown, written, copied or compared by chance."""

    __slots__ = ("_refused", "_value")

    def __init__(self, value: str) -> None:
        self._value = value
        self._refused = False
        _learn(value)

    @property
    def was_refused(self) -> bool:
        """Whether somebody has turned it away: it must not be offered again."""
        return self._refused

    def refuse(self) -> None:
        """Remember that it was turned away."""
        self._refused = True

    def reveal(self) -> str:
        """The value itself, for the one who must give it away."""
        return self._value

    def __repr__(self) -> str:
        return MASK

    __str__ = __repr__

    def __format__(self, spec: str) -> str:
        return MASK

    def __reduce__(self) -> NoReturn:
        raise TypeError("a secret is not written")


class Secrets:
    """The secrets of a drill's servers and questions, and which of them a server has turned away.

    One that was refused is not offered again: to knock every second with a wrong password would
    have the account locked.
    """

    def __init__(
        self,
        known: Mapping[tuple[str, Use], Secret] | None = None,
        at: Mapping[SecretSource, Secret] | None = None,
    ) -> None:
        self._known = dict(known or {})
        self._at = dict(at or {})
        self._refused: set[tuple[str, Use]] = set()

    def of(self, server: str, use: Use) -> Secret | None:
        """The secret of a server for a use, or None where there is none that may be tried."""
        if (server, use) in self._refused:
            return None
        return self._known.get((server, use))

    def at(self, source: SecretSource) -> Secret | None:
        """What a question needs and the plan says is there, or None where it was not fetched."""
        return self._at.get(source)

    def refuse(self, server: str, use: Use) -> None:
        """Remember that the server turned it away."""
        self._refused.add((server, use))

    def was_refused(self, server: str, use: Use) -> bool:
        """Whether the server turned it away."""
        return (server, use) in self._refused


_lock = threading.Lock()
_values: tuple[str, ...] = ()


def known_values() -> tuple[str, ...]:
    """Every value that must not be shown, in the order they became known."""
    return _values


def _learn(value: str) -> None:
    global _values  # noqa: PLW0603 - what must be hidden is hidden everywhere in this process
    with _lock:
        if value and value not in _values:
            _values = (*_values, value)
