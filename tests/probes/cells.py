"""What each probe says under each fault: seen on real daemons, and written into the documents.

A test's module names its faults as `Cell`; ``docs/devices/<word>.md`` holds what came of them, and
the tests compare. To see the tables::

    python -m tests.probes.cells tests.probes.test_ikev2

``TABLES=FOLDER pytest tests/probes/test_ikev2.py`` adds the lines to the pages' names in FOLDER.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any

from bcp.message import LANGUAGES, Language, Text
from drills import probes
from tests.daemons.network import Network, network
from tests.probes.fault_columns import page_of

ROOT = Path(__file__).parent.parent.parent
LIMIT_US = 1_500_000

_WELL = Text("正常", "well")
_BADLY = Text("正常でない答え", "answered badly")
_SILENT = Text("応答なし", "no answer")
_UNKNOWN = Text("不明", "unknown")

Reading = dict[str, Any]
Params = Mapping[str, Any]
Fault = Callable[[Network], AbstractContextManager[None]]
Make = Callable[[Path], AbstractContextManager[Network]]


def _nothing(inside: Network) -> AbstractContextManager[None]:
    return nullcontext()


@dataclass(frozen=True)
class Cell:
    """One fault: how its network is made and what is broken in it while it is asked.

    `code` is that of the words that are expected; empty where all is well.
    """

    fault: Text
    network: Make
    subject: str
    code: str
    broken: Fault = _nothing
    params: Params = field(default_factory=dict)
    limit_us: int = LIMIT_US


def network_faults(
    make: Make,
    subject: str,
    program: str,
    silent: str,
    params: Params | None = None,
    *,
    protocol: str = "udp",
    dropped: str | None = None,
) -> Iterator[Cell]:
    """What may happen to anything on a port; `silent` are the words for no answer.

    `dropped` are those where packets never arrive, if they are others: TCP can tell.
    """
    port = subject.rpartition(":")[2]

    def cell(ja: str, en: str, code: str, broken: Fault, at: str = subject) -> Cell:
        return Cell(Text(ja, en), make, at, code, broken, params or {})

    def wall(verdict: str) -> Fault:
        return lambda inside: inside.firewall(f"{protocol} dport {port} {verdict}")

    def ended(inside: Network) -> AbstractContextManager[None]:
        return _ended(inside, program, listening(port, protocol))

    forbidden = wall("reject with icmpx admin-prohibited")
    yield cell("プロセス停止", "process stopped", "net.refused", ended)
    yield cell("固まった（SIGSTOP）", "frozen (SIGSTOP)", silent, lambda net: net.frozen(program))
    yield cell("パケット破棄", "packets dropped", dropped or silent, wall("drop"))
    yield cell("ポートを拒否", "port refused", "net.refused", wall("reject"))
    yield cell("通信を禁止", "traffic prohibited", "net.no_route", forbidden)
    far, nobody = (subject.replace("127.0.0.1", each) for each in ("192.0.2.1", "vpn.invalid"))
    yield cell("経路なし", "no way there", "net.network_unreachable", _nothing, at=far)
    yield cell("名前を引けない", "name not found", "net.unknown_name", _nothing, at=nobody)


def another_service(
    subject: str,
    code: str,
    make: Make = network,
    params: Params | None = None,
    protocol: str = "udp",
) -> Cell:
    """The port belongs to something that sends back whatever it hears."""

    @contextmanager
    def echoing(inside: Network) -> Iterator[None]:
        port = subject.rpartition(":")[2]
        echo = f"{sys.executable} -m tests.daemons.echo {port} {protocol}"
        inside.start(echo, listening(port, protocol))
        yield

    fault = Text("ポートに別のサービス", "another service on the port")
    return Cell(fault, make, subject, code, echoing, params or {})


def listening(port: str | int, protocol: str = "udp") -> str:
    """A line of shell that succeeds once somebody listens on that port."""
    return f"ss --{protocol} -lnH 'sport = :{port}' | grep -q ."


@contextmanager
def _ended(inside: Network, program: str, heard: str) -> Iterator[None]:
    # A process that is listed as ended may have threads that still hold the port.
    inside.run(f'pkill -x {program}; timeout 10 sh -c "while {heard}; do :; done"')
    yield


def observed(word: str, cell: Cell, folder: Path) -> Reading:
    """What the probe says of it; files are named without the `folder` of the plan."""
    with ExitStack() as held:
        inside = held.enter_context(cell.network(folder))
        held.enter_context(cell.broken(inside))
        reading = inside.ask(word, cell.subject, cell.params, cell.limit_us)
    return reading | {lang: reading[lang].replace(f"{folder}/", "") for lang in LANGUAGES}


def row(cell: Cell, reading: Reading, lang: Language) -> str:
    """The line of the documents' table."""
    outcome = _outcome(reading).said_in(lang)
    return f"| {cell.fault.said_in(lang)} | {outcome} | {reading[lang]} |"


def told_in_documents(word: str, cell: Cell, reading: Reading) -> bool:
    """Whether both documents of the probe hold this line."""
    wanted = {lang: _line(word, cell, reading, lang) for lang in LANGUAGES}
    for lang, line in wanted.items() if "TABLES" in os.environ else ():
        with (Path(os.environ["TABLES"]) / page_of(word, lang).name).open("a") as file:
            file.write(f"{line}\n")
    return all(line in page_of(word, lang).read_text("utf-8") for lang, line in wanted.items())


def _line(word: str, cell: Cell, reading: Reading, lang: Language) -> str:
    own = page_of(word, lang).name.startswith(f"{word}.")
    return f"{'' if own else f'| `{word}` '}{row(cell, reading, lang)}"


def _outcome(reading: Reading) -> Text:
    if reading["unknown"]:
        return _UNKNOWN
    if not reading["facts"]["reply"]:
        return _SILENT
    return _WELL if reading["good"] else _BADLY


def main() -> None:
    """Print the tables of one test's module, in both languages."""
    module = import_module(sys.argv[1])
    readings = []
    for cell in module.CELLS:
        with tempfile.TemporaryDirectory() as folder:
            readings.append((cell, observed(module.WORD, cell, Path(folder))))
    assert module.WORD in probes.names()
    for lang in LANGUAGES:
        print("\n".join(row(cell, reading, lang) for cell, reading in readings), "\n")  # noqa: T201


if __name__ == "__main__":
    main()
