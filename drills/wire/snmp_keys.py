"""The keys of SNMP version 3: out of passwords, one set for each engine (RFC 3414, A.2; RFC 7860).

Keys longer than the hash are stretched in one of two ways: as net-snmp does
(draft-blumenthal-aes-usm-04), or as Cisco's devices do (draft-reeder-snmpv3-usm-3desede-00).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from drills.wire import Malformed

# How many bytes of the hash are sent (RFC 3414, 6 and 7; RFC 7860, 4.1).
_SENT: Mapping[str, int] = {
    "md5": 12,
    "sha1": 12,
    "sha224": 16,
    "sha256": 24,
    "sha384": 32,
    "sha512": 48,
}
_KEY_BYTES: Mapping[str, int] = {
    "aes128": 16,
    "aes192": 24,
    "aes256": 32,
    "aes192c": 24,
    "aes256c": 32,
}
_STRETCHED = 1_048_576
_SALT_BYTES = 8


@dataclass(frozen=True, repr=False)
class Keys:
    """What one account signs and encrypts with at one engine. `private` empty: nothing."""

    hash: str
    auth: bytes
    private: bytes = b""

    @property
    def signature_bytes(self) -> int:
        """How long a signature is."""
        return _SENT[self.hash]

    def decrypted(self, content: bytes, boots: int, seconds: int, salt: bytes) -> bytes:
        """What was encrypted at that time with that salt. Raises `Malformed`."""
        if not self.private or len(salt) != _SALT_BYTES:
            raise Malformed("nothing to decrypt it with")
        return _cipher(self.private, boots, seconds, salt, content, encrypt=False)

    def encrypted(self, content: bytes, boots: int, seconds: int, salt: bytes) -> bytes:
        """The content, encrypted; `salt` is 8 bytes that were not used before."""
        return _cipher(self.private, boots, seconds, salt, content, encrypt=True)


def keys_for(
    engine: bytes,
    hash: str,
    password: str,
    privacy: str | None = None,
    privacy_password: str = "",
) -> Keys:
    """The keys of an account at an engine. Takes milliseconds: keep them."""
    auth = _local(password.encode(), engine, hash)
    if privacy is None:
        return Keys(hash, auth)
    private, wanted = _local(privacy_password.encode(), engine, hash), _KEY_BYTES[privacy]
    while len(private) < wanted:
        if privacy.endswith("c"):
            private += _local(private, engine, hash)
        else:
            private += hashlib.new(hash, private).digest()
    return Keys(hash, auth, private[:wanted])


def shortened(digest: bytes, hash: str) -> bytes:
    """As much of a digest as is sent."""
    return digest[: _SENT[hash]]


def _local(password: bytes, engine: bytes, hash: str) -> bytes:
    """The key of a password at one engine (RFC 3414, A.2.1 and 2.6)."""
    if not password:
        raise Malformed("an empty password")
    times = _STRETCHED // len(password) + 1
    key = hashlib.new(hash, (password * times)[:_STRETCHED]).digest()
    return hashlib.new(hash, key + engine + key).digest()


def _cipher(
    key: bytes, boots: int, seconds: int, salt: bytes, content: bytes, *, encrypt: bool
) -> bytes:
    from cryptography.hazmat.decrepit.ciphers.modes import CFB  # noqa: PLC0415
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms  # noqa: PLC0415

    # RFC 3826, 3.1.2.1
    begin = boots.to_bytes(4, "big") + seconds.to_bytes(4, "big") + salt
    cipher = Cipher(algorithms.AES(key), CFB(begin))
    worker = cipher.encryptor() if encrypt else cipher.decryptor()
    return worker.update(content) + worker.finalize()
