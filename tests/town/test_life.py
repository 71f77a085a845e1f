from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from drills.cli.exit_codes import ExitCode
from drills.errors import Refusal
from drills.town.child import Child
from drills.town.town import Town
from tests.cli.conversation import bcp_drill
from tests.town.visiting import all_closed, get, open_ports, ports_of, ssh

KEEPS_A_TOWN = """
import asyncio, json, sys
from pathlib import Path
from drills.town.child import Child
from drills.town.town import Town
async def main():
    async with Town(Path(sys.argv[1])) as town:
        print(json.dumps(town.ports), flush=True)
        await asyncio.sleep(600)
asyncio.run(main())
"""


def _of(folder: Path, ports: str) -> Town:
    town = Town(folder)
    town.ports = json.loads(ports)
    return town


def _logs(folder: Path) -> list[str]:
    return [file.read_text(encoding="utf-8") for file in folder.rglob("*.log")]


async def test_a_town_opens_its_ports_and_closes_them(tmp_path: Path) -> None:
    town = Town(tmp_path)
    await town.up()
    ports = ports_of(town)
    assert len(await open_ports(ports)) == len(ports) > 6
    await town.down()
    await town.down()
    assert await open_ports(ports) == []


async def test_a_town_that_was_never_up_can_go_down(tmp_path: Path) -> None:
    await Town(tmp_path).down()


@pytest.mark.parametrize(
    ("lang", "why"), [("ja", "標準入力が終わった"), ("en", "Standard input has ended")]
)
def test_a_town_without_standard_input_says_why_it_ends(
    tmp_path: Path, lang: str, why: str
) -> None:
    seen = bcp_drill("--lang", lang, "town", "town", cwd=tmp_path)
    assert seen.code == ExitCode.PASSED
    assert why in seen.out


async def test_two_towns_live_side_by_side(tmp_path: Path) -> None:
    async with Town(tmp_path / "a") as one, Town(tmp_path / "b") as other:
        await ssh(one, "web01", "stop-web")
        assert (await get(other, "web01"))[0] == 200
        assert not set(ports_of(one)) & set(ports_of(other))


async def test_a_second_start_of_a_running_town_is_refused_and_disturbs_nothing(town: Town) -> None:
    await ssh(town, "reg01", "put-marker", "kept\n")
    with pytest.raises(Refusal) as refused:
        await Town(town.folder).up()
    assert refused.value.message.code == "town.port_taken"
    assert (await ssh(town, "reg01", "get-markers")).out == "kept"


async def test_a_town_comes_back_on_its_own_ports_with_the_trainees_changes(tmp_path: Path) -> None:
    town = Town(tmp_path)
    async with town:
        before = dict(town.ports)
        await ssh(town, "reg01", "destroy-register")
        await ssh(town, "gw01", "hide-share")
        town.scenario.write_text("changed: by hand\n", encoding="utf-8")
    async with Town(tmp_path) as again:
        assert again.ports == before
        assert again.scenario.read_text(encoding="utf-8") == "changed: by hand\n"
        assert (await get(again, "reg01", "/records/1"))[0] == 200
        assert (await get(again, "gw01"))[0] == 200


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
async def test_nothing_outlives_whoever_started_the_town(tmp_path: Path, how: int) -> None:
    keeper = await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        KEEPS_A_TOWN,
        str(tmp_path),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert keeper.stdout is not None
    town = _of(tmp_path, (await keeper.stdout.readline()).decode())
    assert len(await open_ports(ports_of(town))) == len(ports_of(town))
    keeper.send_signal(how)
    await keeper.wait()
    assert await all_closed(ports_of(town))


async def test_a_folder_that_cannot_be_used_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(Refusal) as refused:
        await Town(tmp_path / "file").up()
    assert refused.value.message.code == "town.folder_unusable"


@pytest.mark.parametrize(
    ("file", "words"),
    [
        ("ports.json", "{"),
        ("ports.json", "[]"),
        ("ports.json", '{"web01": 1}'),
        ("ports.json", '{"web01": {"ssh": "x"}}'),
        ("machines/sample.json", "{"),
        ("machines/sample.json", "null"),
    ],
)
async def test_a_folder_whose_own_files_are_damaged_is_refused_in_words(
    tmp_path: Path, file: str, words: str
) -> None:
    (tmp_path / file).parent.mkdir(exist_ok=True)
    (tmp_path / file).write_text(words, encoding="utf-8")
    with pytest.raises(Refusal) as refused:
        await Town(tmp_path).up()
    assert refused.value.message.code == "town.folder_damaged"


async def test_a_process_that_does_not_start_is_told_with_its_log(tmp_path: Path) -> None:
    log = tmp_path / "machine.log"
    with pytest.raises(Refusal) as refused:
        await Child.start("drills.town.no_such_machine", {}, log)
    assert refused.value.message.code == "town.not_ready"
    assert "no_such_machine" in log.read_text(encoding="utf-8")


async def test_the_first_start_needs_no_port_that_only_an_administrator_may_open(
    shared_town: Town,
) -> None:
    assert min(ports_of(shared_town)) >= 1024


async def test_a_town_whose_process_is_killed_leaves_no_port_open(town: Town) -> None:
    assert town.pid is not None
    os.kill(town.pid, signal.SIGKILL)
    assert await all_closed(ports_of(town))


async def test_the_keys_are_for_nobody_elses_eyes(town: Town) -> None:
    for key in town.folder.rglob("*_ed25519"):
        assert key.stat().st_mode & 0o077 == 0


async def test_the_command_keeps_a_town_until_its_input_ends(tmp_path: Path) -> None:
    keeper = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tui", "town", str(tmp_path), "--lang", "ja",
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    assert keeper.stdout is not None
    assert keeper.stdin is not None
    said = b""
    while "準備ができました" not in said.decode():
        line = await keeper.stdout.readline()
        assert line, said.decode()
        said += line
    town = _of(tmp_path, (tmp_path / "ports.json").read_text(encoding="utf-8"))
    assert str(town.ports["reg01"]["ssh"]) in said.decode()
    assert (await ssh(town, "web01", "service-state")).status == 0
    keeper.stdin.close()
    assert await keeper.wait() == 0
    assert "止めました" in (await keeper.stdout.read()).decode()
    assert await open_ports(ports_of(town)) == []


async def test_ctrl_c_in_its_window_ends_the_town_quietly(tmp_path: Path) -> None:
    keeper = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tui", "town", str(tmp_path), "--lang", "en",
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        start_new_session=True,
    )  # fmt: skip
    assert keeper.stdout is not None
    line = b""
    while not line.startswith(b"Ready"):
        line = await keeper.stdout.readline()
        assert line
    # A terminal sends it to every process of the window.
    os.killpg(keeper.pid, signal.SIGINT)
    said, errors = await keeper.communicate()
    assert (keeper.returncode, errors) == (0, b"")
    assert b"has ended" in said
    assert _logs(tmp_path) == [""]


async def test_a_town_that_cannot_start_says_why_without_a_traceback(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    keeper = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tui", "town", str(tmp_path / "file"), "--lang", "ja",
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    _, errors = await keeper.communicate()
    assert keeper.returncode == 3
    assert "使えません" in errors.decode()
    assert "Traceback" not in errors.decode()


async def test_the_command_breaks_and_mends_a_town_that_runs(town: Town) -> None:
    assert "website" in (await _typed(town, "--break"))[1]
    code, said = await _typed(town, "--break", "page")
    assert code == 0
    assert "--mend page" in said
    assert "見本町" not in (await get(town, "web01"))[1]
    assert (await _typed(town, "--mend", "all"))[0] == 0
    assert "見本町" in (await get(town, "web01"))[1]
    code, said = await _typed(town, "--break", "webste")
    assert code == 3
    assert 'Did you mean "website"?' in said


async def _typed(town: Town, *words: str) -> tuple[int | None, str]:
    command = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tui", "town", str(town.folder), "--lang", "en", *words),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    said, _ = await command.communicate()
    return command.returncode, said.decode()


async def test_a_folder_of_the_first_versions_keeps_its_ports(tmp_path: Path) -> None:
    async with Town(tmp_path) as town:
        before = dict(town.ports)
    old = {
        machine: {f"{word}_port": port for word, port in each.items()}
        for machine, each in before.items()
    }
    (tmp_path / "ports.json").write_text(json.dumps(old), encoding="utf-8")
    async with Town(tmp_path) as again:
        assert again.ports == before
