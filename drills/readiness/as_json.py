"""Readiness as JSON for other programs; the keys are described in ``docs/ready.md``.

They are the field names of the values. Days are ISO dates, sentences have their code, their
parameters and their text.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from bcp.message import Language, Message, Text
from drills.readiness.due import DueLine
from drills.readiness.readiness import Readiness
from drills.readiness.words import answer
from drills.report.as_json import text_of, tree

SCHEMA = "readiness/1"


def written(found: Readiness, lang: Language) -> str:
    """The whole answer as a document, with a line feed at its end."""
    return text_of(as_tree(found, lang))


def as_tree(found: Readiness, lang: Language) -> dict[str, Any]:
    """The same as JSON values."""
    return {
        "schema": SCHEMA,
        "language": lang,
        "state": found.state,
        "answer": tree(answer(found), lang),
        "overdue": len(found.pressing),
        **_plain(found, lang),
    }


def _plain(value: Any, lang: Language) -> Any:
    match value:
        case DueLine():
            late = {"key": value.key, "overdue": value.is_overdue, "presses": value.presses}
            return {**_fields(value, lang), **late}
        case date():
            return value.isoformat()
        case Message() | Text():
            return tree(value, lang)
        case tuple() | list():
            return [_plain(each, lang) for each in value]
    return _fields(value, lang) if is_dataclass(value) else value


def _fields(value: Any, lang: Language) -> dict[str, Any]:
    return {each.name: _plain(getattr(value, each.name), lang) for each in fields(value)}
