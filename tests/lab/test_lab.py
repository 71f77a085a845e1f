"""The lab comes up and goes, whatever happens to who builds it."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bcp.model import Command
from tests.daemons.pools import pool_of
from tests.lab.commands import LabFailed
from tests.lab.instance import HOME, Instance, left_by_the_dead
from tests.lab.lab import Lab, down, up
from tests.lab.topology import NAMESPACES, SERVERS, SERVICES

ROOT = Path(__file__).parents[2]


def _typed(*words: str) -> list[str]:
    return [sys.executable, "-m", "tests.lab", *words]


def _said(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(_typed(*words), cwd=ROOT, capture_output=True, text=True, check=False)


def _network() -> int:
    """Which network this thread is in."""
    return Path("/proc/thread-self/ns/net").stat().st_ino


def _leftovers(instance: Instance) -> list[str]:
    """What is on this machine that names a lab: files, mounts and processes."""
    name = str(instance.folder)
    mounts = Path("/proc/self/mountinfo").read_text().splitlines()
    lines = [each for each in mounts if name in each]
    for each in Path("/proc").iterdir():
        if each.name.isdigit():
            try:
                line = (each / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            except OSError:
                continue
            lines += [line] if name in line else []
    return lines + ([name] if instance.folder.exists() else [])


@pytest.fixture
def another() -> Iterator[Instance]:
    instance = Instance(f"another-{os.getpid()}")
    yield instance
    down(instance)
    assert _leftovers(instance) == []


def test_every_service_serves(lab: Lab) -> None:
    assert lab.status() == {
        node: dict.fromkeys(services, "serves") for node, services in SERVICES.items()
    }


def test_two_labs_stand_side_by_side_and_neither_is_seen_by_the_other(
    lab: Lab, another: Instance
) -> None:
    other = up(another)
    with other.fault.power_cut("dc"):
        assert lab.status()["dc"] == {"sshd": "serves", "nginx": "serves"}
    processes = {each for node in NAMESPACES for each in another.processes(node)}
    assert not processes & {each for n in NAMESPACES for each in lab.instance.processes(n)}


def test_up_twice_leaves_the_lab_as_it_is(lab: Lab) -> None:
    before = {node: lab.instance.processes(node) for node in SERVERS}
    assert up(lab.instance) == lab
    assert {node: lab.instance.processes(node) for node in SERVERS} == before


@pytest.mark.parametrize("after_s", [0.3, 0.6, 1.0])
def test_what_a_killed_up_began_is_taken_down(another: Instance, after_s: float) -> None:
    with subprocess.Popen(
        _typed("--prefix", another.prefix, "up"), cwd=ROOT, stderr=subprocess.DEVNULL
    ) as process:
        try:
            process.wait(after_s)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
    assert _said("--prefix", another.prefix, "down").returncode == 0
    assert _leftovers(another) == []


def test_a_lab_that_was_left_by_a_killed_run_of_the_tests_is_found(another: Instance) -> None:
    with subprocess.Popen(["true"]) as gone:
        gone.wait()
    left = Instance(f"another-{gone.pid}")
    left.folder.mkdir(parents=True)
    another.folder.mkdir(parents=True)
    try:
        assert left_by_the_dead("another-") == [left]
    finally:
        left.folder.rmdir()


def test_down_without_a_lab_is_no_trouble(another: Instance) -> None:
    assert _said("--prefix", another.prefix, "down").returncode == 0
    assert not any(each.name.endswith(f"{another.prefix}.lock") for each in HOME.iterdir())


def test_a_name_that_no_folder_should_have_is_refused() -> None:
    with pytest.raises(LabFailed, match="cannot name a lab"):
        Instance("../lab")


def test_what_is_typed_is_done_or_told_to_be_wrong(lab: Lab) -> None:
    prefix = ("--prefix", lab.instance.prefix)
    assert _said(*prefix, "cut", "fib2").returncode == 0
    assert _said(*prefix, "restore", "all").returncode == 0
    assert _said(*prefix, "ssh", "hq", "hostname").stdout == "hq\n"
    assert _said(*prefix, "exec", "branch1", "hostname").stdout == "branch1\n"
    assert _said(*prefix, "svc", "dc", "status", "nginx").stdout == "serves\n"
    wrong = _said(*prefix, "cutt", "fib2")
    assert (wrong.returncode, wrong.stderr) == (
        1,
        "not understood: cutt fib2; --help tells all words\n",
    )


def test_an_ordinary_user_is_told_what_to_do() -> None:
    program = (
        "import os; from tests.lab.lab import *; os.setuid(65534)\n"
        "try: up(Instance())\n"
        "except LabFailed as failed: print(failed)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert "only root may" in done.stdout, done.stderr
    assert "python -m tests.lab inside COMMAND" in done.stdout


def test_a_coroutine_is_played_in_the_labs_network_and_nothing_else_is(lab: Lab) -> None:
    server = lab.node("dc").ssh_server(commands=(Command("who", "hostname"),))
    here = _network()

    async def asked() -> tuple[str, int, int]:
        async with pool_of(server) as pool:
            answer = await pool.shell("dc", "who", timeout_us=5_000_000)
        return answer.out, _network(), await asyncio.to_thread(_network)

    there = lab.instance.network("ops").stat().st_ino
    assert lab.ops.play(asked) == ("dc\n", there, there)
    assert here == _network() != there


def test_the_error_of_a_coroutine_comes_back(lab: Lab) -> None:
    async def fails() -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        lab.ops.play(fails)


def test_it_is_up_and_down_in_seconds(another: Instance) -> None:
    began = time.monotonic()
    up(another)
    risen = time.monotonic()
    down(another)
    assert (risen - began < 60, time.monotonic() - risen < 60) == (True, True)


def test_a_stranger_and_a_hardened_and_an_old_server_over_ssh(lab: Lab) -> None:
    assert lab.ops.ssh("dc", "id -un").stdout == "drill\n"
    assert "Permission denied" in lab.ops.ssh("dc", "true", key="stranger").stderr
    assert "no matching key exchange method" in lab.ops.ssh("branch2", "true").stderr
    old = ("KexAlgorithms=+diffie-hellman-group14-sha1", "HostKeyAlgorithms=+ssh-rsa")
    ciphers = ("Ciphers=+aes128-cbc", "MACs=+hmac-sha1")
    done = lab.ops.ssh("branch2", "hostname", options=[*old, *ciphers])
    assert done.stdout == "branch2\n", done.stderr


def test_a_drill_may_use_the_runbooks_as_root_and_nothing_else(lab: Lab) -> None:
    assert lab.ops.ssh("hq", "sudo /lab/database count").stdout == "20000\n"
    assert lab.ops.ssh("hq", "sudo -n /bin/true").returncode == 1
