"""Who may see what: one token for the reports, one for the board on the wall, and one each feed.

A token has 20 signs of Crockford's base 32, that is 100 bits of chance, so that it can be typed at
a big screen and never be guessed. A browser that has shown one gets a pass: a role, an end and a
signature by that token. So passes outlive this process, end with the token, and nothing is kept.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass, replace
from typing import Literal

from bcp.message import Phrase
from bcp.refused import Place, Refusal

Role = Literal["reports", "board"]
"""``reports`` sees everything that is served; ``board`` what the players in the room may see."""

ROLES: tuple[Role, ...] = ("reports", "board")
FeedRole = Literal["calendar", "metrics"]
"""``calendar`` opens the calendar, ``metrics`` the figures and the readiness, and nothing else."""

FEED_ROLES: tuple[FeedRole, ...] = ("calendar", "metrics")
SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 20
GROUP = 5
# Seconds for which a pass holds: a working day; a month for a screen on a wall.
HOLDS_S = {"reports": 12 * 3_600, "board": 30 * 86_400}
# Letters that are taken for digits when they are written by hand (Crockford).
_MEANT = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None})

NO_TOKEN = Phrase(
    "serve.no_token",
    ja="「reports: 合言葉」「board: 合言葉」の行（あれば calendar・metrics の行）ではないか、"
    "合言葉が20文字（0-9とA-Z）ではありません。",
    en="this is not lines like reports: TOKEN and board: TOKEN (and calendar, metrics where there "
    "are any), with tokens of 20 signs each.",
)
SAME_TOKEN = Phrase(
    "serve.same_token",
    ja="用途の違う合言葉が同じです。",
    en="two tokens that open different things are the same.",
)
MAKE_ANEW = Phrase(
    "serve.make_anew",
    ja="このファイルを消して serve をもう一度実行すると、作り直します。",
    en="Remove this file and run serve again; it makes a new one.",
)


@dataclass(frozen=True)
class Tokens:
    """The tokens, without hyphens. A feed without one is open to nobody but who sees reports."""

    reports: str
    board: str
    calendar: str = ""
    metrics: str = ""

    def of(self, role: Role | FeedRole) -> str:
        """The token of a role."""
        found: str = getattr(self, role)
        return found

    def opens(self, feed: FeedRole, typed: str) -> bool:
        """Whether a token opens a feed; the time it takes tells nothing about the token."""
        same = hmac.compare_digest(_digest(plain(typed)), _digest(self.of(feed)))
        return same and bool(self.of(feed))

    def role_of(self, typed: str) -> Role | None:
        """The role that a token opens; the time it takes tells nothing about the token."""
        wanted = _digest(plain(typed))
        found = [hmac.compare_digest(wanted, _digest(self.of(role))) for role in ROLES]
        return next((role for role, hit in zip(ROLES, found, strict=True) if hit), None)

    def pass_for(self, role: Role, now: int) -> str:
        """What a browser keeps; `now` is Unix time in seconds."""
        said = f"{role}.{now + HOLDS_S[role]}"
        return f"{said}.{self._signature(role, said)}"

    def role_in(self, kept: str, now: int) -> Role | None:
        """The role of a pass, or None where it is none of ours or its time is over."""
        said, _, signature = kept.rpartition(".")
        name, _, end = said.partition(".")
        role = next((each for each in ROLES if each == name), None)
        if role is None or not (end.isascii() and end.isdigit() and len(end) < 16):
            return None
        right = self._signature(role, said)
        if not hmac.compare_digest(signature.encode(), right.encode()):
            return None
        return role if int(end) > now else None

    def _signature(self, role: Role, said: str) -> str:
        return hmac.new(self.of(role).encode(), said.encode(), hashlib.sha256).hexdigest()


def made() -> Tokens:
    """New tokens of all kinds."""
    return with_feeds(Tokens(_new(), _new()))


def with_feeds(tokens: Tokens) -> Tokens:
    """The same, with new ones for the feeds that have none."""
    return replace(tokens, **{each: tokens.of(each) or _new() for each in FEED_ROLES})


def _new() -> str:
    return "".join(secrets.choice(SIGNS) for _ in range(LENGTH))


def shown(token: str) -> str:
    """``ABCDE-FGHJK-MNPQR-STVWX``."""
    return "-".join(token[at : at + GROUP] for at in range(0, len(token), GROUP))


def plain(typed: str) -> str:
    """A token as it is compared: what people write differently is the same."""
    return typed.strip().upper().translate(_MEANT)


def written(tokens: Tokens) -> str:
    """The text of a file of tokens."""
    return "".join(
        f"{role}: {shown(tokens.of(role))}\n" for role in (*ROLES, *FEED_ROLES) if tokens.of(role)
    )


def read(text: str, file: str) -> Tokens | Refusal:
    """The tokens in the text of a file, or what is wrong with it."""
    found: dict[str, str] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        name, _, token = line.partition(":")
        token = plain(token)
        wrong = len(token) != LENGTH or not set(token) <= set(SIGNS)
        if name.strip() not in (*ROLES, *FEED_ROLES) or name.strip() in found or wrong:
            return Refusal(Place(file, number, 1), NO_TOKEN(), MAKE_ANEW())
        found[name.strip()] = token
    if not set(ROLES) <= set(found):
        return Refusal(Place(file, 1, 1), NO_TOKEN(), MAKE_ANEW())
    if len(set(found.values())) < len(found):
        return Refusal(Place(file, 1, 1), SAME_TOKEN(), MAKE_ANEW())
    return Tokens(**found)


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
