"""What asyncssh asks of whoever logs in: which keys are trusted, and what is offered."""

from __future__ import annotations

from collections.abc import Sequence

import asyncssh

from drills.runtime.masking import masked
from drills.runtime.secrets import Secrets
from drills.runtime.ssh_failures import Seen

# A server's notice may be a page of rules.
_SAID = 200


class Client(asyncssh.SSHClient):
    """Remembers what a server showed of itself; it trusts nothing of its own.

    A password is offered once, to the server whose key is known, and never again: more failures
    would have the account locked. `offered` says that it was.
    """

    def __init__(self, server: str, secrets: Secrets) -> None:
        self.offered = False
        self._server = server
        self._secrets = secrets
        self._connection: asyncssh.SSHClientConnection | None = None
        self._seen = Seen()

    def seen(self) -> Seen:
        """What was seen so far."""
        if self._connection:
            told = self._connection.get_extra_info
            self._seen.greeted = bool(told("server_version"))
            self._seen.keyed = bool(told("recv_cipher"))
        return self._seen

    def connection_made(self, conn: asyncssh.SSHClientConnection) -> None:
        self._connection = conn

    def validate_host_public_key(
        self, host: str, addr: str, port: int, key: asyncssh.SSHKey
    ) -> bool:
        self._note(key)
        return False

    def validate_host_ca_key(self, host: str, addr: str, port: int, key: asyncssh.SSHKey) -> bool:
        self._note(key)
        return False

    def auth_banner_received(self, msg: str, lang: str) -> None:
        # Hidden before it is cut: half a secret would not be known as one.
        self._seen.said = masked(" ".join(msg.split()))[:_SAID]

    def public_key_auth_requested(self) -> None:
        self._seen.methods.append("publickey")

    def password_auth_requested(self) -> str | None:
        self._seen.methods.append("password")
        return self._password()

    def kbdint_auth_requested(self) -> str | None:
        self._seen.methods.append("keyboard-interactive")
        waiting = not self.offered and self._secrets.of(self._server, "password") is not None
        return "" if waiting else None

    def kbdint_challenge_received(
        self, name: str, instructions: str, lang: str, prompts: Sequence[tuple[str, bool]]
    ) -> list[str] | None:
        """Answer one hidden question, which is how many servers ask for the password."""
        if not prompts:
            return []
        if len(prompts) > 1 or prompts[0][1]:
            return None
        answer = self._password()
        return None if answer is None else [answer]

    def _password(self) -> str | None:
        secret = self._secrets.of(self._server, "password")
        if self.offered or secret is None:
            return None
        self.offered = True
        return secret.reveal()

    def _note(self, key: asyncssh.SSHKey) -> None:
        self._seen.kind = key.get_algorithm()
        self._seen.fingerprint = key.get_fingerprint()
