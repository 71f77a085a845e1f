"""Each fault of an SNMP agent has its own words, and the documents hold them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from bcp.asking import ProbeCall
from bcp.inventory import Power, Radio
from bcp.message import Text
from bcp.model import Organisation, Plan
from bcp.profile_files import shipped
from bcp.secret_source import SecretSource
from bcp.snmp import SnmpAccount
from drills.probes import snmp
from drills.runtime.asking import Asker
from drills.runtime.secrets import Secret, Secrets
from tests.daemons.snmpd import AUTH, COMMUNITY, PRIVACY, USER, Snmpd, snmpd
from tests.probes.fault_columns import NO_CERTIFICATE, NO_LIMIT
from tests.probes.on_loopback import lines, told_in_documents

IN_FAULT_TABLE = {"snmp": {"certificate": NO_CERTIFICATE, "full": NO_LIMIT}}

WORD, SHOWN = "snmp", "192.0.2.30"
NAME, NOTHING = "1.3.6.1.2.1.1.5.0", "1.3.6.1.2.1.1.99.0"

_ENV = {"community": COMMUNITY, "auth": AUTH, "privacy": PRIVACY, "other": "some-other-secret"}
_AT = {name: SecretSource(env=name) for name in _ENV}


def _v3(id: str, user: str = USER, auth: str = "auth", privacy: str = "privacy") -> SnmpAccount:
    return SnmpAccount(id, "v3", None, user, "sha256", _AT[auth], "aes128", _AT[privacy])


ACCOUNTS = (
    SnmpAccount("v2c", "v2c", community=_AT["community"]),
    SnmpAccount("other", "v2c", community=_AT["other"]),
    _v3("v3"),
    _v3("nobody", user="nobody"),
    _v3("password", auth="other"),
    _v3("privacy", privacy="other"),
    SnmpAccount("in-clear", "v3", None, USER, "sha256", _AT["auth"]),
)

Broken = Callable[[Snmpd], None]


def _well(agent: Snmpd) -> None:
    """Nothing is at fault."""


@dataclass(frozen=True)
class Cell:
    """One fault: what is done to the agent, who asks, and the code of the words that follow."""

    ja: str
    en: str
    code: str
    account: str = "v2c"
    broken: Broken = _well
    asked: dict[str, Any] = field(default_factory=lambda: {"oid": NAME})
    subject: str = ""


CELLS = (
    Cell("正常（v2c）", "none (v2c)", ""),
    Cell("正常（v3）", "none (v3)", "", "v3"),
    Cell("エージェント停止", "agent stopped", "net.refused", broken=Snmpd.stop),
    Cell("固まった（v2c）", "frozen (v2c)", "snmp.silent_v2c", broken=Snmpd.freeze),
    Cell("固まった（v3）", "frozen (v3)", "snmp.silent_v3", "v3", Snmpd.freeze),
    Cell("コミュニティ名が違う", "wrong community", "snmp.other_community", "other"),
    Cell("知らない利用者", "unknown user", "snmp.unknown_user", "nobody"),
    Cell("認証のパスワードが違う", "wrong auth password", "snmp.wrong_password", "password"),
    Cell("暗号化のパスワードが違う", "wrong privacy password", "snmp.other_privacy", "privacy"),
    Cell("暗号化せずに尋ねた", "asked without encryption", "snmp.wrong_password", "in-clear"),
    Cell(
        "名前を引けない", "name not found", "net.unknown_name", subject="no-such-radio.invalid:161"
    ),
    Cell(
        "機種の設定が違う",
        "profile of another device",
        "probes.profile.not_this",
        subject="radio",
        asked={"fact": "rx_level_dbm"},
    ),
    Cell("その値がない", "no such value", "", asked={"oid": NOTHING}),
    Cell(
        "知らない値",
        "a value unknown to its profile",
        "probes.profile.unknown_value",
        subject="ups",
        asked={"fact": "battery_status"},
        broken=lambda agent: agent.say({"1.3.6.1.2.1.33.1.2.1.0": ("integer", "9")}),
    ),
)


async def _reading(agent: Snmpd, cell: Cell) -> Any:
    radio = Radio("radio", "microwave", profile="satellite-comtech", address=agent.address)
    ups = Power("ups", "ups", profile="ups-rfc1628", address=agent.address)
    plan = Plan(
        Organisation("町"),
        radio=(radio,),
        power=(ups,),
        snmp_accounts=ACCOUNTS,
        profiles=(shipped("satellite-comtech"), shipped("ups-rfc1628")),
    )
    asker = Asker(plan, secrets=Secrets({}, {at: Secret(_ENV[name]) for name, at in _AT.items()}))
    call = ProbeCall(WORD, cell.subject or agent.address, {**cell.asked, "account": cell.account})
    reading = await asker.ask(call, timeout_us=1_500_000)
    await asker.close()
    return reading


@pytest.mark.parametrize("cell", CELLS, ids=lambda cell: f"snmp × {cell.en}")
async def test_each_fault_has_its_own_words_and_the_documents_say_so(
    cell: Cell, tmp_path: Path
) -> None:
    with snmpd(tmp_path) as agent:
        cell.broken(agent)
        reading = await _reading(agent, cell)
        told = reading.could_not_ask or reading.because or reading.note
        assert (told.code if told else "") == cell.code
        found = lines(Text(cell.ja, cell.en), reading, snmp.HEALTHY, {agent.address: SHOWN})
    assert told_in_documents(WORD, found) == []
