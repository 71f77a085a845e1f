"""Which keys of a drill's screen matter now, for the one line at the bottom with little room."""

from __future__ import annotations

from dataclasses import dataclass

from drills.core.addressees import telling
from drills.core.players import PlayersPage
from drills.core.state import Drill
from tui.present.people import people_steps
from tui.present.turns import awaited, waiting

ORDERING = frozenset({"answer", "approve", "inject", "pause"})
ENDING = frozenset({"abort", "real_event", "told"})


@dataclass(frozen=True)
class KeysNow:
    """Names of commands: those that come `first`, and those that would do nothing now."""

    first: tuple[str, ...] = ()
    idle: frozenset[str] = frozenset()


def keys_now(drill: Drill, *, may_order: bool, toured: bool) -> KeysNow:
    """What matters on a board; `toured` where a guide has something to say."""
    now = _keys_now(drill, may_order=may_order, toured=toured)
    if people_steps(drill):
        return KeysNow(("people", *now.first), now.idle)
    return KeysNow(now.first, now.idle | {"people"})


def _keys_now(drill: Drill, *, may_order: bool, toured: bool) -> KeysNow:
    if drill.brief is None:
        return KeysNow()
    first = ("tour_on",) if toured else ()
    if drill.ended is not None:
        return KeysNow(("result",), ORDERING | ENDING)
    if not may_order:
        return KeysNow(first, ORDERING | ENDING)
    if drill.closing is not None:
        # While systems are still looked at, an abort ends that look; the real event may come yet.
        useful = {"abort"} if drill.look is not None else set[str]()
        if drill.closing.finish != "real_event":
            useful.add("real_event")
        if telling(drill):
            useful |= {"told", "abort"}
            first = ("told", *first)
        return KeysNow(first, (ORDERING | ENDING) - useful)
    wanted = {awaited(drill, each) for each in waiting(drill, drill.now)}
    idle = frozenset({"answer", "approve", "told"}) - {str(each) for each in wanted}
    return KeysNow(("settle", *first) if "settle" in wanted else first, idle)


def players_keys_now(page: PlayersPage | None) -> KeysNow:
    """What matters on the players' screen: after the end there is only the way out."""
    over = page is not None and (page.ended or page.real_event)
    return KeysNow(idle=ORDERING | ENDING if over else frozenset())
