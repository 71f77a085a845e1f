"""The report as JSON, for other programs; the keys are described in ``docs/report.md``.

Keys are the field names of the model. Lengths of time are whole microseconds in keys that end with
``_us``. Instants are objects with the drill's clock, Unix time and ISO 8601. Words are objects with
the author's texts or the message's code and parameters, and always with ``text``: the words in the
language asked for. Keys are sorted and nothing else comes in, so the same journal gives the same
bytes.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

from bcp.message import Language, Message, Text, render

if TYPE_CHECKING:
    from drills.report.model import Report

FORM = "bcp-drill-report-1"

_HARMFUL = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_NOT_ASCII = re.compile(r"[^ -~\n]")


def written(report: Report, lang: Language) -> str:
    """The whole report, indented, with a line feed at its end."""
    return document(FORM, report, lang)


def document(form: str, value: object, lang: Language) -> str:
    """Any frozen record of the report's kind as a whole document of that form."""
    return text_of({"form": form, "language": lang, **tree(value, lang)})


def text_of(found: object) -> str:
    """JSON values as they are printed: sorted, indented, with a line feed at the end."""
    text = json.dumps(found, ensure_ascii=False, sort_keys=True, indent=2, allow_nan=False)
    return _NOT_ASCII.sub(_escaped, text) + "\n"


def _escaped(found: re.Match[str]) -> str:
    """A character as it is, or as JSON escapes where it could act on a terminal that shows it."""
    char = found[0]
    return json.dumps(char)[1:-1] if unicodedata.category(char) in _HARMFUL else char


def tree(value: Any, lang: Language) -> Any:
    """Any frozen record of the report's kind as JSON values."""
    match value:
        case Message():
            params = tree(dict(value.params), lang)
            return {"code": value.code, "params": params, "text": render(value, lang)}
        case Text():
            return {"ja": value.ja, "en": value.en, "text": value.said_in(lang)}
        case Mapping():
            return {str(key): tree(each, lang) for key, each in value.items()}
        case tuple() | list():
            return [tree(each, lang) for each in value]
    if is_dataclass(value):
        return {each.name: tree(getattr(value, each.name), lang) for each in fields(value)}
    return value.value if isinstance(value, Enum) else value
