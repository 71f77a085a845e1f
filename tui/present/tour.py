"""A guided tour beside a drill: what is to be seen now, and which key to try."""

from __future__ import annotations

from collections.abc import Callable

from bcp.message import Text
from drills.core.state import Drill

# The name of a stop, its title and its words; None where the tour has nothing to say now.
Stop = tuple[str, Text, Text]
Tour = Callable[[Drill, frozenset[str]], Stop | None]

# A stop is shown for at least this long, in seconds of the screen's clock, before the next one.
SHOWN_S = 5.0


class Guide:
    """Goes from stop to stop by itself as the drill goes on, or at once when it is told to."""

    def __init__(self, tour: Tour) -> None:
        self._tour = tour
        self._seen: frozenset[str] = frozenset()
        self._here = ""
        self._since = 0.0

    def stop(self, drill: Drill, mono: float) -> Stop | None:
        """What is to be shown at `mono`, which is monotonic and in seconds."""
        stop = self._tour(drill, self._seen)
        if stop is not None and stop[0] == self._here and mono - self._since >= SHOWN_S:
            after = self._tour(drill, self._seen | {self._here})
            if after is not None:
                self._seen |= {self._here}
                stop = after
        if stop is not None and stop[0] != self._here:
            self._here, self._since = stop[0], mono
        return stop

    def go_on(self, drill: Drill, mono: float) -> None:
        """Leave what is shown now for the next stop, or for nothing until that is reached."""
        stop = self.stop(drill, mono)
        if stop is not None:
            self._seen |= {stop[0]}
