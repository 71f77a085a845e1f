"""Breaking and mending a running town by hand, as a trainer does beside a drill.

It is done as everything is done in the town: over SSH, with the town's own key, and only where
the machine shows the key that this town's folder has for it. So no other machine can be meant.
"""

from __future__ import annotations

import asyncio
from pathlib import Path

import asyncssh

from bcp.did_you_mean import remedy
from bcp.message import Message, Phrase
from drills.errors import Refusal
from drills.town.door import USER
from drills.town.machine import Fault
from drills.town.machines import faults
from drills.town.ports import HOME
from drills.town.town import DAMAGED, remembered_ports

EVERYTHING = "all"
_PATIENCE_S = 10.0

NO_FAULT = Phrase(
    "town.no_fault",
    ja="「{name}」という故障はありません。{then}指定できるのは {known:list} です。",
    en="There is no fault {name!r}. {then} It can be {known:list}.",
)
NOT_RUNNING = Phrase(
    "town.not_running",
    ja="フォルダ「{folder}」の見本町は動いていません。別のウィンドウで bcp-drill town {folder} "
    "と打って起動してください。",
    en="the practice town in {folder} is not running; start it in another window with "
    "bcp-drill town {folder}",
)
DID_NOT = Phrase(
    "town.did_not",
    ja="「{name}」を操作できませんでした（{reason}）。",
    en="{name!r} could not be done ({reason}).",
)
BROKEN = Phrase(
    "town.broken",
    ja="壊しました: {what}。元に戻すには: bcp-drill town {folder} --mend {name}",
    en="Broken: {what}. To mend it: bcp-drill town {folder} --mend {name}",
)
MENDED = Phrase("town.mended", ja="元に戻しました: {name}", en="Mended: {name}")


async def broken(folder: Path, name: str) -> Message:
    """Break `name` in the town of `folder`, and say so. Raises `drills.errors.Refusal`."""
    machine, fault = _fault(name)
    await _done(folder, name, machine, fault.breaks)
    return BROKEN(what=fault.meaning, name=name, folder=f'"{folder}"')


async def mended(folder: Path, name: str) -> Message:
    """Mend `name`, or everything for ``all``, and say so. Raises `drills.errors.Refusal`."""
    troubles = list[Refusal]()
    for each in faults() if name == EVERYTHING else (name,):
        machine, fault = _fault(each)
        try:
            await _done(folder, each, machine, fault.mends)
        except Refusal as trouble:
            # What can be mended is mended, whatever stands in the way of the rest.
            troubles.append(trouble)
    if troubles:
        raise troubles[0]
    return MENDED(name=name)


def _fault(name: str) -> tuple[str, Fault]:
    known = faults()
    if name not in known:
        then = remedy(name, tuple(known)) or ""
        raise Refusal(NO_FAULT(name=name, known=tuple(known), then=then))
    return known[name]


async def _done(folder: Path, name: str, machine: str, command: str) -> None:
    keys = folder / "plan" / "keys"
    try:
        port = remembered_ports(folder)[machine]["ssh"]
        way_in = asyncssh.connect(
            HOME,
            port,
            username=USER,
            client_keys=[str(keys / "drill_ed25519")],
            known_hosts=str(keys / "known_hosts"),
            config=None,
            agent_path=None,
        )
        async with asyncio.timeout(_PATIENCE_S), way_in as connection:
            ended = await connection.run(command, encoding=None)
    except (asyncssh.Error, OSError, KeyError) as trouble:
        raise Refusal(NOT_RUNNING(folder=str(folder))) from trouble
    except ValueError as trouble:
        raise Refusal(DAMAGED(folder=str(folder))) from trouble
    if ended.exit_status != 0:
        raise Refusal(DID_NOT(name=name, reason=f"{machine} {command}: {ended.exit_status}"))
