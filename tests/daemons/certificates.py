"""Certificates for a test's servers and clients, as an authority of the test's own issues them."""

from __future__ import annotations

import datetime
import ipaddress
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

_PURPOSES = {
    "server": ExtendedKeyUsageOID.SERVER_AUTH,
    "client": ExtendedKeyUsageOID.CLIENT_AUTH,
}
_SIGNING = x509.KeyUsage(
    digital_signature=True,
    content_commitment=False,
    key_encipherment=False,
    data_encipherment=False,
    key_agreement=False,
    key_cert_sign=False,
    crl_sign=False,
    encipher_only=False,
    decipher_only=False,
)


class Authority:
    """Issues certificates into a folder; its own is ``ca.crt`` there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._key = ec.generate_private_key(ec.SECP256R1())
        made = self._signed("Test CA", self._key, 3650, -10, None)
        self._write("ca.crt", made.public_bytes(serialization.Encoding.PEM))

    def issue(
        self,
        file: str,
        *,
        purpose: str = "server",
        days: float = 30,
        begins: float = -10,
        name: str = "",
    ) -> str:
        """Write ``file.crt`` and ``file.key``, and return the pin of the key in it.

        The certificate is for 127.0.0.1, or for `name`; it is good from `begins` to `days`, counted
        from now.
        """
        key = ec.generate_private_key(ec.SECP256R1())
        made = self._signed(name or "127.0.0.1", key, days, begins, purpose)
        self._write(f"{file}.crt", made.public_bytes(serialization.Encoding.PEM))
        private = key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        self._write(f"{file}.key", private)
        spki = key.public_key().public_bytes(
            serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
        )
        return "pin-sha256:" + b64encode(sha256(spki).digest()).decode()

    def _write(self, file: str, content: bytes) -> None:
        path = self.folder / file
        path.touch(mode=0o600)
        path.write_bytes(content)

    def _signed(
        self,
        name: str,
        key: ec.EllipticCurvePrivateKey,
        days: float,
        begins: float,
        purpose: str | None,
    ) -> x509.Certificate:
        now = datetime.datetime.now(datetime.UTC)
        root = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Test CA")])
        builder = (
            x509.CertificateBuilder()
            .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]))
            .issuer_name(root)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now + datetime.timedelta(days=begins))
            .not_valid_after(now + datetime.timedelta(days=days))
            .add_extension(x509.BasicConstraints(ca=purpose is None, path_length=None), True)
        )
        if purpose is not None:
            usage = x509.ExtendedKeyUsage([_PURPOSES[purpose]])
            builder = builder.add_extension(usage, False)
            alternative = x509.SubjectAlternativeName([_alternative(name)])
            builder = builder.add_extension(alternative, False)
            builder = builder.add_extension(_SIGNING, True)
        return builder.sign(self._key, hashes.SHA256())


def _alternative(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name)
