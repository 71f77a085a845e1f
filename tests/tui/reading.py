"""What stands on the screen, as a person would read it: text without colours."""

from __future__ import annotations

import asyncio
from typing import Any

from textual.app import App
from textual.pilot import Pilot

# What is read from a shelf ends by itself; what follows a drill or waits for a person does not.
QUICK = {"ahead", "scenarios", "runs", "show"}


def text_of(app: App[Any]) -> str:
    """The screen as lines; blanks at their ends are left out."""
    strips = app.screen._compositor.render_strips()
    lines = ["".join(segment.text for segment in strip) for strip in strips[: app.size.height]]
    return "\n".join(line.rstrip() for line in lines)


async def settled(pilot: Pilot[Any]) -> None:
    """Wait until what was asked of a shelf is shown."""
    async with asyncio.timeout(20):
        for _ in range(3):
            await pilot.pause()
            # A call in a thread that was begun before this one has come back by then.
            await asyncio.to_thread(lambda: None)
            while any(each.group in QUICK and not each.is_finished for each in pilot.app.workers):
                await pilot.pause()
        await pilot.pause()
