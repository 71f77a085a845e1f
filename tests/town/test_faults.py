"""What is wrong with the machines of the town, on purpose, and how a trainer breaks them."""

from __future__ import annotations

import asyncio
import ssl
from pathlib import Path

import aiohttp
import asyncssh
import pytest

from drills.errors import Refusal
from drills.town.breaking import broken, mended
from drills.town.machines import faults
from drills.town.town import Town
from tests.town.visiting import get, ssh

EXPIRED, WRONG_ADDRESS = 10, 64  # X509_V_ERR_* of OpenSSL's x509_vfy.h


async def secure(town: Town) -> int:
    """The status of the home page over HTTPS, for a visitor who trusts the town's authority."""
    trust = ssl.create_default_context(cafile=town.plan / "keys" / "town-ca.pem")
    url = f"https://127.0.0.1:{town.ports['web01']['tls']}/"
    async with aiohttp.ClientSession() as session, session.get(url, ssl=trust) as answer:
        return answer.status


async def fault_of_certificate(town: Town) -> int:
    with pytest.raises(aiohttp.ClientConnectorCertificateError) as refused:
        await secure(town)
    cause = refused.value.certificate_error
    assert isinstance(cause, ssl.SSLCertVerificationError)
    return cause.verify_code


async def test_the_home_pages_certificate_can_expire_and_be_for_another_name(
    shared_town: Town,
) -> None:
    assert await secure(shared_town) == 200
    await ssh(shared_town, "web01", "expire-certificate")
    assert await fault_of_certificate(shared_town) == EXPIRED
    await ssh(shared_town, "web01", "mistake-certificate")
    assert await fault_of_certificate(shared_town) == WRONG_ADDRESS
    await ssh(shared_town, "web01", "renew-certificate")
    assert await secure(shared_town) == 200


async def test_nobody_else_trusts_the_towns_authority(shared_town: Town) -> None:
    url = f"https://127.0.0.1:{shared_town.ports['web01']['tls']}/"
    async with aiohttp.ClientSession() as session:
        with pytest.raises(aiohttp.ClientConnectorCertificateError):
            await session.get(url)


async def test_the_authoritys_key_is_kept_nowhere(shared_town: Town) -> None:
    authority = (shared_town.plan / "keys" / "town-ca.pem").read_text(encoding="ascii")
    assert "PRIVATE KEY" not in authority
    for file in (shared_town.folder / "machines" / "web01" / "tls").iterdir():
        assert file.stat().st_mode & 0o077 == 0


async def test_a_frozen_service_accepts_and_never_answers(shared_town: Town) -> None:
    await ssh(shared_town, "gw01", "freeze-groupware")
    waiting = asyncio.create_task(get(shared_town, "gw01"))
    done, _ = await asyncio.wait([waiting], timeout=0.3)
    assert not done
    _, writer = await asyncio.open_connection("127.0.0.1", shared_town.ports["gw01"]["web"])
    writer.close()
    assert (await ssh(shared_town, "gw01", "service-state")).status == 0
    await ssh(shared_town, "gw01", "thaw-groupware")
    assert (await waiting)[0] == 200


async def test_a_frozen_service_hangs_up_when_it_is_stopped_and_works_when_it_is_started(
    shared_town: Town,
) -> None:
    await ssh(shared_town, "gw01", "freeze-groupware")
    waiting = asyncio.create_task(get(shared_town, "gw01"))
    await asyncio.wait([waiting], timeout=0.3)
    await ssh(shared_town, "gw01", "stop-groupware")
    with pytest.raises(aiohttp.ClientError):
        await waiting
    await ssh(shared_town, "gw01", "start-groupware")
    assert (await get(shared_town, "gw01"))[0] == 200


async def test_a_slow_service_answers_late(shared_town: Town) -> None:
    await ssh(shared_town, "gw01", "slow-groupware")
    waiting = asyncio.create_task(get(shared_town, "gw01"))
    done, _ = await asyncio.wait([waiting], timeout=0.5)
    assert not done
    assert (await waiting)[0] == 200
    await ssh(shared_town, "gw01", "thaw-groupware")


async def test_the_replaced_server_shows_a_key_that_only_its_owner_noted(
    shared_town: Town,
) -> None:
    with pytest.raises(asyncssh.HostKeyNotVerifiable):
        await ssh(shared_town, "fs01", "check-disk")
    host = ("127.0.0.1", shared_town.ports["fs01"]["ssh"])
    shown = await asyncssh.get_server_host_key(*host, config=None)
    noted = shared_town.folder / "machines" / "fs01" / "fingerprint.txt"
    assert shown is not None
    assert noted.read_text(encoding="utf-8").strip() == shown.get_fingerprint()
    trusted = await ssh(shared_town, "fs01", "check-disk", known_hosts=([shown], [], []))
    assert trusted.out == "disk ok"


async def test_the_old_console_speaks_shift_jis(shared_town: Town) -> None:
    await ssh(shared_town, "rad01", "lose-outstation")
    async with asyncssh.connect(
        "127.0.0.1",
        shared_town.ports["rad01"]["ssh"],
        username="drill",
        client_keys=[str(shared_town.plan / "keys" / "drill_ed25519")],
        known_hosts=str(shared_town.plan / "keys" / "known_hosts"),
        config=None,
        agent_path=None,
    ) as connection:
        said = (await connection.run("show-status", encoding=None)).stdout
    assert isinstance(said, bytes)
    assert "仮名町 応答なし" in said.decode("cp932")
    await ssh(shared_town, "rad01", "find-outstation")


async def test_a_full_disk_is_told_by_the_machine_and_not_by_its_page(shared_town: Town) -> None:
    await ssh(shared_town, "reg01", "fill-disk")
    assert (await get(shared_town, "reg01", "/records/1"))[0] == 200
    assert (await ssh(shared_town, "reg01", "check-writing")).status == 1
    assert (await ssh(shared_town, "reg01", "disk-free")).out == "free_percent 0"
    await ssh(shared_town, "reg01", "free-disk")
    assert (await ssh(shared_town, "reg01", "check-writing")).status == 0


async def test_a_trainer_breaks_and_mends_everything_by_hand(shared_town: Town) -> None:
    for name in faults():
        said = await broken(shared_town.folder, name)
        assert said.params["name"] == name
    with pytest.raises(aiohttp.ClientConnectorError):
        await get(shared_town, "web01")
    for _ in range(2):
        await mended(shared_town.folder, "all")
    assert [(await get(shared_town, each))[0] for each in ("web01", "gw01")] == [200, 200]
    assert (await get(shared_town, "reg01", "/records?letters=見本"))[0] == 200
    assert (
        "子局 12局: 正常" in (await ssh(shared_town, "rad01", "show-status", encoding="cp932")).out
    )
    assert await secure(shared_town) == 200


async def test_a_fault_that_nobody_knows_is_refused_with_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refused:
        await broken(tmp_path, "webste")
    assert refused.value.message.code == "town.no_fault"
    assert "website" in refused.value.message.params["known"]


async def test_a_town_that_does_not_run_cannot_be_broken(tmp_path: Path) -> None:
    async with Town(tmp_path / "town"):
        pass
    for folder in (tmp_path / "town", tmp_path / "nowhere"):
        with pytest.raises(Refusal) as refused:
            await broken(folder, "website")
        assert refused.value.message.code == "town.not_running"


async def test_only_a_machine_with_the_towns_own_key_is_broken(town: Town) -> None:
    known = town.plan / "keys" / "known_hosts"
    stranger = asyncssh.generate_private_key("ssh-ed25519").export_public_key().decode()
    port = town.ports["web01"]["ssh"]
    known.write_text(f"[127.0.0.1]:{port} {stranger}", encoding="utf-8")
    with pytest.raises(Refusal):
        await broken(town.folder, "website")
    assert (await get(town, "web01"))[0] == 200
