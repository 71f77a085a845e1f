"""Several hosts that share a programme by a real PostgreSQL: one of them sends."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.daemons import postgresql
from tests.daemons.network import network
from tests.house.source import ROOT


def test_one_host_alone_sends_a_notice_and_the_others_know_it(tmp_path: Path) -> None:
    with network(tmp_path) as inside:
        postgresql.start(inside)
        who = f"{postgresql.USER}:{postgresql.PASSWORD}"
        address = f"postgresql://{who}@127.0.0.1:{postgresql.PORT}/{postgresql.DATABASE}"
        postgresql.sql(
            inside,
            f"ALTER DATABASE {postgresql.DATABASE} OWNER TO {postgresql.USER}",
        )
        look = f"{sys.executable} -m tests.notices.two_hosts {address} {tmp_path}"
        said = inside.run(f"cd {ROOT} && {look} one two one")
    assert said.splitlines() == [
        "one True under_way",
        "two False omitted",
        "one False under_way",
    ]
