"""A real server for AnyConnect and openconnect: ocserv, in a network of a test's own."""

from __future__ import annotations

from tests.daemons.certificates import Authority
from tests.daemons.network import Network

PROGRAM = "ocserv-main"
PORT = 443
USER, PASSWORD = "drill", "himitsu-no-kotoba"
_SETTINGS = """
auth = "{auth}"
listen-host = {host}
tcp-port = {port}
run-as-user = root
run-as-group = root
socket-file = /run/ocserv-socket
pid-file = /run/ocserv.pid
server-cert = {folder}/{certificate}.crt
server-key = {folder}/{certificate}.key
ca-cert = {folder}/ca.crt
isolate-workers = false
max-clients = {clients}
max-same-clients = {same}
max-ban-score = {ban}
rate-limit-ms = 0
cert-user-oid = 2.5.4.3
auth-timeout = 40
cookie-timeout = 30
use-occtl = true
occtl-socket-file = /run/occtl.socket
device = vpns
ipv4-network = 198.18.30.0
ipv4-netmask = 255.255.255.0
cisco-client-compat = true
log-level = 2
"""
FROM_FILE = "plain[passwd=/run/ocpasswd]"


def start(
    network: Network,
    authority: Authority,
    *,
    certificate: str = "server",
    auth: str = FROM_FILE,
    clients: int = 16,
    same: int = 2,
    ban: int = 0,
    host: str = "127.0.0.1",
    more: str = "",
) -> None:
    """Start it on port 443 of the network, with one account."""
    settings = _SETTINGS.format(
        port=PORT,
        folder=authority.folder,
        certificate=certificate,
        auth=auth,
        clients=clients,
        same=same,
        ban=ban,
        host=host,
    )
    network.run("cat >/run/ocserv.conf", text=f"{settings}{more}\n")
    network.run(f"ocpasswd -c /run/ocpasswd {USER}", text=f"{PASSWORD}\n{PASSWORD}\n")
    line = "ocserv -f -c /run/ocserv.conf"
    network.start(line, f"ss -tlnH 'sport = :{PORT}' | grep -q . && test -S /run/occtl.socket")
