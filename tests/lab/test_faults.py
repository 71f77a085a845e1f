"""Each fault is seen as it is meant to be seen, and is over after its block."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator

import pytest

from tests.lab.commands import LabFailed
from tests.lab.faults import Verdict
from tests.lab.lab import Lab

BRANCH = "198.18.100.11"
OVER_FIBRE, OVER_RADIO = "fib1", "rad1"


def _echoes(lab: Lab, *, count: int = 3, size: int = 56) -> int:
    """How many of so many echoes came back from the branch."""
    words = f"ping -n -q -c {count} -i 0.02 -W 1 -s {size} {BRANCH}".split()
    said = lab.ops.run(words, check=False).stdout
    return int(said.partition(" received")[0].rpartition(" ")[2])


def _way(lab: Lab) -> str:
    """The interface by which the head office reaches the branch."""
    said = lab.node("hq").run(["ip", "route", "get", BRANCH]).stdout.split()
    return said[said.index("dev") + 1]


def _page(lab: Lab, node: str = "dc") -> str:
    """What nginx says, or curl's own number of the trouble."""
    words = ["curl", "-s", "-m", "1", f"http://{lab.node(node).address}/health"]
    done = lab.ops.run(words, check=False)
    return done.stdout.strip() or f"curl {done.returncode}"


@pytest.fixture(autouse=True)
def _is_whole_afterwards(lab: Lab) -> Iterator[None]:
    yield
    assert (_way(lab), _echoes(lab), _page(lab)) == (OVER_FIBRE, 3, "ok dc")


def test_a_cut_fibre_is_passed_by_over_the_radio(lab: Lab) -> None:
    with lab.fault.cut("fib1"):
        assert (_way(lab), _echoes(lab)) == (OVER_RADIO, 3)
        with lab.fault.cut("rad1"):
            assert _echoes(lab) == 0


def test_one_end_does_not_see_a_cut_at_the_other(lab: Lab) -> None:
    with lab.fault.cut("fib1", far_only=True):
        assert (_way(lab), _echoes(lab)) == (OVER_FIBRE, 0)


@pytest.mark.parametrize("far_only", [False, True])
def test_no_end_sees_a_black_hole(lab: Lab, far_only: bool) -> None:
    with lab.fault.blackhole("fib1", far_only=far_only):
        assert (_way(lab), _echoes(lab)) == (OVER_FIBRE, 0)


def test_a_lossy_line_loses_some(lab: Lab) -> None:
    with lab.fault.loss("fib1", 50):
        assert 10 < _echoes(lab, count=100) < 60  # a quarter of the ways there and back is left


def test_a_hole_for_long_frames_lets_small_ones_pass(lab: Lab) -> None:
    with lab.fault.mtu("fib1", 1000):
        assert (_echoes(lab), _echoes(lab, size=1200)) == (3, 0)


def test_a_delayed_line_takes_its_time_both_ways(lab: Lab) -> None:
    with lab.fault.delay("fib1", 100):
        began = time.monotonic()
        assert _echoes(lab, count=1) == 1
        assert time.monotonic() - began > 0.2


def test_a_thin_line_takes_its_time_over_much(lab: Lab) -> None:
    with lab.fault.rate("fib1", 128):
        began = time.monotonic()
        done = lab.ops.ssh("branch1", "head -c 40000 /dev/zero")
        assert len(done.stdout) == 40_000
        assert time.monotonic() - began > 1  # 40 kB are 2.5 s of 128 kbit/s, less the burst


def test_a_server_without_power_is_gone_and_comes_back_with_its_disk(lab: Lab) -> None:
    dc = lab.node("dc")
    dc.write("/srv/kept", "kept")
    with lab.fault.power_cut("dc"):
        assert not dc.is_on()
        assert _page(lab).startswith("curl ")
    assert dc.run(["cat", "/srv/kept"]).stdout == "kept"
    assert lab.status()["dc"] == {"sshd": "serves", "nginx": "serves"}


def test_a_database_recovers_from_a_power_cut_with_what_it_promised_to_keep(lab: Lab) -> None:
    hq = lab.node("hq")
    hq.run(["/lab/database", "mark"], text="before the power cut\n")
    with lab.fault.power_cut("hq"):
        pass
    assert "before the power cut" in hq.run(["/lab/database", "marks"]).stdout
    assert hq.run(["/lab/database", "count"]).stdout == "20000\n"


def test_a_hung_server_accepts_and_says_nothing(lab: Lab) -> None:
    with lab.fault.hung("dc"):
        assert _page(lab) == "curl 28"
        assert lab.ops.run(["ping", "-c", "1", "-W", "1", lab.node("dc").address]).returncode == 0


@pytest.mark.parametrize(("how", "seen"), [("stopped", 7), ("killed", 7), ("frozen", 28)])
def test_a_service_is_refused_or_silent(lab: Lab, how: str, seen: int) -> None:
    with getattr(lab.fault, how)("dc", "nginx"):
        assert _page(lab) == f"curl {seen}"


def test_a_frozen_database_is_connected_to_and_does_no_work(lab: Lab) -> None:
    connect = f"exec 3<>/dev/tcp/{lab.node('hq').address}/5432"
    with lab.fault.frozen("hq", "postgres"):
        assert lab.ops.run(["timeout", "1", "bash", "-c", connect]).returncode == 0
        with pytest.raises(subprocess.TimeoutExpired):
            lab.node("hq").run(["/lab/database", "ask"], within_s=1)
    assert lab.node("hq").run(["/lab/database", "ask"]).returncode == 0


@pytest.mark.parametrize(("verdict", "seen"), [("drop", 28), ("reject", 7), ("reset", 7)])
def test_a_firewall_is_silent_or_refuses(lab: Lab, verdict: Verdict, seen: int) -> None:
    with lab.fault.firewall("dc", verdict, 80):
        assert _page(lab) == f"curl {seen}"


def test_a_full_disk_takes_nothing_more(lab: Lab) -> None:
    with lab.fault.full("dc"):
        done = lab.ops.ssh("dc", "echo x > x")
        assert "No space left on device" in done.stderr
        assert _page(lab) == "ok dc"
    assert lab.ops.ssh("dc", "echo x > x").returncode == 0


def test_other_settings_of_a_server(lab: Lab) -> None:
    with lab.fault.changed_file("dc", "/etc/nologin", "down for maintenance\n"):
        assert lab.ops.ssh("dc", "true").returncode == 254
    assert lab.ops.ssh("dc", "true").returncode == 0


def test_a_fault_is_over_after_an_error(lab: Lab) -> None:
    with pytest.raises(ZeroDivisionError), lab.fault.cut("fib1"):
        raise ZeroDivisionError


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (lambda lab: lab.fault.cut("fib9"), "there is no cable 'fib9'; there are fib1, "),
        (lambda lab: lab.fault.hung("home"), "there is no server 'home'; there are hq, "),
        (lambda lab: lab.fault.firewall("dc", "melt", 80), "a firewall cannot 'melt'"),
        (lambda lab: lab.fault.stopped("dc", "ftp"), "there is no service ftp"),
    ],
)
def test_what_does_not_exist_is_told_in_words(lab: Lab, harm: object, said: str) -> None:
    assert callable(harm)
    with pytest.raises(LabFailed, match=said), harm(lab):
        pass
