"""How a plan says with which account devices are asked over SNMP."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bcp.message import Text
from bcp.secret_source import SecretSource

Authentication = Literal["md5", "sha1", "sha224", "sha256", "sha384", "sha512"]
# The names that net-snmp uses; those with a "c" stretch a short key as Cisco's devices do.
Privacy = Literal["aes128", "aes192", "aes256", "aes192c", "aes256c"]


@dataclass(frozen=True)
class SnmpAccount:
    """An account that may read: ``v2c`` with a community, ``v3`` with a user.

    `community` and the passwords say where the secret comes from, never what it is. Version 3
    without `auth` neither proves who asks nor hides anything; without `privacy` it hides nothing.
    """

    id: str
    version: Literal["v2c", "v3"]
    community: SecretSource | None = None
    user: str | None = None
    auth: Authentication | None = None
    auth_password: SecretSource | None = None
    privacy: Privacy | None = None
    privacy_password: SecretSource | None = None
    note: Text | None = None

    @property
    def secrets(self) -> tuple[SecretSource, ...]:
        """Every secret that it is used with."""
        all_ = (self.community, self.auth_password, self.privacy_password)
        return tuple(each for each in all_ if each is not None)
