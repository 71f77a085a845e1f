"""Accounts for SNMP: those that a drill's questions need are fetched, and no others."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bcp.asking import ProbeCall, Settled
from bcp.durations import Span
from bcp.inventory import Power
from bcp.model import Plan
from bcp.secret_source import SecretSource
from bcp.snmp import SnmpAccount
from drills.core.brief import Brief, Check
from drills.core.snmp_used import accounts_used
from drills.runtime.secret_sources import fetched
from tests.runtime.briefs import brief_of

SIGNS, HIDES, READS = (SecretSource(env=name) for name in ("BCP_SIGNS", "BCP_HIDES", "BCP_READS"))
SECURE = SnmpAccount("secure", "v3", None, "drill", "sha256", SIGNS, "aes128", HIDES)
PLAIN = SnmpAccount("plain", "v2c", community=READS)
UPS = Power("ups", "ups", profile="ups-rfc1628", address="192.0.2.40", snmp="secure")
OF_DEVICE = ProbeCall("snmp", "ups", {"fact": "battery_percent"})
OF_ADDRESS = ProbeCall("snmp", "192.0.2.41", {"oid": "1.3.6.1.2.1.1.3.0", "account": "plain"})


def with_accounts(plan: Plan) -> Plan:
    return replace(plan, snmp_accounts=(SECURE, PLAIN), power=(UPS,))


def asking(*calls: ProbeCall) -> Brief:
    brief = brief_of()
    checks = tuple(
        Check(f"c{n}", "ups", None, call, Span(5_000_000), Settled())
        for n, call in enumerate(calls)
    )
    return replace(brief, plan=with_accounts(brief.plan), checks=checks)


@pytest.mark.parametrize(
    ("calls", "used"),
    [
        ((OF_DEVICE,), (SECURE,)),
        ((OF_ADDRESS,), (PLAIN,)),
        ((OF_ADDRESS, OF_DEVICE), (SECURE, PLAIN)),
        ((ProbeCall("tcp", "192.0.2.40:80"),), ()),
    ],
)
def test_an_account_is_used_by_its_own_name_or_its_device(
    calls: tuple[ProbeCall, ...], used: tuple[SnmpAccount, ...]
) -> None:
    plan = asking().plan
    assert accounts_used(plan, calls) == used


def test_the_secrets_of_a_device_are_fetched_before_the_drill(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("BCP_SIGNS", "canary-signs")
    monkeypatch.setenv("BCP_HIDES", "canary-hides")
    secrets, wrong = fetched(asking(OF_DEVICE), None)
    assert not wrong
    assert [secrets.at(each) is not None for each in (SIGNS, HIDES, READS)] == [True, True, False]


def test_what_is_missing_is_said_with_the_accounts_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BCP_READS", raising=False)
    _, wrong = fetched(asking(OF_ADDRESS), None)
    assert [each.params["what"].params["account"] for each in wrong] == ["plain"]
    assert [each.params["why"].code for each in wrong] == ["secrets.no_env"]
