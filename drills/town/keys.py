"""The keys of one town: one for each machine, one for the visitor, and the list of known hosts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import asyncssh

from drills.town.ports import HOME

_KIND = "ssh-ed25519"


@dataclass(frozen=True)
class Keys:
    """Where a town's private keys lie; made at the first start and kept."""

    machines: Path
    visitor: Path

    @classmethod
    def of(cls, folder: Path, machines: tuple[str, ...]) -> Keys:
        """The keys of the town in `folder`; those that are missing are made."""
        keys = cls(folder / "machines", folder / "plan" / "keys" / "drill_ed25519")
        for file in (keys.visitor, *(keys.host(name) for name in machines)):
            if not file.exists():
                _make(file)
        return keys

    def host(self, machine: str) -> Path:
        """The private key by which a machine proves who it is."""
        return self.machines / machine / "host_ed25519"

    @property
    def visitor_public(self) -> str:
        """The visitor's public key, as one line."""
        return _public(self.visitor)

    def write_known_hosts(self, folder: Path, ssh_ports: Mapping[str, int]) -> None:
        """Write the only hosts that the visitor may trust."""
        lines = [f"[{HOME}]:{port} {_public(self.host(name))}" for name, port in ssh_ports.items()]
        (folder / "known_hosts").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _make(file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.touch(mode=0o600)
    file.write_bytes(asyncssh.generate_private_key(_KIND).export_private_key())


def _public(file: Path) -> str:
    return asyncssh.read_private_key(file).export_public_key().decode().strip()
