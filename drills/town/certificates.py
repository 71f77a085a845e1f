"""The town's own certificate authority, and the certificates of its web server.

A right certificate, one that has expired and one for another name: each signed by the authority,
so that nothing but its one fault is wrong with it.
"""

from __future__ import annotations

import ipaddress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from drills.town.ports import HOME

_AUTHORITY = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Mihon-cho practice CA")])
_HERE: tuple[x509.GeneralName, ...] = (
    x509.IPAddress(ipaddress.ip_address(HOME)),
    x509.DNSName("www.mihon.example"),
)
_ELSEWHERE: tuple[x509.GeneralName, ...] = (x509.DNSName("kyu-www.mihon.example"),)


class Certificates:
    """Files with a certificate and its key, for an `ssl` context; made anew at every start.

    `authority` is what the visitor trusts.
    """

    def __init__(self, folder: Path, authority: Path) -> None:
        self.authority = authority
        self.right = folder / "right.pem"
        self.expired = folder / "expired.pem"
        self.elsewhere = folder / "elsewhere.pem"

    def make(self) -> None:
        """Make the authority and what it signs. Raises `OSError`."""
        now, key = datetime.now(UTC), ec.generate_private_key(ec.SECP256R1())
        last_week, next_month = now - timedelta(days=7), now + timedelta(days=30)
        self.right.parent.mkdir(parents=True, exist_ok=True)
        self.authority.parent.mkdir(parents=True, exist_ok=True)
        self.authority.write_bytes(_pem(_authority(key, last_week, now + timedelta(days=365))))
        for file, names, until in (
            (self.right, _HERE, next_month),
            (self.expired, _HERE, now - timedelta(days=3)),
            (self.elsewhere, _ELSEWHERE, next_month),
        ):
            own = ec.generate_private_key(ec.SECP256R1())
            signed = _signed(own, key, names, last_week, until)
            file.touch(mode=0o600)
            file.write_bytes(_pem(signed) + _secret(own))


def _authority(
    key: ec.EllipticCurvePrivateKey, since: datetime, until: datetime
) -> x509.Certificate:
    usage = x509.KeyUsage(
        digital_signature=False,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=True,
        crl_sign=True,
        encipher_only=False,
        decipher_only=False,
    )
    return (
        _begun(key, since, until)
        .subject_name(_AUTHORITY)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(usage, critical=True)
        .sign(key, hashes.SHA256())
    )


def _signed(
    own: ec.EllipticCurvePrivateKey,
    by: ec.EllipticCurvePrivateKey,
    names: tuple[x509.GeneralName, ...],
    since: datetime,
    until: datetime,
) -> x509.Certificate:
    return (
        _begun(own, since, until)
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Mihon-cho")]))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        # Both are what Python 3.13 and later insist on (VERIFY_X509_STRICT).
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(by.public_key()), critical=False
        )
        .sign(by, hashes.SHA256())
    )


def _begun(
    key: ec.EllipticCurvePrivateKey, since: datetime, until: datetime
) -> x509.CertificateBuilder:
    public = key.public_key()
    return (
        x509.CertificateBuilder()
        .issuer_name(_AUTHORITY)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(since)
        .not_valid_after(until)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
    )


def _pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.PEM)


def _secret(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
