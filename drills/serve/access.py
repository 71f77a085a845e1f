"""Who a request comes from, as far as it is to be known: a role, by what the browser keeps."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from aiohttp import web

from drills.runtime.web.rates import Allowances, Rate, counted_as
from drills.serve.tokens import HOLDS_S, FeedRole, Role, Tokens

# A slip of the finger or two, then one try every ten seconds: a token has 100 bits.
WRONG_TOKENS = Rate(20, 0.1)
REQUESTS = Rate(2_000, 200)


@dataclass(frozen=True)
class Entering:
    """What came of a token that was shown: its role, or None; `may_try` where it was looked at."""

    role: Role | None
    may_try: bool = True


FeedDoor = Literal["open", "closed", "too_often"]


class Access:
    """Lets in whoever shows a token; everybody, where there are none.

    With `secure` browsers send the pass over TLS alone, also where a proxy has the certificate.
    """

    def __init__(
        self,
        tokens: Tokens | None,
        *,
        secure: bool,
        wall: Callable[[], float] = time.time,
        mono: Callable[[], float] = time.monotonic,
    ) -> None:
        self._tokens, self._secure, self._wall = tokens, secure, wall
        # The prefix has browsers refuse it from anywhere else (RFC 6265bis, 4.1.3.2).
        self.cookie = "__Host-bcp-drill" if secure else "bcp-drill"
        self._wrong, self._requests = Allowances(WRONG_TOKENS, mono), Allowances(REQUESTS, mono)
        # A program with an old token asks for ever, and must keep nobody from the pages.
        self._wrong_feeds = Allowances(WRONG_TOKENS, mono)

    def may_ask(self, request: web.Request) -> bool:
        """Whether that address has not asked too often."""
        return self._requests.take(_address(request))

    def role_of(self, request: web.Request) -> Role | None:
        """What the sender may see."""
        if self._tokens is None:
            return "reports"
        return self._tokens.role_in(request.cookies.get(self.cookie, ""), int(self._wall()))

    def by_token(self, role: Role | None) -> bool:
        """Whether it was a token that gave the role."""
        return self._tokens is not None and role is not None

    def entered(self, request: web.Request, typed: str) -> Entering:
        """Look at a token; beyond the limit at none, whether it is right or wrong."""
        address = _address(request)
        if self._tokens is None or self._wrong.left(address) < 1:
            return Entering(None, may_try=self._tokens is None)
        role = self._tokens.role_of(typed)
        if role is None:
            self._wrong.take(address)
        return Entering(role)

    def to_feed(self, request: web.Request, feed: FeedRole, shown: str | None) -> FeedDoor:
        """Whether a program may have a feed, by the token that it shows, or by a browser's pass."""
        if self._tokens is None or self.role_of(request) == "reports":
            return "open"
        address = _address(request)
        if shown is not None and self._wrong_feeds.left(address) < 1:
            return "too_often"
        if shown is not None and self._tokens.opens(feed, shown):
            return "open"
        if shown is not None:
            self._wrong_feeds.take(address)
        return "closed"

    def give_pass(self, answer: web.Response, role: Role) -> None:
        """Let the browser keep what shows that it has shown a token."""
        if self._tokens is not None:
            kept = self._tokens.pass_for(role, int(self._wall()))
            self._set(answer, kept, HOLDS_S[role])

    def take_pass(self, answer: web.Response) -> None:
        """Let the browser forget it."""
        self._set(answer, "", 0)

    def _set(self, answer: web.Response, kept: str, seconds: int) -> None:
        answer.set_cookie(
            self.cookie,
            kept,
            max_age=seconds,
            path="/",
            httponly=True,
            samesite="Strict",
            secure=self._secure,
        )


def _address(request: web.Request) -> str:
    return counted_as(request.remote or "")
