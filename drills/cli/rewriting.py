"""Values of a YAML file put in at their own places: comments and order stay as they are."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

import yaml

from bcp.marks import WORD
from bcp.nodes import Fields, Items, Node, Scalar
from bcp.refused import Place
from bcp.strict_yaml import parse

_MARK = re.compile(rf"\s+#\s*{WORD}.*$")


def scalar_at(tree: Node | None, *path: str) -> Scalar | None:
    """The value at the end of a path of keys; in a list an id stands for its record."""
    node = tree
    for word in path:
        if isinstance(node, Items):
            node = next((each for each in node.items if _is_named(each, word)), None)
        else:
            node = node.get(word) if isinstance(node, Fields) else None
    return node if isinstance(node, Scalar) else None


def _is_named(node: Node, id: str) -> bool:
    named = node.get("id") if isinstance(node, Fields) else None
    return isinstance(named, Scalar) and named.text == id


def written(value: str | int) -> str:
    """A value as YAML; a text in quotes where it could be read as anything else."""
    if isinstance(value, int):
        return str(value)
    node, refusals = parse(f"- {value}\n- [{value}]\n".encode(), "")
    quoted = json.dumps(value, ensure_ascii=False)
    if refusals or not isinstance(node, Items) or len(node.items) != 2:
        return quoted
    block, flow = node.items
    inner = flow.items if isinstance(flow, Items) else ()
    alone = [each.value for each in (block, *inner) if isinstance(each, Scalar)]
    return value if alone == [value, value] else quoted


def rewritten(text: str, changes: Mapping[Place, str | int]) -> str:
    """The text with other values at some places; a line that was answered loses its mark."""
    places = {(place.line - 1, place.column - 1): new for place, new in changes.items()}
    for token in reversed([*yaml.scan(text, Loader=yaml.SafeLoader)]):
        start = (token.start_mark.line, token.start_mark.column)
        if isinstance(token, yaml.ScalarToken) and start in places:
            before, behind = text[: token.start_mark.index], text[token.end_mark.index :]
            text = before + written(places[start]) + behind
    answered = {line for line, _ in places}
    lines = text.split("\n")
    return "\n".join(
        _MARK.sub("", line) if number in answered else line for number, line in enumerate(lines)
    )
