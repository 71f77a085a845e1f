"""Which host keys a terminal trusts for each server, as one hash for each.

A file of known hosts is about many servers. What a drill proved of one of them rests on that one's
keys alone, so that is what is kept of it. Only the file is read here: whom to trust when a
connection is made, the library of SSH decides, which looks addresses up and takes long to load.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from base64 import b64decode
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from bcp.model import Plan, Server
from bcp.plan_paths import path_in_plan

SSH_PORT = 22


class _Known(NamedTuple):
    """A line of a file of known hosts (sshd(8), SSH_KNOWN_HOSTS FILE FORMAT)."""

    marker: str
    patterns: tuple[str, ...]
    key: str


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


def _hash(known: tuple[_Known, ...], server: Server) -> str:
    # A key for the port goes before one for the machine, as when the connection is made.
    found = _about(known, f"[{server.address}]:{server.port}") if server.port != SSH_PORT else []
    lines = sorted(found or _about(known, server.address))
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _about(known: tuple[_Known, ...], host: str) -> list[str]:
    return [f"{each.marker} {each.key}" for each in known if _matches(each.patterns, host)]


def _matches(patterns: tuple[str, ...], host: str) -> bool:
    """Whether one of them names the host, and none that begins with ``!`` does."""
    barred = any(_is(each[1:], host) for each in patterns if each.startswith("!"))
    return not barred and any(_is(each, host) for each in patterns if not each.startswith("!"))


def _is(pattern: str, host: str) -> bool:
    if pattern.startswith("|1|"):
        salt, _, digest = pattern[3:].partition("|")
        try:
            # SHA-1 is what the format has, to hide names; nothing is trusted for it.
            made = hmac.digest(b64decode(salt), host.encode(), "sha1")
            return made == b64decode(digest)
        except ValueError:
            return False
    signs = {"*": ".*", "?": "."}
    words = "".join(signs.get(sign, re.escape(sign)) for sign in pattern.lower())
    return re.fullmatch(words, host.lower()) is not None


def _known(file: Path) -> tuple[_Known, ...] | None:
    try:
        text = file.read_text("utf-8")
    except (OSError, ValueError):
        return None
    return _parsed(text) if text else None


@cache
def _parsed(text: str) -> tuple[_Known, ...]:
    return tuple(_lines(text))


def _lines(text: str) -> Iterator[_Known]:
    for line in text.splitlines():
        words = line.split()
        if not words or words[0].startswith("#"):
            continue
        marker = words.pop(0) if words[0].startswith("@") else ""
        if words:
            yield _Known(marker, tuple(words[0].split(",")), " ".join(words[1:3]))
