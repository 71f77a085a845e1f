"""Whatever event it is, and wherever in it something stands: it is left out, the rest is whole."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drills.core.events import Event
from drills.journal.bundle_line import Link, read_lines, written
from drills.journal.codec import decode, encode
from drills.journal.leaving_out import LeavingOut
from tests.journal.bundles import telling
from tests.journal.golden import KINDS, samples
from tests.journal.strategies import EVENTS
from tests.report.made_up import recorded

START = telling()[0]
CANARY = "fs01.canary.example 訓練花子 192.0.2.99"
# Words of the program, in which nobody can write anything else.
NEVER_WRITTEN = {
    *("code", "word", "fact", "start", "state", "sha256", "run_id", "tool"),
    *("utc_offset", "today", "allowed_until"),
}


def exported(*events: Event) -> list[Event]:
    """The events as they come out of a bundle's lines."""
    records = recorded((START, *events))
    leaving = LeavingOut.of(records, addresses=False, people=False)
    lines, link = [], Link()
    for each in records:
        line, link = written(leaving.exported(each)[0], each, link)
        lines.append(line)
    return [record.event() for record, _ in read_lines(iter(lines), Link())][1:]


def texts(value: Any) -> Iterator[str]:
    """Every text in a JSON value, keys included, where somebody may have written it."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for each in value:
            yield from texts(each)
    elif isinstance(value, dict):
        for key, each in value.items():
            yield key
            if key not in NEVER_WRITTEN:
                yield from texts(each)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_no_field_of_any_event_carries_an_address_or_a_person(kind: Any) -> None:
    for sample in samples(kind):
        name, v, body = encode(sample)
        told = decode(name, v, body.replace('"見本"', json.dumps(CANARY, ensure_ascii=False)))
        (found,) = exported(told)
        said = "\n".join(texts(json.loads(encode(found)[2])))
        assert [each for each in CANARY.split() if each in said] == []


@given(st.lists(EVENTS, max_size=3))
def test_any_record_survives_the_way_through_a_bundle(events: list[Event]) -> None:
    assert [type(each) for each in exported(*events)] == [type(each) for each in events]
