"""Staff of a whole town check in on the page of a real drill, which may be killed meanwhile.

Each is a client of its own: it opens the personal link, sends its answer, and where no thanks came
it tries again, as people do. Nobody is believed but the record: every thanks must be in it, and
nobody twice.
"""

from __future__ import annotations

import asyncio
import os
import random
import signal
import ssl
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp

from drills.core.checkin_events import CheckedIn
from drills.core.machine import replay
from drills.core.state import Drill
from drills.journal.folder import Runs
from drills.journal.sqlite import read
from drills.journal.verify import verify
from drills.runtime import roster
from tests.daemons.ports import free_port
from tests.daemons.tls_papers import issued

DEPARTMENTS = ("総務課", "税務課", "住民課", "福祉課", "建設課", "水道課", "教育課", "議会事務局")
PLAN = """\
organisation: 見本町
roles: [{{id: lead, name: 情報班長}}]
telework:
  - {{id: vpn, kind: vpn, name: VPN, pool: [127.0.0.8/32]}}
staff: {{file: people/staff.csv}}
checkin: {{listen: "127.0.0.1:{port}", certificate: server.pem, key: server.key}}
"""
SCENARIO = """\
scenario: roll
title: 在宅勤務の点呼
time: {limit: 2h}
steps:
  - id: roll
    checkin:
      expected: "@staff"
      percent: 90
      text: 在宅で3つの作業を試してください
      tasks: [文書管理を開く, メールを送る, 起案する]
    by: lead
    at: T+0s
"""
AGAIN_S = 0.25
PATIENCE_S = 120.0


@dataclass
class Figures:
    """What the clients saw, in seconds for each answer that came."""

    opened: list[float] = field(default_factory=list)
    sent: list[float] = field(default_factory=list)
    thanked: list[str] = field(default_factory=list)
    tries_in_vain: int = 0

    def said(self) -> str:
        """Both kinds of request in a line each."""
        return "\n".join(
            f"{name}: median {statistics.median(each) * 1000:.0f} ms, "
            f"p99 {_p99(each) * 1000:.0f} ms, longest {max(each) * 1000:.0f} ms"
            for name, each in (("link opened (with TLS)", self.opened), ("answer", self.sent))
        )

    def p99(self) -> float:
        """Of the answers, in seconds."""
        return _p99(self.sent)


@dataclass(frozen=True)
class Town:
    """A plan with so many members of staff, and where its page listens."""

    folder: Path
    url: str

    @property
    def runs(self) -> Path:
        """Where its runs lie."""
        return self.folder / "runs"

    def run(self) -> Path:
        """The newest run."""
        return Runs(self.runs).find("last")

    def drill(self) -> Drill:
        """What the record says."""
        return replay(record.event() for record in read(self.run()))


def town_of(folder: Path, people: int) -> Town:
    """Write a plan, a scenario and a list of staff."""
    port = free_port()
    (folder / "people").mkdir(parents=True)
    (folder / "scenarios").mkdir()
    issued(folder)
    (folder / "plan.yaml").write_text(PLAN.format(port=port), encoding="utf-8")
    (folder / "scenarios" / "roll.yaml").write_text(SCENARIO, encoding="utf-8")
    rows = (f"{n:05},{DEPARTMENTS[n % len(DEPARTMENTS)]}" for n in range(people))
    staff = "\n".join(("職員番号,所属", *rows)) + "\n"
    (folder / "people" / "staff.csv").write_text(staff, encoding="utf-8")
    return Town(folder, f"https://127.0.0.1:{port}")


class Process:
    """`bcp-drill` in a process of its own."""

    def __init__(self, town: Town, *words: str, files: int | None = None) -> None:
        # `files` is how many it may have open, and no way to have more.
        bounded = ["sh", "-c", f'ulimit -n {files}; exec "$@"', "sh"] if files else []
        with (town.folder / "told").open("ab") as told:
            self.process = subprocess.Popen(
                [*bounded, sys.executable, "-m", "tui", *words, "--runs", str(town.runs)],
                cwd=town.folder,
                env={**os.environ, "PYTHONPATH": str(Path.cwd())},
                stdin=subprocess.DEVNULL,
                stdout=told,
                stderr=told,
                start_new_session=True,
            )

    async def ends(self) -> int:
        """Its exit code, which must come in time."""
        return await asyncio.to_thread(self.process.wait, PATIENCE_S)

    def kill(self) -> None:
        """SIGKILL, as a power cut would end it."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def end(self) -> None:
        """See that it is gone."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()


async def all_check_in(town: Town, within_s: float, *, kill: bool) -> Figures:
    """Everybody answers at a moment of their own; `kill` ends the drill in the middle of it."""
    running = Process(town, "run", "roll", "--headless", "--yes", "--mode", "walkthrough")
    try:
        await listens(town)
        codes = [each.code for each in _people(town)]
        chance, figures = random.Random(650), Figures()  # noqa: S311 - moments, not secrets
        moments = [chance.uniform(0, within_s) for _ in codes]
        work = asyncio.gather(
            *(_one(town, code, at, figures) for code, at in zip(codes, moments, strict=True))
        )
        if kill:
            await asyncio.sleep(within_s / 2)
            running.kill()
            running = Process(town, "resume", "last", "--headless")
        await work
        await running.ends()
        return figures
    finally:
        running.end()


def is_whole(town: Town, figures: Figures) -> None:
    """Nobody is lost and nobody counted twice. Raises `AssertionError` where it is otherwise."""
    people = _people(town)
    known = roster.read(town.run() / roster.NAME)
    assert known is not None
    drill = town.drill()
    checkins = drill.step("roll").checkins
    assert checkins.all.expected == checkins.all.there == len(people)
    thanked = {found.id for code in figures.thanked if (found := known.person_of(code))}
    assert len(thanked) == len(people)
    said = [
        event
        for event in (record.event() for record in read(town.run()))
        if isinstance(event, CheckedIn)
    ]
    assert {each.person for each in said} == thanked
    assert sum(checkins.all.minutes.values()) == len(people)
    assert sum(each.there for each in checkins.departments.values()) == len(people)
    assert verify(town.run()).trusted
    _tells_nobody(town, [each.member.number for each in people], [each.code for each in people])


def _tells_nobody(town: Town, numbers: Sequence[str], codes: Sequence[str]) -> None:
    raw = b"".join(
        file.read_bytes()
        for file in town.run().rglob("*")
        if file.is_file() and file.name != roster.NAME
    )
    told = (town.folder / "told").read_bytes()
    assert not any(code.encode() in raw + told for code in codes)
    # A number of five digits may stand in a hash or a time; quoted it is nobody else's.
    assert not any(f'"{number}"'.encode() in raw for number in numbers)


def _people(town: Town) -> Sequence[roster.Coded]:
    found = roster.read(town.run() / roster.NAME)
    assert found is not None
    return found.people


async def listens(town: Town) -> None:
    """Wait until the page asks for a code."""
    until = time.monotonic() + PATIENCE_S
    async with aiohttp.ClientSession(connector=_connector(town)) as http:
        while time.monotonic() < until:
            try:
                async with http.get(town.url + "/") as page:
                    if 'name="code"' in await page.text():
                        return
            except aiohttp.ClientError:
                pass
            await asyncio.sleep(0.05)
    raise TimeoutError((town.folder / "told").read_text(encoding="utf-8"))


async def _one(town: Town, code: str, at: float, figures: Figures) -> None:
    await asyncio.sleep(at)
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until:
        try:
            if await _answers(town, code, figures):
                return
        except (aiohttp.ClientError, TimeoutError):
            pass
        figures.tries_in_vain += 1
        await asyncio.sleep(AGAIN_S)
    raise TimeoutError(f"no thanks came for {code}")


async def _answers(town: Town, code: str, figures: Figures) -> bool:
    """One browser: a connection of its own, the link, the answer, the thanks."""
    async with aiohttp.ClientSession(connector=_connector(town)) as http:
        began = time.perf_counter()
        async with http.get(f"{town.url}/c/{code}") as page:
            if "文書管理を開く" not in await page.text():
                return False
        opened = time.perf_counter()
        form = {"code": code, "go": "all", "method": "vpn", "lang": "ja"}
        async with http.post(town.url + "/", data=form) as page:
            if "受け付けました" not in await page.text():
                return False
        figures.opened.append(opened - began)
        figures.sent.append(time.perf_counter() - opened)
        figures.thanked.append(code)
        return True


def _connector(town: Town) -> aiohttp.TCPConnector:
    tls = ssl.create_default_context(cafile=str(town.folder / "server.pem"))
    tls.check_hostname = False
    return aiohttp.TCPConnector(ssl=tls, limit=1)


def _p99(figures: Sequence[float]) -> float:
    return sorted(figures)[min(len(figures) - 1, int(len(figures) * 0.99))]
