"""ICMP echoes, by a socket where the system lets everybody send them, else by its ping program."""

from __future__ import annotations

import asyncio
import os
import socket
import sys
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import Sequence

from icmplib import (  # type: ignore[import-untyped]
    AsyncSocket,
    ICMPError,
    ICMPLibError,
    ICMPRequest,
    ICMPv4Socket,
    ICMPv6Socket,
)
from icmplib.utils import unique_identifier  # type: ignore[import-untyped]

from drills.probes._addresses import is_ipv6
from drills.probes._contract import Reach
from drills.probes._pinging import (
    INTERVAL_US,
    Echoes,
    MayNotPing,
    command_for,
    echoes_in,
    in_english,
)

_FAMILIES = {"any": socket.AF_UNSPEC, "ipv4": socket.AF_INET, "ipv6": socket.AF_INET6}
# icmplib waits by the wall clock, which may be set meanwhile; our own deadline ends the waiting.
_NO_LIMIT_S = 1_000_000.0


async def address_of(host: str, family: str) -> str:
    """The first address of `host` in the system's order. Raises `socket.gaierror`."""
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host, None, family=_FAMILIES[family], type=socket.SOCK_DGRAM)
    # As it is written, an address may name the interface too (fe80::1%eth0).
    return host if is_ipv6(host) else str(found[0][4][0])


async def by_socket(address: str, count: int, reach: Reach) -> Echoes | None:
    """Echoes over a datagram socket of ICMP; None where the system does not let us have one.

    Raises `OSError` where they cannot be sent.
    """
    if sys.platform == "win32":
        return None
    kind = ICMPv6Socket if ":" in address else ICMPv4Socket
    try:
        opened = AsyncSocket(kind(privileged=False))
    except ICMPLibError:
        return None
    times: list[float] = []
    # Linux puts the socket's own in its place; elsewhere every socket hears the replies to all.
    number = unique_identifier()
    with opened as sock:
        for sequence in range(count):
            if sequence and times:
                await asyncio.sleep(INTERVAL_US / 1_000_000)
            patience_us = reach.left_us() // (count - sequence)
            request = ICMPRequest(address, id=number, sequence=sequence)
            began = reach.elapsed_us()
            _send(sock, request)
            if await _came_back(sock, request, patience_us):
                times.append((reach.elapsed_us() - began) / 1000)
    return Echoes(count, tuple(times))


def _send(sock: AsyncSocket, request: ICMPRequest) -> None:
    try:
        sock.send(request)
    except ICMPLibError as trouble:
        # icmplib keeps only the words of the system's error, and its number is what tells.
        if isinstance(trouble.__context__, OSError):
            raise trouble.__context__ from None
        raise


async def _came_back(sock: AsyncSocket, request: ICMPRequest, patience_us: int) -> bool:
    try:
        async with asyncio.timeout(patience_us / 1_000_000):
            (await sock.receive(request, _NO_LIMIT_S)).raise_for_status()
    except (TimeoutError, ICMPError):
        return False
    return True


async def by_program(address: str, count: int, reach: Reach) -> tuple[Echoes, Sequence[str]]:
    """Echoes by the system's ping program, and what it said.

    Raises `OSError` where they cannot be sent, and `MayNotPing`.
    """
    words = command_for(sys.platform, address, count, reach.left_us())
    try:
        process = await asyncio.create_subprocess_exec(
            *words, stdin=DEVNULL, stdout=PIPE, stderr=PIPE, env=in_english(os.environ)
        )
    except FileNotFoundError:
        raise MayNotPing(missing=True) from None
    except PermissionError:
        raise MayNotPing(missing=False) from None
    try:
        async with asyncio.timeout(reach.left_us() / 1_000_000):
            out, err = await process.communicate()
    except TimeoutError:
        # It is still waiting, as we would be.
        return Echoes(count, ()), ()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    said = out.decode(_encoding(), "replace").splitlines()
    return echoes_in(sys.platform, count, out, err), [line for line in said if line.strip()]


def _encoding() -> str:
    """What the system's programs write in: on Windows the code page, cp932 in Japan."""
    return "oem" if sys.platform == "win32" else "utf-8"
