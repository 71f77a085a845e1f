"""Hides every known secret in what comes back from the world, before anybody keeps it.

A server may say a secret back: in its output, its notice, an error. It is hidden as it is, in any
encoding of the plan, in base64 (also within a longer text), with per cent signs, and as JSON, a
page or a shell would write it.
"""

from __future__ import annotations

import base64
import html
import json
import re
import shlex
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, AnyStr
from urllib.parse import quote, quote_plus

from bcp.message import Message, Text
from drills.runtime.secrets import MASK, known_values
from scenarios.reading import Reading

_ENCODINGS = ("utf-8", "cp932", "euc_jp", "iso2022_jp")
_MASK = MASK.encode()
# In bytes of any encoding; read back it becomes the mark that everybody sees.
PLAIN = b"<secret>"
# What Python, a path and a browser leave as it is.
_SAFE = ("", "/", "!'()*")
# A text so long may have been cut, and end within a secret; so many letters of one are hidden.
_MAY_BE_CUT = 150
_ENOUGH = 4


def masked(text: str) -> str:
    """The text with every known secret hidden, also one that it ends within."""
    values = known_values()
    if not values:
        return text
    pattern, forms = _in_text(values)
    text = pattern.sub(MASK, text)
    if len(text) < _MAY_BE_CUT:
        return text
    kept = _without_beginning(text, forms, _ENOUGH)
    return text if kept is None else kept + MASK


def masked_bytes(said: bytes, *, cut: bool = False) -> bytes:
    """Output with every known secret hidden; where it was `cut`, also what began at its end."""
    values = known_values()
    if not values:
        return said
    pattern, forms = _in_bytes(values)
    said = pattern.sub(PLAIN, said)
    kept = _without_beginning(said, forms, 1) if cut else None
    return said if kept is None else kept + PLAIN


def masked_message(message: Message) -> Message:
    """The message with every known secret hidden in what it says."""
    return Message(message.code, _masked(message.params)) if known_values() else message


def masked_reading(reading: Reading) -> Reading:
    """The reading with every known secret hidden in its facts and its words."""
    if not known_values():
        return reading
    return Reading(
        facts=_masked(reading.facts),
        because=_masked(reading.because),
        said=_masked(reading.said),
        could_not_ask=_masked(reading.could_not_ask),
        note=_masked(reading.note),
    )


def _masked(value: Any) -> Any:
    if isinstance(value, str):
        return masked(value)
    if isinstance(value, Message):
        return masked_message(value)
    if isinstance(value, Text):
        return Text(masked(value.ja), masked(value.en))
    if isinstance(value, list | tuple):
        return type(value)(_masked(each) for each in value)
    if isinstance(value, Mapping):
        return {key: _masked(each) for key, each in value.items()}
    return value


@lru_cache(maxsize=8)
def _in_text(values: tuple[str, ...]) -> tuple[re.Pattern[str], tuple[str, ...]]:
    forms = {*(form for value in values for form in _forms(value)), PLAIN.decode()}
    longest = tuple(sorted(forms, key=len, reverse=True))
    return re.compile("|".join(map(re.escape, longest))), longest


@lru_cache(maxsize=8)
def _in_bytes(values: tuple[str, ...]) -> tuple[re.Pattern[bytes], tuple[bytes, ...]]:
    forms = {raw for value in values for form in _forms(value) for raw in _encoded(form)}
    longest = tuple(sorted({*forms, _MASK}, key=len, reverse=True))
    return re.compile(b"|".join(map(re.escape, longest))), longest


def _forms(value: str) -> Iterator[str]:
    """How a secret may be written."""
    yield value
    yield json.dumps(value)[1:-1]
    yield json.dumps(value, ensure_ascii=False)[1:-1]
    yield html.escape(value)
    yield shlex.quote(value).strip("'")
    for raw in _encoded(value):
        yield from _in_letters(raw)
        for quoted in (*(quote(raw, safe=safe) for safe in _SAFE), quote_plus(raw)):
            yield quoted
            yield re.sub("%[0-9A-F]{2}", lambda found: found[0].lower(), quoted)
        yield raw.hex()


def _encoded(text: str) -> Iterable[bytes]:
    found = set()
    for encoding in _ENCODINGS:
        try:
            found.add(text.encode(encoding))
        except UnicodeEncodeError:
            # What an encoding cannot write, no server says in it.
            continue
    return found


def _in_letters(raw: bytes) -> Iterator[str]:
    """The value in base64, alone and at each of the three places it can have in a longer text."""
    for encode in (base64.b64encode, base64.urlsafe_b64encode):
        yield encode(raw).decode().rstrip("=")
        for before in range(3):
            whole = encode(bytes(before) + raw).decode().rstrip("=")
            first = (before * 8 + 5) // 6
            inside = whole[first : (before + len(raw)) * 8 // 6]
            if len(inside) >= _ENOUGH:
                yield inside


def _without_beginning(said: AnyStr, forms: tuple[AnyStr, ...], least: int) -> AnyStr | None:
    """What stands before a secret that began at the very end, or None where none did."""
    starts = [
        len(said) - size
        for form in forms
        for size in range(len(form) - 1, least - 1, -1)
        if said.endswith(form[:size])
    ]
    return said[: min(starts)] if starts else None
