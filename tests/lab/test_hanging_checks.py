"""A check that hangs behind sudo is ended on the server too, however often it is asked."""

from __future__ import annotations

from bcp.model import Command
from tests.daemons.pools import pool_of
from tests.lab.commands import until
from tests.lab.lab import Lab
from tests.lab.node import Node


def _asking(hq: Node) -> list[str]:
    """The processes on a server that ask its database."""
    return hq.run(["pgrep", "-a", "psql"], check=False).stdout.splitlines()


def test_nothing_of_it_is_left_on_the_server(lab: Lab) -> None:
    hq = lab.node("hq")
    server = hq.ssh_server(commands=(Command("ask", "sudo /lab/database ask"),))

    async def asked() -> list[bool]:
        async with pool_of(server) as pool:
            answers = [await pool.shell("hq", "ask", timeout_us=1_000_000) for _ in range(3)]
        return [each.timed_out for each in answers]

    with lab.fault.frozen("hq", "postgres"):
        assert lab.ops.play(asked) == [True, True, True]
        until(lambda: not _asking(hq), "the checks end on the server", within_s=120)
