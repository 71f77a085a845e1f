"""Keys and certificates: what changed of them since a drill, as far as both sides are known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from bcp.message import Phrase
from drills.core.brief import Brief
from drills.history.rows import DrillRow
from drills.readiness.changes import Change
from drills.readiness.past import Past
from drills.runtime.host_keys import keys_of

HOST_KEYS = Phrase(
    "change.host_keys",
    ja="サーバ「{id}」の信用するホスト鍵（known_hosts）が変わりました",
    en="the host keys trusted for the server {id} (known_hosts)",
)
CERTIFICATE = Phrase(
    "change.certificate",
    ja="「{id}」の証明書が替わりました（期限が{then:date}から{now:date}へ）",
    en="the certificate of {id}, whose end went from {then:date} to {now:date}",
)
# Readings tell whole days: the same certificate may seem to end a day sooner or later.
_BLUR = timedelta(days=1)


def trust_changes(
    things: Iterable[tuple[str, str]], row: DrillRow, brief: Brief, past: Past
) -> Iterator[Change]:
    """Of these things (kind and id) since the drill of `row`; what is not known is no change."""
    for kind, word in sorted(things):
        if kind == "server":
            then = keys_of(brief.files, word)
            now = None if then is None else keys_of(past.trusted(), word)
            if now is not None and then != now:
                yield Change(kind, word, "host_keys", HOST_KEYS(id=word))
        elif kind != "command":
            yield from _certificate(kind, word, row, past)


def _certificate(kind: str, word: str, row: DrillRow, past: Past) -> Iterator[Change]:
    read = [each for each in past.seen_of(word) if each.row.seen == "certificate"]
    own = [each.row for each in read if each.run == row.run_id]
    if not own or not read:
        return
    then = date.fromisoformat(max(own, key=lambda each: each.at_us).until)
    now = date.fromisoformat(max(read, key=lambda each: each.row.at_us).row.until)
    if abs(now - then) > _BLUR:
        what = CERTIFICATE(id=word, then=then.isoformat(), now=now.isoformat())
        yield Change(kind, word, "certificate", what)
