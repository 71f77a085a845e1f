"""A real headless Chromium, asked over its DevTools protocol.

https://chromedevtools.github.io/devtools-protocol/ names the methods and events.
"""

from __future__ import annotations

import base64
import contextlib
import json
import shutil
import subprocess
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp

FLAGS = (
    "--headless",
    # Root may start it only so, and a container has no room for its own sandbox.
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--hide-scrollbars",
    "--remote-debugging-port=0",
)


@dataclass(frozen=True)
class Chromium:
    """A running browser; `address` is where its DevTools listen."""

    address: str

    @contextlib.asynccontextmanager
    async def opened(self, url: str, *, width: int = 1280) -> AsyncIterator[Tab]:
        """A tab that has loaded an address, in a window of that many pixels."""
        async with (
            aiohttp.ClientSession() as http,
            http.ws_connect(self.address, max_msg_size=0) as socket,
        ):
            tab = Tab(socket)
            target = await tab.ask("Target.createTarget", url="about:blank")
            attached = await tab.ask(
                "Target.attachToTarget", targetId=target["targetId"], flatten=True
            )
            tab.session = attached["sessionId"]
            for area in ("Page", "Network", "Runtime", "Log"):
                await tab.ask(f"{area}.enable")
            await tab.sized(width)
            await tab.ask("Page.navigate", url=url)
            await tab.told("Page.loadEventFired")
            yield tab
            await tab.ask("Target.closeTarget", targetId=target["targetId"])


@dataclass
class Tab:
    """One page; what happened in it is in `heard`."""

    socket: aiohttp.ClientWebSocketResponse
    session: str | None = None
    heard: list[dict[str, Any]] = field(default_factory=list)
    _asked: int = 0

    async def ask(self, method: str, **params: Any) -> Any:
        """Ask for something, and give the answer."""
        self._asked += 1
        number, session = self._asked, {"sessionId": self.session} if self.session else {}
        await self.socket.send_json({"id": number, "method": method, "params": params, **session})
        while (message := await self._message()).get("id") != number:
            self.heard.append(message)
        assert "error" not in message, message["error"]
        return message["result"]

    async def told(self, method: str) -> None:
        """Wait for an event, if it was not heard yet."""
        while not any(each.get("method") == method for each in self.heard):
            self.heard.append(await self._message())

    async def _message(self) -> dict[str, Any]:
        message = await self.socket.receive(timeout=120)
        assert message.type is aiohttp.WSMsgType.TEXT, message
        found = json.loads(message.data)
        assert isinstance(found, dict)
        return found

    async def sized(self, width: int, height: int = 900, scale: float = 1) -> None:
        """Give the window a size; the page then has settled."""
        await self.ask(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=scale,
            mobile=width < 500,
        )

    async def value(self, expression: str) -> Any:
        """What an expression of JavaScript gives. The page's own policy does not bind us."""
        answer = await self.ask("Runtime.evaluate", expression=expression, returnByValue=True)
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    async def requested(self) -> list[str]:
        """Every address that the page has asked for, itself among them."""
        # What a page asks for, it asks for before it is loaded, and that is told before any answer.
        await self.value("0")
        return [
            each["params"]["request"]["url"]
            for each in self.heard
            if each.get("method") == "Network.requestWillBeSent"
        ]

    def complaints(self) -> list[str]:
        """What the page's console says, such as breaches of its policy."""
        return [
            each["params"]["entry"]["text"]
            for each in self.heard
            if each.get("method") == "Log.entryAdded"
        ]

    async def picture(self, top: float = 0, height: float | None = None) -> bytes:
        """A PNG of the page, whole or from `top` on."""
        size = (await self.ask("Page.getLayoutMetrics"))["cssContentSize"]
        area = {
            "x": 0,
            "y": top,
            "width": size["width"],
            "height": size["height"] - top if height is None else height,
            "scale": 1,
        }
        shot = await self.ask("Page.captureScreenshot", clip=area, captureBeyondViewport=True)
        return base64.b64decode(shot["data"])

    async def printed(self) -> bytes:
        """The page as a PDF, on the paper that it asks for."""
        pdf = await self.ask("Page.printToPDF", preferCSSPageSize=True, printBackground=False)
        return base64.b64decode(pdf["data"])


@contextlib.contextmanager
def running_chromium(folder: Path, *, within_s: float = 120.0) -> Iterator[Chromium]:
    """Start one with its profile in `folder`, and end it."""
    command = shutil.which("chromium")
    assert command is not None, "the tests need Debian's chromium"
    process = subprocess.Popen(
        [command, *FLAGS, f"--user-data-dir={folder}", "about:blank"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield Chromium(_address(folder / "DevToolsActivePort", within_s))
    finally:
        process.terminate()
        process.wait(timeout=120)


def _address(written: Path, within_s: float) -> str:
    deadline = time.monotonic() + within_s
    while time.monotonic() < deadline:
        # The file may be seen before its second line is.
        lines = written.read_text().split("\n") if written.exists() else []
        if len(lines) > 1 and lines[1]:
            return f"ws://127.0.0.1:{lines[0]}{lines[1]}"
        time.sleep(0.02)
    raise TimeoutError("Chromium did not say where it listens")
