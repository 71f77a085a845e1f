"""A real PostgreSQL, in a network of a test's own, its data on a disk of its own in memory."""

from __future__ import annotations

from pathlib import Path

from tests.daemons.network import Network

PROGRAM = "postgres"
PORT = 5432
USER, PASSWORD, DATABASE = "drill", "yomidake-no-kagi", "jumin"
DATA = "/run/pg/data"
_AS_POSTGRES = "setpriv --reuid postgres --regid postgres --clear-groups"
_PROGRAMS = "$(ls -d /usr/lib/postgresql/*/bin)"
SERVE = f"{_AS_POSTGRES} {_PROGRAMS}/postgres"
_RULES = """
local all postgres trust
host all barred all reject
host all bare all password
host all all 127.0.0.1/32 scram-sha-256
"""


def start(
    network: Network, *settings: str, papers: tuple[Path, Path] | None = None, mib: int = 200
) -> None:
    """Start it on port 5432 of the network, on a disk of so many MiB."""
    network.run(
        f"mkdir /run/pg && mount -t tmpfs -o size={mib}m none /run/pg && chown postgres /run/pg"
    )
    network.run(f"{_AS_POSTGRES} {_PROGRAMS}/initdb -A trust -N {DATA}")
    network.run(f"cat >{DATA}/pg_hba.conf", text=_RULES)
    lines = ["listen_addresses = '127.0.0.1'", "unix_socket_directories = '/run/pg'", *settings]
    lines += ["fsync = off", "max_wal_size = 64MB", "wal_level = minimal", "max_wal_senders = 0"]
    if papers:
        network.run(f"cp {papers[0]} {papers[1]} {DATA}/ && chown postgres {DATA}/server.*")
        lines += ["ssl = on", "ssl_cert_file = 'server.pem'", "ssl_key_file = 'server.key'"]
    network.run(f"cat >>{DATA}/postgresql.conf", text="\n".join(lines) + "\n")
    again(network)
    sql(network, f"CREATE ROLE {USER} LOGIN PASSWORD '{PASSWORD}'", f"CREATE DATABASE {DATABASE}")


def again(network: Network) -> None:
    """Start it where it has ended."""
    network.start(f"{SERVE} -D {DATA}", "pg_isready -q -h /run/pg")


def sql(network: Network, *statements: str) -> str:
    """What statements print to the database's owner."""
    told = "".join(f' -c "{each}"' for each in statements)
    return network.run(f"psql -qAt -h /run/pg -U postgres{told}")
