"""Lines of YAML that people read and edit: bare words where that is safe, else in quotes."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence

from bcp.durations import parse_span
from bcp.strict_yaml import resolved

Written = str | int | bool | Sequence["Written"] | Mapping[str, "Written"]

# Letters and figures of any language, and signs that mean nothing to YAML inside a word.
_BARE = re.compile(r"[^\W_][\w・ー（）／、。./()+-]*(?: [\w・ー（）／、。./()+-]+)*")
_FOUR = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}")
_BARE_SPAN = re.compile(r"(?:\d+(?:ms|bd|[dhms]))+")
# Line ends of other alphabets and signs that turn the writing direction: said by their numbers.
_ODD = re.compile("[\x7f-\x9f\u2028\u2029\ufffe\uffff]")


def scalar(value: str | int | bool) -> str:
    """One value, as it stands behind a colon or in a list."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if _FOUR.fullmatch(value):
        return value
    if _BARE_SPAN.fullmatch(value) and (parse_span(value) or value.endswith("bd")):
        return value
    figures = value[:1].isdigit() or value[-1:] in (".", "-")
    if _BARE.fullmatch(value) and not figures and isinstance(resolved(value), str):
        return value
    quoted = json.dumps(value, ensure_ascii=False)
    return _ODD.sub(lambda found: f"\\u{ord(found[0]):04x}", quoted)


def flow(value: Written) -> str:
    """Any value on one line."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {flow(each)}" for key, each in value.items()) + "}"
    if isinstance(value, str | int):
        return scalar(value)
    return "[" + ", ".join(flow(each) for each in value) + "]"


def record_lines(fields: Mapping[str, Written], marks: Sequence[str] = ()) -> list[str]:
    """One item of a list, a line for each field, and below it what is still to be written."""
    lines = [f"{key}: {flow(value)}" for key, value in fields.items()]
    lines += [f"# {each}" for each in marks]
    return [f"{'- ' if n == 0 else '  '}{line}" for n, line in enumerate(lines)]
