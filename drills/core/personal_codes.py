"""Personal codes for a check-in: what a person types, or has in a link, to say who answers.

Eight signs of Crockford's base 32 (https://www.crockford.com/base32.html: no I, L, O or U, small
letters are capitals) are 40 random bits. A ninth sign tells a slip of the finger from a wrong code:
it is a sum over the field of 32 elements with a weight of its own for each place, so any one wrong
sign and any two exchanged ones are noticed. (Crockford's own check sign, modulo 37, needs signs
that a link and a telephone do not carry well.)
"""

from __future__ import annotations

import unicodedata

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
BITS = 40
_LENGTH = 8
_MEANT = str.maketrans("OIL", "011", "- ‐−‑–ー　")
# x^5 + x^2 + 1, by which the multiples of 2 run through the whole field.
_POLYNOMIAL = 0b100101


def code_of(bits: int) -> str:
    """The code for a number of 40 bits, as it is kept and compared: nine signs.

    Raises `ValueError` for a number that has more bits.
    """
    if not 0 <= bits < 1 << BITS:
        raise ValueError("a personal code has 40 bits")
    values = [bits >> 5 * place & 31 for place in reversed(range(_LENGTH))]
    return "".join(SIGNS[each] for each in (*values, _check(values)))


def typed_code(text: str) -> str | None:
    """The code that somebody typed, or None where it cannot be one.

    Hyphens and spaces are no matter, nor are small or full-width letters; O is taken for 0, and I
    and L for 1.
    """
    if len(text) > 4 * _LENGTH:
        return None
    signs = unicodedata.normalize("NFKC", text).upper().translate(_MEANT)
    if len(signs) != _LENGTH + 1 or any(each not in SIGNS for each in signs):
        return None
    values = [SIGNS.index(each) for each in signs]
    return signs if _check(values[:_LENGTH]) == values[_LENGTH] else None


def shown_code(code: str) -> str:
    """The code as it is printed: ``7K2M-9QXD-4``."""
    return f"{code[:4]}-{code[4:8]}-{code[8:]}"


def _check(values: list[int]) -> int:
    total, weight = 0, 1
    for each in values:
        weight = _times(weight, 2)
        total ^= _times(weight, each)
    return total


def _times(left: int, right: int) -> int:
    product = 0
    for place in range(5):
        if right >> place & 1:
            product ^= left << place
    for place in (8, 7, 6, 5):
        if product >> place & 1:
            product ^= _POLYNOMIAL << place - 5
    return product
