"""Questions to a real strongSwan, well and at fault."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from bcp.message import Text
from tests.daemons.charon import PROGRAM, Charon, associations, dropped, half_open
from tests.daemons.network import Network, network
from tests.probes.cells import (
    Cell,
    Make,
    another_service,
    network_faults,
    observed,
    told_in_documents,
)
from tests.probes.fault_columns import BEFORE_KEYS, NOT_SHOWN

IN_FAULT_TABLE = {
    "ikev2": {
        "key": BEFORE_KEYS,
        "certificate": NOT_SHOWN,
        "full": "limit of half-open associations in all",
    }
}

WORD = "ikev2"
GATEWAY, NAT_TRAVERSAL = "127.0.0.1:500", "127.0.0.1:4500"
LIMIT_US = 1_500_000
FULL = {"full": True}

Start = Callable[[Charon], Network]


def gateway(charon: Charon | None = None) -> Make:
    """A network with such a gateway."""

    @contextmanager
    def made(folder: Path) -> Iterator[Network]:
        with network(folder) as inside:
            (charon or Charon()).start(inside)
            yield inside

    return made


def asking(count: int, *, full: bool) -> str:
    """A script that asks without the drill's courtesy, and prints what was said."""
    return (
        "import asyncio\n"
        "from drills.probes._ike_asking import heard_from\n"
        "from tests.probes.reaching import NoServers\n"
        "async def main():\n"
        f"    for _ in range({count}):\n"
        "        reach = NoServers(limit_us=1_000_000)\n"
        f"        heard = await heard_from('127.0.0.1', 500, reach, full={full})\n"
        "        print(heard.said)\n"
        "asyncio.run(main())\n"
    )


@contextmanager
def five_half_open(inside: Network) -> Iterator[None]:
    inside.python(asking(5, full=True))
    yield


@contextmanager
def one_half_open(inside: Network) -> Iterator[None]:
    assert inside.ask(WORD, GATEWAY, FULL)["facts"]["answer"] == "SA"
    yield


SILENT, NOTHING = "probes.ikev2.silent", "probes.ikev2.nothing_in_common"
CELLS = (
    Cell(Text("正常（ポート500）", "none (port 500)"), gateway(), GATEWAY, ""),
    Cell(Text("正常（ポート4500）", "none (port 4500)"), gateway(), NAT_TRAVERSAL, ""),
    Cell(Text("正常（full）", "none (full)"), gateway(), GATEWAY, "", params=FULL),
    Cell(
        Text("混雑（COOKIEを求める）", "busy (wants a cookie)"),
        *(gateway(Charon(cookie=1)), GATEWAY, "", one_half_open),
    ),
    *network_faults(gateway(), GATEWAY, PROGRAM, SILENT),
    Cell(
        Text("暗号方式が合わない", "no algorithm in common"),
        *(gateway(Charon("camellia256-sha256-modp2048")), GATEWAY, NOTHING),
    ),
    Cell(
        Text("設定が読み込まれていない", "settings not loaded"),
        *(gateway(Charon("")), GATEWAY, NOTHING),
    ),
    Cell(
        Text("IKEv1だけの設定", "set up for IKEv1 only"),
        *(gateway(Charon(version=1)), GATEWAY, NOTHING),
    ),
    Cell(
        Text("同じアドレスからの作りかけが上限", "limit of half-open associations per address"),
        *(gateway(), GATEWAY, "probes.ikev2.busy", five_half_open),
    ),
    Cell(
        Text("全体の作りかけが上限", "limit of half-open associations in all"),
        *(gateway(Charon(half_open=1)), GATEWAY, SILENT, one_half_open),
    ),
    another_service(GATEWAY, "probes.ikev2.not_ike"),
)


@pytest.mark.parametrize("cell", CELLS, ids=lambda cell: f"ikev2 × {cell.fault.en}")
def test_each_fault_has_its_own_words_and_the_documents_say_so(cell: Cell, tmp_path: Path) -> None:
    reading = observed(WORD, cell, tmp_path)
    assert reading["code"] == cell.code
    assert told_in_documents(WORD, cell, reading)


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Start a gateway in a network of its own."""
    with ExitStack() as held:

        def started(charon: Charon) -> Network:
            inside = held.enter_context(network(tmp_path))
            charon.start(inside)
            return inside

        yield started


@pytest.mark.parametrize("place", [GATEWAY, NAT_TRAVERSAL])
def test_a_gateway_turns_the_question_down_and_says_which_group_it_wants(
    start: Start, place: str
) -> None:
    reading = start(Charon()).ask("ikev2", place)
    facts = reading["facts"]
    assert (facts["reply"], facts["answer"], facts["group"]) == (
        True,
        "INVALID_KE_PAYLOAD",
        "modp2048",
    )
    assert (facts["level"], facts["vendor"], facts["cookie"]) == ("handshake", "strongSwan", False)
    assert 0 < facts["rtt_ms"] < LIMIT_US / 1000
    assert reading["code"] == ""


def test_fifty_questions_leave_nothing_on_the_gateway_and_none_is_ignored(start: Start) -> None:
    inside = start(Charon())
    assert inside.python(asking(50, full=False)).split() == ["INVALID_KE_PAYLOAD"] * 50
    assert (half_open(inside), associations(inside), dropped(inside)) == (0, "", 0)


def test_whole_exchanges_without_pause_would_lock_us_out(start: Start) -> None:
    inside = start(Charon())
    assert inside.python(asking(6, full=True)).split() == [*["SA"] * 5, "COOKIE"]
    assert half_open(inside) == 5
    assert dropped(inside) > 0


@pytest.mark.parametrize(
    ("proposals", "agreed"),
    [
        ("aes256-sha256-modp2048", ("aes256", "sha256", "prfsha256", "modp2048")),
        ("aes256gcm16-prfsha384-ecp384", ("aes256gcm16", "", "prfsha384", "ecp384")),
        ("aes128-sha256-ecp256", ("aes128", "sha256", "prfsha256", "ecp256")),
        ("aes128-sha512-curve25519", ("aes128", "sha512", "prfsha512", "curve25519")),
        ("aes192-sha384-ecp521", ("aes192", "sha384", "prfsha384", "ecp521")),
        ("3des-sha1-modp1024", ("3des", "sha1", "prfsha1", "modp1024")),
        ("chacha20poly1305-prfsha256-modp4096", ("chacha20poly1305", "", "prfsha256", "modp4096")),
    ],
)
def test_a_whole_exchange_agrees_on_what_the_gateway_is_set_to(
    start: Start, proposals: str, agreed: tuple[str, ...]
) -> None:
    inside = start(Charon(proposals))
    facts = inside.ask("ikev2", GATEWAY, FULL)["facts"]
    assert facts["answer"] == "SA"
    assert tuple(facts[each] for each in ("encryption", "integrity", "prf", "group")) == agreed
    assert facts["nat_t"] == "none"
    assert half_open(inside) == 1


def test_a_whole_exchange_is_not_made_twice_within_ten_seconds(start: Start) -> None:
    inside = start(Charon())
    assert inside.ask("ikev2", GATEWAY, FULL)["facts"]["answer"] == "SA"
    reading = inside.ask("ikev2", NAT_TRAVERSAL, FULL)
    assert (reading["unknown"], reading["code"]) == (True, "politeness.too_soon")
    assert half_open(inside) == 1
    assert inside.ask("ikev2", GATEWAY)["facts"]["answer"] == "INVALID_KE_PAYLOAD"


def test_a_router_that_rewrites_addresses_is_seen_on_our_side(start: Start) -> None:
    inside = start(Charon())
    inside.run("nft add table ip nat")
    inside.run("nft 'add chain ip nat out { type nat hook postrouting priority 100; }'")
    inside.run("nft 'add rule ip nat out udp dport 4500 snat to 127.0.0.9:2000'")
    assert inside.ask("ikev2", NAT_TRAVERSAL, FULL)["facts"]["nat_t"] == "here"


def test_a_busy_gateways_cookie_is_given_back_once(start: Start) -> None:
    inside = start(Charon(cookie=1))
    assert inside.ask("ikev2", GATEWAY, FULL)["facts"]["cookie"] is False
    facts = inside.ask("ikev2", GATEWAY)["facts"]
    assert (facts["cookie"], facts["answer"]) == (True, "INVALID_KE_PAYLOAD")
