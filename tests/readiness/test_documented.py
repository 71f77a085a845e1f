"""Every key of the JSON is described in both languages, and so is every state and code."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import Any

import pytest

from drills.cli.readying import CODES
from drills.readiness.as_json import as_tree
from drills.readiness.due import DueLine
from drills.readiness.readiness import WORST_FIRST
from tests.house.source import ROOT
from tests.readiness import making as m

_SENTENCES = {"code", "params", "text", "ja", "en", "language"}


def _keys(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for name, each in value.items():
            if "code" in value or "ja" in value:
                continue  # a sentence or a name
            yield name
            yield from _keys(each)
    elif isinstance(value, list):
        for each in value:
            yield from _keys(each)


@pytest.mark.parametrize("name", ["ready.md", "ready.ja.md"])
def test_every_key_and_state_is_described(name: str) -> None:
    text = (ROOT / "docs" / name).read_text(encoding="utf-8")
    known = m.past(m.drill("2027-05-01", m.met()))
    keys = {*_keys(as_tree(m.ready(known), "ja")), *(each.name for each in fields(DueLine))}
    assert {each for each in keys - _SENTENCES if f"`{each}`" not in text} == set()
    assert all(f"`{each}`" in text or f"（{each}）" in text for each in WORST_FIRST)
    assert all(f"| {code.value} |" in text for code in CODES.values())
