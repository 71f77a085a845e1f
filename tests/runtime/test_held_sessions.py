"""Test sessions with real clients at real gateways: held, ended, and never left behind."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.daemons import ocserv, openvpn
from tests.daemons.certificates import Authority
from tests.daemons.network import Network, network
from tests.daemons.ocserv import USER

_STARTER = "tests.runtime.session_starter"
_PROFILE = "client\ndev tun\nca ca.crt\ncert client.crt\nkey client.key\nredirect-gateway def1\n"
_OURS = "ip -br link | grep -vE 'vpns|tun'; ip route | grep -vE 'vpns|tun'; true"


@contextmanager
def by_ocserv(folder: Path) -> Iterator[Network]:
    """ocserv with room for two."""
    authority = Authority(folder)
    authority.issue("server")
    with network(folder) as inside:
        ocserv.start(inside, authority, clients=2, same=5)
        yield inside


@contextmanager
def by_openvpn(folder: Path) -> Iterator[Network]:
    """OpenVPN with room for two, which takes one certificate several times."""
    authority = Authority(folder)
    authority.issue("server")
    authority.issue("client", purpose="client", name="drill")
    (folder / "user.ovpn").write_text(_PROFILE)
    with network(folder) as inside:
        more = ("max-clients 2", "duplicate-cn", "status /run/status 1")
        openvpn.start(inside, authority, *more)
        yield inside


@dataclass(frozen=True)
class Gateway:
    """How it is made, how one logs in there, and how it counts who is connected."""

    made: Callable[[Path], AbstractContextManager[Network]]
    login: dict[str, Any]
    count: str

    def until(self, count: int) -> str:
        """A shell line that succeeds when so many are connected."""
        return f'test "$({self.count})" = {count}'


GATEWAYS = {
    "ocserv": Gateway(
        by_ocserv,
        {
            "vpn_login": "https://127.0.0.1:443",
            "kind": "anyconnect",
            "ca": "ca.crt",
            "user": USER,
            "password": {"file": "password"},
        },
        "occtl -j -s /run/occtl.socket show users | grep -c Username",
    ),
    "openvpn": Gateway(
        by_openvpn,
        {
            "vpn_login": f"127.0.0.1:{openvpn.PORT}",
            "kind": "openvpn",
            "profile": "user.ovpn",
        },
        "sed '/ROUTING/,$d' /run/status | grep -c ^drill,",
    ),
}


def starting(folder: Path, gateway: Gateway, what: str) -> str:
    """The shell line of a program that makes sessions, as a drill does."""
    file = folder / "starting.json"
    file.write_text(json.dumps([str(folder), gateway.login, what]))
    root = Path(__file__).parents[2]
    return f"env PYTHONPATH={root} {sys.executable} -m {_STARTER} {file}"


@pytest.mark.parametrize("kind", [*GATEWAYS])
def test_sessions_are_held_until_there_is_no_room_and_all_end(tmp_path: Path, kind: str) -> None:
    gateway = GATEWAYS[kind]
    with gateway.made(tmp_path) as inside:
        before = inside.run(_OURS)
        said = inside.run(starting(tmp_path, gateway, "end"))
        assert json.loads(said) == ["up", "up", "full", "ended"]
        assert inside.run(_OURS) == before
        inside.start("true", gateway.until(0))
        assert "openconnect" not in inside.run("ps -eo args")


@pytest.mark.parametrize("kind", [*GATEWAYS])
def test_a_drill_that_is_killed_leaves_no_session_behind(tmp_path: Path, kind: str) -> None:
    gateway = GATEWAYS[kind]
    with gateway.made(tmp_path) as inside:
        inside.start(starting(tmp_path, gateway, "stay"), gateway.until(2))
        inside.run(f"pkill -KILL -f '[-]m {_STARTER}'")
        inside.start("true", gateway.until(0))
        inside.start("true", "! pgrep -f [k]eeper")
