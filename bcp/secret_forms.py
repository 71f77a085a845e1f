"""Reading where a secret comes from. What somebody wrote in its place is never said again."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from bcp.did_you_mean import key_remedy
from bcp.message import Message, Phrase
from bcp.nodes import Fields, Node, Scalar, Unread
from bcp.reader import BAD, UNKNOWN_KEY, Reader
from bcp.secret_source import SecretSource
from bcp.shape import fields_of

LITERAL = Phrase(
    "secret.literal",
    ja="パスワードやパスフレーズそのものは、計画に書けません。ここに書いたものは変更してください。",
    en="a password or passphrase itself is not written in a plan; change the one written here.",
)
SAY_WHERE = Phrase(
    "secret.say_where",
    ja="どこから得るかを書いてください: {{env: 環境変数名}}、{{keyring: サービス/利用者}}、"
    "{{file: パス}}、{{prompt: true}} のいずれか一つ。",
    en="Say where it comes from, one of: {{env: NAME}}, {{keyring: service/account}}, "
    "{{file: path}} or {{prompt: true}}.",
)
ONE_SOURCE = Phrase(
    "secret.one_source",
    ja="パスワードやパスフレーズの出どころは、一つだけ書きます。",
    en="a password or passphrase comes from exactly one place.",
)
NO_ENV = Phrase(
    "secret.no_env",
    ja="envの後は環境変数の名前（英字、数字、「_」）です。",
    en='behind env stands the name of an environment variable: letters, digits and "_".',
)
NO_KEYRING = Phrase(
    "secret.no_keyring",
    ja="keyringの後は「サービス/利用者」（例: bcp-drill/old-router）です。",
    en="behind keyring stands service/account, such as bcp-drill/old-router.",
)
NO_FILE = Phrase(
    "secret.no_file",
    ja="fileの後は、計画のフォルダからのパスです。",
    en="behind file stands a path from the plan's folder.",
)
NO_PROMPT = Phrase(
    "secret.no_prompt",
    ja="promptの後は true だけです。",
    en="behind prompt stands nothing but true.",
)

ENV = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
KEYRING = re.compile(r"[^\s/][^\n]*/[^\n/]*[^\s/]")
_FILE = re.compile(r"[^\n\0]+")


def secret_form(reader: Reader, node: Node) -> Any:
    """Where a secret comes from, or `BAD` with the mistakes kept."""
    if isinstance(node, Unread):
        return BAD
    if not isinstance(node, Fields):
        return reader.refuse(node.place, LITERAL(), SAY_WHERE())
    good = [_entry(reader, key.name, value) for key, value in node.entries if _known(reader, key)]
    if len(node.entries) != 1:
        return reader.refuse(node.place, ONE_SOURCE(), SAY_WHERE())
    return SecretSource(**good[0]) if good and good[0] else BAD


def _known(reader: Reader, key: Any) -> bool:
    names = [each.key for each in fields_of(SecretSource)]
    if key.name in names:
        return True
    reader.refuse(key.place, UNKNOWN_KEY(key=key.name), key_remedy(key.name, names) or SAY_WHERE())
    return False


def _entry(reader: Reader, name: str, value: Node) -> dict[str, Any] | None:
    if isinstance(value, Unread):
        return None
    wrong, right = _WANTED[name]
    if isinstance(value, Scalar) and right(value):
        return {name: value.value}
    reader.refuse(value.place, wrong(), SAY_WHERE())
    return None


def _text(pattern: re.Pattern[str]) -> Callable[[Scalar], bool]:
    return lambda value: isinstance(value.value, str) and bool(pattern.fullmatch(value.value))


_WANTED: dict[str, tuple[Callable[[], Message], Callable[[Scalar], bool]]] = {
    "env": (NO_ENV, _text(ENV)),
    "keyring": (NO_KEYRING, _text(KEYRING)),
    "file": (NO_FILE, _text(_FILE)),
    "prompt": (NO_PROMPT, lambda value: value.value is True),
}
