"""Routers find the way that is left, also where no carrier was lost."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.lab.lab import Lab
from tests.lab.routing import BETWEEN, ROUTERS, Routers

OVER_FIBRE, OVER_RADIO = ("fib1", "fib1"), ("rad1", "rad1")


@pytest.fixture(scope="module")
def routers(lab: Lab) -> Iterator[Routers]:
    with lab.routed("bfd100") as running:
        yield running


def test_the_static_routes_are_back_afterwards(lab: Lab) -> None:
    def routes() -> list[str]:
        said = [lab.node(each).run(["ip", "route"]).stdout for each in ROUTERS]
        return [line.strip() for text in said for line in text.splitlines()]

    before = routes()
    with lab.routed("hello1"):
        assert routes() != before
    assert sorted(routes()) == sorted(before)


def test_each_daemon_runs_what_its_own_file_says(routers: Routers) -> None:
    assert routers.way() == OVER_FIBRE
    addresses = {each.far.ip for each in BETWEEN.values()}
    assert routers.neighbours() == dict.fromkeys(addresses, ("up", 100))


@pytest.mark.parametrize("far_only", [False, True])
def test_a_black_hole_is_passed_by_over_the_radio(
    lab: Lab, routers: Routers, far_only: bool
) -> None:
    with lab.fault.blackhole("fib1", far_only=far_only):
        routers.until_on("rad1")
        assert lab.ops.run(["ping", "-c", "1", "-W", "1", lab.node("branch1").address]).stdout
    routers.until_on("fib1")


def test_a_cut_is_passed_by_and_the_fibre_is_taken_again(lab: Lab, routers: Routers) -> None:
    with lab.fault.cut("fib1"):
        routers.until_on("rad1", held_s=0.2)
        assert routers.way() == OVER_RADIO
    routers.until_on("fib1")


def test_with_both_ways_gone_nobody_is_reached(lab: Lab, routers: Routers) -> None:
    with lab.fault.cut("fib1"), lab.fault.cut("rad1"):
        assert routers.way() == ("", "")
    routers.until_on("fib1")
