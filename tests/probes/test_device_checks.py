"""What a question needs of a device of the plan is told before a drill."""

from __future__ import annotations

from pathlib import Path

from bcp.device_checks import not_askable
from bcp.load import load_plan
from drills.probes import catalogue

PLAN = """
organisation: x
snmp_accounts: [{id: reader, version: v2c, community: {prompt: true}}]
links:
  - {id: no-far, paths: [fibre], probe: {link: no-far}}
  - {id: asked, paths: [fibre], probe: {link: asked, to: 192.0.2.1}}
radio:
  - {id: hop, kind: microwave, address: 192.0.2.2, snmp: reader, probe: {radio: hop}}
power:
  - {id: bare, kind: ups, probe: [{ups: bare}, {ups: bare, id: again}]}
  - {id: whole, kind: ups, profile: ups-rfc1628, address: 192.0.2.3, snmp: reader,
     probe: {ups: whole}}
telework:
  - {id: gateway, kind: x, probe: {sessions: gateway}}
"""


def test_each_device_that_nobody_could_ask_is_told_with_the_fields_that_it_lacks(
    tmp_path: Path,
) -> None:
    (tmp_path / "plan.yaml").write_text(PLAN.lstrip(), encoding="utf-8")
    known = catalogue()
    warned = not_askable(load_plan(tmp_path, known), known)
    told = [
        (each.place.line, each.what.params["thing"], each.what.params["fields"]) for each in warned
    ]
    every = ("profile", "address", "snmp")
    assert told == [
        (4, "no-far", ("far",)),
        (7, "hop", ("profile",)),
        (9, "bare", every),
        (13, "gateway", every),
    ]
