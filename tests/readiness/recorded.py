"""A plan in files and drills of it in real journals, written as a drill writes them."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from bcp.business_days import Calendar
from bcp.durations import MINUTE, SECOND
from bcp.load import load_plan
from bcp.message import Text
from drills.core import events as e
from drills.core.brief import Brief
from drills.core.closing_events import Finish
from drills.core.prepare import Circumstances, prepared
from drills.core.survey_found import Finding, Survey
from drills.core.watch_events import Sample
from drills.journal.folder import Runs
from drills.journal.sqlite import SqliteJournal
from drills.probes import catalogue
from drills.runtime.host_keys import trusted_keys
from drills.runtime.survey_file import kept
from scenarios.load import load_scenario
from scenarios.reading import Reading

PLAN = """\
organisation: 見本町
roles: {lead: 情報係長}
systems:
  - {id: mail, name: 電子メール, importance: critical, rto: 2h, runs_on: [mail-1],
     probe: {tcp: "127.0.0.1:25"}}
  - {id: files, name: ファイル共有, rto: 1h, probe: {tcp: "127.0.0.1:445"}}
servers:
  - {id: mail-1, address: 127.0.0.1, known_hosts: known_hosts}
telework:
  - {id: vpn, kind: ssl_vpn, name: 在宅, probe: {tcp: "127.0.0.1:443"},
     gates: {reach: {ask: {tcp: "127.0.0.1:443"}}}}
"""
SCENARIO = """\
scenario: mail-down
title: メール停止
watch: [{system: mail}]
steps:
  - {id: back, wait: {system: mail}, by: lead}
  - {id: gates, probe: {telework: vpn}}
  - {id: page, probe: {tcp: "127.0.0.1:445"}}
"""
KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI"
OLD_KEY = f"127.0.0.1 {KEY}{'A' * 43}\n"
NEW_KEY = f"127.0.0.1 {KEY}{'B' * 42}A\n"
GATES = ("reach", "auth", "capacity", "line", "work", "cert", "people", "safety")


@dataclass(frozen=True)
class Held:
    """One drill of the mail: minutes until it was back (negative: never), and what else was seen.

    `gates` are those that failed; None: they were not asked. `page` is what became of the step that
    looks at the files, `days` how long the certificate lasts.
    """

    began: str
    back: int = 40
    gates: tuple[str, ...] | None = None
    page: str | None = None
    days: float | None = None
    organisation: str = "見本町"
    finish: Finish = "completed"


def town(folder: Path) -> Path:
    """The plan, its scenario and the known hosts."""
    (folder / "scenarios").mkdir()
    (folder / "plan.yaml").write_text(PLAN, encoding="utf-8")
    (folder / "scenarios" / "mail-down.yaml").write_text(SCENARIO, encoding="utf-8")
    (folder / "known_hosts").write_text(OLD_KEY, encoding="utf-8")
    return folder


def replaced(folder: Path, old: str, new: str) -> None:
    """One edit of the plan, as a person makes it."""
    file = folder / "plan.yaml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def hold(folder: Path, *drills: Held) -> Sequence[Path]:
    """Write their journals into ``runs`` there."""
    return asyncio.run(_hold(folder, drills))


def surveyed(folder: Path, day: str, result: Any) -> None:
    """A survey of that day, kept beside the runs, in which this became of the mail."""
    ended = datetime.fromisoformat(f"{day}T22:00:00+09:00")
    ns = int(ended.timestamp()) * 1_000_000_000
    found = Finding("system", "mail", Text("電子メール"), None, "in_service", True, result)
    head = ("見本町", "+09:00", None, "", "佐藤", "bcp-drill test", ns - 1, ns, None)
    kept(folder / "runs", Survey(*head, (found,)), ended)


async def _hold(folder: Path, drills: Sequence[Held]) -> Sequence[Path]:
    out = []
    for each in drills:
        at = datetime.fromisoformat(f"{each.began}T10:00:00+09:00")
        place = Runs(folder / "runs").new("mail-down", at.replace(tzinfo=None))
        with SqliteJournal.create(place) as journal:
            await journal.append(tuple(_events(each, _brief(folder, each, at, place.name))))
        out.append(place)
    return out


def _brief(folder: Path, held: Held, at: datetime, run: str) -> Brief:
    loaded = load_plan(folder, catalogue())
    found = load_scenario(folder / "scenarios" / "mail-down.yaml", loaded, catalogue())
    around = Circumstances(
        run_id=run,
        mode="operational",
        calendar=Calendar(),
        wall_ns=int(at.timestamp()) * 1_000_000_000,
        today=held.began,
        operator="佐藤",
        tool="bcp-drill test",
        files={**loaded.files, **trusted_keys(loaded.plan)},
    )
    brief = prepared(loaded.plan, found.scenario, around)
    own = replace(brief.plan.organisation, name=held.organisation)
    return replace(brief, plan=replace(brief.plan, organisation=own))


def _events(held: Held, brief: Brief) -> Iterable[e.Event]:
    yield e.DrillStarted(0, brief)
    yield e.StepDue(0, "back", 0)
    check, lost = brief.checks[0].id, 10 * SECOND
    facts = {} if held.days is None else {"certificate_days": held.days}
    yield e.CheckLost(lost + SECOND, check, _sample(lost - SECOND, True), _sample(lost, False))
    end = 3 * 60 * MINUTE if held.back < 0 else lost + held.back * MINUTE
    if held.back >= 0:
        good = _sample(end, True, **facts)
        yield e.CheckReturned(end + SECOND, check, _sample(end - SECOND, False), good)
    yield e.StepEnded(end + SECOND, "back", "held", "held", "measured")
    if held.gates is not None:
        told = {name: "failed" if name in held.gates else "passed" for name in GATES}
        yield from _probed(end + 2 * SECOND, "gates", not held.gates, **told)
    if held.page is not None:
        yield from _probed(end + 3 * SECOND, "page", held.page == "held")
    yield e.ClosingBegan(end + 4 * SECOND, held.finish)
    yield e.DrillEnded(end + 4 * SECOND, held.finish)


def _probed(at: int, step: str, good: bool, **facts: Any) -> Iterable[e.Event]:
    word: Any = "held" if good else "broken"
    yield e.StepDue(at, step, at)
    yield e.ProbeAsked(at, step, 1)
    yield e.ProbeAnswered(at + SECOND // 2, step, 1, _sample(at, good, **facts))
    yield e.StepEnded(at + SECOND // 2, step, word, word, "measured")


def _sample(sent: int, good: bool, **facts: Any) -> Sample:
    reading = Reading({"reply": good, **facts})
    return Sample(sent, sent + SECOND // 10, "held" if good else "broken", reading)
