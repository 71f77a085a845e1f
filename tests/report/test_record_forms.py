"""Every field of the forms of drill records stands where the page says that the report has it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import pytest

from drills.report import as_html
from drills.report.assembled import report_of
from drills.report.model import Report
from drills.report.sections import SECTIONS
from tests.house.source import ROOT
from tests.report.made_up import recorded, rich

PAGES = ("record-forms.md", "record-forms.ja.md")
ROW = re.compile(r"^\| (?!field \||項目 \||---)(.+?) \| (.*?) \| (.*?) \| (.*?) \|$", re.MULTILINE)


def rows(page: str) -> list[tuple[str, ...]]:
    return ROW.findall((ROOT / "docs" / page).read_text(encoding="utf-8"))


def named(cell: str) -> list[str]:
    return re.findall(r"`(.+?)`", cell)


@pytest.mark.parametrize("page", PAGES)
def test_every_section_named_is_one_of_the_report(page: str) -> None:
    report = report_of(recorded(rich()))
    anchors = {make(report, "ja").heading.code.rpartition(".")[2] for make in SECTIONS}
    anchors |= set(re.findall(r' id="(\w+)"', as_html.written(report, "ja")))
    missing = [x for _, cell, *_ in rows(page) for x in named(cell) if x[1:] not in anchors]
    assert missing == []


@pytest.mark.parametrize("page", PAGES)
def test_every_key_named_is_one_of_the_json(page: str) -> None:
    known = set(keys(Report))
    missing = [x for _, _, cell, _ in rows(page) for x in named(cell) if x not in known]
    assert missing == []


def test_both_languages_name_the_same_places() -> None:
    places = [[(named(a), named(b)) for _, a, b, _ in rows(page)] for page in PAGES]
    assert places[0] == places[1]
    assert len(places[0]) == 44


def keys(kind: Any, under: str = "") -> Iterator[str]:
    """The keys of a record of the report, and of those in it: three deep, as the page has them."""
    hints = get_type_hints(kind)
    for field in fields(kind):
        name = f"{under}{field.name}"
        yield name
        for inner in parts(hints[field.name]):
            if is_dataclass(inner) and name.count(".") < 2:
                yield from keys(inner, f"{name}.")


def parts(hint: Any) -> Iterator[Any]:
    """What a type is made of: itself, or what stands in its tuple or union."""
    if get_origin(hint) in (tuple, Union, UnionType):
        for each in get_args(hint):
            yield from parts(each)
    else:
        yield hint
