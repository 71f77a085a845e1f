"""The keys of one town: one for each machine, one for the visitor, and the list of known hosts.

Beside them lies the community with which its devices are read over SNMP.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import asyncssh

from drills.town.ports import HOME

COMMUNITY = "community"
_KIND = "ssh-ed25519"


@dataclass(frozen=True)
class Keys:
    """Where a town's private keys lie; made at the first start and kept."""

    machines: Path
    visitor: Path

    @classmethod
    def of(cls, folder: Path, machines: Iterable[str], replaced: Iterable[str] = ()) -> Keys:
        """The keys of the town in `folder`; those that are missing are made.

        The visitor knows the machines that were `replaced` by the keys they had before.
        """
        keys = cls(folder / "machines", folder / "plan" / "keys" / "drill_ed25519")
        hosts = (*map(keys.host, machines), *map(keys.before, replaced))
        for file in (keys.visitor, *hosts):
            if not file.exists():
                _make(file)
        community = keys.visitor.parent / COMMUNITY
        if not community.exists():
            community.touch(mode=0o600)
            community.write_text(secrets.token_hex(12), encoding="ascii")
            # A plan that lies in a repository is committed sooner or later, and must not take the
            # keys along.
            (community.parent / ".gitignore").write_text("*\n", encoding="ascii")
        for name in replaced:
            keys.note(name).write_text(_fingerprint(keys.host(name)) + "\n", encoding="utf-8")
        return keys

    def host(self, machine: str) -> Path:
        """The private key by which a machine proves who it is."""
        return self.machines / machine / "host_ed25519"

    def before(self, machine: str) -> Path:
        """The key that a replaced machine had before."""
        return self.machines / machine / "before_ed25519"

    def note(self, machine: str) -> Path:
        """Where the machine's owner noted the fingerprint of its key, to be compared with."""
        return self.machines / machine / "fingerprint.txt"

    @property
    def visitor_public(self) -> str:
        """The visitor's public key, as one line."""
        return _public(self.visitor)

    def write_known_hosts(self, folder: Path, ssh_ports: Mapping[str, int]) -> None:
        """Write the only hosts that the visitor may trust."""
        lines = []
        for name, port in ssh_ports.items():
            before = self.before(name)
            key = before if before.exists() else self.host(name)
            lines.append(f"[{HOME}]:{port} {_public(key)}")
        (folder / "known_hosts").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _make(file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.touch(mode=0o600)
    file.write_bytes(asyncssh.generate_private_key(_KIND).export_private_key())


def _public(file: Path) -> str:
    return asyncssh.read_private_key(file).export_public_key().decode().strip()


def _fingerprint(file: Path) -> str:
    return asyncssh.read_private_key(file).get_fingerprint()
