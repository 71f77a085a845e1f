"""The least that shows whether a server answers: its port takes a connection, nobody logs in."""

from __future__ import annotations

from bcp.asking import Expectation, ProbeCall
from bcp.model import Server

ANSWERS = (Expectation("reply", "equals", True),)


def question_of(server: Server) -> tuple[ProbeCall, ...]:
    """The questions of a server: its own, or else its SSH port.

    There is none for one behind a jump host or an alias that the plan gives no question for: its
    port is not seen from here.
    """
    if server.probe:
        return server.probe
    if server.jump is not None or server.ssh_config is not None:
        return ()
    host = f"[{server.address}]" if ":" in server.address else server.address
    target = f"{host}:{server.port}"
    return (ProbeCall("tcp", target, {"target": target}, expect=ANSWERS),)
