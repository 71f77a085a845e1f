"""Whether a dotted path names a field of a tree of records, such as ``systems.rto.within``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any, get_args, get_type_hints


def resolves(record: type[Any], path: str) -> bool:
    """Whether each word of `path` is a field of what the words before it lead to.

    Tuples, mappings and unions are looked through. A field is known by its name in Python or by
    its key in YAML.
    """
    found = {record}
    for word in path.split("."):
        found = {inner for each in found for inner in _under(each, word)}
        if not found:
            return False
    return True


def _under(record: type[Any], word: str) -> Iterator[type[Any]]:
    for each in fields(record) if is_dataclass(record) else ():
        if word in (each.name, each.metadata.get("key")):
            yield from _classes(_hints(record)[each.name])


def _hints(record: type[Any]) -> Mapping[str, Any]:
    return get_type_hints(record)


def _classes(hint: Any) -> Iterator[type[Any]]:
    inner = get_args(hint)
    if not inner:
        # A plain value ends a path: it is a class with no fields.
        yield hint if isinstance(hint, type) else object
    for each in inner:
        yield from _classes(each)
