from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from bcp.message import Message, render
from bcp.model import Server
from drills.runtime.ssh_remedies import Remedies
from tests.daemons.pools import answer_of, failure_of
from tests.daemons.sshd import Sshd, command

HI = (command("hi", "echo hi"),)

pytestmark = pytest.mark.usefixtures("home")


async def test_the_line_for_an_unknown_key_makes_it_known(sshd: Sshd, tmp_path: Path) -> None:
    known = tmp_path / "known_hosts"
    known.write_text("")
    server = sshd.server(commands=HI, known_hosts=str(known))
    await _typed_after("ssh.unknown_host_key", server)
    assert (await answer_of(server, "hi")).out == "hi\n"


async def test_the_line_for_a_changed_key_replaces_it(sshd: Sshd, tmp_path: Path) -> None:
    known = tmp_path / "known_hosts"
    known.write_text(f"[127.0.0.1]:{sshd.port} {(sshd.folder / 'id.pub').read_text()}\n")
    server = sshd.server(commands=HI, known_hosts=str(known))
    await _typed_after("ssh.changed_host_key", server)
    assert (await answer_of(server, "hi")).out == "hi\n"


async def test_a_server_known_by_an_alias_is_added_under_it(
    sshd: Sshd, home: Path, tmp_path: Path
) -> None:
    (home / ".ssh" / "config").write_text("Host alias\nHostName 127.0.0.1\nHostKeyAlias town\n")
    known = tmp_path / "known_hosts"
    known.write_text("")
    server = sshd.server(commands=HI, known_hosts=str(known), ssh_config="alias")
    await _typed_after("ssh.unknown_host_key", server)
    assert f"[town]:{sshd.port} " in known.read_text()
    assert (await answer_of(server, "hi")).out == "hi\n"


def test_behind_a_jump_host_every_line_says_where_to_type_it() -> None:
    remedies = Remedies("10.0.0.1", 22, "10.0.0.1", "known", "gate")
    for each in (remedies.add(), remedies.replace(), remedies.look(), remedies.ping()):
        assert isinstance(each, Message)
        assert "踏み台「gate」" in render(each, "ja")
        assert "'gate'" in render(each, "en")


async def _typed_after(code: str, server: Server) -> None:
    """Type the line that a failure ends in, as an officer would."""
    failure = await failure_of(server)
    assert failure.message.code == code
    line = str(failure.message.params["remedy"])
    _type(line)


def _type(line: str) -> None:
    subprocess.run(["sh", "-c", line], check=True, capture_output=True)
