"""What may happen to a server on TCP, and who may stand on its port instead."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext

from bcp.message import Text
from tests.daemons.network import Network, network
from tests.probes.cells import Cell, Fault, Make, Params


def tcp_faults(
    make: Make, subject: str, program: str, hangs: str, params: Params | None = None
) -> Iterator[Cell]:
    """What may happen to anything on TCP; `hangs` are the words for one that only accepts."""
    port = subject.rpartition(":")[2]

    def cell(ja: str, en: str, code: str, broken: Fault, at: str = subject) -> Cell:
        return Cell(Text(ja, en), make, at, code, broken, params or {})

    def wall(verdict: str) -> Fault:
        return lambda inside: inside.firewall(f"tcp dport {port} {verdict}")

    forbidden = wall("reject with icmpx admin-prohibited")
    yield cell("プロセス停止", "process stopped", "net.refused", lambda net: ended(net, program))
    yield cell("固まった（SIGSTOP）", "frozen (SIGSTOP)", hangs, lambda net: net.frozen(program))
    yield cell("パケット破棄", "packets dropped", "asking.no_answer", wall("drop"))
    yield cell("ポートを拒否", "port refused", "net.refused", wall("reject with tcp reset"))
    yield cell("通信を禁止", "traffic prohibited", "net.no_route", forbidden)
    far, nobody = f"192.0.2.1:{port}", f"server.invalid:{port}"
    yield cell("経路なし", "no way there", "net.network_unreachable", _nothing, at=far)
    yield cell("名前を引けない", "name not found", "net.unknown_name", _nothing, at=nobody)


def someone_else(subject: str, code: str, params: Params | None = None) -> Cell:
    """The port belongs to a web server."""

    @contextmanager
    def serving(inside: Network) -> Iterator[None]:
        port = subject.rpartition(":")[2]
        line = f"{sys.executable} -m tests.daemons.babbler {port}"
        inside.start(line, listening(port))
        yield

    fault = Text("ポートに別のサービス", "another service on the port")
    return Cell(fault, network, subject, code, serving, params or {})


def listening(port: str | int) -> str:
    """A line of shell that succeeds once somebody listens on that TCP port."""
    return f"ss -tlnH 'sport = :{port}' | grep -q ."


@contextmanager
def ended(inside: Network, program: str) -> Iterator[None]:
    """A program that has ended, and all of its children."""
    inside.run(f"kill -KILL $(pidof {program}); while pidof {program}; do sleep 0.02; done")
    yield


def _nothing(inside: Network) -> AbstractContextManager[None]:
    return nullcontext()
