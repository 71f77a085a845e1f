"""What every probe is given, and what its file holds.

A probe is one module here (or one behind the entry point group ``bcp_drill.probes``) with:

- a docstring; its first line is the help text,
- ``MEANING``: the same in both languages (`Text`),
- ``Params``: a frozen dataclass; its first field is the subject, the value behind the word,
- ``FIELDS``: what each field of ``Params`` is for (`Text`), which editors show (``RECORDS``: the
  same of the records in it, by their class),
- ``FACTS``: fact name to `FactKind`; every probe gives ``reply``. Its ``news`` marks values of a
  device that are recorded as they change though all is well (`drills.core.telling`),
- ``HEALTHY``: the expectations that hold unless the author names the same fact,
- ``async def ask(params, reach) -> Reading``.

Optional: ``SERVER_FIELD`` and ``COMMAND_FIELD`` name the fields that must be a server of the plan
and one of its commands; ``ASSET`` (``"radio"`` …) says that the subject is the id of such a thing
of the plan, which `Reach.asset` gives; ``PART_FIELD`` then names the field that must be the id of
a part of it. ``ACCOUNT_FIELD`` names the field that must be an SNMP account of the plan, and
``FACT_FIELD`` the one that must be a fact of the profile of the subject; the fact ``text`` is then
its word. ``SILENCE = "unknown"``, or a function of the params, where
no answer in time is normal for the protocol; an author may know better (``silence: broken``).
``def wrong(params) -> Message | None`` says what is wrong with values of the right types, when the
plan is loaded. ``CONTENT`` names the facts that show more than that somebody answers, for a probe
that may be content with that: a plan is warned where an important system is asked no more.
``PROVES`` (`Text`) says what a good answer shows, and what it does not. ``POLITE`` (`Polite`) is
how much of it one target may be given, or a function of the params; the runtime keeps to it,
whatever a scenario asks for.
``def named(params) -> Mapping[str, FactKind]`` gives the facts that the values name themselves.
A probe whose answer was not measured says so in the fact ``basis``: observed, attested, assumed.
``def target(params, reach) -> str`` names that target where it is not the host in the subject.
``NEEDS``, beside ``ASSET``, names the fields of that thing without which it cannot be asked, or is
a function of the params: a plan that lacks one is warned of it when it is checked.
``WEIGHS_ON`` names the field with the address of a machine that must not be asked more though its
address be written in several ways.

Loading a plan imports the probes that it names, so what costs time to import (asyncio, aiohttp,
asyncssh) is imported inside ``ask`` (``# noqa: PLC0415``).

A probe never catches what it does not understand, never logs in, never times itself, and never
compares with a target: `drills.runtime.asking` and `scenarios.expect` do.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, Protocol

from bcp.asking import AssetKind, ProbeCall
from bcp.device_profile import Profile
from bcp.message import Message
from bcp.model import Asset
from bcp.secret_source import SecretSource
from drills.probes._snmp import SnmpDevice, SnmpSession
from scenarios.reading import Fact, Reading


@dataclass(frozen=True)
class ShellAnswer:
    """What a command left behind. `status` None: it was ended by `signal`.

    `took_us` is the time from sending the command to its end. Output is decoded with the
    server's encoding, undecodable bytes replaced; `cut` says that more came than is kept.
    `timed_out` says that it had not ended when its time was up, and was told to end. `note` is what
    the plan's author should know, such as that the encoding seems to be another.
    """

    status: int | None
    out: str
    err: str
    took_us: int
    signal: str | None = None
    cut: bool = False
    timed_out: bool = False
    note: Message | None = None


TEXT_KEPT = 64 * 1024


@dataclass(frozen=True)
class Polite:
    """What one target is asked by one probe at most: `at_once`, and not sooner than `apart_us`.

    `apart_us` counts from one ask's beginning to the next one's.
    """

    apart_us: int = 0
    at_once: int = 32


def facts_of(answer: ShellAnswer) -> Mapping[str, Fact]:
    """What a command left behind, as facts; texts are capped because they go into the journal."""
    return {
        "reply": True,
        "exit": answer.status,
        "signal": answer.signal or "",
        "out": answer.out.rstrip("\r\n")[:TEXT_KEPT],
        "out_lines": len(answer.out.splitlines()),
        "err": answer.err.rstrip("\r\n")[:TEXT_KEPT],
        "cut": answer.cut or max(len(answer.out), len(answer.err)) > TEXT_KEPT,
        "took_ms": answer.took_us / 1000,
    }


@dataclass(frozen=True)
class FileSeen:
    """What a server says of one of its files; what it does not say is None.

    `modified_s` is Unix time on the server's clock. `server_now_s` is that clock's present time,
    and never behind it; None where the server shows it nowhere. `our_now_s` is our own clock.
    `matched` is how many files the name could have meant. `content` is there where it was asked
    for.
    """

    name: str
    kind: Literal["file", "folder", "other"]
    size_bytes: int | None
    modified_s: float | None
    our_now_s: float
    server_now_s: float | None = None
    sha256: str | None = None
    matched: int = 1
    content: bytes | None = None


class AskedElsewhere(Exception):
    """Wraps a failure (its cause) that is about `place` and not about the question's subject."""

    def __init__(self, place: str) -> None:
        self.place = place
        super().__init__(place)


class Unanswered(Exception):
    """No answer came in time, in the probe's own words; ``SILENCE`` says what that means.

    For a probe that knows more of it than that: raise it before `Reach.left_us` is over.
    """

    def __init__(self, message: Message) -> None:
        self.message = message
        super().__init__(message.code)


class Revealing(Protocol):
    """A value that is never shown, written or copied by chance."""

    def reveal(self) -> str:
        """The value itself, for the one who must give it away."""
        ...

    @property
    def was_refused(self) -> bool:
        """Whether it was turned away. Do not offer it again: the account could be locked."""
        ...

    def refuse(self) -> None:
        """Remember, all through the drill, that it was turned away."""
        ...


class Reach(Protocol):
    """How a probe touches the world."""

    async def shell(self, server: str, command: str) -> ShellAnswer:
        """Run a read-only command of the plan on one of its servers.

        Raises `drills.errors.Unreachable`.
        """
        ...

    async def file(
        self,
        server: str,
        path: str,
        newest: str | None = None,
        *,
        digest: bool = False,
        content: bool = False,
    ) -> FileSeen:
        """What one of the plan's servers says of a file, over SFTP; nothing is run there.

        With `newest`, `path` is a folder, and the file is the newest in it whose name fits that
        pattern. With `digest` the file is read for its SHA-256, with `content` it is kept. Raises
        `drills.errors.Unreachable`, with `answered` False where there is no such file.
        """
        ...

    async def ask(self, call: ProbeCall) -> Reading:
        """Ask another of the plan's questions as part of this one, politely and in the time left.

        Never raises but `asyncio.CancelledError`. What is expected of it, `scenarios.expect.judge`
        weighs.
        """
        ...

    def asset(self, kind: AssetKind, id: str) -> Asset:
        """The thing of that id in the plan. Raises `drills.errors.Refusal` where there is none."""
        ...

    def secret(self, source: SecretSource) -> Revealing:
        """What was fetched from there before the drill. Raises `Refusal` where nothing was."""
        ...

    def snmp(self, device: SnmpDevice) -> SnmpSession:
        """The session of something of the plan that has an agent; the same all through a drill.

        Raises `drills.errors.Refusal` where the plan does not say how to ask it.
        """
        ...

    def profile(self, name: str) -> Profile | None:
        """The profile of that name among those that the plan's devices use."""
        ...

    def path(self, written: str) -> str:
        """A path of the plan as this machine finds it: ``~`` and the plan's folder filled in."""
        ...

    def elapsed_us(self) -> int:
        """Microseconds on a monotonic clock of no particular start, for latencies."""
        ...

    def left_us(self) -> int:
        """Microseconds in which the probe can still say itself that no answer came; 0 at least."""
        ...
