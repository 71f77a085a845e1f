"""Files as an editor sees them: read by YAML 1.2, as editors do, or by our own reader."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import yaml
from referencing import Registry
from referencing.jsonschema import DRAFT7

from bcp.load import FILES
from bcp.nodes import plain
from bcp.strict_yaml import parse
from drills.cli.schemas import ENDING
from drills.town.writing import write_sample
from tests.house.source import ROOT

SCHEMAS = ROOT / "scenarios" / "schema"
SAMPLE = ROOT / "drills" / "town" / "sample"
STEMS = {stem: part for part, stems in FILES.items() for stem in stems}


class _Yaml12(yaml.SafeLoader):
    """The core schema of YAML 1.2: what the editors' YAML support reads without quotes."""


_Yaml12.yaml_implicit_resolvers = {}
for _tag, _pattern, _first in (
    ("null", r"~|null|Null|NULL|", [*"~nN", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", [*"tTfF"]),
    ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", [*"-+0123456789"]),
    (
        "float",
        r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.nan",
        [*"-+0123456789."],
    ),
):
    _Yaml12.add_implicit_resolver(
        f"tag:yaml.org,2002:{_tag}", re.compile(f"^(?:{_pattern})$"), _first
    )
_Yaml12.add_constructor("tag:yaml.org,2002:int", lambda loader, node: _whole(node.value))


def _whole(text: str) -> int:
    prefixed = text[:2] in ("0o", "0x")
    return int(text, 0) if prefixed else int(text)


def as_an_editor(raw: bytes) -> Any:
    """The file's values as YAML 1.2 says; keys are texts, as they are to a schema."""
    return _with_text_keys(yaml.load(raw.decode("utf-8-sig"), Loader=_Yaml12))  # noqa: S506


def as_we_do(raw: bytes) -> Any:
    """The file's values as our own reader takes them."""
    node, _ = parse(raw, "file.yaml")
    return json.loads(json.dumps(plain(node))) if node is not None else None


def _with_text_keys(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _with_text_keys(each) for key, each in value.items()}
    return [_with_text_keys(each) for each in value] if isinstance(value, list) else value


def practice_town(folder: Path) -> list[Path]:
    """The files of the practice town, written into `folder`."""
    texts = [path.read_text(encoding="utf-8") for path in SAMPLE.rglob("*.yaml")]
    named = {found for text in texts for found in re.findall(r"\$(\w+?)_(\w+)", text)}
    ports = {
        machine: {word: 40000 for name, word in named if name == machine} for machine, _ in named
    }
    write_sample(folder, ports)
    return sorted(folder.rglob("*.yaml"))


def word_for(path: Path) -> str:
    """Which schema the file at `path` is for."""
    if path.parent.name == STEMS.get(path.stem):
        return path.stem
    return {
        "scenarios": "scenario",
        "library": "scenario",
        "answers": "answers",
        "profiles": "profile",
        "presets": "preset",
    }.get(path.parent.name, "plan")


@cache
def beside(folder: Path) -> Registry[Any]:
    """The schemas that lie in a folder, by the names of their files."""
    return Registry().with_resources(
        (path.name, DRAFT7.create_resource(json.loads(path.read_text(encoding="utf-8"))))
        for path in folder.glob(f"*{ENDING}")
    )


@cache
def validator(word: str) -> jsonschema.Draft7Validator:
    """A validator with the schema that is committed under `word`."""
    schema = json.loads((SCHEMAS / f"{word}{ENDING}").read_text(encoding="utf-8"))
    return jsonschema.Draft7Validator(schema, registry=beside(SCHEMAS))


def complaints(word: str, value: Any) -> list[str]:
    """What the schema says against the value, each with its path."""
    return [f"{each.json_path}: {each.message}" for each in validator(word).iter_errors(value)]
