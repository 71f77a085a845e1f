"""Questions to a real FreeRADIUS, well and at fault."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from bcp.durations import MINUTE
from bcp.message import Text
from bcp.secret_source import SecretSource
from drills.probes import radius
from tests.daemons import freeradius
from tests.daemons.network import Network, network
from tests.probes.cells import (
    Cell,
    Make,
    another_service,
    network_faults,
    observed,
    told_in_documents,
)
from tests.probes.fault_columns import NO_CERTIFICATE, NO_LIMIT

IN_FAULT_TABLE = {"radius": {"certificate": NO_CERTIFICATE, "full": NO_LIMIT}}

WORD = "radius"
SERVER = f"127.0.0.1:{freeradius.PORT}"


def params(shared: str = "secret", user: str = "", word: str = "word") -> Mapping[str, Any]:
    """By the names of the files that hold the secrets."""
    alone = {"secret": {"file": shared}}
    return {**alone, "user": user, "password": {"file": word}} if user else alone


ALONE = params()
TEST_USER = params(user=freeradius.USER)


def server(*, client: str = "127.0.0.1", status: str = "yes") -> Make:
    """A network with such a server, and the secrets that the plan keeps."""

    @contextmanager
    def made(folder: Path) -> Iterator[Network]:
        with asking(folder) as inside:
            freeradius.start(inside, client=client, status=status)
            yield inside

    return made


@contextmanager
def asking(folder: Path) -> Iterator[Network]:
    kept = {"secret": freeradius.SECRET, "word": freeradius.PASSWORD, "other": "another one"}
    for name, value in kept.items():
        (folder / name).write_text(value)
    with network(folder, *kept) as inside:
        yield inside


CELLS = (
    Cell(Text("正常", "none"), server(), SERVER, "", params=ALONE),
    Cell(Text("正常（利用者あり）", "none (with a user)"), server(), SERVER, "", params=TEST_USER),
    Cell(Text("パスワードの違い", "wrong password"), server(), SERVER, "probes.radius.rejected",
         params=params(user=freeradius.USER, word="other")),
    Cell(Text("利用者のロック", "account locked"), server(), SERVER, "probes.radius.rejected",
         params=params(user="locked")),
    Cell(Text("追加の確認", "a code is asked for"), server(), SERVER, "probes.radius.challenged",
         params=params(user="token")),
    Cell(Text("共有鍵の違い", "wrong shared secret"), server(), SERVER, "probes.radius.silent",
         params=params("other")),
    Cell(Text("共有鍵の違い（利用者あり）", "wrong shared secret (with a user)"), server(), SERVER,
         "probes.radius.silent", params=params("other", freeradius.USER)),
    Cell(Text("この端末が未登録", "this machine is not registered"), server(client="192.0.2.9"),
         SERVER, "probes.radius.silent", params=ALONE),
    Cell(Text("Status-Serverに答えない", "no Status-Server"), server(status="no"), SERVER,
         "probes.radius.silent", params=ALONE),
    *network_faults(server(), SERVER, freeradius.PROGRAM, "probes.radius.silent", ALONE),
    another_service(SERVER, "probes.radius.not_radius", asking, ALONE),
)  # fmt: skip


@pytest.mark.parametrize("cell", CELLS, ids=lambda cell: f"radius × {cell.fault.en}")
def test_each_fault_has_its_own_words_and_the_documents_say_so(cell: Cell, tmp_path: Path) -> None:
    reading = observed(WORD, cell, tmp_path)
    assert reading["code"] == cell.code
    assert told_in_documents(WORD, cell, reading)


def test_an_account_is_asked_so_seldom_that_it_is_not_locked() -> None:
    source = SecretSource(file="secret")
    alone = radius.Params(SERVER, source)
    with_user = radius.Params(SERVER, source, "u", source)
    assert radius.POLITE(alone).apart_us < radius.POLITE(with_user).apart_us == 10 * MINUTE
    assert (radius.SILENCE(alone), radius.SILENCE(with_user)) == ("unknown", "broken")


def test_a_user_without_a_password_is_refused() -> None:
    message = radius.wrong(radius.Params(SERVER, SecretSource(file="secret"), "u"))
    assert message is not None
    assert message.code == "probes.radius.user_and_password"
