"""Rows that were written before a field came in."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

import pytest

from drills.errors import JournalBroken
from drills.journal.codec import decode, encode
from tests.journal import golden


def _without_default(cls: Any) -> set[str]:
    none = dataclasses.MISSING
    fields = dataclasses.fields(cls)
    return {each.name for each in fields if each.default is none and each.default_factory is none}


def _stored(wanted: str) -> tuple[int, dict[str, Any]]:
    rows = (json.loads(line) for line in golden.PRESENT.read_text("utf-8").splitlines())
    return next((v, json.loads(body)) for kind, v, body in rows if kind == wanted)


@pytest.mark.parametrize("kind", golden.KINDS, ids=lambda kind: kind.__name__)
def test_a_row_lacking_a_field_is_read_only_where_the_field_has_a_default(kind: Any) -> None:
    v, body = _stored(kind.__name__)
    needed = _without_default(kind)
    for name in body:
        rest = json.dumps({key: value for key, value in body.items() if key != name})
        if name in needed:
            with pytest.raises(JournalBroken, match=name):
                decode(kind.__name__, v, rest)
            continue
        event = decode(kind.__name__, v, rest)
        whole = decode(kind.__name__, v, json.dumps(body))
        assert event == dataclasses.replace(whole, **{name: getattr(event, name)})
        assert json.loads(encode(event)[2]).keys() == body.keys()


def test_a_plan_from_before_it_had_grades_is_read_without_them() -> None:
    v, body = _stored("DrillStarted")
    del body["brief"]["plan"]["grade_scale"]
    event: Any = decode("DrillStarted", v, json.dumps(body))
    assert event.brief.plan.grade_scale is None
