"""What one old server still needs of SSH that is no longer trusted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bcp.message import Text

# What today's OpenSSH no longer offers of its own accord, each kind from the best to the worst;
# "legacy" stands for all of them.
OldAlgorithm = Literal[
    "legacy",
    "diffie-hellman-group14-sha1",
    "diffie-hellman-group-exchange-sha1",
    "diffie-hellman-group1-sha1",
    "ssh-rsa",
    "ssh-dss",
    "aes256-cbc",
    "aes192-cbc",
    "aes128-cbc",
    "3des-cbc",
    "hmac-sha1-96",
    "hmac-md5",
    "hmac-md5-96",
]


@dataclass(frozen=True)
class OldAlgorithms:
    """Algorithms no longer trusted that one old server still needs, and why.

    `until` is the last day (ISO) they are offered to it.
    """

    allow: tuple[OldAlgorithm, ...]
    until: str
    why: Text
