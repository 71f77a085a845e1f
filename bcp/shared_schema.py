"""What the schemas of a plan's files say alike of questions, in a schema of its own beside them.

Every probe is described where a question may stand, in most files of a plan. Written out in each
of them that is megabytes, so files that lie in one folder refer to one of them. A schema that is
written alone holds everything itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from bcp.asking import ProbeCall
from bcp.json_schema import DRAFT, Json
from bcp.message import Language, Text

_TITLE = Text(
    ja="計画の問い（計画のほかのスキーマが参照します）",
    en="the questions of a plan, to which its other schemas refer",
)
_HERE = "#/definitions/"
_QUESTION = ProbeCall.__name__


def apart(
    schemas: Mapping[str, Json], word: str, file: str, lang: Language | None = None
) -> Mapping[str, Json]:
    """The same schemas with what they say of questions in one more, `word`, that lies in `file`.

    A schema that says anything else of questions, as a scenario's does, is left whole.
    """
    everything = schemas["plan"]["definitions"]
    shared = {name: everything[name] for name in sorted(_needed_by(_QUESTION, everything))}
    whole = {"anyOf": [{"$ref": f"{_HERE}{_QUESTION}"}], "definitions": shared}
    title = _TITLE.said_in(lang) if lang else f"{_TITLE.ja}\n{_TITLE.en}"
    return {
        **{name: _less(schema, shared, file) for name, schema in schemas.items()},
        word: {"$schema": DRAFT, "description": title, **whole},
    }


def _needed_by(name: str, definitions: Mapping[str, Json]) -> set[str]:
    needed: set[str] = set()
    waiting = [name]
    while waiting:
        each = waiting.pop()
        if each not in needed:
            needed.add(each)
            waiting += _named_in(definitions[each])
    return needed


def _named_in(schema: Any) -> Iterator[str]:
    if isinstance(schema, list):
        for each in schema:
            yield from _named_in(each)
    if isinstance(schema, dict):
        if "$ref" in schema:
            yield schema["$ref"].removeprefix(_HERE)
        for each in schema.values():
            yield from _named_in(each)


def _less(schema: Json, shared: Mapping[str, Json], file: str) -> Json:
    own: Mapping[str, Json] = schema["definitions"]
    if any(own.get(name) != each for name, each in shared.items()):
        return schema
    rest = {name: each for name, each in own.items() if name not in shared}
    elsewhere = {f"{_HERE}{name}": f"{file}{_HERE}{name}" for name in shared}
    less: Json = _pointed({**schema, "definitions": rest}, elsewhere)
    return less


def _pointed(schema: Any, elsewhere: Mapping[str, str]) -> Any:
    if isinstance(schema, list):
        return [_pointed(each, elsewhere) for each in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        key: elsewhere.get(each, each) if key == "$ref" else _pointed(each, elsewhere)
        for key, each in schema.items()
    }
