"""The town as a whole: its folder, its machines, and the plan that describes them.

Nothing here is fixed or shared: keys are made for the folder, ports are whatever was free, and
everything listens on this machine's own address only. The town's one process ends when the
process that started it ends, however that happens.
"""

from __future__ import annotations

import json
from pathlib import Path
from types import TracebackType
from typing import Any

from bcp.message import Phrase
from bcp.system_trouble import reason_of
from drills.errors import Refusal
from drills.town.child import Child
from drills.town.keys import Keys
from drills.town.machines import kinds, replaced
from drills.town.writing import write_sample

PORTS = "ports.json"

PORT_TAKEN = Phrase(
    "town.port_taken",
    ja="練習の町「{folder}」が前に使ったポートは、ほかのプログラムが使っています。この町がもう"
    "動いていれば、それを使ってください。そうでなければ、別のフォルダを指定してください。",
    en="a port that the practice town in {folder} used before is taken; if that town is running "
    "already, use it, otherwise name another folder.",
)
UNUSABLE = Phrase(
    "town.folder_unusable",
    ja="練習の町のフォルダ「{folder}」を使えません({reason})。書き込めるフォルダを指定してください。",
    en="the folder {folder} cannot be used for a practice town ({reason}); "
    "name one that you may write to.",
)
DAMAGED = Phrase(
    "town.folder_damaged",
    ja="練習の町のフォルダ「{folder}」の鍵か、ports.json か、machines の sample.json が"
    "壊れています。フォルダを消すか、別のフォルダを指定してください。",
    en="the keys, ports.json or machines/sample.json of the practice town in {folder} are damaged; "
    "delete that folder or name another.",
)


class Town:
    """A practice town in `folder`, made there at the first start and kept between starts.

    `plan`, `scenario` and `answers` name what the demo needs; more drills lie beside them. What a
    trainee changed stays. A restore takes `copying_s` and a new index `indexing_s`, on purpose.
    """

    def __init__(self, folder: Path, *, copying_s: float = 12.0, indexing_s: float = 8.0) -> None:
        self.folder = folder.absolute()
        self.plan = self.folder / "plan"
        self.scenario = self.plan / "scenarios" / "quake-at-night.yaml"
        self.answers = self.folder / "answers" / "quake-at-night.yaml"
        self.ports: dict[str, dict[str, int]] = {}
        self._pace = {"copying_s": copying_s, "indexing_s": indexing_s}
        self._child: Child | None = None

    async def up(self) -> None:
        """Start every machine and write the plan. Raises `drills.errors.Refusal`."""
        if self._child is not None:
            return
        try:
            await self._start()
        except OSError as error:
            raise Refusal(UNUSABLE(folder=str(self.folder), reason=reason_of(error))) from error
        except ValueError as error:
            raise Refusal(DAMAGED(folder=str(self.folder))) from error

    async def _start(self) -> None:
        machines = self.folder / "machines"
        machines.mkdir(parents=True, exist_ok=True)
        moved = tuple(name for name, kind in kinds().items() if replaced(kind))
        keys = Keys.of(self.folder, kinds(), moved)
        order: dict[str, Any] = {
            "folder": str(machines),
            "keys": str(self.plan / "keys"),
            "visitor_key": keys.visitor_public,
            "ports": remembered_ports(self.folder),
            **self._pace,
        }
        self._child = await Child.start("drills.town.server_room", order, machines / "town.log")
        try:
            if self._child.answer.get("taken"):
                raise Refusal(PORT_TAKEN(folder=str(self.folder)))
            self.ports = self._child.answer["ports"]
            self._remember(keys)
        except BaseException:
            await self.down()
            raise

    async def down(self) -> None:
        """End the town's process; again and again does no harm."""
        if self._child is not None:
            await self._child.end()
            self._child = None

    async def __aenter__(self) -> Town:
        await self.up()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.down()

    @property
    def pid(self) -> int | None:
        """The town's process; None while it is down."""
        return self._child.pid if self._child else None

    def _remember(self, keys: Keys) -> None:
        ssh = {name: ports["ssh"] for name, ports in self.ports.items()}
        keys.write_known_hosts(self.plan / "keys", ssh)
        write_sample(self.folder, self.ports)
        (self.folder / PORTS).write_text(json.dumps(self.ports), encoding="utf-8")


def remembered_ports(folder: Path) -> dict[str, dict[str, int]]:
    """The ports that the town in `folder` uses or used, by machine and by word.

    Raises `OSError`, and `ValueError` where the file is damaged.
    """
    file = folder / PORTS
    if not file.exists():
        return {}
    ports = json.loads(file.read_text(encoding="utf-8"))
    if not _are_ports(ports):
        raise ValueError(f"{file} is no list of ports")
    # Towns of the first versions wrote `ssh_port`, and their plans name those ports.
    return {
        machine: {word.removesuffix("_port"): port for word, port in each.items()}
        for machine, each in ports.items()
    }


def _are_ports(found: object) -> bool:
    return isinstance(found, dict) and all(
        isinstance(each, dict) and all(isinstance(port, int) for port in each.values())
        for each in found.values()
    )
