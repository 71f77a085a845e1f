"""Where a plan says that traps are taken, and what a profile says of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from bcp.load import load_plan
from bcp.profile_files import read_profile, shipped
from bcp.refused import Refused
from bcp.traps import Traps
from drills.core.alarms import listened_to, meaning_of
from drills.core.snmp_used import accounts_used
from tests.words import CATALOGUE

PLAN = """\
organisation: 見本町
zones: {lgwan: {}}
traps: {listen: "%s", zone: lgwan}
snmp_accounts:
  - {id: v2c, version: v2c, community: {env: COMMUNITY}}
power:
  - {id: ups, kind: ups, profile: ups-rfc1628, address: 192.0.2.40, snmp: v2c}
  - {id: old, kind: ups, address: 192.0.2.41, snmp: v2c, state: retired}
  - {id: mute, kind: ups, address: 192.0.2.42}
"""


def town(folder: Path, listen: str) -> Path:
    path = folder / "town.yaml"
    path.write_text(PLAN % listen, encoding="utf-8")
    return path


@pytest.mark.parametrize("listen", ["127.0.0.1:1162", "192.0.2.5:162", "[2001:db8::5]:1162"])
def test_an_address_of_the_terminal_is_listened_at(tmp_path: Path, listen: str) -> None:
    assert load_plan(town(tmp_path, listen), CATALOGUE).plan.traps == Traps(listen, "lgwan")


@pytest.mark.parametrize(
    ("listen", "code"),
    [
        ("0.0.0.0:1162", "traps.everywhere"),
        ("[::]:1162", "traps.everywhere"),
        ("192.0.2.5", "traps.no_place"),
        ("pc.example:1162", "traps.no_place"),
        ("192.0.2.256:1162", "traps.no_place"),
        ("192.0.2.5:0", "traps.no_place"),
        ("192.0.2.5:65536", "traps.no_place"),
    ],
)
def test_anything_else_is_refused_with_its_place(tmp_path: Path, listen: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        load_plan(town(tmp_path, listen), CATALOGUE)
    (found,) = refused.value.refusals
    assert (found.what.code, found.place.line, found.place.column) == (code, 3, 17)
    assert found.remedy is not None


def test_a_zone_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    path = town(tmp_path, "127.0.0.1:1162")
    path.write_text(path.read_text("utf-8").replace("zone: lgwan", "zone: lgvan"), "utf-8")
    with pytest.raises(Refused) as refused:
        load_plan(path, CATALOGUE)
    assert [each.what.code for each in refused.value.refusals] == ["ids.unknown"]


def test_devices_in_use_with_an_account_are_listened_to_and_their_secrets_fetched(
    tmp_path: Path,
) -> None:
    plan = load_plan(town(tmp_path, "127.0.0.1:1162"), CATALOGUE).plan
    assert [each.id for each in listened_to(plan)] == ["ups"]
    assert [each.id for each in accounts_used(plan, (), listened_to(plan))] == ["v2c"]
    assert accounts_used(plan, ()) == ()


def test_a_profile_comes_before_what_any_device_may_tell() -> None:
    ups = shipped("ups-rfc1628")
    assert meaning_of("1.3.6.1.2.1.33.2.1", ups).word == "on_battery"
    assert meaning_of("1.3.6.1.2.1.33.2.1", None).severity == "unknown"
    assert meaning_of("1.3.6.1.6.3.1.1.5.3", ups).word == "link_down"


def test_a_trap_whose_name_is_no_identifier_is_refused() -> None:
    profile = (
        "kind: radio\ntitle: x\nbasis: maker\nsource: x\n"
        "facts: {link_state: {oid: 1.3.6.1.4.1.1.0, type: text, meaning: x, source: x}}\n"
        "traps: {linkDown: {word: down, severity: alarm}}\n"
    )
    with pytest.raises(Refused) as refused:
        read_profile(profile.encode(), "trx.yaml", "trx")
    assert [(each.what.code, each.place.line) for each in refused.value.refusals] == [
        ("profile.no_oid", 6)
    ]
