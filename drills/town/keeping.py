"""Keeping a practice town running until somebody ends it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from bcp.message import Message, Phrase
from drills.town.lifeline import until_cut
from drills.town.ports import HOME
from drills.town.town import MACHINES, Town

STARTING = Phrase("town.starting", ja="見本町を起動しています…", en="starting the practice town…")
MACHINE = Phrase(
    "town.machine",
    ja="  {name}  サービス {service}: {url}  SSH: {home} ポート{ssh}",
    en="  {name}  service {service}: {url}  SSH: {home} port {ssh}",
)
WHERE = Phrase(
    "town.where",
    ja="計画: {plan}\nシナリオ: {scenario}\n回答ファイル: {answers}\n"
    "計画とシナリオは書き換えてかまいません。次に起動しても、そのまま残ります。",
    en="plan: {plan}\nscenario: {scenario}\nanswers: {answers}\n"
    "Change the plan and the scenario as you like; they stay as you leave them.",
)
TRY = Phrase(
    "town.try",
    ja="別のウィンドウで試してみましょう:\n"
    '  bcp-drill check "{plan}"\n'
    '  ssh -i "{key}" -o "UserKnownHostsFile={known}" -p {ssh} drill@{home} service-state',
    en="Try in another window:\n"
    '  bcp-drill check "{plan}"\n'
    '  ssh -i "{key}" -o "UserKnownHostsFile={known}" -p {ssh} drill@{home} service-state',
)
READY = Phrase(
    "town.ready",
    ja="準備ができました。この窓を開いている間、町は動いています。終わるには Ctrl-C を押します。",
    en="Ready. The town runs as long as this window is open; press Ctrl-C to end it.",
)
ENDED = Phrase(
    "town.ended",
    ja="見本町を止めました。フォルダは残っています。",
    en="The practice town has ended; its folder stays.",
)


async def stay(folder: Path, say: Callable[[Message], None]) -> None:
    """Run the town until Ctrl-C or the end of standard input, and tell what to try."""
    say(STARTING())
    async with Town(folder) as town:
        for name, service in MACHINES.items():
            ports = town.ports[name]
            url = f"http://{HOME}:{ports['web_port']}/"
            say(MACHINE(name=name, service=service, url=url, home=HOME, ssh=ports["ssh_port"]))
        keys = town.plan / "keys"
        say(WHERE(plan=str(town.plan), scenario=str(town.scenario), answers=str(town.answers)))
        say(
            TRY(
                plan=str(town.plan),
                scenario=str(town.scenario),
                answers=str(town.answers),
                key=str(keys / "drill_ed25519"),
                known=str(keys / "known_hosts"),
                ssh=town.ports["web01"]["ssh_port"],
                home=HOME,
            )
        )
        say(READY())
        await until_cut()
