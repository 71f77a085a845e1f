"""Personal codes: what is typed is understood, and a slip of the finger is noticed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drills.core.personal_codes import BITS, SIGNS, code_of, shown_code, typed_code

BITS_OF = st.integers(0, (1 << BITS) - 1)


@given(BITS_OF)
def test_a_code_is_understood_however_it_is_typed(bits: int) -> None:
    code = code_of(bits)
    shown = shown_code(code)
    wide = "".join(chr(ord(each) + 0xFEE0) if each != "-" else "ー" for each in shown)
    loosely = shown.lower().replace("0", "o").replace("1", "l").replace("-", " ")
    assert {typed_code(each) for each in (code, shown, wide, loosely)} == {code}


@given(BITS_OF, st.integers(0, 8), st.sampled_from(SIGNS))
def test_one_wrong_sign_is_noticed(bits: int, place: int, sign: str) -> None:
    code = code_of(bits)
    slipped = code[:place] + sign + code[place + 1 :]
    assert typed_code(slipped) == (code if slipped == code else None)


@given(BITS_OF, st.integers(0, 8), st.integers(0, 8))
def test_two_exchanged_signs_are_noticed(bits: int, one: int, other: int) -> None:
    code = code_of(bits)
    signs = list(code)
    signs[one], signs[other] = signs[other], signs[one]
    slipped = "".join(signs)
    assert typed_code(slipped) == (code if slipped == code else None)


@pytest.mark.parametrize("typed", ["", "0", "U" * 9, "0" * 8, "0" * 10, "あ" * 9, "0" * 10_000])
def test_what_cannot_be_a_code_is_none(typed: str) -> None:
    assert typed_code(typed) is None


def test_a_number_of_more_bits_is_refused() -> None:
    with pytest.raises(ValueError, match="40 bits"):
        code_of(1 << BITS)
