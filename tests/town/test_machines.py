from __future__ import annotations

import asyncio

import aiohttp
import asyncssh
import pytest

from drills.town.town import Town
from tests.daemons.pools import until
from tests.town.visiting import get, ssh

LOOKING = {
    "web01": (),
    "gw01": ("check-share",),
    "reg01": ("check-backup", "check-writing", "count-records"),
    "ns01": (),
}


async def test_every_service_answers_when_the_town_is_up(shared_town: Town) -> None:
    assert (await get(shared_town, "web01"))[0] == 200
    assert "見本町" in (await get(shared_town, "web01"))[1]
    assert (await get(shared_town, "gw01"))[0] == 200
    assert (await get(shared_town, "reg01", "/records/1"))[0] == 200
    assert (await get(shared_town, "reg01", "/records?letters=見本"))[0] == 200


async def test_a_stopped_service_refuses_connections_and_returns_on_the_same_port(
    shared_town: Town,
) -> None:
    assert (await ssh(shared_town, "web01", "service-state")).out == "homepage running"
    assert (await ssh(shared_town, "web01", "stop-web")).status == 0
    with pytest.raises(aiohttp.ClientConnectorError):
        await get(shared_town, "web01")
    assert (await ssh(shared_town, "web01", "service-state")).status == 3
    assert (await ssh(shared_town, "web01", "start-web")).status == 0
    assert (await get(shared_town, "web01"))[0] == 200


async def test_starting_twice_and_stopping_twice_do_no_harm(shared_town: Town) -> None:
    for command in ("start-web", "start-web", "stop-web", "stop-web", "start-web"):
        assert (await ssh(shared_town, "web01", command)).status == 0
    assert (await get(shared_town, "web01"))[0] == 200


async def test_there_is_no_shell(shared_town: Town) -> None:
    ended = await ssh(shared_town, "web01", "ls /; id")
    assert (ended.status, ended.out) == (127, "")
    assert "command not found" in ended.err
    assert (await ssh(shared_town, "web01", None)).status == 127


async def test_nobody_else_is_let_in(shared_town: Town) -> None:
    stranger = asyncssh.generate_private_key("ssh-ed25519")
    for other in ({"username": "root"}, {"client_keys": [stranger]}):
        with pytest.raises(asyncssh.PermissionDenied):
            await ssh(shared_town, "web01", "service-state", **other)


async def test_the_known_hosts_file_tells_the_machines_apart(town: Town) -> None:
    known = town.plan / "keys" / "known_hosts"
    hosts, keys = zip(
        *(line.split(" ", 1) for line in known.read_text(encoding="utf-8").splitlines()),
        strict=True,
    )
    swapped = [f"{host} {key}\n" for host, key in zip(hosts, keys[1:] + keys[:1], strict=True)]
    known.write_text("".join(swapped), encoding="utf-8")
    with pytest.raises(asyncssh.HostKeyNotVerifiable):
        await ssh(town, "web01", "service-state")


async def test_a_defaced_page_is_told_by_its_words_and_can_be_put_back(shared_town: Town) -> None:
    await ssh(shared_town, "web01", "deface-page")
    assert "見本町" not in (await get(shared_town, "web01"))[1]
    await ssh(shared_town, "web01", "restore-page")
    assert "見本町" in (await get(shared_town, "web01"))[1]


async def test_groupware_needs_its_share(shared_town: Town) -> None:
    assert (await ssh(shared_town, "gw01", "check-share")).status == 0
    await ssh(shared_town, "gw01", "hide-share")
    assert (await ssh(shared_town, "gw01", "check-share")).status == 1
    assert (await get(shared_town, "gw01"))[0] == 503
    await ssh(shared_town, "gw01", "bring-share")
    assert (await get(shared_town, "gw01"))[0] == 200


async def test_every_command_that_only_looks_answers_at_once(shared_town: Town) -> None:
    for machine, commands in LOOKING.items():
        for command in ("disk-free", "service-state", *commands):
            assert (await ssh(shared_town, machine, command)).status == 0


async def test_a_destroyed_register_says_so_in_words(town: Town) -> None:
    await ssh(town, "reg01", "destroy-register")
    status, words = await get(town, "reg01", "/records/1")
    assert status == 503
    assert "台帳のデータを読み書きできません" in words
    for command, stdin in (("put-marker", "m1\n"), ("get-markers", ""), ("take-backup", "")):
        ended = await ssh(town, "reg01", command, stdin)
        assert ended.status == 1
        assert "register unusable" in ended.err


async def test_the_first_way_to_restore_fails_and_changes_nothing(town: Town) -> None:
    await ssh(town, "reg01", "destroy-register")
    ended = await ssh(town, "reg01", "restore-from-tape")
    assert ended.status == 32
    assert "マウントされていません" in ended.err
    assert (await get(town, "reg01", "/records/1"))[0] == 503


async def test_a_restore_brings_one_window_and_a_new_index_all_windows(town: Town) -> None:
    await ssh(town, "reg01", "destroy-register")
    assert (await ssh(town, "reg01", "restore-from-disk")).status == 0
    assert (await get(town, "reg01", "/records/1"))[0] == 200
    status, words = await get(town, "reg01", "/records?letters=見本")
    assert status == 503
    assert "rebuild-index" in words
    assert (await ssh(town, "reg01", "rebuild-index")).status == 0
    assert (await get(town, "reg01", "/records?letters=見本"))[0] == 200


async def test_a_restore_goes_on_when_its_caller_hangs_up(town: Town) -> None:
    await ssh(town, "reg01", "destroy-register")
    copy = town.folder / "machines" / "reg01" / "register.part"
    restoring = asyncio.create_task(ssh(town, "reg01", "restore-from-disk"))
    # In this loop it waits after each of many pieces: it has not ended when it is seen to begin.
    await until(copy.exists)
    assert restoring.cancel()
    with pytest.raises(asyncio.CancelledError):
        await restoring
    await until(lambda: not copy.exists())
    assert (await get(town, "reg01", "/records/1"))[0] == 200


async def test_a_machine_is_no_way_to_anywhere_else(shared_town: Town) -> None:
    keys = shared_town.plan / "keys"
    async with asyncssh.connect(
        "127.0.0.1",
        shared_town.ports["web01"]["ssh"],
        username="drill",
        client_keys=[str(keys / "drill_ed25519")],
        known_hosts=str(keys / "known_hosts"),
        config=None,
        agent_path=None,
    ) as connection:
        with pytest.raises(asyncssh.ChannelOpenError):
            await connection.open_connection("127.0.0.1", shared_town.ports["gw01"]["web"])
        with pytest.raises(asyncssh.ChannelListenError):
            await connection.forward_remote_port("127.0.0.1", 0, "127.0.0.1", 9)
