"""A drill at a table in a process of its own, and the pages that show it in this one."""

from __future__ import annotations

import asyncio
import contextlib
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from drills.cli.past_shelf import FolderShelf
from drills.journal.folder import Runs
from drills.runtime.web.service import Service
from drills.serve.access import Access
from drills.serve.feeds import Feeds
from drills.serve.hosts import Hosts
from drills.serve.live import Live
from drills.serve.past import Past
from drills.serve.site import Site
from drills.serve.tokens import Tokens
from scenarios.model import Mode
from tests.cli.conversation import bcp_drill
from tests.daemons.ports import free_port

TOKENS = Tokens("AAAAABBBBBCCCCCDDDDD", "00000111112222233333")
# Words that must be seen by nobody in the room while the drill goes on.
CANARIES = ("カナリア", "canary")
PLAN = """
organisation: 見本町
people: {lead: 情報係長}
systems:
  - {id: website, name: {ja: 公式ホームページ, en: Public home page}, rto: 1h}
"""
SCENARIO = """
scenario: canary-scenario
title: {ja: カナリアの題名, en: canary title}
purpose: {ja: カナリアの目的, en: canary purpose}
modes: [tabletop]
watch: [{system: website}]
steps:
  - id: news
    inject: {to: lead, from: 気象庁, text: {ja: 地震がありました。, en: An earthquake struck.}}
    marks: detection
  - id: canary-pretence
    after: news
    inject: {to: lead, text: {ja: 画面が出ません。, en: The screen is blank.}}
    set: {system: website, state: down}
  - id: first
    after: news
    by: lead
    within: 30m
    ask: {ja: 全員無事ですか。, en: Is everybody safe?}
  - id: second
    after: first
    inject: {to: lead, text: {ja: 余震がありました。, en: An aftershock struck.}}
  - id: canary-future
    at: T+50m
    inject: {to: lead, text: {ja: カナリアの続き, en: canary to come}}
  - id: canary-branch
    after: {first: failed}
    by: lead
    ask: {ja: カナリアの分かれ道, en: canary branch}
"""


def town(folder: Path, plan: str = PLAN, scenario: str = SCENARIO) -> Path:
    """A plan with its scenario in `folder`."""
    (folder / "scenarios").mkdir(parents=True)
    (folder / "plan.yaml").write_text(plan, encoding="utf-8")
    (folder / "scenarios" / "night.yaml").write_text(scenario, encoding="utf-8")
    return folder


@dataclass(frozen=True)
class Drill:
    """A drill that another process drives."""

    town: Path
    process: subprocess.Popen[bytes]

    @property
    def runs(self) -> Path:
        return self.town / "runs"

    @property
    def folder(self) -> Path:
        return Runs(self.runs).find("last")

    def answer(self) -> None:
        seen = bcp_drill("order", "last", "answer", "first", "done", cwd=self.town)
        assert seen.code == 0, seen.err

    def abort(self) -> None:
        seen = bcp_drill("abort", "last", cwd=self.town)
        assert seen.code in (0, 4), seen.err
        self.process.wait(120)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()


@contextlib.contextmanager
def going(folder: Path, mode: Mode = "tabletop") -> Iterator[Drill]:
    """A real drill, from its first question on."""
    words = ["run", "night", "--mode", mode, "--headless", "--lang", "ja"]
    with (folder / "told").open("wb") as told:
        process = subprocess.Popen(
            [sys.executable, "-m", "tui", *words],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=told,
            stderr=told,
        )
    try:
        until(lambda: "全員無事ですか" in (folder / "told").read_text("utf-8"))
        yield Drill(folder, process)
    finally:
        process.kill()
        process.wait()


def until(holds: Callable[[], object], *, within_s: float = 120.0) -> None:
    """Return when something has become so."""
    deadline = time.monotonic() + within_s
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.02)


@dataclass
class Clock:
    """A clock of seconds that stands until it is moved."""

    now: float = 1_000.0

    def __call__(self) -> float:
        return self.now


@contextlib.asynccontextmanager
async def served(
    runs: Path,
    *,
    plan: Path | None = None,
    tokens: Tokens | None = None,
    names: tuple[str, ...] = (),
    only: Path | None = None,
    feeds: Feeds | None = None,
    wall: Callable[[], float] = time.time,
    mono: Callable[[], float] = time.monotonic,
) -> AsyncIterator[str]:
    """The pages of that folder of runs; gives how their addresses begin."""
    port = free_port()
    site = Site(
        Live(runs, only),
        Past(FolderShelf(runs, plan)),
        Access(tokens, secure=False, wall=wall, mono=mono),
        Hosts("127.0.0.1", port, names),
        feeds=feeds,
        lingers=only is not None,
    )
    service = Service(site, f"127.0.0.1:{port}")
    assert await service.open() is None
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        await service.close()


async def raw(url: str, said: bytes, *, within_s: float = 120.0) -> bytes:
    """What comes back for these bytes, as they are."""
    reader, writer = await asyncio.open_connection("127.0.0.1", int(url.rpartition(":")[2]))
    writer.write(said)
    async with asyncio.timeout(within_s):
        answer = await reader.read()
    writer.close()
    return answer


def head_of(answer: bytes) -> tuple[int, Mapping[str, str]]:
    """Status and headers of an answer, the names of headers in small letters."""
    lines = answer.partition(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
    headers = dict(each.split(": ", 1) for each in lines[1:])
    return int(lines[0].split(" ")[1]), {name.lower(): value for name, value in headers.items()}
