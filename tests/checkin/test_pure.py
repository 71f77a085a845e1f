"""By which way somebody came, how often they may try, and what a form says: values alone."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given as for_any
from hypothesis import strategies as st

from bcp.inventory import Telework
from drills.runtime.checkin.form import MOST_BPS, MOST_RTT_US, given, missing
from drills.runtime.checkin.limits import (
    ALL_WRONG_CODES,
    WRONG_CODES,
    Attempts,
)
from drills.runtime.checkin.tunnel import Origin, Origins
from drills.runtime.web.rates import REMEMBERED, Allowances, Rate
from tests.checkin.desk import ASKED

WAYS = (
    Telework("vpn", "vpn", pool=("10.8.0.0/16", "2001:db8:8::/64")),
    Telework("vdi", "vdi", pool=("10.9.0.0/16",)),
    Telework("sim", "closed_sim"),
)
ORIGINS = Origins(WAYS, ("192.0.2.20", "2001:db8:20::/64"))
NOTHING: Mapping[str, str] = {}
FOR = "X-Forwarded-For"


@pytest.mark.parametrize(
    ("peer", "headers", "wanted"),
    [
        ("10.8.3.4", NOTHING, ("tunnel", "vpn", "10.8.3.4")),
        ("10.9.0.1", NOTHING, ("tunnel", "vdi", "10.9.0.1")),
        ("::ffff:10.9.0.1", NOTHING, ("tunnel", "vdi", "10.9.0.1")),
        ("2001:db8:8::7", NOTHING, ("tunnel", "vpn", "2001:db8:8::/64")),
        ("203.0.113.5", NOTHING, ("direct", "", "203.0.113.5")),
        ("2001:db8:9:1:2:3:4:5", NOTHING, ("direct", "", "2001:db8:9:1::/64")),
        ("fe80::1%eth0", NOTHING, ("direct", "", "fe80::/64")),
        ("127.0.0.1", NOTHING, ("unknown", "", "127.0.0.1")),
        ("", NOTHING, ("unknown", "", "")),
        # A proxy stands between, and the plan does not name it.
        ("203.0.113.5", {FOR: "10.8.3.4"}, ("unknown", "", "203.0.113.5")),
        ("10.8.3.4", {"Via": "1.1 cache"}, ("unknown", "", "10.8.3.4")),
        # A proxy of the plan.
        ("192.0.2.20", {FOR: "10.8.3.4"}, ("tunnel", "vpn", "10.8.3.4")),
        ("192.0.2.20", {FOR: "203.0.113.5"}, ("direct", "", "203.0.113.5")),
        ("192.0.2.20", {FOR: "10.8.3.4, 203.0.113.5"}, ("direct", "", "203.0.113.5")),
        ("192.0.2.20", {FOR: "10.8.3.4, 2001:db8:20::1"}, ("tunnel", "vpn", "10.8.3.4")),
        ("192.0.2.20", {FOR: "10.8.3.4, unknown"}, ("unknown", "", "192.0.2.20")),
        ("192.0.2.20", {FOR: "192.0.2.20"}, ("unknown", "", "192.0.2.20")),
        ("192.0.2.20", NOTHING, ("unknown", "", "192.0.2.20")),
    ],
)
def test_an_address_says_by_which_way_they_came(
    peer: str, headers: Mapping[str, str], wanted: tuple[str, str, str]
) -> None:
    found = ORIGINS.of(peer, headers)
    assert (found.through, found.gateway, found.address) == wanted


def test_without_any_pool_nobody_can_say() -> None:
    assert Origins(WAYS[2:], ()).of("203.0.113.5", {}) == Origin("203.0.113.5", "unknown")


@for_any(st.text(), st.dictionaries(st.sampled_from([FOR, "Forwarded", "Via"]), st.text()))
def test_whatever_is_claimed_nobody_comes_through_a_tunnel_by_words(
    peer: str, headers: dict[str, str]
) -> None:
    assert ORIGINS.of(peer, headers).through != "tunnel"
    assert ORIGINS.of("203.0.113.5", headers).through in ("direct", "unknown")


class Clock:
    """Seconds that pass when they are told to."""

    now = 1_000.0

    def __call__(self) -> float:
        return self.now


def test_what_is_used_comes_back_with_time_and_never_more_than_there_was() -> None:
    clock = Clock()
    allowances = Allowances(Rate(3, 0.5), clock)
    assert [allowances.take("a") for _ in range(4)] == [True, True, True, False]
    assert allowances.take("b")
    clock.now += 2
    assert [allowances.take("a") for _ in range(2)] == [True, False]
    clock.now += 3_600
    assert allowances.left("a") == 3


def test_so_many_keys_are_remembered_and_no_more() -> None:
    allowances = Allowances(Rate(1, 0), Clock())
    for number in range(REMEMBERED + 10):
        allowances.take(str(number))
    assert allowances.left("0") == 1
    assert allowances.left(str(REMEMBERED + 9)) == 0


def test_beside_an_attack_from_everywhere_who_was_not_wrong_yet_still_has_a_try() -> None:
    clock = Clock()
    attempts = Attempts(clock)
    attempts.was_wrong("mistyped")
    for number in range(int(ALL_WRONG_CODES.at_once)):
        attempts.was_wrong(str(number))
    assert not attempts.may_try("mistyped")
    assert not attempts.may_try("7")
    assert attempts.may_try("new")
    clock.now += 3_600
    assert attempts.may_try("7")


def test_codes_cannot_be_found_by_trying_in_the_hours_of_a_drill() -> None:
    hours, people = 24 * 3_600, 5_000
    tries = ALL_WRONG_CODES.at_once + hours * ALL_WRONG_CODES.a_second
    assert tries * people / 2**40 < 0.01
    one = WRONG_CODES.at_once + hours * WRONG_CODES.a_second
    assert one * people / 2**40 < 0.001


WORDS = st.sampled_from(
    ["all", "each", "done", "failed", "not_tried", "slow", "safe", "vpn", "x", "", "9" * 20, "-1"]
)
NAMES = st.sampled_from(
    ["go", "method", "task0", "task1", "task2", "task3", "problem", "safety", "rtt", "down", "up"]
)


@for_any(st.dictionaries(NAMES, WORDS | st.text()))
def test_whatever_is_sent_only_what_was_asked_becomes_an_answer(sent: dict[str, str]) -> None:
    if missing(sent, ASKED):
        return
    answer = given(sent, ASKED)
    assert answer.method in ("", "vpn", "office")
    assert len(answer.tasks) == 3
    assert set(answer.tasks) <= {"done", "failed", "not_tried"}
    assert answer.safety == ""
    for figure, most in (
        (answer.rtt_us, MOST_RTT_US),
        (answer.down_bps, MOST_BPS),
        (answer.up_bps, MOST_BPS),
    ):
        assert figure is None or 0 < figure <= most
