"""An SSH server on loopback that wants a password, and writes down what it was given."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import asyncssh

from bcp.model import Server
from bcp.secret_source import SecretSource
from tests.daemons.sshd import command


@dataclass
class Door(asyncssh.SSHServer):
    """A server that takes one password and writes down what it was given."""

    way: str
    right: str
    banner: str = ""
    given: list[str] = field(default_factory=list)
    connection: asyncssh.SSHServerConnection | None = None

    def connection_made(self, conn: asyncssh.SSHServerConnection) -> None:
        self.connection = conn

    def begin_auth(self, username: str) -> bool:
        if self.banner and self.connection:
            self.connection.send_auth_banner(self.banner)
        return True

    def password_auth_supported(self) -> bool:
        return self.way in ("password", "both")

    def validate_password(self, username: str, password: str) -> bool:
        self.given.append(password)
        return password == self.right

    def kbdint_auth_supported(self) -> bool:
        return self.way in ("keyboard", "both")

    def get_kbdint_challenge(
        self, username: str, lang: str, submethods: str
    ) -> tuple[str, str, str, list[tuple[str, bool]]]:
        return "", "", "", [("Password: ", False)]

    def validate_kbdint_response(self, username: str, responses: list[str]) -> bool:  # type: ignore[override]
        self.given += responses
        return responses == [self.right]


async def says_it_back(process: asyncssh.SSHServerProcess[str], words: str) -> None:
    """A command that shows the password it was logged in with."""
    process.stdout.write(words)
    process.exit(0)


@asynccontextmanager
async def door(
    folder: Path, way: str, right: str, banner: str = "", encoding: str = "utf-8"
) -> AsyncIterator[tuple[Server, Door]]:
    """A server on loopback that wants a password, and what it was given."""
    key = asyncssh.generate_private_key("ssh-ed25519")
    opened = Door(way, right, banner)
    listening = await asyncssh.create_server(
        lambda: replace(opened, given=opened.given),
        "127.0.0.1",
        0,
        server_host_keys=[key],
        process_factory=lambda process: says_it_back(process, f"you are in with {right}\n"),
        encoding=encoding,
    )
    port = listening.get_port()
    known = folder / "known_hosts"
    known.write_bytes(f"[127.0.0.1]:{port} ".encode() + key.export_public_key())
    yield (
        Server(  # noqa: S604 - `shell` is a word of the plan
            "old",
            "127.0.0.1",
            port=port,
            user="drill",
            known_hosts=str(known),
            password=SecretSource(env="OLD_PW"),
            shell="plain",
            commands=(command("show", "show"),),
        ),
        opened,
    )
    listening.close()
    await listening.wait_closed()
