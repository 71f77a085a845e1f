"""What looks like a way to reach somebody, and what does not."""

from __future__ import annotations

import pytest

from bcp.message import render
from bcp.private import private_in


@pytest.mark.parametrize(
    "text",
    [
        *("03(5550)0102", "夜間は０３（５５５０）０１０２へ", "(03)5550-0102", "090 (5550) 0003"),
        *("000-5550-0101", "00055500101", "0120(555)012"),
    ],
)
def test_a_telephone_number_is_known_however_it_is_written(text: str) -> None:
    found = private_in(text)
    assert found is not None
    assert render(found, "en") == "this looks like a telephone number."


@pytest.mark.parametrize(
    "text",
    [
        "0.5(10)3",
        "2026(令和8)0401",
        "第03(一)0102号",
        "3階(01)",
        "10(20)300",
        "A03(55)0102",
        "0(1)2",
    ],
)
def test_other_figures_with_brackets_are_no_number(text: str) -> None:
    assert private_in(text) is None
