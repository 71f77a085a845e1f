"""Reading an account for SNMP: which of its fields belong together."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bcp.message import Message, Phrase
from bcp.nodes import Fields, Node
from bcp.reader import BAD, Reader
from bcp.refused import Place
from bcp.snmp import SnmpAccount

NEEDS = Phrase(
    "snmp_account.needs",
    ja="「{given}」には「{key}」も要ります。",
    en='"{given}" needs "{key}" too.',
)
NOT_WITH = Phrase(
    "snmp_account.not_with",
    ja="「{key}」は「version: {version}」では使いません。",
    en='"{key}" does not belong to "version: {version}".',
)
REMOVE_IT = Phrase("snmp_account.remove_it", ja="その行を消してください。", en="Remove it.")

_OF_V2C = ("community",)
_OF_V3 = ("user", "auth", "auth_password", "privacy", "privacy_password")
# Which field asks for which other.
_PAIRS = (
    ("auth", "auth_password"),
    ("auth_password", "auth"),
    ("privacy", "privacy_password"),
    ("privacy_password", "privacy"),
    ("privacy", "auth"),
)


def account_form(reader: Reader, node: Node) -> Any:
    """An account, or `BAD` with its mistakes kept."""
    value = reader.record(SnmpAccount, node)
    if value is BAD or not isinstance(node, Fields):
        return value
    for place, what, then in _troubles(value, node):
        reader.refuse(place, what, then)
    return value


def _troubles(value: SnmpAccount, node: Fields) -> Iterator[tuple[Place, Message, Message | None]]:
    version = f"version: {value.version}"
    wanted = _OF_V2C if value.version == "v2c" else _OF_V3[:1]
    for name in wanted:
        if node.key(name) is None:
            yield node.place, NEEDS(given=version, key=name), None
    for name in _OF_V3 if value.version == "v2c" else _OF_V2C:
        key = node.key(name)
        if key is not None:
            yield key.place, NOT_WITH(key=name, version=value.version), REMOVE_IT()
    for name, other in _PAIRS:
        key = node.key(name)
        if key is not None and value.version == "v3" and node.key(other) is None:
            yield key.place, NEEDS(given=name, key=other), None
