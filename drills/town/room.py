"""What one machine of the server room holds: its service, its files, its pace."""

from __future__ import annotations

import asyncio
from pathlib import Path

from drills.town.child import Child
from drills.town.ports import number_of, reserved
from drills.town.register import Register

PAGE = """<!doctype html><html lang="ja"><meta charset="utf-8"><title>見本町</title>
<h1>見本町 公式ホームページ</h1><p>ここは練習の町です。 This is the practice town.</p></html>
"""


class Room:
    """One machine: the web service it runs as a process of its own, and the files it keeps.

    `copying_s` and `indexing_s` are how long a restore and a new index take here, on purpose: a
    few thousand invented records would be copied before anybody could watch.
    """

    def __init__(
        self, folder: Path, service: str, port: int, copying_s: float, indexing_s: float
    ) -> None:
        self.folder, self.service = folder, service
        self.copying_s, self.indexing_s = copying_s, indexing_s
        self.page = folder / "site" / "index.html"
        self.page_copy = folder / "site" / "index.copy"
        self.share = folder / "share"
        self.share_away = folder / "share.away"
        self.tape = folder / "tape"
        self.register = Register(folder)
        self.at_work = asyncio.Lock()
        self._switching = asyncio.Lock()
        self._holder = reserved(port)
        self.port = number_of(self._holder)
        self._child: Child | None = None

    def make_ready(self) -> None:
        """Put the machine's files in working order, whatever an earlier drill left."""
        if self.service == "homepage":
            self.page.parent.mkdir(parents=True, exist_ok=True)
            self.publish(PAGE)
            self.page_copy.write_text(PAGE, encoding="utf-8")
        if self.service == "groupware":
            self.bring_share()
            self.share.mkdir(exist_ok=True)
            (self.share / "当番表.txt").write_text("訓練用のファイルです。\n", encoding="utf-8")
        if self.service == "register":
            self.register.make_ready()

    @property
    def running(self) -> bool:
        """Whether the service's process is there."""
        return self._child is not None and self._child.running

    async def start(self) -> None:
        """Start the service and wait until it answers; nothing happens where it already runs.

        Raises `drills.errors.Refusal`.
        """
        async with self._switching:
            if not self.running:
                order = {"service": self.service, "folder": str(self.folder), "port": self.port}
                self._child = await Child.start("drills.town.web", order, self.folder / "web.log")

    async def stop(self) -> None:
        """Stop the service and wait until its process has gone."""
        async with self._switching:
            if self._child is not None:
                await self._child.end()

    async def close(self) -> None:
        """Stop the service and give its port back."""
        await self.stop()
        self._holder.close()

    def publish(self, page: str) -> None:
        """Show `page` from now on; no visitor ever sees half of it."""
        part = self.page.with_suffix(".part")
        part.write_text(page, encoding="utf-8")
        part.replace(self.page)

    def hide_share(self) -> None:
        """Take the shared folder away."""
        if self.share.is_dir():
            self.share.rename(self.share_away)

    def bring_share(self) -> None:
        """Bring the shared folder back."""
        if self.share_away.is_dir():
            self.share_away.rename(self.share)
