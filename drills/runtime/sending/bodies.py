"""What is posted to a webhook, as the chat behind it reads it.

A drill's words come from plans and people, so no chat may take them for its own commands: Slack
gets them as ``plain_text`` (and with ``&``, ``<`` and ``>`` escaped in the text for notifications,
so that ``<!channel>`` calls nobody), Teams as ``TextRun``, which knows no Markdown.

Sources: api.slack.com/reference/block-kit (header 150, section 3000 letters, 50 blocks),
Microsoft's "Create incoming webhooks with Workflows" (28 KB) and adaptivecards.io (RichTextBlock
since 1.2).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from bcp.messages import WebhookKind
from drills.runtime.sending.outcome import Addressed

NOTICE_SCHEMA = "notice/1"
# Of Slack's limits, in letters; and so many lines a Teams card takes within its 28 KB.
_HEADER, _SECTION, _SECTIONS = 150, 3000, 40
_CARD_BYTES = 20_000
_CALL = re.compile(r"<(?=[!@#]|users/)")
_EVERYBODY = re.compile(
    r"(?<![\w.-])@(?=(?:channel|here|all|everyone)\b)", re.ASCII | re.IGNORECASE
)

Body = Mapping[str, Any]


def body_of(kind: WebhookKind, message: Addressed) -> bytes:
    """The bytes to post, JSON in UTF-8."""
    return json.dumps(_BODIES[kind](message), ensure_ascii=False).encode()


def _text(message: Addressed) -> Body:
    # Some of the chats that take a bare text read <!channel> and <@name> as Slack does, others
    # <users/all> (Google Chat) or @channel (Mattermost), which calls everybody to a screen.
    text = _CALL.sub("＜", f"{message.subject}\n\n{message.text}")
    return {"text": _EVERYBODY.sub("＠", text)}


def _slack(message: Addressed) -> Body:
    blocks = [{"type": "header", "text": _plain(message.subject[:_HEADER])}]
    blocks += [{"type": "section", "text": _plain(each)} for each in _sections(message.text)]
    return {"text": _escaped(message.subject), "blocks": blocks, "unfurl_links": False}


def _plain(text: str) -> Body:
    return {"type": "plain_text", "text": text, "emoji": False}


def _sections(text: str) -> list[str]:
    parts = [text[at : at + _SECTION] for at in range(0, len(text.rstrip()), _SECTION)]
    return parts[:_SECTIONS]


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _teams(message: Addressed) -> Body:
    lines = [_line(message.subject, weight="Bolder", size="Medium")]
    size = 0
    for each in message.text.rstrip().split("\n"):
        size += len(json.dumps(each).encode()) + 80
        if size > _CARD_BYTES:
            lines.append(_line("…"))
            break
        lines.append(_line(each or " "))
    card = {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.2",
        "body": lines,
    }
    kind = "application/vnd.microsoft.card.adaptive"
    return {
        "type": "message",
        "attachments": [{"contentType": kind, "contentUrl": None, "content": card}],
    }


def _line(text: str, **looks: str) -> Body:
    return {"type": "RichTextBlock", "inlines": [{"type": "TextRun", "text": text, **looks}]}


def _generic(message: Addressed) -> Body:
    """All parts; `drill` says that nothing of it is a real event."""
    return {
        "schema": NOTICE_SCHEMA,
        "id": message.id,
        "drill": True,
        **message.parts,
        "subject": message.subject,
        "text": message.text,
    }


_BODIES: Mapping[WebhookKind, Callable[[Addressed], Body]] = {
    "text": _text,
    "slack": _slack,
    "teams": _teams,
    "generic": _generic,
}
