"""The town as a whole: its folder, its machines, and the plan that describes them.

Nothing here is fixed or shared: keys are made for the folder, ports are whatever was free, and
everything listens on this machine's own address only. Every process of the town ends when the
process that started it ends, however that happens.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any

from bcp.message import Phrase
from drills.errors import Refusal
from drills.town.child import Child
from drills.town.keys import Keys
from drills.town.writing import write_sample

# Machine, and the service it runs.
MACHINES: Mapping[str, str] = {"web01": "homepage", "reg01": "register", "gw01": "groupware"}

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
    ja="練習の町のフォルダ「{folder}」の鍵か ports.json が壊れています。"
    "フォルダを消すか、別のフォルダを指定してください。",
    en="the keys or ports.json of the practice town in {folder} are damaged; "
    "delete that folder or name another.",
)


class Town:
    """A practice town in `folder`, made there at the first start and kept between starts.

    `plan`, `scenario` and `answers` name what a drill needs; a shorter drill and its answers lie
    beside them. Files that are there already are left as they are, so that a trainee's changes
    stay. A restore takes `copying_s` and a new index `indexing_s`, slow on purpose.
    """

    def __init__(self, folder: Path, *, copying_s: float = 12.0, indexing_s: float = 8.0) -> None:
        self.folder = folder.absolute()
        self.plan = self.folder / "plan"
        self.scenario = self.plan / "scenarios" / "quake-at-night.yaml"
        self.answers = self.folder / "answers" / "quake-at-night.yaml"
        self.ports: dict[str, dict[str, int]] = {}
        self._pace = {"copying_s": copying_s, "indexing_s": indexing_s}
        self._machines: dict[str, Child] = {}

    async def up(self) -> None:
        """Start every machine and write the plan. Raises `drills.errors.Refusal`."""
        if self._machines:
            return
        try:
            await self._start_all()
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise Refusal(UNUSABLE(folder=str(self.folder), reason=reason)) from error
        except ValueError as error:
            raise Refusal(DAMAGED(folder=str(self.folder))) from error

    async def _start_all(self) -> None:
        keys = Keys.of(self.folder, tuple(MACHINES))
        before = self._remembered()
        starting = [self._start(name, keys, before.get(name, {})) for name in MACHINES]
        try:
            outcomes = await asyncio.gather(*starting, return_exceptions=True)
            for each in outcomes:
                if each is not None:
                    raise each
            self._remember(keys)
        except BaseException:
            await self.down()
            raise

    async def down(self) -> None:
        """End every process of the town; again and again does no harm."""
        machines = [*self._machines.values()]
        await asyncio.gather(*(each.end() for each in machines))
        self._machines.clear()

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
    def pids(self) -> Mapping[str, int]:
        """The process of each machine."""
        return {name: child.pid for name, child in self._machines.items()}

    async def _start(self, name: str, keys: Keys, before: Mapping[str, int]) -> None:
        folder = self.folder / "machines" / name
        folder.mkdir(parents=True, exist_ok=True)
        order: dict[str, Any] = {
            "folder": str(folder),
            "service": MACHINES[name],
            "host_key": str(keys.host(name)),
            "visitor_key": keys.visitor_public,
            "ssh_port": before.get("ssh_port", 0),
            "web_port": before.get("web_port", 0),
            **self._pace,
        }
        child = await Child.start("drills.town.machine", order, folder / "machine.log")
        self._machines[name] = child
        if child.answer.get("taken"):
            raise Refusal(PORT_TAKEN(folder=str(self.folder)))
        self.ports[name] = {key: int(port) for key, port in child.answer.items()}

    def _remembered(self) -> dict[str, dict[str, int]]:
        file = self.folder / "ports.json"
        if not file.exists():
            return {}
        ports: dict[str, dict[str, int]] = json.loads(file.read_text(encoding="utf-8"))
        return ports

    def _remember(self, keys: Keys) -> None:
        ssh = {name: ports["ssh_port"] for name, ports in self.ports.items()}
        keys.write_known_hosts(self.plan / "keys", ssh)
        write_sample(self.folder, self.ports)
        (self.folder / "ports.json").write_text(json.dumps(self.ports), encoding="utf-8")
