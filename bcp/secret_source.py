"""Where a secret comes from, as a plan says it: never the secret itself."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class SecretSource:
    """One of: an environment variable, an entry of the system's keyring, a file, or a question.

    `keyring` is ``service/account``. `file` is a path from the plan's folder, which only its owner
    may read. `prompt` asks whoever starts the drill, on the terminal.
    """

    env: str | None = None
    keyring: str | None = None
    file: str | None = None
    prompt: bool = False
