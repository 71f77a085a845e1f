"""The ways by which anything goes out, as the plan has them."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Protocol

from bcp.messages import MailServer, Messages, MessageWay, SendingCommand, Webhook
from bcp.secret_source import SecretSource
from drills.runtime.secrets import Secret
from drills.runtime.sending.outcome import Addressed, Outcome

SecretAt = Callable[[SecretSource], Secret | None]


class Way(Protocol):
    """One way by which messages go out."""

    async def send(self, message: Addressed) -> Outcome:
        """Send one message, once."""
        ...


def way_called(
    messages: Messages | None, by: MessageWay, webhook: str | None = None
) -> MailServer | Webhook | SendingCommand | None:
    """What the plan says of a way; a webhook by its id, or the only one without it."""
    if messages is None:
        return None
    if by == "webhook":
        return messages.webhook_called(webhook)
    return messages.mail if by == "mail" else messages.command


def opened_way(
    plan: MailServer | Webhook | SendingCommand,
    folder: str,
    secret_at: SecretAt,
    kept_back: Collection[str] = (),
) -> Way:
    """The way itself, with its secret. What talks to a server is loaded where it is used.

    `kept_back` are the variables of the environment that a program is not given.
    """
    if isinstance(plan, MailServer):
        from drills.runtime.sending.mail import Mail  # noqa: PLC0415

        return Mail(plan, folder, secret_at(plan.password) if plan.password else None)
    if isinstance(plan, Webhook):
        from drills.runtime.sending.webhook import Chat  # noqa: PLC0415

        return Chat(plan, folder, secret_at(plan.secret) if plan.secret else None)
    from drills.runtime.sending.program import Program  # noqa: PLC0415

    return Program(plan, kept_back)
