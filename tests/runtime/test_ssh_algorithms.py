"""Old algorithms are offered to a server only where, and as long as, the plan says so."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import get_args

import pytest
from asyncssh.encryption import get_encryption_algs
from asyncssh.kex import get_kex_algs
from asyncssh.mac import get_mac_algs
from asyncssh.public_key import get_public_key_algs

from bcp.load import load_plan
from bcp.message import Text, render
from bcp.model import Server
from bcp.old_algorithms import OldAlgorithm, OldAlgorithms
from drills.errors import Unreachable
from drills.probes import catalogue
from drills.runtime.ssh_algorithms import ALLOWANCE_ENDED, NO_KNOWN_ALGORITHM, none_in_common
from tests.daemons.pools import answer_of, failure_of
from tests.daemons.sshd import Sshd, command, start_sshd
from tests.lab.lab import Lab
from tests.runtime.field.asked import asked

HI = (command("hi", "echo hi"),)
WHY = Text("更新は来年度", "replaced next year")

# cryptography warns of Diffie-Hellman; the old server still has to be asked.
pytestmark = [
    pytest.mark.usefixtures("home"),
    pytest.mark.filterwarnings("ignore::cryptography.utils.CryptographyDeprecationWarning"),
]


def _allowing(*names: OldAlgorithm, until: str = "2099-12-31") -> OldAlgorithms:
    return OldAlgorithms(names, until, WHY)


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sshd]:
    """A server that knows one way to exchange keys, of 2005."""
    extra = "KexAlgorithms diffie-hellman-group14-sha1\n"
    running = start_sshd(tmp_path_factory.mktemp("old"), extra=extra)
    yield running
    running.stop()


async def test_by_default_an_old_way_is_not_offered_and_the_words_give_the_line_to_write(
    old: Sshd, tmp_path: Path
) -> None:
    failure = await _refused(old.server(commands=HI))
    said = render(failure.message, "ja")
    assert (failure.message.code, failure.answered) == ("ssh.no_common_algorithm", None)
    assert "サーバの方式: diffie-hellman-group14-sha1" in said
    line = said.rpartition("次の行を加えてください: ")[2].replace("YYYY-MM-DD", "2099-12-31")
    plan = "organisation: 見本町\nservers:\n  - id: old\n    address: 192.0.2.1\n    "
    (tmp_path / "plan.yaml").write_text(plan + line + "\n")
    server = load_plan(tmp_path, catalogue()).plan.servers[0]
    assert server.algorithms is not None
    assert (await answer_of(old.server(commands=HI, algorithms=server.algorithms), "hi")).out


async def test_what_the_plan_allows_by_name_or_as_a_whole_is_offered(old: Sshd) -> None:
    for allow in ("diffie-hellman-group14-sha1", "legacy"):
        server = old.server(commands=HI, algorithms=_allowing(allow))
        assert (await answer_of(server, "hi")).out == "hi\n"


async def test_after_its_last_day_the_allowance_has_ended_and_the_words_say_so(old: Sshd) -> None:
    server = old.server(commands=HI, algorithms=_allowing("legacy", until="2020-03-31"))
    failure = await _refused(server)
    assert (failure.message.code, failure.answered) == ("ssh.algorithms_ended", None)
    assert "2020-03-31" in render(failure.message, "ja")


@pytest.mark.parametrize("kind", ["ssh-rsa", "ecdsa-sha2-nistp256"])
async def test_a_host_key_of_any_kind_of_today_needs_no_allowance(
    tmp_path: Path, kind: str
) -> None:
    server = start_sshd(tmp_path / "sshd", key=kind)
    try:
        assert (await answer_of(server.server(commands=HI), "hi")).out == "hi\n"
    finally:
        server.stop()


async def test_an_alias_of_the_users_own_configuration_is_obeyed(old: Sshd, home: Path) -> None:
    (home / ".ssh" / "config").write_text(
        "Host alias\nKexAlgorithms +diffie-hellman-group14-sha1\nHostName 127.0.0.1\n"
    )
    assert (await answer_of(old.server(commands=HI, ssh_config="alias"), "hi")).out == "hi\n"


def test_an_appliance_of_2010_is_asked_with_all_that_it_needs(lab: Lab) -> None:
    strict = lab.node("branch2").ssh_server()
    allowed = lab.node("branch2").ssh_server(algorithms=_allowing("legacy"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        # Where the server's hang-up overtakes its offer, it is asked again.
        assert "unknown" in (asked(lab, strict).outcome for _ in range(5))
        assert asked(lab, allowed).outcome == "held"


def test_each_refusal_adds_one_more_to_what_is_allowed_already() -> None:
    server = Server("old", "192.0.2.1", algorithms=_allowing("diffie-hellman-group14-sha1"))
    error = "No matching host key algorithm found, sent a,b and received ssh-rsa,ssh-dss"
    said = render(none_in_common(error, "old", server, date(2026, 1, 1)), "en")
    assert "algorithms: {allow: [diffie-hellman-group14-sha1, ssh-rsa], until:" in said


def test_what_nobody_here_can_speak_is_said_to_need_an_update() -> None:
    error = "No matching key exchange algorithm found, sent a,b and received x-of-1995"
    server = Server("old", "192.0.2.1")
    message = none_in_common(error, "old", server, date(2026, 1, 1))
    assert message.code == NO_KNOWN_ALGORITHM.code


def test_an_allowance_ends_after_its_last_day_and_not_on_it() -> None:
    error = "No matching key exchange algorithm found, sent a and received ssh-dss"
    server = Server("old", "192.0.2.1", algorithms=_allowing("ssh-rsa", until="2026-03-31"))
    on, after = (none_in_common(error, "old", server, date(2026, 4, day)) for day in (1, 2))
    assert after.code == on.code == ALLOWANCE_ENDED.code
    last = none_in_common(error, "old", server, date(2026, 3, 31))
    assert last.code == "ssh.no_common_algorithm"


def test_every_old_algorithm_of_the_plan_is_one_that_can_be_spoken() -> None:
    lists = (get_kex_algs(), get_encryption_algs(), get_mac_algs(), get_public_key_algs())
    spoken = {each.decode() for found in lists for each in found}
    assert set(get_args(OldAlgorithm)) - {"legacy"} <= spoken


def test_check_warns_until_when_and_why(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text(
        "organisation: 見本町\nservers:\n"
        "  - id: old\n    address: 192.0.2.1\n"
        '    algorithms: {allow: legacy, until: "2027-03-31", why: 更新は来年度}\n'
    )
    (warning,) = load_plan(tmp_path, catalogue()).warnings
    said = warning.said_in("ja")
    assert "サーバ「old」には2027-03-31まで古い暗号方式（legacy）" in said
    assert "更新は来年度" in said


async def _refused(server: Server) -> Unreachable:
    """Why it is refused; where the server's hang-up overtakes its offer, it is asked again."""
    for _ in range(5):
        failure = await failure_of(server)
        if failure.message.code != "ssh.closed_before_login":
            break
    return failure
