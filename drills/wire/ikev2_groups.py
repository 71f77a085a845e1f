"""Public values for a key exchange that nobody will finish, so only their form has to be right."""

from __future__ import annotations

from collections.abc import Mapping

# RFC 2409 and RFC 3526: the length of a value in bytes.
_MODP: Mapping[int, int] = {2: 128, 5: 192, 14: 256, 15: 384, 16: 512, 17: 768, 18: 1024}
_ECP = (19, 20, 21)
_CURVES: Mapping[int, int] = {31: 32, 32: 56}
SECRET_BYTES = 64


def public_value(group: int, secret: bytes) -> bytes | None:
    """A value that a gateway takes for good, made of 64 random bytes; None for an unknown group."""
    if group in _MODP:
        # Any number below the prime is somebody's public value, and all these primes begin with FF.
        filled = secret * (_MODP[group] // SECRET_BYTES)
        return b"\x7f" + filled[1:]
    if group in _ECP:
        return _point(group, secret)
    return secret[: _CURVES[group]] if group in _CURVES else None


def _point(group: int, secret: bytes) -> bytes:
    """A point of the curve: gateways look whether it is one (RFC 5903, section 8.1)."""
    from cryptography.hazmat.primitives.asymmetric import ec  # noqa: PLC0415

    curves: Mapping[int, ec.EllipticCurve] = {
        19: ec.SECP256R1(),
        20: ec.SECP384R1(),
        21: ec.SECP521R1(),
    }
    # Shorter than every curve's order, and never zero.
    number = int.from_bytes(secret[:31], "big") | 1
    point = ec.derive_private_key(number, curves[group]).public_key().public_numbers()
    size = (curves[group].key_size + 7) // 8
    return point.x.to_bytes(size, "big") + point.y.to_bytes(size, "big")
