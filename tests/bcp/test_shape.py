"""What a dataclass is made of can be read from it by machines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import pytest

from bcp.durations import BusinessDays, Span
from bcp.field_marks import yaml_key
from bcp.model import Plan, Rto, System
from bcp.shape import (
    Anything,
    Choice,
    Either,
    Entry,
    Leaf,
    Many,
    Maybe,
    Named,
    Record,
    Shape,
    fields_of,
    shape_of,
    short_field,
)
from scenarios.model import Scenario, Step


@dataclass(frozen=True)
class Sample:
    name: str
    start: str = yaml_key("from", default="onset")


@pytest.mark.parametrize(
    ("annotation", "shape"),
    [
        (str, Leaf(str)),
        (Any, Anything()),
        (Literal["a", "b"], Choice(("a", "b"))),
        (tuple[int, ...], Many(Leaf(int))),
        (Mapping[str, Span], Named(Leaf(Span))),
        (Span | BusinessDays | None, Maybe(Either((Leaf(Span), Leaf(BusinessDays))))),
        (Sample, Record(Sample)),
    ],
)
def test_an_annotation_has_a_shape(annotation: Any, shape: Shape) -> None:
    assert shape_of(annotation) == shape


def test_fields_know_their_key_and_whether_they_must_be_there() -> None:
    assert fields_of(Sample) == (
        Entry("name", "name", Leaf(str), required=True),
        Entry("start", "from", Leaf(str), required=False),
    )


def test_a_class_may_have_a_short_form() -> None:
    assert (short_field(Rto), short_field(System)) == ("within", None)


@pytest.mark.parametrize("annotation", [set[str], tuple[int, str], complex, dict[int, str]])
def test_what_no_file_can_hold_has_no_shape(annotation: Any) -> None:
    with pytest.raises(TypeError):
        shape_of(annotation)


def _below(shape: Shape, seen: set[type]) -> None:
    match shape:
        case Record(kind) if kind not in seen:
            seen.add(kind)
            for entry in fields_of(kind):
                _below(entry.shape, seen)
        case Many(item) | Named(item) | Maybe(item):
            _below(item, seen)
        case Either(options):
            for each in options:
                _below(each, seen)


def test_everything_in_plans_and_scenarios_has_a_shape() -> None:
    seen: set[type] = set()
    _below(Record(Plan), seen)
    _below(Record(Scenario), seen)
    assert {System, Step, Rto} < seen
