"""Whether a certificate that is to be shown to browsers is valid today.

A server hands out any certificate; it is the browsers of others that refuse it, with words about
an attack. Whoever starts the server hears it first.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from bcp.message import Message, Phrase

OVER = Phrase(
    "certificate_days.over",
    ja="注意: 証明書（{file}）の期限が {day} に切れています。ブラウザに警告が出ます。"
    "新しい証明書にして、起動し直してください。",
    en="warning: the certificate {file} expired on {day}, and browsers warn of it. Put a new one "
    "there, and start again.",
)
NOT_YET = Phrase(
    "certificate_days.not_yet",
    ja="注意: 証明書（{file}）は {day} まで有効になりません。"
    "この端末の時計と証明書を確かめてください。",
    en="warning: the certificate {file} is not valid before {day}. See whether this terminal's "
    "clock and the certificate are right.",
)


def not_valid(file: Path, now: datetime) -> Message | None:
    """What is to be told of the first certificate in `file`; None for one that is valid.

    None as well for what is no certificate: whatever uses it says so.
    """
    from cryptography import x509  # noqa: PLC0415  # takes long to load, and few serve with TLS

    try:
        found = x509.load_pem_x509_certificate(file.read_bytes())
    except (OSError, ValueError):
        return None
    if found.not_valid_after_utc < now:
        return OVER(file=str(file), day=found.not_valid_after_utc.date().isoformat())
    if now < found.not_valid_before_utc:
        return NOT_YET(file=str(file), day=found.not_valid_before_utc.date().isoformat())
    return None
