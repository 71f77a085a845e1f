"""One ask of a server in the lab, as a drill makes it: its outcome, and the words for it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, replace

from bcp.asking import ProbeCall
from bcp.message import Language, Message, render
from bcp.model import Command, Server
from drills.probes import ssh
from drills.runtime.asking import Asker
from scenarios.expect import judge
from scenarios.reading import Reading
from tests.daemons.pools import until
from tests.daemons.sshd import plan_of
from tests.lab.disk import USER
from tests.lab.faults import Fault
from tests.lab.lab import Lab

BEGUN = "begun"
# Begins, is busy for a while, and says that it has come to its end.
BUSY = f"touch ~/{BEGUN}; sleep 2; echo done"


@dataclass(frozen=True)
class Asked:
    """What one ask gave: ``held``, ``broken`` or ``unknown``, and why."""

    outcome: str
    reading: Reading

    @property
    def why(self) -> Message | None:
        """Why there was no answer."""
        return self.reading.could_not_ask or self.reading.because

    @property
    def code(self) -> str:
        """The code of what was said, or nothing."""
        return self.why.code if self.why else ""

    def words(self, lang: Language = "ja") -> str:
        """What an officer reads."""
        return render(self.why, lang) if self.why else ""


@asynccontextmanager
async def asker(*servers: Server) -> AsyncIterator[Asker]:
    """An asker over a plan of these servers, closed afterwards."""
    made = Asker(plan_of(*servers))
    try:
        yield made
    finally:
        await made.close()


async def ask(made: Asker, id: str, within_s: float = 5, command: str = "line") -> Asked:
    """Ask for a command of a server once."""
    call = ProbeCall("ssh", id, {"command": command})
    reading = await made.ask(call, round(within_s * 1_000_000))
    return Asked(judge(reading, ssh.HEALTHY).outcome, reading)


def asked(lab: Lab, *servers: Server, line: str = "echo hi", within_s: float = 5) -> Asked:
    """Ask the last of these servers once, from the seat in the lab."""
    last = replace(servers[-1], commands=(Command("line", line),))

    async def once() -> Asked:
        async with asker(*servers[:-1], last) as made:
            return await ask(made, last.id, within_s)

    return lab.ops.play(once)


def asked_during(
    lab: Lab, node: str, harm: Callable[[], Fault], *, line: str = BUSY, within_s: float = 5
) -> list[Asked]:
    """Ask a server, do the harm when its command has begun, and ask it something else after."""
    begun = lab.node(node).disk / "home" / USER / BEGUN
    begun.unlink(missing_ok=True)
    commands = (Command("line", line), Command("hi", "echo hi"))
    server = lab.node(node).ssh_server(commands=commands)

    async def during() -> list[Asked]:
        async with asker(server) as made:
            asking = asyncio.create_task(ask(made, node, within_s))
            await until(begun.exists)
            with harm():
                first = await asking
            return [first, await ask(made, node, command="hi")]

    return lab.ops.play(during)


@contextmanager
def settings(lab: Lab, node: str, *lines: str) -> Iterator[None]:
    """Other settings of a server's sshd while inside: `lines` stand above its own."""
    own = (lab.node(node).disk / "etc/ssh/sshd_config").read_text()
    # Of MaxStartups, and of nothing else, sshd obeys the last line and not the first.
    kept = "\n".join(each for each in own.splitlines() if not each.startswith("MaxStartups"))
    with lab.fault.changed_file(node, "/etc/ssh/sshd_config", "\n".join((*lines, kept, ""))):
        lab.node(node).service("restart", "sshd")
        yield
    lab.node(node).service("restart", "sshd")


@contextmanager
def account(lab: Lab, node: str, change: tuple[str, ...], back: tuple[str, ...]) -> Iterator[None]:
    """The drill's account changed by usermod(8), chage(1) or chmod(1) while inside."""
    lab.node(node).run(change)
    try:
        yield
    finally:
        lab.node(node).run(back)
