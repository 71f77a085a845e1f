"""Passwords and passphrases are given to the server they belong to, once, and to nobody else."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from pathlib import Path

import asyncssh
import pytest

from bcp.asking import ProbeCall
from bcp.message import LANGUAGES, render
from bcp.model import Server
from bcp.secret_source import SecretSource
from drills.errors import Unreachable
from drills.runtime.asking import Asker
from drills.runtime.secrets import MASK, Secret, Secrets
from drills.runtime.ssh import SshPool
from tests.daemons.door import door
from tests.daemons.pools import SECOND
from tests.daemons.sshd import Sshd, command, plan_of

pytestmark = pytest.mark.usefixtures("home")

PHRASE = "canary-phrase"
RIGHT = "canary-login/表"


def holding(value: str, use: str = "password") -> Secrets:
    return Secrets({("old", use): Secret(value)})  # type: ignore[dict-item]


@pytest.mark.parametrize("way", ["password", "keyboard", "both"])
async def test_a_password_logs_in_and_is_hidden_where_it_is_said_back(
    way: str, tmp_path: Path
) -> None:
    async with door(tmp_path, way, RIGHT) as (server, opened):
        pool = SshPool(plan_of(server), secrets=holding(RIGHT))
        answer = await pool.shell("old", "show", timeout_us=10 * SECOND)
        await pool.close()
    assert answer.out == f"you are in with {MASK}\n"
    assert opened.given == [RIGHT]


@pytest.mark.parametrize("way", ["password", "keyboard", "both"])
async def test_a_password_that_is_turned_away_is_tried_once_in_a_drill(
    way: str, tmp_path: Path
) -> None:
    async with door(tmp_path, way, RIGHT) as (server, opened):
        pool = SshPool(plan_of(server), secrets=holding("canary-wrong"))
        for _ in range(3):
            with pytest.raises(Unreachable) as caught:
                await pool.shell("old", "show", timeout_us=10 * SECOND)
            assert caught.value.message.code == "ssh.password_refused"
            assert caught.value.answered is None
        await pool.close()
    assert opened.given == ["canary-wrong"]


async def test_a_server_with_another_key_is_given_no_password(tmp_path: Path) -> None:
    async with door(tmp_path, "both", RIGHT) as (server, opened):
        other = asyncssh.generate_private_key("ssh-ed25519").export_public_key()
        (tmp_path / "known_hosts").write_bytes(b"[127.0.0.1]:%d " % server.port + other)
        pool = SshPool(plan_of(server), secrets=holding(RIGHT))
        with pytest.raises(Unreachable) as caught:
            await pool.shell("old", "show", timeout_us=10 * SECOND)
        await pool.close()
    assert caught.value.message.code == "ssh.changed_host_key"
    assert opened.given == []


async def test_the_password_of_one_server_is_not_given_to_another(tmp_path: Path) -> None:
    async with door(tmp_path, "both", RIGHT) as (server, opened):
        pool = SshPool(plan_of(replace(server, id="new")), secrets=holding(RIGHT))
        with pytest.raises(Unreachable):
            await pool.shell("new", "show", timeout_us=10 * SECOND)
        await pool.close()
    assert opened.given == []


async def test_no_log_of_a_library_holds_the_password(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    async with door(tmp_path, "both", RIGHT, banner=f"welcome {RIGHT}") as (server, _):
        asker = Asker(plan_of(server), secrets=holding(RIGHT))
        reading = await asker.ask(ProbeCall("ssh", "old", {"command": "show"}, server="old"))
        await asker.close()
    assert caplog.records
    assert RIGHT not in caplog.text
    assert RIGHT not in repr(reading)


@pytest.fixture
def locked(sshd: Sshd, tmp_path: Path) -> Server:
    """The real server, with its key behind a passphrase, as ssh-keygen writes it."""
    key = asyncssh.read_private_key(sshd.identity)
    file = tmp_path / "locked"
    file.write_bytes(key.export_private_key(passphrase=PHRASE))
    file.chmod(0o600)
    source = SecretSource(env="OLD_KEY")
    hi = (command("show", "echo hi canary-phrase"),)
    return sshd.server("old", hi, identity=str(file), passphrase=source)


async def test_a_passphrase_opens_the_key(locked: Server) -> None:
    pool = SshPool(plan_of(locked), secrets=holding("canary-phrase", "passphrase"))
    answer = await pool.shell("old", "show", timeout_us=10 * SECOND)
    await pool.close()
    assert answer.out == f"hi {MASK}\n"


async def test_a_wrong_passphrase_is_said_without_being_shown(locked: Server) -> None:
    pool = SshPool(plan_of(locked), secrets=holding("canary-other", "passphrase"))
    with pytest.raises(Unreachable) as caught:
        await pool.shell("old", "show", timeout_us=10 * SECOND)
    await pool.close()
    assert caught.value.message.code == "ssh.wrong_passphrase"
    for lang in LANGUAGES:
        assert "canary" not in render(caught.value.message, lang)


async def test_many_asks_at_once_log_in_with_the_password_once(tmp_path: Path) -> None:
    async with door(tmp_path, "password", RIGHT) as (server, opened):
        pool = SshPool(plan_of(server), secrets=holding(RIGHT))
        asks = (pool.shell("old", "show", timeout_us=10 * SECOND) for _ in range(5))
        answers = await asyncio.gather(*asks)
        await pool.close()
    assert [each.status for each in answers] == [0] * 5
    assert opened.given == [RIGHT]
