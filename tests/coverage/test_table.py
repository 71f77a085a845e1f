"""Whatever the founding documents ask for is held, drilled, measured and proven somewhere."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bcp.message import LANGUAGES, Language
from bcp.model import Plan
from tests.coverage.fields import resolves
from tests.coverage.table import PAGES, Row, checked, document, faults


@pytest.fixture(scope="module")
def every() -> tuple[Row, ...]:
    return checked()


def test_all_forty_eight_are_there_and_no_cell_is_empty(every: tuple[Row, ...]) -> None:
    assert [each.number for each in every] == list(range(1, 49))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_documents_hold_the_table_as_it_is_now(every: tuple[Row, ...], lang: Language) -> None:
    assert PAGES[lang].read_text("utf-8").endswith(f"\n{document(every, lang)}")


def test_what_is_empty_or_not_there_is_named(every: tuple[Row, ...]) -> None:
    first = every[0]
    assert list(faults(first)) == []
    wrong = {
        "1: nothing in plan": replace(first, plan=()),
        "1: nothing in tests": replace(first, tests=()),
        "1: nothing in measured": replace(first, measured=(), commands=()),
        "1: nothing in drilled": replace(first, drilled={}),
        "1: no key systems.colour": replace(first, plan=("systems.colour",)),
        "1: no figure recoveries.colour": replace(first, measured=("recoveries.colour",)),
        "1: no command dance": replace(first, commands=("dance",)),
        "1: no scenario dance": replace(first, drilled={"dance": ("watch",)}),
        "1: no step or part dance in comms-only": replace(
            first, drilled={"comms-only": ("dance",)}
        ),
        "1: no test tests/x.py::test_y": replace(first, tests=("tests/x.py::test_y",)),
    }
    assert {told: list(faults(row)) for told, row in wrong.items()} == {
        told: [told] for told in wrong
    }


def test_a_path_leads_through_lists_and_records_and_not_beyond_a_value() -> None:
    assert resolves(Plan, "systems.rto.from")
    assert resolves(Plan, "contacts.methods.verified")
    assert not resolves(Plan, "systems.rto.from.x")
    assert not resolves(Plan, "systems.levels.colour")
