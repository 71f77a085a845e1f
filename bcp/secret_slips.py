"""Secrets that slipped into a file: what looks like one is refused, and never said again.

A plan goes into version control, the journal and the report; a secret in it would go there too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bcp.message import Phrase
from bcp.nodes import Fields, Items, Node, Scalar
from bcp.refused import Refusal

LOOKS_SECRET = Phrase(
    "secret.looks_secret",
    ja="パスワードや秘密鍵のような値がここに書かれています。",
    en="this looks like a password or a private key.",
)
KEEP_ELSEWHERE = Phrase(
    "secret.keep_elsewhere",
    ja="秘密は計画やシナリオに書けません。ログインのものはサーバの「password」「passphrase」に"
    "出どころを書き、コマンドが使うものはサーバ側で本人だけが読めるファイルに置いてください。"
    "書いてしまったものは変更してください。",
    en="No secret stands in a plan or a scenario. For a login, say at the server where "
    '"password" or "passphrase" comes from; what a command needs belongs into a file on the '
    "server that only its account reads. Change the one that has stood here.",
)

_SECRET = re.compile(
    r"-----BEGIN [A-Z ]*PRIVATE KEY-----"
    r"|\bsshpass\s+-p\s*[^\s$]"
    r"|--(?:password|passwd|passphrase|token)[=\s]\s*[\"']?[^\s\"'$<-]"
    r"|\b\w*(?:PASSWORD|PASSWD|PASSPHRASE|MYSQL_PWD|SECRET_KEY|API_?KEY|ACCESS_TOKEN)"
    r"=[\"']?[^\s\"'$<]"
    r"|\bauthorization:\s*(?:basic|bearer)\s+[^\s$<{]"
    # Probes refuse a login in their own address in words that fit it.
    r"|(?<=[\s\"'=])[a-z]+://[^\s/:@$]+:[^\s/@$]+@",
    re.ASCII | re.IGNORECASE,
)


def secret_slips(node: Node | None) -> Iterator[Refusal]:
    """Every text in the tree that looks like a secret."""
    if isinstance(node, Scalar):
        if isinstance(node.value, str) and _SECRET.search(node.text):
            yield Refusal(node.place, LOOKS_SECRET(), KEEP_ELSEWHERE())
    elif isinstance(node, Items):
        for each in node.items:
            yield from secret_slips(each)
    elif isinstance(node, Fields):
        for _, value in node.entries:
            yield from secret_slips(value)
