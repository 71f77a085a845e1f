"""What does each probe say across the lab's networks, well and with the way to its target broken?

    python -m tests.proofs.devices --write

Makes the tables of ``docs/devices/table.md`` and ``.ja.md`` anew (without ``--write`` it prints
them): every probe against a real daemon on another of the
lab's servers, with nothing wrong, with its packets dropped by the server's firewall, with the cable
between turned into a black hole, with its port refused by the firewall, with all programs of the
servers frozen, and with their services stopped.
"""

# ruff: noqa: T201 - a proof prints what it saw

from __future__ import annotations

import argparse
import asyncio
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path

from bcp.load import load_plan
from bcp.message import LANGUAGES, Language, Text, render
from bcp.secret_source import SecretSource
from drills import probes
from drills.runtime.asking import Asker
from drills.runtime.secrets import Secret, Secrets
from scenarios.expect import judge
from scenarios.reading import Reading
from tests.lab import devices
from tests.lab.faults import firewall, open_firewall
from tests.lab.instance import Instance
from tests.lab.lab import Lab, down, up
from tests.lab.topology import SERVICES
from tests.proofs.lab_questions import COMMANDS, Question, Told, questions

# All are asked at once, on a machine that may be busy.
_LIMIT_US = 40_000_000
_PATIENCE_US = 3_000_000
_OUTCOMES = {
    "held": Text("正常", "well"),
    "broken": Text("正常でない答え", "answered badly"),
    "silent": Text("応答なし", "no answer"),
    "unknown": Text("不明", "unknown"),
}
_DOCUMENTS = Path(__file__).parents[2] / "docs" / "devices"
TABLES: Mapping[Language, Path] = {
    "en": _DOCUMENTS / "table.md",
    "ja": _DOCUMENTS / "table.ja.md",
}
RULE = "|---|---|---|---|\n"


@dataclass(frozen=True)
class Fault:
    """What is broken, and how; `told` is how it is seen from outside."""

    name: Text
    broken: Callable[[Lab, list[Question]], AbstractContextManager[None]]
    told: Told = "well"

    @property
    def silent(self) -> bool:
        """Whether no answer comes then."""
        return self.told in ("silent", "hung")


def _nothing(lab: Lab, asked: list[Question]) -> AbstractContextManager[None]:
    return nullcontext()


def _wall(verdict: str) -> Callable[[Lab, list[Question]], AbstractContextManager[None]]:
    @contextmanager
    def standing(lab: Lab, asked: list[Question]) -> Iterator[None]:
        try:
            for node, port, protocol in sorted({(q.node, q.port, q.protocol) for q in asked}):
                firewall(lab.node(node), verdict, port, protocol)
            yield
        finally:
            for each in ("hq", "dc"):
                open_firewall(lab.node(each))

    return standing


@contextmanager
def _holes(lab: Lab, asked: list[Question]) -> Iterator[None]:
    with ExitStack() as held:
        for cable in ("ops", "fibd"):
            held.enter_context(lab.fault.blackhole(cable))
        yield


@contextmanager
def _hung(lab: Lab, asked: list[Question]) -> Iterator[None]:
    with lab.fault.hung("hq"), lab.fault.hung("dc"):
        yield


@contextmanager
def _stopped(lab: Lab, asked: list[Question]) -> Iterator[None]:
    """What came with the gateways and devices stays away, for they are to go anyway."""
    devices.stop(lab.instance)
    own = [(node, service) for node in ("hq", "dc") for service in SERVICES[node]]
    with ExitStack() as held:
        for node, service in own:
            held.enter_context(lab.fault.stopped(node, service))
        yield


UP = Fault(Text("正常", "none"), _nothing)
FAULTS = (
    UP,
    Fault(Text("パケット破棄", "packets dropped"), _wall("drop"), "silent"),
    Fault(Text("回線が黙って消失", "black hole"), _holes, "silent"),
    Fault(Text("ファイアウォールが拒否", "port refused by firewall"), _wall("refuse"), "refused"),
    Fault(Text("全プログラムが固まった", "all programs frozen"), _hung, "hung"),
    # The last, because it leaves nobody to be asked.
    Fault(Text("サービス停止", "service stopped"), _stopped, "stopped"),
)


def readings(lab: Lab, keys: Path, fault: Fault, asked: list[Question]) -> list[Reading]:
    """All of them asked at once from the lab's seat, with that fault."""
    plan = load_plan(keys, probes.catalogue()).plan
    server = lab.node("dc").ssh_server(commands=COMMANDS)
    files = [each.name for each in keys.iterdir() if each.is_file()]
    held = {SecretSource(file=f): Secret((keys / f).read_text(errors="replace")) for f in files}

    def limit(question: Question) -> int:
        """Who is answered in any case is given time; a ping that is refused is only not heard."""
        waiting = fault.silent or (fault.told == "refused" and question.protocol == "icmp")
        return _PATIENCE_US if waiting else _LIMIT_US

    async def all_asked() -> list[Reading]:
        asker = Asker(replace(plan, servers=(server,)), secrets=Secrets(at=held))
        try:
            return await asyncio.gather(*(asker.ask(each.call, limit(each)) for each in asked))
        finally:
            await asker.close()

    with fault.broken(lab, asked):
        return lab.ops.play(all_asked)


def outcome(question: Question, reading: Reading) -> str:
    """``held``, ``broken``, ``silent`` or ``unknown``."""
    healthy = probes.get(question.word).HEALTHY
    found: str = judge(reading, healthy).outcome
    return "silent" if found == "broken" and not reading.facts.get("reply") else found


def code_of(reading: Reading) -> str:
    """The code of the words that say why."""
    said = reading.could_not_ask or reading.because or reading.note
    return said.code if said else ""


def row(question: Question, fault: Fault, reading: Reading, lang: Language) -> str:
    """One line of the table."""
    said = (reading.could_not_ask, reading.because, reading.note)
    words = " ".join(render(each, lang) for each in said if each is not None)
    found = _OUTCOMES[outcome(question, reading)].said_in(lang)
    return f"| `{question.name}` | {fault.name.said_in(lang)} | {found} | {words} |"


def seen_in(lab: Lab) -> dict[tuple[str, str], tuple[Question, Fault, Reading]]:
    """All cells, by the question's name and the fault's, in the order of the table."""
    with lab.devices() as keys:
        asked = questions((keys / "wireguard.pub").read_text())
        found = [(fault, readings(lab, keys, fault, asked)) for fault in FAULTS]
    return {
        (question.name, fault.name.en): (question, fault, all_[number])
        for number, question in enumerate(asked)
        for fault, all_ in found
    }


def main() -> None:
    """Print the tables of both languages, or write them into the documents."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--write", action="store_true", help="into docs/devices/table*.md")
    given = parser.parse_args()
    instance = Instance("devices")
    try:
        cells = seen_in(up(instance)).values()
    finally:
        down(instance)
    for lang in LANGUAGES:
        rows = "".join(f"{row(*cell, lang)}\n" for cell in cells)
        if given.write:
            head = TABLES[lang].read_text("utf-8").partition(RULE)[0]
            TABLES[lang].write_text(f"{head}{RULE}{rows}", encoding="utf-8")
        else:
            print(rows)


if __name__ == "__main__":
    main()
