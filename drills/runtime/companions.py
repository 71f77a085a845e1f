"""Who goes along with a drill that runs: the world, the people, the page, and whoever listens."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from bcp.message import Message
from drills.core.audit_events import Terminal
from drills.core.effects import ClosePage, OpenPage
from drills.core.events import Event
from drills.core.orders import Order
from drills.core.state import Drill
from drills.runtime.roster import Roster
from drills.runtime.watcher import AsksProbes
from scenarios.reading import Reading


class World(AsksProbes, Protocol):
    """Whoever asks questions of the world and does things to it."""

    async def act(
        self, server: str, command: str, stdin: str | None = None, timeout_us: int | None = None
    ) -> tuple[Reading, Message | None]:
        """Run an action: what it left behind, and the doubt where there is any."""
        ...

    async def quiet(self) -> None:
        """Come back when nothing that was cut off still runs."""
        ...


class People(Protocol):
    """Whoever speaks for the people of the drill; told when a question to them is open."""

    def knows(self, roster: Roster | None) -> None:
        """Take note of whose numbers are whose, before the drill begins."""
        ...

    def asked(
        self, step: str, drill: Drill, give: Callable[[Order, Terminal], Message | None]
    ) -> None:
        """Prepare to answer `step`; `give` takes the order, now or later, and where it is from."""
        ...


class Recording(Protocol):
    """The drill that goes on, as whoever keeps a page for it needs it."""

    drill: Drill

    def now(self) -> int:
        """The drill's time."""
        ...

    def happened(self, events: Sequence[Event] = ()) -> object:
        """Record what happened."""
        ...

    async def begun(self) -> None:
        """Come back when the drill has begun."""
        ...

    async def give_for_good(self, order: Order, terminal: Terminal) -> Message | None:
        """Take an order, and come back when it would survive a power cut."""
        ...


class Pages(Protocol):
    """Whoever keeps the page on which staff check in."""

    async def turn(self, effect: OpenPage | ClosePage, running: Recording) -> None:
        """Open or close a step's page, and record what became of it."""
        ...


Listener = Callable[[Sequence[Event], Drill], None]
