"""A guided tour beside a drill: what is to be seen now, and which key to try."""

from __future__ import annotations

from collections.abc import Callable

from bcp.message import Text
from drills.core.state import Drill

# The name of a stop, its title and its words; None where the tour has nothing to say now.
Stop = tuple[str, Text, Text]
Tour = Callable[[Drill, frozenset[str]], Stop | None]
