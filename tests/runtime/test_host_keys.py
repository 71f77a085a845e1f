"""Which lines of a file of known hosts are about a server."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from bcp.model import Organisation, Plan, Server
from drills.runtime.host_keys import trusted_keys

_KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl"
_OTHER = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBzCzDbeVfYaHvPQ1bBSCM6tCWrWKMcNWjyUj1ZQmVWd"
WEB = Server("web", "10.0.0.5", known_hosts="known_hosts")
BEHIND = Server("behind", "10.0.0.5", port=2222, known_hosts="known_hosts")
NAMED = Server("named", "fs.town.example", known_hosts="known_hosts")


def _trusted(folder: Path, text: str, server: Server, *, hashed: bool = False) -> str | None:
    file = folder / "known_hosts"
    file.write_text(text, encoding="utf-8")
    if hashed:
        subprocess.run(["ssh-keygen", "-q", "-H", "-f", file], check=True, capture_output=True)
    plan = Plan(Organisation("見本町"), servers=(server,), folder=str(folder))
    return trusted_keys(plan).get(f"known_hosts#{server.id}")


@pytest.mark.parametrize(
    ("host", "server"),
    [
        ("10.0.0.5", WEB),
        ("10.0.0.4,10.0.0.5", WEB),
        ("10.0.0.*", WEB),
        ("[10.0.0.5]:2222", BEHIND),
        ("10.0.0.5", BEHIND),
        ("FS.town.example", NAMED),
        ("*.town.example,!www.town.example", NAMED),
    ],
)
def test_another_key_in_a_line_about_a_server_is_seen(
    tmp_path: Path, host: str, server: Server
) -> None:
    others = f"# of the town\n\nelsewhere.example {_OTHER}\n"
    held = _trusted(tmp_path, f"{others}{host} {_KEY} a comment\n", server)
    assert held == _trusted(tmp_path, f"{host} {_KEY}\n", server)
    assert held != _trusted(tmp_path, f"{host} {_OTHER}\n", server)
    assert held != _trusted(tmp_path, f"@revoked {host} {_KEY}\n", server)
    assert held != _trusted(tmp_path, others, server)


@pytest.mark.parametrize("server", [WEB, BEHIND, NAMED], ids=lambda server: server.id)
def test_names_that_ssh_keygen_hid_are_found_all_the_same(tmp_path: Path, server: Server) -> None:
    lines = f"10.0.0.5 {_KEY}\n[10.0.0.5]:2222 {_OTHER}\nfs.town.example {_KEY}\n"
    assert _trusted(tmp_path, lines, server, hashed=True) == _trusted(tmp_path, lines, server)


def test_a_name_that_a_line_leaves_out_is_not_meant(tmp_path: Path) -> None:
    barred = _trusted(tmp_path, f"*.town.example,!fs.town.example {_KEY}\n", NAMED)
    assert barred == _trusted(tmp_path, f"elsewhere.example {_KEY}\n", NAMED)


def test_a_key_for_the_port_goes_before_one_for_the_machine(tmp_path: Path) -> None:
    both = f"10.0.0.5 {_KEY}\n[10.0.0.5]:2222 {_OTHER}\n"
    assert _trusted(tmp_path, both, BEHIND) == _trusted(
        tmp_path, f"[10.0.0.5]:2222 {_OTHER}\n", BEHIND
    )


def test_what_cannot_be_read_is_not_known(tmp_path: Path) -> None:
    plan = Plan(Organisation("見本町"), servers=(WEB,), folder=str(tmp_path))
    assert trusted_keys(plan) == {}
    (tmp_path / "known_hosts").write_bytes(b"\xff\xfe")
    assert trusted_keys(plan) == {}
