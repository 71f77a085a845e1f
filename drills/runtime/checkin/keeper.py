"""Keeps the page while a drill runs: it listens from the beginning, so that who is early is told.

What is asked and whether anything is, the page reads from the drill itself; so a process that
takes the drill up again needs to be told nothing.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from bcp.message import Message
from drills.core.brief import Brief
from drills.core.checkin_events import CheckInClosed, CheckInOpened
from drills.core.effects import ClosePage, OpenPage
from drills.core.pages import steps_with_page
from drills.runtime.checkin.drill_desk import DrillDesk
from drills.runtime.checkin.serving import page_service
from drills.runtime.companions import Recording
from drills.runtime.web.service import Service


class PageKeeper:
    """The page of one run. Nothing is served where the plan has none, or no step needs it."""

    def __init__(self, brief: Brief, person_of: Callable[[str], str | None]) -> None:
        self._brief, self._person_of = brief, person_of
        self._steps = steps_with_page(brief)
        self._page = brief.plan.checkin if self._steps else None
        self._service: Service | None = None
        self._why: Message | None = None
        self._tried, self._lock = asyncio.Event(), asyncio.Lock()

    async def keep(self, running: Recording) -> None:
        """Listen until cancelled; at once back where there is no page."""
        await running.begun()
        if self._page is None:
            return
        desk = DrillDesk(running, self._steps, self._person_of)
        plan = self._brief.plan
        service = page_service(self._page, plan.folder, plan.telework, desk)
        try:
            async with self._lock:
                self._service = service
                self._why = await service.open()
                self._tried.set()
            if self._why is not None and running.drill.ended is None:
                # Known at once, and not only when everybody is told to answer.
                why = CheckInOpened(running.now(), self._steps[0].id, self._page.url, self._why)
                running.happened((why,))
            await asyncio.Event().wait()
        finally:
            await service.close()

    async def turn(self, effect: OpenPage | ClosePage, running: Recording) -> None:
        """Tell that a step's page is open, or closed. Where it was not, it is tried again."""
        if self._page is None or effect.step not in {each.id for each in self._steps}:
            return
        await self._tried.wait()
        async with self._lock:
            if self._why is not None and self._service is not None:
                self._why = await self._service.open()
        if running.drill.ended is not None:
            return
        now = running.now()
        if isinstance(effect, ClosePage):
            running.happened((CheckInClosed(now, effect.step),))
        else:
            running.happened((CheckInOpened(now, effect.step, self._page.url, self._why),))
