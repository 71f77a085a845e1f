"""A text for a group's chat, posted to the address that the chat gave for it."""

from __future__ import annotations

import hashlib
import hmac
import ssl
from contextlib import suppress
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import aiohttp

from bcp.message import Phrase
from bcp.messages import Webhook
from bcp.plan_paths import path_in_plan
from bcp.system_trouble import reason_of
from drills.runtime import web_failures
from drills.runtime.secrets import Secret
from drills.runtime.sending.bodies import body_of
from drills.runtime.sending.outcome import (
    DRILL_OFF,
    NO_SECRET,
    Addressed,
    NotSent,
    Outcome,
    Sent,
    Unsure,
)

SAID_NO = Phrase(
    "webhook.said_no",
    ja="受け口が断りました: {status} {said}",
    en="the webhook refused it: {status} {said}",
)
NOT_SURE = Phrase(
    "webhook.not_sure",
    ja="渡した後、受け口から確かな応答がありませんでした。{said}",
    en="after it was handed over, the webhook gave no clear answer. {said}",
)
UNREACHABLE = Phrase(
    "webhook.unreachable", ja="受け口に接続できません。", en="the webhook cannot be reached."
)
BAD_CA = Phrase(
    "webhook.bad_ca",
    ja="認証局のファイル{file}を読めません（{reason}）。",
    en="the file of the authority {file} cannot be read ({reason}).",
)
GONE = Phrase(
    "webhook.gone",
    ja="受け口はもうありません（{status}）。チャット側で作り直し、計画の url か秘密の値を"
    "直してください。",
    en="the webhook is not there any more ({status}); make a new one in the chat, and correct the "
    "url or the secret in the plan.",
)
PROXY_REFUSED = Phrase(
    "webhook.proxy_refused",
    ja="プロキシが断りました: {status}",
    en="the proxy refused it: {status}",
)
TIMEOUT_S = 20.0
# Whoever has not taken a connection by then has surely not taken a message.
CONNECT_S = 10.0
PLACE = "{secret}"
# Too many at once, and closed for now: it was not taken.
_LATER = (429, 503)
# A gateway that lost the chat behind it cannot say whether the chat has it.
_UNCLEAR = (500, 502, 504)
_NOT_THERE = (404, 410)
_MOST_BYTES = 2000
_LONGEST_WAIT_S = 24 * 3600


class Chat:
    """The plan's webhook, for one run."""

    def __init__(self, plan: Webhook, folder: str, secret: Secret | None) -> None:
        self._plan, self._folder, self._secret = plan, folder, secret

    async def send(self, message: Addressed) -> Outcome:
        """Post one message."""
        if self._plan.secret is not None and self._secret is None:
            return NotSent(NO_SECRET())
        try:
            context = self._context()
        except OSError as trouble:
            file = path_in_plan(self._folder, self._plan.ca or "")
            return NotSent(BAD_CA(file=str(file), reason=reason_of(trouble)))
        if not message.may_go():
            return NotSent(DRILL_OFF())
        try:
            return await self._posted(message, context)
        except (aiohttp.ClientError, OSError) as trouble:
            return self._failed(trouble)

    def _failed(self, trouble: Exception) -> Outcome:
        """Before it was handed over nothing has gone out; behind that nobody can tell."""
        if isinstance(trouble, aiohttp.ClientHttpProxyError):
            return NotSent(PROXY_REFUSED(status=trouble.status), again=trouble.status >= 500)
        if isinstance(trouble, aiohttp.ConnectionTimeoutError):
            return NotSent(UNREACHABLE(), again=True)
        if not isinstance(trouble, aiohttp.ClientConnectorError):
            return Unsure(NOT_SURE(said=""))
        host = self._plan.url.partition("://")[2].partition("/")[0]
        found = web_failures.explained(trouble, host)
        # A certificate that is wrong now will be wrong in five minutes.
        again = not isinstance(trouble, aiohttp.ClientSSLError)
        return NotSent(UNREACHABLE() if found is None else found.message, again=again)

    def _context(self) -> ssl.SSLContext | bool:
        if self._plan.ca is None:
            return True
        return ssl.create_default_context(cafile=str(path_in_plan(self._folder, self._plan.ca)))

    async def _posted(self, message: Addressed, context: ssl.SSLContext | bool) -> Outcome:
        body = body_of(self._plan.kind, message)
        url, headers = self._plan.url, {"Content-Type": "application/json; charset=utf-8"}
        headers["X-BCP-Drill-Id"] = message.id
        if self._secret is not None and PLACE in url:
            url = url.replace(PLACE, self._secret.reveal())
        elif self._secret is not None:
            mac = hmac.new(self._secret.reveal().encode(), body, hashlib.sha256)
            headers["X-BCP-Drill-Signature"] = f"sha256={mac.hexdigest()}"
        limit = aiohttp.ClientTimeout(total=TIMEOUT_S, sock_connect=CONNECT_S)
        async with (
            aiohttp.ClientSession(timeout=limit, headers=headers) as session,
            session.post(
                url, data=body, ssl=context, allow_redirects=False, proxy=self._plan.proxy
            ) as answer,
        ):
            raw = await answer.content.read(_MOST_BYTES)
            said = message.shown(raw.decode("utf-8", "replace"))
            return _judged(answer.status, said, answer.headers.get("Retry-After", ""))


def _judged(status: int, said: str, retry_after: str = "") -> Outcome:
    if 200 <= status < 300:
        return Sent(f"{status} {said}".strip())
    if status in _UNCLEAR:
        return Unsure(NOT_SURE(said=f"{status} {said}"))
    if status in _NOT_THERE:
        return NotSent(GONE(status=status))
    refused = SAID_NO(status=status, said=said)
    return NotSent(refused, again=status in _LATER, wait_s=_wait_s(retry_after))


def _wait_s(retry_after: str) -> int:
    """How long we are asked to wait: seconds, or a date (RFC 9110, 10.2.3); nought if neither."""
    if retry_after.isascii() and retry_after.isdigit():
        return min(int(retry_after[:9]), _LONGEST_WAIT_S)
    with suppress(ValueError, TypeError, OverflowError):
        ahead = parsedate_to_datetime(retry_after) - datetime.now(UTC)
        return min(max(int(ahead.total_seconds()), 0), _LONGEST_WAIT_S)
    return 0
