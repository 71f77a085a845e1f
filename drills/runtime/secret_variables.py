"""Which variables of the environment the secrets of a plan or a scenario are taken from."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from typing import Any

from bcp.secret_source import SecretSource


def variables_in(value: Any) -> Iterator[str]:
    """Every variable that a secret is taken from, also where a question was not read yet."""
    if isinstance(value, SecretSource):
        yield from (value.env,) if value.env else ()
    elif dataclasses.is_dataclass(value):
        for each in dataclasses.fields(value):
            yield from variables_in(getattr(value, each.name))
    elif isinstance(value, Mapping):
        if isinstance(value.get("env"), str):
            yield value["env"]
        for each in value.values():
            yield from variables_in(each)
    elif isinstance(value, tuple | list | frozenset):
        for each in value:
            yield from variables_in(each)
