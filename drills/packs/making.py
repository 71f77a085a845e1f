"""From a scenario that was checked to the pack that is sent."""

from __future__ import annotations

from collections.abc import Mapping

from bcp.message import LANGUAGES, Phrase
from drills.errors import Refusal
from drills.packs import manifest as manifests
from drills.packs.instructions import instructions
from drills.packs.manifest import Manifest, Needed, Parameter
from drills.packs.pack_file import packed, parts_of, scenario_member
from drills.packs.sender import Sent
from scenarios.model import Scenario

NO_PACK = Phrase(
    "packs.no_pack",
    ja="シナリオ「{scenario}」に pack がありません。どの版で実施したかを後から確かめられるよう、"
    "次の形で書いてください。\npack: {{id: {scenario}, version: 1}}",
    en="The scenario {scenario!r} has no pack, so that no run would show which version it was. "
    "Write:\npack: {{id: {scenario}, version: 1}}",
)


def pack_of(scenario: Scenario, raw: bytes, needs: Needed, sent: Sent) -> tuple[bytes, Manifest]:
    """The whole file and what it says of itself. `raw` are the bytes of the scenario's file.

    The same scenario, needs and sender give the same bytes. Raises `Refusal` where the scenario
    does not say which pack it is of.
    """
    if scenario.pack is None:
        raise Refusal(NO_PACK(scenario=scenario.id))
    told = {
        f"instructions.{lang}.md": instructions(scenario, sent, lang).encode() for lang in LANGUAGES
    }
    members: Mapping[str, bytes] = {scenario_member(scenario.id): raw, **told}
    parts = parts_of(members)
    manifest = Manifest(
        format="bcp-drill-pack",
        version=manifests.VERSION,
        pack=scenario.pack.id,
        number=scenario.pack.version,
        scenario=scenario.id,
        title=scenario.title,
        made_by=sent.by,
        made=sent.made,
        tool=sent.tool,
        digest=parts[scenario_member(scenario.id)].sha256,
        parameters=tuple(
            Parameter(name, str(value), name in scenario.pack.fill)
            for name, value in scenario.parameters.items()
        ),
        needs=needs,
        criteria=len(scenario.evaluation),
        members=parts,
        signed_by=sent.key.line if sent.key else None,
    )
    return packed(manifest, members, sent.key), manifest
