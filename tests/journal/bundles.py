"""A run and the bundle made of it, small enough to be damaged in every place."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

from bcp.asking import Control, ProbeCall
from bcp.message import Message, Text
from bcp.model import Server, Zone
from bcp.people import Contact, Method, Role
from drills.core import events as e
from drills.journal.bundle_writing import Wanted, write_bundle
from drills.journal.signing import SigningKey, key_in, new_key
from drills.journal.sqlite import SqliteJournal
from scenarios.reading import Reading
from tests.report import made_up

# Nothing of these may be found in a bundle that was not asked for it.
ADDRESSES = (
    *("fs01.canary.example", "203.0.113.77", "198.51.100.8", "2001:db8::77", "canaryhost"),
    *("canary-account", "keys/canary_key", "drill-pc-7", "canary-ups.local", "02:00:5e:10:00:77"),
    *("intra.canary.lan", "www.canary.jp"),
)
PEOPLE = ("佐藤", "鈴木", "田中", "訓練花子", "canary@example.jp", "090-0000-0077", "課長補佐")
SAID = "only-in-raw-output"
ZONE = "lgwan"


def telling() -> tuple[e.Event, ...]:
    """A whole drill in whose brief, answers and readings stand addresses and people."""
    first, *others = made_up.rich()
    assert isinstance(first, e.DrillStarted)
    plan = replace(
        first.brief.plan,
        zones=(Zone(ZONE, "LGWAN接続系", "drill-pc-7", Control("icmp", "canaryhost")),),
        servers=(
            *first.brief.plan.servers,
            Server(
                "fs01",
                "fs01.canary.example",
                user="canary-account",
                identity="keys/canary_key",
                zone=ZONE,
            ),
        ),
        roles=(*first.brief.plan.roles, Role("deputy", Text("代行"), "課長補佐", ("訓練花子",))),
        contacts=(
            Contact(
                "boss",
                "訓練花子",
                "lead",
                (Method("mail", "canary@example.jp"), Method("tel", "090-0000-0077")),
            ),
        ),
    )
    checks = (
        replace(first.brief.checks[0], call=ProbeCall("tcp", "203.0.113.77:445")),
        replace(first.brief.checks[1], call=ProbeCall("http", "https://www.canary.jp/login")),
        replace(first.brief.checks[2], call=ProbeCall("dns", "intra.canary.lan")),
        first.brief.checks[3],
    )
    brief = replace(first.brief, plan=plan, checks=checks, operator="佐藤", zone=ZONE)
    return (e.DrillStarted(0, brief), *_told(), *others)


def _told() -> tuple[e.Event, ...]:
    heard = Reading(
        {"reply": True, "answered_by": "198.51.100.8", "banner": "fs01 220 FS01.CANARY.EXAMPLE"},
        because=Message("net.refused", {"host": "canaryhost", "by": "訓練　花子"}),
        said=(f"root {SAID}",),
    )
    note = "訓練花子さん（090-0000-0077、canary@example.jp）がfs01とcanary-ups.localを確認"
    stumble = "経路は２０３．０．１１３．７７と2001:db8::77、MACは02:00:5e:10:00:77だった"
    return (
        e.InjectGiven(1, "連絡班", Text("canaryhostが応答しないと鈴木から電話"), "訓練 花子"),
        e.ProbeAnswered(2, "page", 1, e.Sample(1, 2, "held", heard)),
        e.Answered(3, "muster", "done", "田中", note, stumble),
        e.Paused(4, "lead", "10:20:30にcanary-accountで/home/tanaka/を確認"),
        e.Continued(5, "lead"),
    )


def recorded(folder: Path, events: tuple[e.Event, ...]) -> Path:
    """A run with these events."""
    folder.mkdir()

    async def record() -> None:
        with SqliteJournal.create(folder) as journal:
            await journal.append(events)

    asyncio.run(record())
    return folder


def key_for(folder: Path) -> SigningKey:
    """A terminal's key, made once."""
    path = folder / "terminal_key"
    return key_in(path) if path.exists() else new_key(path)


def bundled(folder: Path, events: tuple[e.Event, ...], **wanted: bool) -> Path:
    """The signed bundle of a run with these events."""
    run = recorded(folder / "run", events)
    out = folder / "run.zip"
    write_bundle(run, out, Wanted(key=key_for(folder), **wanted))
    return out
