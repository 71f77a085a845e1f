"""OpenSSH certificates: what is wrong with a server's, and what is wrong with our own."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.serialization import (
    SSHCertificate,
    SSHCertificateType,
    load_ssh_public_identity,
)

from bcp.message import Message, Phrase

HOST_EXPIRED = Phrase(
    "ssh.host_certificate_expired",
    ja="{place}のホスト証明書は有効期限が切れています。認証局の担当に再発行を頼んでください。"
    "この端末の時計も確かめてください。証明書を見るには: {look}",
    en="the host certificate of {place} has expired; have it issued again by who keeps the "
    "authority, and check this machine's clock. To look at it: {look}",
)
HOST_NOT_YET = Phrase(
    "ssh.host_certificate_not_yet",
    ja="{place}のホスト証明書はまだ有効期間に入っていません。この端末とサーバの時計を"
    "確かめてください。証明書を見るには: {look}",
    en="the host certificate of {place} is not yet valid; check the clocks of this machine and of "
    "the server. To look at it: {look}",
)
HOST_OTHER_NAME = Phrase(
    "ssh.host_certificate_other_name",
    ja="{place}のホスト証明書は「{name}」という名前のものではありません。計画の`address`を"
    "証明書にある名前で書くか、この名前で再発行してもらってください。証明書を見るには: {look}",
    en="the host certificate of {place} is not for the name {name!r}; write `address` as the "
    "certificate names it, or have one issued for this name. To look at it: {look}",
)
HOST_NO_HOST = Phrase(
    "ssh.host_certificate_wrong_kind",
    ja="{place}の示した証明書はホスト用ではありません。サーバのsshdのHostCertificateを"
    "確かめてください。証明書を見るには: {look}",
    en="the certificate that {place} shows is not one for hosts; check HostCertificate of its "
    "sshd. To look at it: {look}",
)
HOST_OTHER_CA = Phrase(
    "ssh.host_certificate_other_ca",
    ja="{place}のホスト証明書を出した認証局 ({kind} {fingerprint}) は、{file}の"
    "@cert-authorityにありません。なりすましのおそれがあります。認証局の鍵を替えたのなら、"
    "担当に指紋を確かめてから加えてください。",
    en="the authority behind the host certificate of {place} ({kind} {fingerprint}) is not a "
    "@cert-authority in {file}; somebody may be posing as it. If the authority has a new key, "
    "confirm its fingerprint with who keeps it, then add it.",
)
HOST_CA_REVOKED = Phrase(
    "ssh.host_ca_revoked",
    ja="{place}のホスト証明書を出した認証局は、{file}で失効しています (@revoked)。"
    "新しい認証局で再発行してもらってください。",
    en="the authority behind the host certificate of {place} is @revoked in {file}; have one "
    "issued by the new authority.",
)
HOST_MISSING = Phrase(
    "ssh.host_certificate_missing",
    ja="{place}はホスト証明書を示さず、普通のホスト鍵 ({kind} {fingerprint}) だけを示しました。"
    "{file}には認証局 (@cert-authority) しかありません。サーバのsshdのHostCertificateを"
    "確かめてください。証明書を使わないサーバなら、管理者に指紋を確かめて登録してください: "
    "{remedy}",
    en="{place} shows no host certificate but only a plain host key ({kind} {fingerprint}), and "
    "{file} knows only a @cert-authority for it; check HostCertificate of its sshd. If it has "
    "none on purpose, confirm the fingerprint with its owner and add the key: {remedy}",
)
OWN_EXPIRED = Phrase(
    "ssh.own_certificate_expired",
    ja="{place}が利用者「{user}」のログインを断りました。こちらの証明書{file}は{day}に"
    "有効期限が切れています。認証局の担当に再発行を頼んでください。",
    en="{place} refused the login of user {user!r}: our certificate {file} expired on {day}; have "
    "it issued again by who keeps the authority.",
)
OWN_NOT_YET = Phrase(
    "ssh.own_certificate_not_yet",
    ja="{place}が利用者「{user}」のログインを断りました。こちらの証明書{file}が有効になるのは"
    "{day}です。この端末の時計を確かめ、それまで待てなければ再発行を頼んでください。",
    en="{place} refused the login of user {user!r}: our certificate {file} is valid only from "
    "{day}; check this machine's clock, or have another one issued if that is too late.",
)
OWN_OTHER_USER = Phrase(
    "ssh.own_certificate_other_user",
    ja="{place}が利用者「{user}」のログインを断りました。こちらの証明書{file}は"
    "{names:list}のものです。計画の`user`を直すか、「{user}」を含めて再発行してもらってください。",
    en="{place} refused the login of user {user!r}: our certificate {file} is for {names:list}; "
    "correct `user` in the plan, or have one issued that names {user!r}.",
)
OWN_NO_USER = Phrase(
    "ssh.own_certificate_wrong_kind",
    ja="{place}が利用者「{user}」のログインを断りました。こちらの証明書{file}は利用者用では"
    "ありません。利用者用の証明書を置いてください。",
    en="{place} refused the login of user {user!r}: our certificate {file} is not one for users; "
    "put a user certificate there.",
)

# What asyncssh says of a host certificate, at the start of its message.
_HOST = (
    ("Certificate expired", HOST_EXPIRED),
    ("Certificate not yet valid", HOST_NOT_YET),
    ("Certificate principal mismatch", HOST_OTHER_NAME),
    ("Invalid certificate type", HOST_NO_HOST),
    ("Host CA key is revoked", HOST_CA_REVOKED),
    ("Host CA key is not trusted", HOST_OTHER_CA),
)
# The last second of a certificate without an end.
_FOR_EVER = 2**64 - 1


def host_trouble(reason: str) -> Phrase | None:
    """The words for what is wrong with a server's certificate, or None where it shows none."""
    return next((phrase for words, phrase in _HOST if reason.startswith(words)), None)


def own_trouble(files: Iterable[Path], user: str, place: str) -> Message | None:
    """Why a server may have refused our certificates, as far as they show it themselves.

    The server's own reasons (another authority, a revoked certificate) cannot be seen from here.
    """
    for file in files:
        found = _trouble(file, user, place)
        if found:
            return found
    return None


def _trouble(file: Path, user: str, place: str) -> Message | None:
    try:
        certificate = load_ssh_public_identity(file.read_bytes())
    except (OSError, ValueError, UnsupportedAlgorithm):
        return None
    if not isinstance(certificate, SSHCertificate):
        return None
    said = {"place": place, "user": user, "file": str(file)}
    now = datetime.now(UTC).timestamp()
    if certificate.type != SSHCertificateType.USER:
        return OWN_NO_USER(**said)
    if certificate.valid_before != _FOR_EVER and certificate.valid_before <= now:
        return OWN_EXPIRED(**said, day=_day(certificate.valid_before))
    if certificate.valid_after > now:
        return OWN_NOT_YET(**said, day=_day(certificate.valid_after))
    names = tuple(each.decode("utf-8", "replace") for each in certificate.valid_principals) or (
        "-",
    )
    return OWN_OTHER_USER(**said, names=names) if user not in names else None


def _day(unix: int) -> str:
    return datetime.fromtimestamp(unix, UTC).astimezone().isoformat(sep=" ", timespec="minutes")
