"""Accounts of a VPN that belong to nobody, for drills alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bcp.asking import ProbeCall
from bcp.message import Phrase
from bcp.refused import Place, Refusal

LOG_IN = "vpn_login"

NO_LOG_IN = Phrase(
    "accounts.no_log_in",
    ja="試験用アカウント「{id}」のloginが、VPNへのログイン（vpn_login）ではありません。",
    en="the login of the test account {id!r} is no log-in to a VPN.",
)
WRITE_LOG_IN = Phrase(
    "accounts.write_log_in",
    ja="「login: {{vpn_login: 装置, …}}」と書いてください。",
    en='Write "login: {{vpn_login: the gateway, …}}".',
)
TWICE = Phrase(
    "accounts.twice",
    ja="テレワーク「{way}」に試験用アカウント「{id}」が二つあります。",
    en="the telework {way!r} has two test accounts {id!r}.",
)
OTHER_ID = Phrase("accounts.other_id", ja="別のidにしてください。", en="Give one another id.")
NO_ROOM = Phrase(
    "accounts.at_once",
    ja="試験用アカウント「{id}」のat_onceは1以上にしてください。",
    en="at_once of the test account {id!r} is 1 at least.",
)


@dataclass(frozen=True)
class DrillAccount:
    """An account that drills may connect with until the day `allowed_until` (ISO).

    `login` is the same question as in a gate. `at_once` is how many sessions the gateway lets it
    have at a time.
    """

    id: str
    login: ProbeCall
    allowed_until: str
    at_once: int = 1


def account_mistakes(
    way: str, accounts: tuple[DrillAccount, ...], place: Place
) -> Iterator[Refusal]:
    """Accounts that log in to nothing, and two of one name."""
    seen: set[str] = set()
    for each in accounts:
        if each.login.word != LOG_IN:
            yield Refusal(place, NO_LOG_IN(id=each.id), WRITE_LOG_IN())
        if each.id in seen:
            yield Refusal(place, TWICE(way=way, id=each.id), OTHER_ID())
        if each.at_once < 1:
            yield Refusal(place, NO_ROOM(id=each.id))
        seen.add(each.id)
