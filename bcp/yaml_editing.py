"""One value of a YAML file changed or added where it belongs, and no other letter touched.

Officers line up columns and write remarks; a file that a program writes anew loses both. So a
change is made in the text, at the place where the parser found the value. Whoever calls reads the
result back and compares: what was written so that it cannot be changed in this way stays as it is.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

import yaml

from bcp.strict_yaml import resolved

Path = Sequence[str | int]
# Words that YAML 1.1 takes for truth values; another program may still read the file so.
_OLD_BOOLEANS = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})
# What stands for itself wherever a value may stand, also between brackets.
_BARE = re.compile(r"[^\W\d_][\w.\-、。（）「」・ー％]*(?: [\w.\-、。（）「」・ー％]+)*")
_SPAN = re.compile(r"(?:[0-9]+(?:d|h|ms|m|s))+|[0-9]+bd", re.ASCII)
_FEW = 4
_ESCAPED = re.compile("[\x7f-\x9f\u200b\u2028\u2029\u2060\ufeff\u202a-\u202e\u2066-\u2069]")


class OddlyWritten(Exception):
    """The file is written in a way that nothing can be put in without writing it anew."""


def flow(value: Any) -> str:
    """A value on one line: ``{run: "20261128", limit: 12h}``."""
    match value:
        case Mapping():
            return "{" + ", ".join(f"{key}: {flow(each)}" for key, each in value.items()) + "}"
        case list() | tuple():
            return "[" + ", ".join(map(flow, value)) + "]"
        case str():
            return _quoted(value)
        case _:
            return json.dumps(value)


def _quoted(text: str) -> str:
    bare = (_BARE.fullmatch(text) or _SPAN.fullmatch(text)) and isinstance(resolved(text), str)
    if bare and text.casefold() not in _OLD_BOOLEANS:
        return text
    written = json.dumps(text, ensure_ascii=False)
    return _ESCAPED.sub(lambda at: f"\\u{ord(at[0]):04x}", written)


def block(record: Mapping[str, Any], indent: int = 0) -> str:
    """A record of a list, one line for each of its fields; ends without a line end.

    What a table of many fields holds has lines of its own, too.
    """
    lines: list[str] = []
    for key, value in record.items():
        if isinstance(value, Mapping) and len(value) > _FEW:
            lines += [f"{key}:", *(f"  {name}: {flow(each)}" for name, each in value.items())]
        else:
            lines.append(f"{key}: {flow(value)}")
    return " " * indent + "- " + ("\n" + " " * (indent + 2)).join(lines)


def with_value(text: str, path: Path, value: Any) -> str:
    """The text with `value` at `path`, which may end in a key that is not there yet.

    A table is merged key by key. Raises `OddlyWritten`.
    """
    node, missing = _found(text, path)
    if missing:
        for key in reversed(missing[1:]):
            value = {key: value}
        return _with_key(text, node, str(missing[0]), value)
    if isinstance(value, Mapping) and isinstance(node, yaml.MappingNode):
        for key, each in value.items():
            text = with_value(text, (*path, key), each)
        return text
    return _replaced(text, node, value)


def with_item(text: str, path: Path, record: Mapping[str, Any], *, lines: bool = True) -> str:
    """The text with one more record at the end of the list at `path`, which may not be there yet.

    With `lines` each field has a line of its own, where the list is written so. Raises
    `OddlyWritten`.
    """
    node, missing = _found(text, path)
    if missing:
        return _with_key(text, node, str(missing[0]), [record])
    if node is None:
        return _after(text, len(text.rstrip()), block(record))
    if isinstance(node, yaml.ScalarNode) and not node.value and path:
        return _after(text, node.start_mark.index, block(record, 2))
    if not isinstance(node, yaml.SequenceNode):
        raise OddlyWritten
    if node.flow_style and not node.value and not path:
        # An empty list that is the whole file: what comes into it is easier to read in lines.
        return text[: node.start_mark.index] + block(record) + text[node.end_mark.index :]
    if node.flow_style:
        return _in_brackets(text, node, record)
    indent = node.start_mark.column
    written = block(record, indent) if lines else " " * indent + "- " + flow(record)
    return _after(text, _end(text, node), written)


def _in_brackets(text: str, node: yaml.SequenceNode, record: Mapping[str, Any]) -> str:
    joint = ", " if node.value else ""
    at = _end(text, node.value[-1]) if node.value else node.start_mark.index + 1
    return text[:at] + joint + flow(record) + text[at:]


def _found(text: str, path: Path) -> tuple[Any, Path]:
    """The deepest node on the way to `path`, and what of the path is not there."""
    try:
        node: Any = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as trouble:
        raise OddlyWritten from trouble
    for n, step in enumerate(path):
        inner = _inside(node, step)
        if inner is None:
            return node, path[n:]
        node = inner
    return node, ()


def _inside(node: Any, step: str | int) -> Any:
    if isinstance(step, int):
        if not isinstance(node, yaml.SequenceNode) or step >= len(node.value):
            raise OddlyWritten
        return node.value[step]
    if not isinstance(node, yaml.MappingNode):
        return None
    return next((value for key, value in node.value if key.value == step), None)


def _with_key(text: str, node: Any, key: str, value: Any) -> str:
    written = f"{key}: {flow(value)}"
    if not isinstance(node, yaml.MappingNode):
        raise OddlyWritten
    if node.flow_style:
        at = _end(text, node.value[-1][1]) if node.value else node.start_mark.index + 1
        return text[:at] + (", " if node.value else "") + written + text[at:]
    indent = " " * node.start_mark.column
    if isinstance(value, list) and not node.start_mark.column:
        records = "\n".join(block(each, 2) for each in value)
        written = f"{key}:\n{records}"
    return _after(text, _end(text, node), indent + written)


def _replaced(text: str, node: Any, value: Any) -> str:
    if isinstance(node, yaml.CollectionNode) and not node.flow_style:
        raise OddlyWritten
    start, end = node.start_mark.index, _end(text, node)
    # A key with nothing behind it: the value would touch the colon.
    gap = " " if start == end and text[start - 1 : start] == ":" else ""
    return text[:start] + gap + flow(value) + text[end:]


def _after(text: str, at: int, written: str) -> str:
    """The text with whole lines put behind the one in which `at` stands."""
    end = "\r\n" if "\r\n" in text else "\n"
    written = written.replace("\n", end)
    rest = text.find("\n", at)
    if rest < 0:
        gap = end if text and not text.endswith("\n") else ""
        return text + gap + written + end
    return text[: rest + 1] + written + end + text[rest + 1 :]


def _end(text: str, node: Any) -> int:
    """Where the last letter of a value stands; the parser counts what follows a block to it."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _end(text, last[1] if isinstance(last, tuple) else last)
    start, end = node.start_mark.index, node.end_mark.index
    if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
        return int(start + len(text[start:end].rstrip()))
    return int(end)
