"""Keeping a practice town running until somebody ends it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from bcp.message import Message, Phrase
from drills.town.lifeline import until_cut
from drills.town.machines import faults
from drills.town.ports import HOME
from drills.town.town import Town

STARTING = Phrase("town.starting", ja="見本町を起動しています…", en="starting the practice town…")
MACHINE = Phrase(
    "town.machine",
    ja="  {name}  SSH: {home} ポート{ssh}  {services:list}",
    en="  {name}  SSH: {home} port {ssh}  {services:list}",
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
    '  bcp-drill scenarios --plan "{plan}"\n'
    '  bcp-drill run hung-service --plan "{plan}" --mode operational\n'
    '  ssh -i "{key}" -o "UserKnownHostsFile={known}" -p {ssh} drill@{home} service-state',
    en="Try in another window:\n"
    '  bcp-drill check "{plan}"\n'
    '  bcp-drill scenarios --plan "{plan}"\n'
    '  bcp-drill run hung-service --plan "{plan}" --mode operational\n'
    '  ssh -i "{key}" -o "UserKnownHostsFile={known}" -p {ssh} drill@{home} service-state',
)
BREAK = Phrase(
    "town.break",
    ja="壊してみるには（別のウィンドウで）: bcp-drill town {folder} --break 名前\n"
    "元に戻すには: bcp-drill town {folder} --mend 名前 （全部なら all）",
    en="To break something, in another window: bcp-drill town {folder} --break NAME\n"
    "To mend it: bcp-drill town {folder} --mend NAME, or all",
)
FAULT = Phrase("town.fault", ja="  {name:<19} {what}", en="  {name:<19} {what}")
READY = Phrase(
    "town.ready",
    ja="準備ができました。この窓を開いている間、町は動いています。終わるには Ctrl-C を押します。",
    en="Ready. The town runs as long as this window is open; press Ctrl-C to end it.",
)
CUT = Phrase(
    "town.cut",
    ja="標準入力が終わったため、見本町を止めます。標準入力が開いている間だけ動きます。",
    en="Standard input has ended, so the town ends; it runs only as long as that is open.",
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
        for name, ports in town.ports.items():
            services = tuple(_address(word, port) for word, port in ports.items() if word != "ssh")
            say(MACHINE(name=name, home=HOME, ssh=ports["ssh"], services=services))
        say(WHERE(plan=str(town.plan), scenario=str(town.scenario), answers=str(town.answers)))
        keys = town.plan / "keys"
        say(
            TRY(
                plan=str(town.plan),
                key=str(keys / "drill_ed25519"),
                known=str(keys / "known_hosts"),
                ssh=town.ports["web01"]["ssh"],
                home=HOME,
            )
        )
        tell_faults(folder, say)
        say(READY())
        await until_cut()
        say(CUT())


def tell_faults(folder: Path, say: Callable[[Message], None]) -> None:
    """Tell what can be broken in the town of `folder`, and how."""
    say(BREAK(folder=f'"{folder}"'))
    for name, (_, fault) in faults().items():
        say(FAULT(name=name, what=fault.meaning))


def _address(word: str, port: int) -> str:
    scheme = {"web": "http://", "tls": "https://"}.get(word, f"{word} ")
    return f"{scheme}{HOME}:{port}"
