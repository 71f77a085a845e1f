"""Looks at the certificate that a server shows: what is wrong with it, and how long it lasts."""

from __future__ import annotations

import datetime
import ssl
from functools import lru_cache

from cryptography import x509

from bcp.message import Message, Phrase
from bcp.system_trouble import words_of
from drills.errors import Unreachable

EXPIRED = Phrase(
    "probes.http.certificate_expired",
    ja="証明書の有効期限が切れています。更新してください。",
    en="the certificate has expired; renew it.",
)
NOT_YET_VALID = Phrase(
    "probes.http.certificate_not_yet_valid",
    ja="証明書の有効期間がまだ始まっていません。サーバとこの端末の時刻を確かめてください。",
    en="the certificate is not valid yet; check the clocks of the server and of this machine.",
)
WRONG_NAME = Phrase(
    "probes.http.certificate_wrong_name",
    ja="証明書が別の名前のものです ({detail})。アドレスか証明書を確かめてください。",
    en="the certificate is for another name ({detail}); check the address or the certificate.",
)
SELF_SIGNED = Phrase(
    "probes.http.certificate_self_signed",
    ja="証明書が自己署名です。庁内の認証局のものなら、そのPEMファイルを`ca`に書いてください。",
    en="the certificate is self-signed; if it is your own, name its PEM file in `ca`.",
)
UNKNOWN_ISSUER = Phrase(
    "probes.http.certificate_unknown_issuer",
    ja="証明書の発行者がこの端末に登録されていません。サーバが中間証明書を送っているか確かめ、"
    "庁内の認証局ならそのPEMファイルを`ca`に書いてください。",
    en="the issuer of the certificate is not known here; check that the server sends the "
    "intermediate certificates, or name the PEM file of your own authority in `ca`.",
)
NOT_TRUSTED = Phrase(
    "probes.http.certificate_not_trusted",
    ja="証明書を信頼できません ({detail})。",
    en="the certificate cannot be trusted ({detail}).",
)
BAD_CA = Phrase(
    "probes.http.bad_ca",
    ja="`ca`のファイル{file}を読めません ({reason})。PEM形式の証明書を置いてください。",
    en="the file {file} of `ca` cannot be read ({reason}); put certificates in PEM format there.",
)

# Numbers of X509_V_ERR_*, from OpenSSL's x509_vfy.h.
_FAULTS = {
    9: NOT_YET_VALID,
    10: EXPIRED,
    18: SELF_SIGNED,
    19: SELF_SIGNED,
    20: UNKNOWN_ISSUER,
    21: UNKNOWN_ISSUER,
    62: WRONG_NAME,
    64: WRONG_NAME,
}


def fault_of(trouble: ssl.CertificateError) -> Message:
    """What is wrong with the certificate, from the number of OpenSSL's check."""
    code = getattr(trouble, "verify_code", None)
    detail = getattr(trouble, "verify_message", None) or str(trouble)
    phrase = _FAULTS.get(code, NOT_TRUSTED) if code is not None else NOT_TRUSTED
    return phrase(detail=detail) if phrase in (WRONG_NAME, NOT_TRUSTED) else phrase()


# Reading the system's authorities takes tens of milliseconds, too long for every ask.
@lru_cache(maxsize=64)
def context(ca: str | None, trust: bool) -> ssl.SSLContext:
    """For connections as a client; `ca` is an absolute path, `trust` off takes any certificate.

    Raises `Unreachable` where the file `ca` cannot be read.
    """
    try:
        made = ssl.create_default_context(cafile=ca)
    except OSError as trouble:
        raise Unreachable(BAD_CA(file=ca, reason=words_of(trouble)), answered=None) from trouble
    if not trust:
        made.check_hostname = False
        made.verify_mode = ssl.CERT_NONE
    return made


def days_left(der: bytes | None) -> float | None:
    """Days until a certificate expires, negative after that; None where there is none."""
    if der is None:
        return None
    until = x509.load_der_x509_certificate(der).not_valid_after_utc
    left = until - datetime.datetime.now(datetime.UTC)
    return round(left.total_seconds() / 86_400, 2)
