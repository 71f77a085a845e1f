"""FortiGate and Remote Desktop Gateway over HTTPS: servers that answer as public papers say."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from pathlib import Path

import pytest

from bcp.asking import Expectation, ProbeCall
from bcp.message import Text
from bcp.model import Organisation, Plan
from bcp.secret_source import SecretSource
from drills.probes import fortigate, rd_gateway
from drills.runtime.asking import Asker
from drills.runtime.secrets import Secret, Secrets
from scenarios.reading import Reading
from tests.daemons.gateway_pages import ACCESS, Gateway, gateway
from tests.daemons.mute import mute_tcp
from tests.daemons.ports import free_port
from tests.probes.on_loopback import lines, told_in_documents

KEPT: Mapping[str, object] = {"token": {"env": "FORTI"}}
CA = {"ca": "ca.crt"}
HEALTHY = {"fortigate": fortigate.HEALTHY, "rd_gateway": rd_gateway.HEALTHY}


async def asked(
    folder: Path,
    word: str,
    url: str,
    more: Mapping[str, object] | None = None,
    *,
    limit_us: int = 4_000_000,
    held: str = ACCESS,
) -> Reading:
    secrets = Secrets(at={SecretSource(env="FORTI"): Secret(held)})
    asker = Asker(Plan(Organisation("訓練町"), folder=str(folder)), secrets=secrets)
    try:
        return await asker.ask(ProbeCall(word, url, {**CA, **(more or {})}), timeout_us=limit_us)
    finally:
        await asker.close()


def undocumented(word: str, fault: Text, reading: Reading, url: str) -> list[str]:
    healthy: tuple[Expectation, ...] = HEALTHY[word]
    shown = {url: "https://vpn.example.jp"}
    return told_in_documents(word, lines(fault, reading, healthy, shown))


FAULTS: dict[str, tuple[tuple[Text, dict[str, object]], ...]] = {
    "fortigate": (
        (Text("正常", "none"), {}),
        (Text("SSL-VPNが無効", "SSL VPN off"), {"status": 404}),
        (Text("別のサービス", "another service"), {"page": "<html>It works!</html>"}),
    ),
    "rd_gateway": (
        (Text("正常", "none"), {}),
        (
            Text("ゲートウェイのサービス停止", "gateway stopped behind its web server"),
            {"status": 503},
        ),
        (Text("役割がない", "no such role"), {"status": 404}),
        (Text("認証を求めない", "asks for no log-in"), {"ways": ()}),
    ),
}


@pytest.mark.parametrize("word", FAULTS)
async def test_each_answer_has_its_words(tmp_path: Path, word: str) -> None:
    missing: list[str] = []
    with gateway(tmp_path) as said:
        for fault, settings in FAULTS[word]:
            before = {name: getattr(said, name) for name in settings}
            for name, value in settings.items():
                setattr(said, name, value)
            reading = await asked(tmp_path, word, said.url)
            missing += undocumented(word, fault, reading, said.url)
            for name, value in before.items():
                setattr(said, name, value)
    assert missing == []


@pytest.mark.parametrize("word", FAULTS)
async def test_each_fault_of_the_way_has_its_words(tmp_path: Path, word: str) -> None:
    async def end(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.close()

    missing: list[str] = []
    with gateway(tmp_path, days=-2) as old:
        reading = await asked(tmp_path, word, old.url)
        fault = Text("証明書の期限切れ", "certificate expired")
        missing += undocumented(word, fault, reading, old.url)
        assert reading.facts["ready"] is True
    closed = f"https://127.0.0.1:{free_port()}"
    reading = await asked(tmp_path, word, closed)
    missing += undocumented(word, Text("待ち受けていない", "nobody listens"), reading, closed)
    with mute_tcp() as mute:
        url = f"https://127.0.0.1:{mute.port}"
        reading = await asked(tmp_path, word, url, limit_us=800_000)
        missing += undocumented(word, Text("固まった", "frozen"), reading, url)
    server = await asyncio.start_server(end, "127.0.0.1", 0)
    async with server:
        url = f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        reading = await asked(tmp_path, word, url)
        missing += undocumented(word, Text("TLSではない", "no TLS there"), reading, url)
    assert missing == []


async def test_a_fortigates_users_are_counted_with_a_token(tmp_path: Path) -> None:
    with gateway(tmp_path) as said:
        reading = await asked(tmp_path, "fortigate", said.url, {**KEPT, "licences": 100})
        said.users = 100
        full = await asked(tmp_path, "fortigate", said.url, {**KEPT, "licences": 100})
    names = ("level", "in_use", "limit", "percent", "full", "version", "ready")
    assert [reading.facts[each] for each in names] == (
        ["capacity", 40, 100, 40.0, False, "v7.4.8", True]
    )
    assert full.because is not None
    assert (full.because.code, full.facts["full"]) == ("probes.fortigate.full", True)
    fault = Text("満員（契約数）", "full (as many as licences)")
    assert undocumented("fortigate", fault, full, said.url) == []


async def test_a_wrong_token_says_nothing_of_the_gateway(tmp_path: Path) -> None:
    with gateway(tmp_path) as said:
        reading = await asked(tmp_path, "fortigate", said.url, KEPT, held="old-one")
        url = said.url
    assert undocumented("fortigate", Text("トークン違い", "wrong token"), reading, url) == []


async def test_a_token_is_never_sent_to_whom_its_certificate_does_not_prove(
    tmp_path: Path,
) -> None:
    with gateway(tmp_path, days=-2) as old:
        reading = await asked(tmp_path, "fortigate", old.url, KEPT)
        assert old.asked == []
    fault = Text("期限切れの相手にトークン", "a token for an expired certificate")
    assert undocumented("fortigate", fault, reading, old.url) == []
    assert ACCESS not in repr(reading)


async def test_a_gateway_of_remote_desktops_is_asked_without_an_account(tmp_path: Path) -> None:
    with gateway(tmp_path) as said:
        reading = await asked(tmp_path, "rd_gateway", said.url)
    names = ("ready", "status", "asks", "level", "trusted")
    assert [reading.facts[each] for each in names] == (
        [True, 401, "Negotiate, NTLM", "certificate", True]
    )
    assert [each[:2] for each in said.asked] == [("RDG_OUT_DATA", "/remoteDesktopGateway/")]
    assert 99 < float(str(reading.facts["certificate_days"])) <= 100


@pytest.mark.parametrize(
    "url", ["vpn.example.jp", "http://vpn.example.jp", "https://a:b@vpn", "https://vpn/remote"]
)
def test_what_is_no_gateways_address_is_refused(url: str) -> None:
    for wrong in (
        fortigate.wrong(fortigate.Params(url)),
        rd_gateway.wrong(rd_gateway.Params(url)),
    ):
        assert wrong is not None
        assert wrong.code == "probes.gateway_page.not_a_gateway"


def test_what_a_gateway_says_is_a_value() -> None:
    assert Gateway(port=8443).url == "https://127.0.0.1:8443"
