"""Which host keys a terminal trusts for each server, as one hash for each.

A file of known hosts is about many servers. What a drill proved of one of them rests on that one's
keys alone, so that is what is kept of it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bcp.model import Plan, Server
from bcp.plan_paths import path_in_plan

if TYPE_CHECKING:
    import asyncssh

SSH_PORT = 22
# Trusted keys, trusted authorities, revoked keys: the first three lists of what matches a host.
_KINDS = 3


def trusted_keys(plan: Plan) -> Mapping[str, str]:
    """A hash for each server whose known hosts the plan names, by ``FILE#SERVER``.

    What cannot be read, and what only the user's own configuration of SSH knows, is left out: then
    it is not known, which is not the same as none. Raises nothing.
    """
    return dict(_hashes(plan))


def keys_of(files: Mapping[str, str], server: str) -> str | None:
    """The hash of a server's keys among the files of a record; None where it has none.

    In a merged record a zone in brackets may stand behind the name.
    """
    for name, digest in files.items():
        _, mark, of = name.partition("#")
        if mark and of.partition(" (")[0] == server:
            return digest
    return None


def _hashes(plan: Plan) -> Iterator[tuple[str, str]]:
    for server in plan.servers:
        if server.known_hosts is None or server.ssh_config is not None:
            continue
        known = _known(path_in_plan(plan.folder, server.known_hosts))
        if known is not None:
            yield f"{server.known_hosts}#{server.id}", _hash(known, server)


def _hash(known: asyncssh.SSHKnownHosts, server: Server) -> str:
    port = None if server.port == SSH_PORT else server.port
    found: tuple[Any, ...] = known.match(server.address, "", port)
    lines = [
        f"{kind} {each.public_data.hex()}"
        for kind, keys in enumerate(found[:_KINDS])
        for each in keys
    ]
    return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()


def _known(file: Path) -> asyncssh.SSHKnownHosts | None:
    try:
        found = file.stat()
        text = file.read_text("utf-8")
    except (OSError, ValueError):
        return None
    return _parsed(text) if found.st_size else None


@cache
def _parsed(text: str) -> asyncssh.SSHKnownHosts | None:
    # It takes long to load, and a drill at a table needs none of it.
    import asyncssh  # noqa: PLC0415

    try:
        return asyncssh.import_known_hosts(text)
    except ValueError:
        return None
