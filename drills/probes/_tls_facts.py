"""What is told of a connection that may be encrypted, by every probe that looks at one."""

from __future__ import annotations

from bcp.asking import FactKind
from bcp.message import Text

TLS_FACTS = {
    "tls": FactKind("str", Text(ja="TLSの版。なければ空", en="the version of TLS, or empty")),
    "trusted": FactKind(
        "bool",
        Text(
            ja="証明書に問題が見つからない（TLSがなければ真）",
            en="no fault was found in the certificate (true where there is no TLS)",
        ),
    ),
    "expired": FactKind(
        "bool", Text(ja="証明書の期限が切れている", en="the certificate has expired")
    ),
    "certificate_days": FactKind(
        "float",
        Text(
            ja="証明書の残り日数。期限切れなら負。TLSがなければなし",
            en="days until the certificate expires, negative after that; none without TLS",
        ),
        "days",
    ),
}
