"""What a pack says of itself; its exact bytes are signed."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from bcp.message import Phrase, Text
from drills.errors import Refusal
from drills.journal.bundle_manifest import Part
from drills.journal.codec import canonical
from drills.journal.shapes import Misfit, shape_of
from scenarios.pack_checks import is_pack_id, is_pack_version

FORMAT, VERSION = "bcp-drill-pack", 1
_PARAMETER = re.compile(r"[A-Za-z_][A-Za-z0-9_-]{0,99}", re.ASCII)

BAD_MANIFEST = Phrase(
    "packs.bad_manifest",
    ja="訓練パックの目録（manifest.json）が壊れています。もう一度もらってください。",
    en="The pack's manifest.json is damaged. Ask for the file again.",
)
OTHER_VERSION = Phrase(
    "packs.other_version",
    ja="この訓練パックは、このプログラムが知らない形式（第{version}版）です。"
    "新しい版の bcp-drill で開いてください。",
    en="This pack has format {version}, which this program does not know. "
    "Open it with a newer version of bcp-drill.",
)


@dataclass(frozen=True)
class Parameter:
    """A parameter of the scenario, as text; each body sets it for itself where it is to `fill`."""

    name: str
    value: str
    fill: bool


@dataclass(frozen=True)
class Needed:
    """Ids and words of the plan that the scenario uses."""

    watched: tuple[str, ...]
    roles: tuple[str, ...]
    people: tuple[str, ...]
    businesses: tuple[str, ...]
    servers: tuple[str, ...]


@dataclass(frozen=True)
class Manifest:
    """What a pack says of itself.

    `pack` and `number` are its name and version, as they stand in the scenario too. `made_by` is
    who sends it, `made` the date. `digest` is the SHA-256 of the scenario's bytes, by which a run
    shows that it was made with exactly this scenario. `signed_by` is the line of the key that
    signs, None where there is no signature.
    """

    format: Literal["bcp-drill-pack"]
    version: int
    pack: str
    number: int
    scenario: str
    title: Text
    made_by: str
    made: str
    tool: str
    digest: str
    parameters: tuple[Parameter, ...]
    needs: Needed
    criteria: int
    members: Mapping[str, Part]
    signed_by: str | None


def written(manifest: Manifest) -> bytes:
    """The bytes of a manifest; the same one always gives the same."""
    return (canonical(shape_of(Manifest).write(manifest)) + "\n").encode()


def manifest_in(raw: bytes) -> Manifest:
    """The manifest in these bytes. Raises `Refusal` where they are not exactly one."""
    try:
        stored = json.loads(raw.decode())
        if isinstance(stored, dict) and stored.get("format") == FORMAT:
            version = stored.get("version")
            if type(version) is int and version != VERSION:
                raise Refusal(OTHER_VERSION(version=version))
        manifest: Manifest = shape_of(Manifest).read(stored)
        same = written(manifest) == raw
    except (ValueError, RecursionError, Misfit) as error:
        raise Refusal(BAD_MANIFEST()) from error
    if not same or not _can_be_named(manifest):
        raise Refusal(BAD_MANIFEST())
    return manifest


def _can_be_named(manifest: Manifest) -> bool:
    """Whether its names are what a scenario may have: folders and lines are made of them."""
    parameters = all(_PARAMETER.fullmatch(each.name) for each in manifest.parameters)
    return parameters and is_pack_version(manifest.number) and is_pack_id(manifest.pack)
