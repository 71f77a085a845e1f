"""One web service of the town: its own process, real HTTP, gone when it is stopped."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path

from aiohttp import web

from drills.town.lifeline import read_order, say_ready, until_cut
from drills.town.ports import listening
from drills.town.register import Broken, Register

_LEAVE_WITHIN_S = 0.3

Page = Callable[[web.Request], Awaitable[web.Response]]


def main() -> None:
    """Serve what the order names until the lifeline closes."""
    order = read_order()
    folder = Path(order["folder"])
    app = {"homepage": homepage, "register": register, "groupware": groupware}[order["service"]]
    asyncio.run(_serve(app(folder), int(order["port"])))


async def _serve(app: web.Application, port: int) -> None:
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=_LEAVE_WITHIN_S)
    await runner.setup()
    await web.SockSite(runner, listening(port)).start()
    say_ready(port=port)
    await until_cut()
    await runner.cleanup()


def homepage(folder: Path) -> web.Application:
    """The town's public home page: one file, read anew for every visitor."""
    page = folder / "site" / "index.html"

    async def show(_: web.Request) -> web.Response:
        if not page.exists():
            return _failed("公開ファイルがありません (the published page is gone)")
        return web.Response(text=page.read_text(encoding="utf-8"), content_type="text/html")

    return _app({"/": show})


def groupware(folder: Path) -> web.Application:
    """The staff's groupware; its board shows how many files the shared folder holds."""
    share = folder / "share"

    async def show(_: web.Request) -> web.Response:
        if not share.is_dir():
            return _failed("共有フォルダに接続できません (the shared folder is not there)")
        return _json({"board": "見本町グループウェア", "files": len([*share.iterdir()])})

    return _app({"/": show})


def register(folder: Path) -> web.Application:
    """The register's counters: one record by its number, and the search over all of them."""
    book = Register(folder)

    async def one(request: web.Request) -> web.Response:
        try:
            record = book.record(int(request.match_info["number"]))
        except Broken as broken:
            return _failed(str(broken))
        if record is None:
            return _json({"error": "該当なし (no such record)"}, status=404)
        return _json(record)

    async def search(request: web.Request) -> web.Response:
        try:
            found = book.found(request.query.get("letters", ""))
        except Broken as broken:
            return _failed(str(broken))
        return _json({"found": found})

    return _app({r"/records/{number:\d+}": one, "/records": search})


def _app(doors: Mapping[str, Page]) -> web.Application:
    app = web.Application()
    app.add_routes([web.get(path, page) for path, page in doors.items()])
    return app


def _failed(words: str) -> web.Response:
    return _json({"error": words}, status=503)


def _json(answer: Mapping[str, object], status: int = 200) -> web.Response:
    # As letters, not as escapes: a probe looks for words in the body.
    text = json.dumps(answer, ensure_ascii=False)
    return web.Response(text=text, status=status, content_type="application/json")


if __name__ == "__main__":
    main()
