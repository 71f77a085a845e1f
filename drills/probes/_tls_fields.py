"""What is written beside an address whose certificate is looked at: whom to trust, which name."""

from __future__ import annotations

from bcp.message import Phrase, Text

CA = Text(
    ja="信頼する認証局の証明書（PEM。計画のフォルダからのパス）",
    en="a PEM file with the authorities to trust, from the plan's folder",
)
HOST = Text(
    ja="証明書に求める名前（アドレスで1台を名指しするとき）",
    en="the name to want in the certificate, where the address is another",
)
NOT_A_HOST = Phrase(
    "probes.tls.not_a_host",
    ja="`host`の「{host}」はホスト名として読めません。",
    en="`host` is {host!r}, which is no host name.",
)
