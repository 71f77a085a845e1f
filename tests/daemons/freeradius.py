"""A real RADIUS server: FreeRADIUS, in a network of a test's own."""

from __future__ import annotations

from tests.daemons.network import Network

PROGRAM = "freeradius"
PORT = 1812
SECRET, USER, PASSWORD = "kyouyuu-kagi", "drill-test", "himitsu-no-kotoba"
_CONFIG = """
prefix = /usr
raddbdir = /run/radius
logdir = /run
libdir = /usr/lib/freeradius
run_dir = /run
pidfile = /run/radius.pid
max_request_time = 5
security {{
  status_server = {status}
  reject_delay = 0
}}
client drills {{
  ipaddr = {client}
  secret = {secret}
}}
modules {{
  pap {{
  }}
  files {{
    usersfile = /run/radius/users
  }}
}}
server default {{
  listen {{
    type = auth
    ipaddr = 127.0.0.1
    port = {port}
  }}
  authorize {{
    files
    pap
  }}
  authenticate {{
    Auth-Type PAP {{
      pap
    }}
  }}
}}
"""
_USERS = f"""
{USER} Cleartext-Password := "{PASSWORD}"
locked Auth-Type := Reject
    Reply-Message = "account locked"
token Auth-Type := Accept, Response-Packet-Type := Access-Challenge
    Reply-Message = "code?"
"""


def start(network: Network, *, client: str = "127.0.0.1", status: str = "yes") -> None:
    """Start it on port 1812 of the network; `client` is whom it knows."""
    config = _CONFIG.format(client=client, status=status, secret=SECRET, port=PORT)
    network.run("mkdir -p /run/radius && cat >/run/radius/radiusd.conf", text=config)
    network.run("cat >/run/radius/users", text=_USERS)
    network.start(
        "/usr/sbin/freeradius -f -l stdout -d /run/radius -n radiusd",
        f"ss -ulnH 'sport = :{PORT}' | grep -q .",
    )
