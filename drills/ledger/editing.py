"""Values put into a plan's YAML files at their places: everything else stays, comments too.

What is found by PyYAML's marks is text between two places; nothing is written anew that was not
changed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import yaml

from drills.ledger.yaml_lines import Written, flow

# Fields that may be written short: a bare value stands for this one inside.
_SHORT: Mapping[str, str] = {"name": "ja", "rto": "within"}
_MARK = re.compile(r"[ \t]+#[^\n]*要記入[^\n]*")


@dataclass(frozen=True)
class Put:
    """A value for one field of the record of that id; `inner` is the field inside the field.

    `answers` is what a mark in a comment of the record calls the field.
    """

    id: str
    key: str
    inner: str
    value: Written
    answers: str = ""


class NotFound(LookupError):
    """The record or the field is written in a way that cannot be edited here."""


def edited(text: str, key: str | None, puts: Sequence[Put], blocks: Sequence[str] = ()) -> str:
    """The file's text with values put in and new records behind the last one.

    `key` is the name of the list in a file that holds several. Raises `NotFound`.
    """
    for put in puts:
        # Each is put into what the one before left, so that no place is ever stale.
        text = _with(text, _records(text, key), put)
        text = _unmarked(text, _records(text, key), put)
    return _with_blocks(text, key, blocks) if blocks else text


def _root(text: str, key: str | None) -> yaml.Node | None:
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    if key is None or root is None:
        return root
    if not isinstance(root, yaml.MappingNode):
        raise NotFound(key)
    return next((value for name, value in root.value if name.value == key), None)


def _records(text: str, key: str | None) -> Sequence[yaml.Node]:
    root = _root(text, key)
    if not isinstance(root, yaml.SequenceNode):
        raise NotFound(key or "")
    records: Sequence[yaml.Node] = root.value
    return records


def _with(text: str, records: Sequence[yaml.Node], put: Put) -> str:
    record = next((each for each in records if _id_of(each) == put.id), None)
    if not isinstance(record, yaml.MappingNode):
        raise NotFound(put.id)
    entry = next((each for each in record.value if each[0].value == put.key), None)
    if entry is None:
        value: Written = {put.inner: put.value} if put.inner else put.value
        if put.inner and _SHORT.get(put.key) == put.inner:
            value = put.value
        return _added(text, record, put.key, value)
    key, value_node = entry
    if not put.inner:
        return _replaced(text, key, value_node, put.value)
    if isinstance(value_node, yaml.MappingNode):
        inner = next((each for each in value_node.value if each[0].value == put.inner), None)
        if inner is None:
            return _added(text, value_node, put.inner, put.value)
        return _replaced(text, inner[0], inner[1], put.value)
    short = _SHORT.get(put.key)
    if short == put.inner:
        return _replaced(text, key, value_node, put.value)
    if short is None or not isinstance(value_node, yaml.ScalarNode):
        raise NotFound(put.id)
    both: Written = {short: str(value_node.value), put.inner: put.value}
    return _replaced(text, key, value_node, both)


def _unmarked(text: str, records: Sequence[yaml.Node], put: Put) -> str:
    """Without the comment of the record that asked for this very field."""
    n = next(n for n, each in enumerate(records) if _id_of(each) == put.id)
    start = int(records[n].start_mark.index)
    end = int(records[n + 1].start_mark.index) if n + 1 < len(records) else len(text)
    asked = rf"\n[ \t]*#[^\n]*要記入[^\n]*: {re.escape(put.answers)} (?:←|<-)[^\n]*"
    return text[:start] + re.sub(asked, "", text[start:end]) + text[end:] if put.answers else text


def _id_of(record: yaml.Node) -> str | None:
    if not isinstance(record, yaml.MappingNode):
        return None
    found = (value.value for key, value in record.value if key.value == "id")
    return next((str(each) for each in found), None)


def _replaced(text: str, key: yaml.Node, value: yaml.Node, new: Written) -> str:
    """Another value behind a key; the line that was answered loses its mark."""
    start = key.end_mark.index
    colon = text.index(":", start) + 1
    end = max(_end(text, value), colon)
    behind = text[end:]
    line, newline, rest = behind.partition("\n")
    return f"{text[:start]}: {flow(new)}{_MARK.sub('', line)}{newline}{rest}"


def _added(text: str, record: yaml.MappingNode, key: str, value: Written) -> str:
    """A field behind the last one of a record, in the record's own style."""
    said = f"{key}: {flow(value)}"
    if record.flow_style:
        brace = record.end_mark.index - 1
        before = text[:brace].rstrip()
        comma = "" if before.endswith(("{", ",")) else ","
        space = "" if before.endswith("{") else " "
        return f"{before}{comma}{space}{said}{text[brace:]}"
    indent = " " * record.start_mark.column
    line_end = _line_end(text, _end(text, record))
    return f"{text[:line_end]}\n{indent}{said}{text[line_end:]}"


def _with_blocks(text: str, key: str | None, blocks: Sequence[str]) -> str:
    root = _root(text, key)
    if root is None or (isinstance(root, yaml.ScalarNode) and not root.value):
        if root is not None and key is not None:
            raise NotFound(key)
        head = f"{text.rstrip()}\n" if text.strip() else ""
        heading = f"\n{key}:\n" if key else ""
        return head + heading + "".join(f"{each}\n" for each in blocks)
    if not isinstance(root, yaml.SequenceNode) or root.flow_style:
        raise NotFound(key or "")
    indent = " " * root.start_mark.column
    at = _line_end(text, _end(text, root))
    new = "".join(
        "\n" + "\n".join(f"{indent}{line}" for line in each.split("\n")) for each in blocks
    )
    return text[:at] + new + text[at:]


def _end(text: str, node: yaml.Node) -> int:
    """Where what is written of a value ends; the parser counts blanks and comments behind it."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style:
        last = node.value[-1] if node.value else None
        if last is None:
            return int(node.start_mark.index)
        return _end(text, last[1] if isinstance(last, tuple) else last)
    end = int(node.end_mark.index)
    if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
        start = int(node.start_mark.index)
        return start + len(text[start:end].rstrip())
    return end


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end
