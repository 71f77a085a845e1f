"""Where the address of the shared claims is kept: never on the command line, which all can see."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from bcp.message import Phrase
from bcp.secret_source import SecretSource
from drills.errors import Refusal
from drills.runtime.secret_sources import kept_secret

WRONG = Phrase(
    "schedule_run.wrong_claims",
    ja="--claims は env:変数名、file:パス、keyring:サービス/アカウント のどれかで書いてください。"
    "接続先そのものは、ほかの利用者にも見えるため書けません。",
    en="--claims wants env:NAME, file:PATH or keyring:SERVICE/ACCOUNT. The address itself cannot "
    "stand there, where other users of the machine can see it.",
)


_SOURCES: Mapping[str, Callable[[str], SecretSource]] = {
    "env": lambda name: SecretSource(env=name),
    "file": lambda name: SecretSource(file=name),
    "keyring": lambda name: SecretSource(keyring=name),
}


def address_in(where: str) -> str:
    """The address that is kept there. Raises `Refusal`."""
    kind, _, name = where.partition(":")
    if kind not in _SOURCES or not name or name.startswith("//"):
        raise Refusal(WRONG())
    if kind == "keyring" and "/" not in name:
        raise Refusal(WRONG())
    return kept_secret(str(Path.cwd()), _SOURCES[kind](name)).reveal()
