"""Reading by which ways messages go out: nothing unprotected leaves this machine."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from bcp.message import Message, Phrase
from bcp.messages import MAIL_ADDRESS, MESSAGE_WAYS, MailServer, Messages, SendingCommand, Webhook
from bcp.nodes import Fields, Items, Node
from bcp.reader import BAD, Reader
from bcp.refused import Place

NO_WAY = Phrase(
    "messages.no_way",
    ja="メッセージを送る手段がありません。",
    en="there is no way to send a message by.",
)
ADD_WAY = Phrase(
    "messages.add_way",
    ja="mail、webhook、command のいずれかを書いてください。",
    en="Write mail, webhook or command.",
)
BARE = Phrase(
    "messages.bare",
    ja="暗号化しないで送れるのは、この端末の中（127.0.0.1など）だけです。",
    en="without encryption nothing is sent but to this machine itself (127.0.0.1).",
)
ENCRYPT_MAIL = Phrase(
    "messages.encrypt_mail",
    ja="tls: starttls（587番）か tls: tls（465番）にしてください。",
    en="Use tls: starttls (port 587) or tls: tls (port 465).",
)
ENCRYPT_WEB = Phrase(
    "messages.encrypt_web", ja="https:// で始めてください。", en="Begin it with https://."
)
NO_ADDRESS = Phrase(
    "messages.no_address",
    ja="「{word}」は送信元のメールアドレスとして読めません。",
    en="{word!r} is no mail address to send from.",
)
LIKE_ADDRESS = Phrase(
    "messages.like_address",
    ja="「bousai@city.example」のように書いてください（半角の英数字）。",
    en="Write it like bousai@city.example, in ASCII.",
)
NO_PAIR = Phrase(
    "messages.no_pair",
    ja="「{given}」には「{key}」も要ります。",
    en='"{given}" needs "{key}" too.',
)
NO_RATE = Phrase(
    "messages.no_rate",
    ja="1分に送る数（per_minute）は1〜{most}です。",
    en="per_minute is between 1 and {most}.",
)
NO_PORT = Phrase(
    "messages.no_port",
    ja="ポート番号は1〜65535です。",
    en="a port is between 1 and 65535.",
)
NO_URL = Phrase(
    "messages.no_url",
    ja="「{url}」は送り先のURLとして読めません。",
    en="{url!r} is no address on the web to post to.",
)
NO_PROGRAM = Phrase(
    "messages.no_program",
    ja="起動するプログラムがありません。",
    en="there is no program to start.",
)
LIKE_PROGRAM = Phrase(
    "messages.like_program",
    ja='[/usr/local/bin/send-sms, "{{to}}"] のように書いてください。',
    en='Write it like [/usr/local/bin/send-sms, "{{to}}"].',
)
FILLED_PROGRAM = Phrase(
    "messages.filled_program",
    ja="起動するプログラム（runの最初の語）は置き換えられません。",
    en="the program to start (the first word of run) cannot be filled in.",
)
NO_FILLING = Phrase(
    "messages.no_filling",
    ja="「{word}」に置き換わるものはありません。",
    en="nothing is filled in for {word!r}.",
)
FILLINGS = Phrase(
    "messages.fillings",
    ja="使えるのは {{to}}、{{subject}}、{{id}} です。",
    en="There are {{to}}, {{subject}} and {{id}}.",
)
MOST_PER_MINUTE = 6000
NO_ID = Phrase(
    "messages.webhook_without_id",
    ja="webhooks のこの項目には id が要ります。",
    en="each of the webhooks needs an id.",
)
ADD_ID = Phrase(
    "messages.webhook_add_id",
    ja="「id: kakari-chat」のように書き、notices の webhook で指します。",
    en="Write it like id: office-chat; notices name it.",
)
LIKE_PROXY = Phrase(
    "messages.like_proxy",
    ja="「http://proxy.city.example:8080」のように書いてください。",
    en="Write it like http://proxy.city.example:8080.",
)
_PROXY = re.compile(r"https?://[A-Za-z0-9.-]+(?::[0-9]{1,5})?/?")
FILLED = re.compile(r"\{(to|subject|id)\}")
"""What is filled in among the arguments of a sending command."""
_LIKE_FILLED = re.compile(r"\{\w*\}")
_Trouble = tuple[Place, Message, Message | None]


def is_loopback(host: str) -> bool:
    """Whether a host is this machine itself, by its address or as ``localhost``."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.casefold() == "localhost"


def mail_form(reader: Reader, node: Node) -> Any:
    """A mail server, or `BAD` with its mistakes kept."""
    return _kept(reader, node, MailServer, _mail_troubles)


def webhook_form(reader: Reader, node: Node) -> Any:
    """A webhook, or `BAD` with its mistakes kept."""
    return _kept(reader, node, Webhook, _webhook_troubles)


def command_form(reader: Reader, node: Node) -> Any:
    """A sending command, or `BAD` with its mistakes kept."""
    return _kept(reader, node, SendingCommand, _command_troubles)


def messages_form(reader: Reader, node: Node) -> Any:
    """The ways of a plan, of which there must be one."""
    value = reader.record(Messages, node)
    if value is BAD:
        return value
    for place in _nameless(value, node):
        reader.refuse(place, NO_ID(), ADD_ID())
    if value.mail or value.webhook or value.command or value.webhooks:
        return value
    if isinstance(node, Fields) and any(node.key(each) for each in (*MESSAGE_WAYS, "webhooks")):
        return value  # it is there, and what is wrong with it was told
    return reader.refuse(node.place, NO_WAY(), ADD_WAY())


def _nameless(value: Messages, node: Node) -> Iterator[Place]:
    """Where a webhook among several stands that has no id."""
    if all(each.id for each in value.webhooks) or not isinstance(node, Fields):
        return
    written = node.get("webhooks")
    items = written.items if isinstance(written, Items) else (written,)
    for each in items:
        if isinstance(each, Fields) and each.key("id") is None:
            yield each.place


def _kept(reader: Reader, node: Node, kind: type, troubles: Any) -> Any:
    value = reader.record(kind, node)
    if value is BAD or not isinstance(node, Fields):
        return value
    for place, what, then in (*troubles(value, node), *_rate(value, node)):
        reader.refuse(place, what, then)
    return value


def _at(node: Fields, name: str) -> Place:
    key = node.key(name)
    return key.place if key is not None else node.place


def _mail_troubles(value: MailServer, node: Fields) -> Iterator[_Trouble]:
    if value.tls == "none" and not is_loopback(value.server):
        yield _at(node, "tls"), BARE(), ENCRYPT_MAIL()
    if not MAIL_ADDRESS.fullmatch(value.sender):
        yield _at(node, "from"), NO_ADDRESS(word=value.sender), LIKE_ADDRESS()
    if not 1 <= value.port <= 65_535:
        yield _at(node, "port"), NO_PORT(), None
    for given, other in (("username", "password"), ("password", "username")):
        if node.key(given) is not None and node.key(other) is None:
            yield _at(node, given), NO_PAIR(given=given, key=other), None


def _webhook_troubles(value: Webhook, node: Fields) -> Iterator[_Trouble]:
    try:
        url = urlsplit(value.url)
        host, _ = url.hostname, url.port
    except ValueError:
        host = None
    if not host or url.scheme not in ("https", "http") or not value.url.isascii():
        yield _at(node, "url"), NO_URL(url=value.url), ENCRYPT_WEB()
    elif url.scheme == "http" and not is_loopback(host):
        yield _at(node, "url"), BARE(), ENCRYPT_WEB()
    if value.proxy is not None and not _PROXY.fullmatch(value.proxy):
        yield _at(node, "proxy"), NO_URL(url=value.proxy), LIKE_PROXY()


def _command_troubles(value: SendingCommand, node: Fields) -> Iterator[_Trouble]:
    if not value.run or not value.run[0].strip():
        yield _at(node, "run"), NO_PROGRAM(), LIKE_PROGRAM()
    elif _LIKE_FILLED.search(value.run[0]):
        yield _at(node, "run"), FILLED_PROGRAM(), LIKE_PROGRAM()
    for word in (found for each in value.run[1:] for found in _LIKE_FILLED.findall(each)):
        if not FILLED.fullmatch(word):
            yield _at(node, "run"), NO_FILLING(word=word), FILLINGS()


def _rate(value: MailServer | Webhook | SendingCommand, node: Fields) -> Iterator[_Trouble]:
    if not 1 <= value.per_minute <= MOST_PER_MINUTE:
        yield _at(node, "per_minute"), NO_RATE(most=MOST_PER_MINUTE), None
