"""What the screens know of the world: four protocols and frozen values, nothing that is alive.

`tui.__main__` says who stands behind them: an engine in a thread of this process, one in another
process, a run that another terminal drives, or a record that is told again.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from typing import Literal, Protocol

from bcp.message import Message, Text
from bcp.refused import Refusal
from bcp.staff import Listed
from drills.core.brief import Brief
from drills.core.events import Event, Finish
from drills.core.orders import Order
from drills.core.overall import Overall
from drills.core.paper_orders import Enter
from drills.core.players import PlayersPage
from drills.report.model import Report
from scenarios.model import Mode
from tui.ahead import Outlook

View = Literal["controller", "players"]


@dataclass(frozen=True)
class Happened:
    """Events in the order of the journal; the first ones tell everything so far."""

    events: tuple[Event, ...]


@dataclass(frozen=True)
class Beat:
    """The engine is alive, and its drill's clock shows `now` (µs since the start)."""

    now: int


@dataclass(frozen=True)
class Page:
    """What the players may see now; the only news that a players' screen ever gets, with beats."""

    page: PlayersPage


@dataclass(frozen=True)
class Gone:
    """Nothing more will come; `why` where the engine ended otherwise than by the drill's end."""

    why: Message | None = None


News = Happened | Beat | Page | Gone


class Feed(Protocol):
    """Tells a drill from its first event on, and goes on as things happen."""

    def news(self) -> AsyncIterator[News]:
        """Everything so far, then everything to come, ending with `Gone`."""
        ...


class Orders(Protocol):
    """Takes what people ask of a drill."""

    async def send(self, order: Order) -> Message | None:
        """Give an order; back when it would survive a power cut. The words why not, or None.

        The screen changes when the order's event comes back through the feed, not before.
        """
        ...


@dataclass(frozen=True)
class Session:
    """One drill on the screen. `orders` is None where nothing can be ordered, as in a replay.

    `run_id` is empty where only the first event will tell it.
    """

    run_id: str
    view: View
    feed: Feed
    orders: Orders | None


@dataclass(frozen=True)
class ScenarioCard:
    """A scenario that lies with the plan; `mistakes` where it cannot be used as it is.

    `zones` are those whose terminals share it, where there are several.
    """

    id: str
    title: Text
    hazard: str = ""
    modes: tuple[Mode, ...] = ()
    steps: int = 0
    limit_us: int = 0
    mistakes: tuple[Refusal, ...] = ()
    zones: tuple[tuple[str, Text], ...] = ()


@dataclass(frozen=True)
class RunCard:
    """A past or present drill. `state` ``left``: its program ended before it did."""

    run_id: str
    title: Text
    began: str
    mode: Mode | None
    state: Literal["running", "ended", "left", "broken"]
    overall: Overall | None = None
    finish: Finish | None = None
    why: Message | None = None


@dataclass(frozen=True)
class Prepared:
    """A drill that could be started: its brief, and everything that forbids it.

    `listed` is the list of staff, which no brief has.
    """

    brief: Brief
    forbidden: tuple[Message, ...] = ()
    warnings: tuple[Refusal, ...] = ()
    listed: Listed = Listed()


class Shelf(Outlook, Protocol):
    """Plans, scenarios and runs, as frozen values. All of it blocks: call it in a worker thread.

    Every method may raise `drills.errors.Spoken` or `bcp.refused.Refused`; show their words.
    """

    def scenarios(self) -> tuple[ScenarioCard, ...]:
        """What can be drilled with the plan; empty where there is no plan here."""
        ...

    def runs(self) -> tuple[RunCard, ...]:
        """Past and present drills, newest first."""
        ...

    def lever(self) -> Message | None:
        """That no drill may run, with who says so and why; None where drills may."""
        ...

    def put_lever_on(self, by: str, reason: str) -> tuple[Message, ...]:
        """Let no drill run; what that means, in words."""
        ...

    def take_lever_off(self) -> Message:
        """Let drills run again."""
        ...

    def report(self, run_id: str) -> Report:
        """The report of a run."""
        ...

    def enter(self, run_id: str, order: Enter) -> bool:
        """Enter what was written by hand, also behind the end of a drill; True once it is kept."""
        ...

    def note_item(self, run_id: str, typed: Mapping[str, str]) -> Message:
        """Put an action item into the plan, and say where it stands; fields by their names."""
        ...

    def pressing_items(self) -> Message | None:
        """The action items that press today, in one line; None where none do."""
        ...

    def prepare(self, scenario: str, mode: Mode, zone: str | None = None) -> Prepared:
        """Read everything again and say whether the drill may start; nothing is touched."""
        ...

    def begin(self, prepared: Prepared) -> Session:
        """Start the drill."""
        ...

    def open(self, run_id: str, view: View) -> Session:
        """Look at a run: one that goes on is followed (orders reach it), an ended one is told."""
        ...

    def resume(self, run_id: str) -> Session:
        """Go on with a run whose program ended."""
        ...
