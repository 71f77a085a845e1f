"""Mail, handed to the server that takes it for us (SMTP, RFC 5321).

Law: until the text is handed over nothing has gone out, and a failure is a failure; from then on
only the server's answer counts, and without one nobody can tell.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Iterator
from contextlib import suppress
from email.message import EmailMessage
from email.policy import SMTP as SMTP_POLICY
from email.utils import localtime

import aiosmtplib

from bcp.message import Phrase
from bcp.messages import MailServer
from bcp.plan_paths import path_in_plan
from bcp.system_trouble import reason_of
from drills.core.marking import command_mark
from drills.runtime import net_failures
from drills.runtime.secrets import Secret
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
    "mail.said_no",
    ja="メールサーバが断りました: {code} {said}",
    en="the mail server refused: {code} {said}",
)
NO_TLS = Phrase(
    "mail.no_tls",
    ja="メールサーバが暗号化（STARTTLS）に対応していないため、何も送っていません。",
    en="the mail server does not offer encryption (STARTTLS), so nothing was sent.",
)
NO_LOGIN = Phrase(
    "mail.no_login",
    ja="メールサーバは、使えるログインの方式（AUTH）を示していません。"
    "portとtlsを確かめるか、usernameとpasswordを計画から消してください。",
    en="the mail server offers no log-in (AUTH) that could be used; check port and tls, or take "
    "username and password out of the plan.",
)
BAD_CERTIFICATE = Phrase(
    "mail.bad_certificate",
    ja="メールサーバの証明書を信頼できないため、何も送っていません（{reason}）。"
    "団体独自の認証局なら、計画の messages.mail の ca に書いてください。",
    en="the mail server's certificate cannot be trusted ({reason}), so nothing was sent. If the "
    "authority is your own, name its file at ca in messages.mail.",
)
TLS_FAILED = Phrase(
    "mail.tls_failed",
    ja="メールサーバと暗号化した接続ができません（{reason}）。portとtlsの組合せを確かめてください。",
    en="no encrypted connection to the mail server ({reason}); see whether port and tls fit.",
)
BAD_CA = Phrase(
    "mail.bad_ca",
    ja="認証局のファイル{file}を読めません（{reason}）。",
    en="the file of the authority {file} cannot be read ({reason}).",
)
LOGIN_REFUSED = Phrase(
    "mail.login_refused",
    ja="メールサーバがログインを断りました。この実施では、同じパスワードを二度と使いません: {said}",
    en="the mail server refused the log-in; the password is not offered again in this run: {said}",
)
REFUSED_BEFORE = Phrase(
    "mail.refused_before",
    ja="このパスワードは先に断られているため、送っていません。",
    en="not tried, because this password has been refused before.",
)
NO_ANSWER = Phrase(
    "mail.no_answer",
    ja="本文を渡した後、メールサーバの応答がありませんでした。",
    en="the mail server did not answer after the text was handed over.",
)
SILENT = Phrase(
    "mail.silent",
    ja="メールサーバの応答が途中で途絶えました。本文は渡していません。",
    en="the mail server fell silent; the text was not handed over.",
)
# RFC 5321, 4.5.3.2, allows a server minutes; nobody in a drill waits so long for a greeting.
TIMEOUT_S = 20.0
# The server stores and looks through the text before it answers.
TEXT_TIMEOUT_S = 60.0
_LATER = range(400, 500)


class Mail:
    """The plan's mail server, for one run."""

    def __init__(self, plan: MailServer, folder: str, password: Secret | None) -> None:
        self._plan, self._folder, self._password = plan, folder, password
        self._context: ssl.SSLContext | None = None
        self._proving, self._proven = asyncio.Lock(), False

    async def send(self, message: Addressed) -> Outcome:
        """Hand one message over."""
        if self._plan.username is not None and self._password is None:
            return NotSent(NO_SECRET())
        if self._password is not None and self._password.was_refused:
            return NotSent(REFUSED_BEFORE())
        try:
            client = self._client()
        except OSError as trouble:
            file = path_in_plan(self._folder, self._plan.ca or "")
            return NotSent(BAD_CA(file=str(file), reason=reason_of(trouble)))
        try:
            refused = await self._opened(client, message)
        except (aiosmtplib.SMTPException, OSError) as trouble:
            refused = self._refused(trouble, message)
        try:
            return refused or await _handed_over(client, message, self._written(message))
        finally:
            client.close()

    def _client(self) -> aiosmtplib.SMTP:
        plan = self._plan
        if self._context is None and plan.tls != "none":
            ca = None if plan.ca is None else str(path_in_plan(self._folder, plan.ca))
            self._context = ssl.create_default_context(cafile=ca)
        return aiosmtplib.SMTP(
            hostname=plan.server,
            port=plan.port,
            use_tls=plan.tls == "tls",
            start_tls=False,
            tls_context=self._context,
            timeout=TIMEOUT_S,
            # Our own name would be looked up, and means nothing to the server.
            local_hostname=plan.sender.rpartition("@")[2],
        )

    async def _opened(self, client: aiosmtplib.SMTP, message: Addressed) -> NotSent | None:
        """Everything before the text: the log-in, whose mail it is, and for whom."""
        await client.connect()
        if self._plan.tls == "starttls":
            await client.ehlo()
            if not client.supports_extension("starttls"):
                return NotSent(NO_TLS())
            await client.starttls()
        refused = await self._logged_in(client)
        if refused is not None:
            return refused
        await client.mail(self._plan.sender)
        await client.rcpt(message.address)
        return None if message.may_go() else NotSent(DRILL_OFF())

    async def _logged_in(self, client: aiosmtplib.SMTP) -> NotSent | None:
        """Log in where the plan says so. Until once it was right, one at a time tries."""
        name, password = self._plan.username, self._password
        if name is None or password is None:
            return None
        await client.ehlo()
        # The library's own login tries one method after the other, each time with the password.
        ways = {"plain": client.auth_plain, "login": client.auth_login}
        way = next((ways[each] for each in ways if each in client.server_auth_methods), None)
        if way is None:
            return NotSent(NO_LOGIN())
        if self._proven:
            await way(name, password.reveal())
            return None
        async with self._proving:
            if password.was_refused:
                return NotSent(REFUSED_BEFORE())
            try:
                await way(name, password.reveal())
            except aiosmtplib.SMTPAuthenticationError as trouble:
                if trouble.code not in _LATER:
                    # Several wrong tries would have the account locked.
                    password.refuse()
                raise
            self._proven = True
            return None

    def _refused(self, trouble: Exception, message: Addressed) -> NotSent:
        """Why it did not come to the text. Another try helps where the server or the line may."""
        if isinstance(trouble, aiosmtplib.SMTPAuthenticationError):
            return NotSent(LOGIN_REFUSED(said=message.shown(trouble.message)))
        if isinstance(trouble, aiosmtplib.SMTPResponseException):
            return _said_no(trouble, message)
        place = f"{self._plan.server}:{self._plan.port}"
        for cause in _causes(trouble):
            if isinstance(cause, ssl.SSLCertVerificationError):
                return NotSent(BAD_CERTIFICATE(reason=cause.verify_message))
            if isinstance(cause, ssl.SSLError):
                return NotSent(TLS_FAILED(reason=cause.reason or "TLS"))
            explained = net_failures.explained(cause, place)
            if explained is not None:
                return NotSent(explained.message, again=True)
        return NotSent(SILENT(), again=True)

    def _written(self, message: Addressed) -> bytes:
        made = EmailMessage(policy=SMTP_POLICY)
        made["From"] = self._plan.sender
        made["To"] = message.address
        made["Subject"] = message.subject
        made["Date"] = localtime()
        domain = self._plan.sender.rpartition("@")[2]
        made["Message-ID"] = f"<{message.id}@{domain}>"
        made["Auto-Submitted"] = "auto-generated"
        made["X-BCP-Drill"] = command_mark(message.run_id, real=False)
        # Base64 keeps every line short and in ASCII, whatever the servers on the way can do.
        made.set_content(message.text, charset="utf-8", cte="base64")
        return made.as_bytes()


async def _handed_over(client: aiosmtplib.SMTP, message: Addressed, text: bytes) -> Outcome:
    try:
        answer = await client.data(text, timeout=TEXT_TIMEOUT_S)
    except aiosmtplib.SMTPResponseException as trouble:
        return _said_no(trouble, message)
    except (aiosmtplib.SMTPException, OSError):
        return Unsure(NO_ANSWER())
    with suppress(aiosmtplib.SMTPException, OSError):
        # What it says to our leave changes nothing.
        await client.quit(timeout=1)
    return Sent(message.shown(f"{answer.code} {answer.message}"))


def _said_no(trouble: aiosmtplib.SMTPResponseException, message: Addressed) -> NotSent:
    said = SAID_NO(code=trouble.code, said=message.shown(trouble.message))
    return NotSent(said, again=trouble.code in _LATER)


def _causes(trouble: BaseException) -> Iterator[BaseException]:
    cause: BaseException | None = trouble
    while cause is not None:
        yield cause
        cause = cause.__cause__ or cause.__context__
