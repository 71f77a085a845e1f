"""A lost datagram is no outage; and a gateway that is silent is not pressed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.daemons import coturn, wireguard
from tests.daemons.charon import Charon
from tests.daemons.network import Network, network
from tests.daemons.wireguard import Peer, key_pair

SERVERS, OURS = key_pair(), key_pair()
PARAMS: Mapping[str, Any] = {"server_key": SERVERS.public, "key": {"file": "ours"}}
ASKS = [
    ("ikev2", "127.0.0.1:500", {}),
    ("ikev2", "127.0.0.1:4500", {}),
    ("stun", "127.0.0.1:3478", {}),
    ("wireguard", "127.0.0.1:51820", PARAMS),
]


def started(inside: Network, word: str) -> None:
    if word == "ikev2":
        Charon().start(inside)
    elif word == "stun":
        coturn.start(inside)
    else:
        wireguard.start(inside, SERVERS, Peer(OURS.public))


@pytest.mark.parametrize(("word", "subject", "params"), ASKS)
def test_a_question_that_got_lost_is_asked_again(
    tmp_path: Path, word: str, subject: str, params: Mapping[str, Any]
) -> None:
    (tmp_path / "ours").write_text(OURS.private)
    port = subject.rpartition(":")[2]
    with network(tmp_path, "ours") as inside:
        started(inside, word)
        with inside.firewall(f"udp dport {port} numgen inc mod 2 == 0 drop"):
            reading = inside.ask(word, subject, params, 1_500_000)
    assert (reading["facts"]["reply"], reading["code"]) == (True, "")


@pytest.mark.parametrize(("word", "subject", "params"), ASKS)
def test_a_silent_gateway_is_sent_two_datagrams_and_no_more(
    tmp_path: Path, word: str, subject: str, params: Mapping[str, Any]
) -> None:
    (tmp_path / "ours").write_text(OURS.private)
    port = subject.rpartition(":")[2]
    with network(tmp_path, "ours") as inside, inside.firewall(f"udp dport {port} counter drop"):
        inside.ask(word, subject, params, 1_500_000)
        counted = re.search(r"packets (\d+)", inside.run("nft list table inet wall"))
    assert counted
    assert counted[1] == "2"
