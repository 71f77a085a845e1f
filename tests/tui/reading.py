"""What stands on the screen, as a person would read it: text without colours."""

from __future__ import annotations

import asyncio
from typing import Any

from textual.app import App
from textual.pilot import Pilot
from textual.screen import Screen
from textual.worker import Worker

# What is read from a shelf ends by itself.
QUICK = {"ahead", "scenarios", "runs", "show"}
# These may wait for a person, who then has a dialog in front; else they end by themselves, too.
ASKING = {"act", "note", "read", "save", "enter"}


def text_of(app: App[Any]) -> str:
    """The screen as lines; blanks at their ends are left out."""
    strips = app.screen._compositor.render_strips()
    lines = ["".join(segment.text for segment in strip) for strip in strips[: app.size.height]]
    return "\n".join(line.rstrip() for line in lines)


async def settled(pilot: Pilot[Any]) -> None:
    """Wait until what was asked of a shelf is shown."""
    async with asyncio.timeout(120):
        for _ in range(3):
            await pilot.pause()
            # A call in a thread that was begun before this one has come back by then.
            await asyncio.to_thread(lambda: None)
            while any(_goes_on(each, pilot.app.screen) for each in pilot.app.workers):
                await pilot.pause()
        await pilot.pause()


def _goes_on(worker: Worker[Any], front: Screen[Any]) -> bool:
    """Whether it still changes what is to be seen; what follows a drill does so for ever."""
    if worker.is_finished:
        return False
    return worker.group in QUICK or (worker.group in ASKING and worker.node is front)
