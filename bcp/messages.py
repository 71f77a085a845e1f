"""How a plan says by which ways messages go out to people: mail, a webhook, an own command."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from bcp.secret_source import SecretSource

MessageWay = Literal["mail", "webhook", "command"]
MESSAGE_WAYS: tuple[MessageWay, ...] = ("mail", "webhook", "command")
WebhookKind = Literal["text", "slack", "teams", "generic"]
"""How a webhook wants its message: a bare text, as Slack or Teams read it, or all its parts."""
Encryption = Literal["starttls", "tls", "none"]
Send = Literal["none", "test", "real"]
"""Whether a run sends: nothing; everything to the one who tests; to the people themselves."""
# What may stand in an envelope: ASCII, with nothing in it that ends a line or begins another.
MAIL_ADDRESS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*")
SEND: tuple[Send, ...] = ("none", "test", "real")


@dataclass(frozen=True)
class MailServer:
    """The server that takes mail for us, and whose mail it is.

    ``starttls`` and ``tls`` are both required to succeed, with a certificate that is valid for
    `server`; ``none`` is for a server on this machine only. `ca` is a file with the authority's
    certificates, where it is the municipality's own. At most so many go out `per_minute`.
    """

    server: str
    sender: str = field(metadata={"key": "from"})
    port: int = 587
    tls: Encryption = "starttls"
    ca: str | None = None
    username: str | None = None
    password: SecretSource | None = None
    per_minute: int = 60


@dataclass(frozen=True)
class Webhook:
    """A group's chat that takes a text at an address; `secret` signs what is sent.

    `id` is needed among ``messages.webhooks``, where there are several. `proxy` is the address of
    a proxy to go through; the environment's own settings are not followed.
    """

    url: str
    id: str = ""
    kind: WebhookKind = "text"
    proxy: str | None = None
    ca: str | None = None
    secret: SecretSource | None = None
    per_minute: int = 60


@dataclass(frozen=True)
class SendingCommand:
    """A program of the town's own that sends, started without a shell.

    ``{to}``, ``{subject}`` and ``{id}`` in its arguments are filled in; the text comes on its
    standard input. `kind` is of the contacts' methods that give ``{to}``. An exit code of 0 means
    that it was sent, 75 (``EX_TEMPFAIL``) that it may be tried again, any other that it was not.
    """

    run: tuple[str, ...]
    kind: str
    per_minute: int = 60


@dataclass(frozen=True)
class Messages:
    """The ways by which messages go out; `test_to` is the contact who gets the tests.

    A step of a drill writes by `webhook`; `webhooks` are those that notices name by their ids.
    """

    mail: MailServer | None = None
    webhook: Webhook | None = None
    command: SendingCommand | None = None
    test_to: str | None = None
    webhooks: tuple[Webhook, ...] = ()

    def webhook_called(self, id: str | None) -> Webhook | None:
        """The webhook of that id; without one the only ``webhook``."""
        if id is None:
            return self.webhook
        return next((each for each in self.webhooks if each.id == id), None)


def fits_way(kind: str, value: str, by: MessageWay, messages: Messages | None) -> bool:
    """Whether a message can go `by` that way to a contact's method of this kind and value."""
    if by == "mail":
        return MAIL_ADDRESS.fullmatch(value) is not None
    if by != "command" or messages is None or messages.command is None:
        return False
    # What begins like an option would be taken for one by the program.
    plain = bool(value) and not value.startswith("-") and value.isprintable()
    return plain and kind == messages.command.kind
