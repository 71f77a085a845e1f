"""A Modbus TCP server on loopback: pymodbus, as a program of its own so that it can be frozen.

python -m tests.daemons.modbus PORT UNIT INPUTS REGISTERS      (comma-separated numbers, from 0)
"""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.daemons.ports import free_port, wait_for_port

ROOT = Path(__file__).parent.parent.parent


class Modbus:
    """The server, as one that tests may stop and freeze."""

    def __init__(self, port: int, process: subprocess.Popen[bytes]) -> None:
        self.port = port
        self._process = process

    @property
    def address(self) -> str:
        """Where it is, as a plan writes it."""
        return f"127.0.0.1:{self.port}"

    def stop(self) -> None:
        """End it, so that its port refuses."""
        self._process.send_signal(signal.SIGCONT)
        self._process.kill()
        self._process.wait()

    def freeze(self) -> None:
        """Stop it from answering while its port goes on accepting."""
        self._process.send_signal(signal.SIGSTOP)


@contextmanager
def modbus(inputs: Sequence[int], registers: Sequence[int], unit: int = 1) -> Iterator[Modbus]:
    """A server with these discrete inputs and input registers, until the end of the block."""
    port = free_port()
    values = (",".join(map(str, each)) for each in (inputs, registers))
    line = [sys.executable, "-m", "tests.daemons.modbus", str(port), str(unit), *values]
    running = Modbus(port, subprocess.Popen(line, cwd=ROOT, env=dict(os.environ)))
    try:
        wait_for_port(port)
        yield running
    finally:
        running.stop()


async def _serve(port: int, unit: int, inputs: list[int], registers: list[int]) -> None:
    # Only the program itself needs it.
    from pymodbus import datastore as kept  # noqa: PLC0415
    from pymodbus.server import StartAsyncTcpServer  # noqa: PLC0415

    # Its blocks count from 1 where the protocol counts from 0.
    block: Any = kept.ModbusSequentialDataBlock
    device = kept.ModbusDeviceContext(di=block(1, inputs), ir=block(1, registers))
    context = kept.ModbusServerContext(devices={unit: device}, single=False)
    await StartAsyncTcpServer(context, address=("127.0.0.1", port))


def _numbers(text: str) -> list[int]:
    return [int(each) for each in text.split(",")]


if __name__ == "__main__":
    asyncio.run(
        _serve(int(sys.argv[1]), int(sys.argv[2]), _numbers(sys.argv[3]), _numbers(sys.argv[4]))
    )
