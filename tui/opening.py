"""Opens the screens over real things, and leaves them in good order."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from bcp.message import Language, Message, Text, render
from drills.cli.console import Console
from drills.cli.engine import Engine
from drills.cli.front import Signals
from drills.cli.screen import Tour, Wanted
from drills.core.orders import LOST_TERMINAL, Abort
from drills.core.state import Drill
from drills.journal.folder import Runs
from drills.journal.lock import is_held
from drills.runtime.courtesy import COURTESY
from drills.town import tour as town_tour
from tui.app import DrillApp
from tui.commands import COMMANDS
from tui.feed import Session
from tui.keys import key_name
from tui.present.tour import Tour as ShownTour
from tui.shelf import FileShelf
from tui.smooth import smoothly
from tui.terminal import watched
from tui.wire_folder import Desk, Follower


def opened(wanted: Wanted, console: Console, begun: list[Engine]) -> None:
    """Show what is wanted; `begun` gets every drill of this process as it begins."""
    shelf = FileShelf(wanted.plan, wanted.runs, wanted.by, begun)
    app = DrillApp(
        shelf,
        wanted.lang,
        by=wanted.by,
        session=_session(wanted, shelf),
        colour=not os.environ.get("NO_COLOR"),
        tour=_guided(wanted.tour) if wanted.tour else None,
        save_page=lambda run_id, lang: _saved(wanted.runs, run_id, lang),
        goes_on=lambda: any(each.alive for each in shelf.engines),
    )
    app.key_pressed = COURTESY.key_pressed

    def abort(order: Abort) -> None:
        for engine in shelf.engines:
            if engine.alive:
                engine.give(order)

    def when_durable(then: Callable[[], object]) -> None:
        if shelf.engines:
            shelf.engines[-1].when_durable(then)
        else:
            then()

    def later(work: Callable[[], object]) -> None:
        # Not inside the interruption, which may have come while a lock was held. The rest of the
        # drill is told in lines, to whoever still reads them.
        def leave() -> None:
            work()
            app.exit("goes_on")

        app.call_from_anywhere(leave)

    def lost() -> None:
        later(partial(abort, Abort(LOST_TERMINAL)))

    with Signals(abort, console, later, when_durable), smoothly(), watched(lost):
        app.run()


def _session(wanted: Wanted, shelf: FileShelf) -> Session | None:
    if wanted.engine is not None:
        return shelf.session(wanted.engine)
    if wanted.follow is None:
        return None
    folder = wanted.follow
    orders = Desk(folder) if is_held(folder) else None
    return Session(folder.name, wanted.view, Follower(folder, wanted.view), orders)


def _saved(runs: Path, run_id: str, lang: Language) -> Path:
    """Write the report's page beside the run's record."""
    # As above: not before it is wanted.
    from drills.cli.reporting import save_page  # noqa: PLC0415

    folder = Runs(runs).find(run_id)
    return save_page(folder, lang)


def _guided(tour: Tour) -> ShownTour:
    keys = {each.name.replace("_", "-"): key_name(each.key) for each in COMMANDS}

    def stop(drill: Drill, seen: frozenset[str]) -> tuple[str, Text, Text] | None:
        found = tour(drill, seen)
        return None if found is None else _shown(found, keys)

    return stop


def _shown(stop: town_tour.Stop, keys: Mapping[str, str]) -> tuple[str, Text, Text]:
    seen, todo = _text(stop.seen), _text(stop.todo(keys))
    return stop.id, _text(stop.title), Text(f"{seen.ja}{todo.ja}", f"{seen.en} {todo.en}")


def _text(message: Message) -> Text:
    return Text(render(message, "ja"), render(message, "en"))
