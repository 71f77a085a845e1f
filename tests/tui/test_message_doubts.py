"""A message in doubt stands on the board, and a word of the dialog settles it."""

from __future__ import annotations

from bcp.durations import SECOND
from bcp.message import render
from drills.core.message_orders import SettleMessage
from tests.core.simulation import Posted, Simulation, World
from tests.core.test_messages import begun, stages
from tui.present.asking import settle_asked
from tui.present.turns import awaited, turn_lines


def doubtful() -> Simulation:
    first = begun(World(posted=(Posted(took=60 * SECOND),)))
    first.run(until=SECOND)
    return Simulation.crashed_after(first.events, World(), SECOND)


def test_one_after_the_other_is_asked_about_until_none_is_left() -> None:
    simulation = doubtful()
    assert awaited(simulation.drill, "tell") == "settle"
    (line,) = turn_lines(simulation.drill, simulation.now, "en")
    assert line.step == "tell"
    assert "2 messages" in line.words
    for name in ("a", "b"):
        asked = settle_asked(simulation.drill, "tell")
        assert (asked.person, render(asked.title, "en")) == (name, f"The message to {name}")  # type: ignore[arg-type]
        simulation.order(SettleMessage("tell", asked.person or "", "done", "hanako"))
    assert awaited(simulation.drill, "tell") is None
    simulation.run()
    assert stages(simulation) == {"a": "sent", "b": "sent", "c": "sent"}
