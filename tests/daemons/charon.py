"""A real IPsec gateway: strongSwan's charon, in a network of a test's own."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tests.daemons.network import Network

PROGRAM = "charon"
_CHARON = "/usr/lib/ipsec/charon"
_SOCKET = "unix:///run/charon.vici"
# `block_threshold` and the others have strongSwan's own values where a test says nothing else.
_SETTINGS = """
charon {{
  load_modular = yes
  send_vendor_id = yes
  half_open_timeout = 30
  init_limit_half_open = {half_open}
  block_threshold = {per_address}
  cookie_threshold = {cookie}
  filelog {{ log {{ path = /run/charon.log
    default = 1
    flush_line = yes }} }}
  plugins {{
    include /etc/strongswan.d/charon/*.conf
    vici {{ socket = {socket} }}
  }}
}}
"""
_CONNECTIONS = """
connections {{ teleworkers {{
  version = {version}
  local_addrs = 127.0.0.1
  proposals = {proposals}
  local {{ auth = psk }}
  remote {{ auth = psk }}
  children {{ net {{ local_ts = 198.18.100.0/24 }} }}
}} }}
secrets {{ ike-1 {{ secret = himitsu }} }}
"""


@dataclass(frozen=True)
class Charon:
    """How a gateway is set up. `proposals` empty: it has no connection at all."""

    proposals: str = "aes256-sha256-modp2048"
    version: int = 2
    half_open: int = 0
    per_address: int = 5
    cookie: int = 10

    def start(self, network: Network) -> None:
        """Start it on ports 500 and 4500 of the network."""
        settings = _SETTINGS.format(socket=_SOCKET, **vars(self))
        network.run("mount -t tmpfs none /etc/swanctl && cat >/run/strongswan.conf", text=settings)
        connections = _CONNECTIONS.format(**vars(self)) if self.proposals else ""
        network.run("cat >/etc/swanctl/swanctl.conf", text=connections)
        network.start(
            f"env STRONGSWAN_CONF=/run/strongswan.conf {_CHARON}",
            f"/usr/sbin/swanctl --stats --uri {_SOCKET}",
        )
        network.run(f"/usr/sbin/swanctl --load-all --noprompt --uri {_SOCKET}")


def half_open(network: Network) -> int:
    """How many associations the gateway holds that were only begun."""
    said = network.run(f"/usr/sbin/swanctl --stats --uri {_SOCKET}")
    found = re.search(r"IKE_SAs: \d+ total, (\d+) half-open", said)
    assert found, said
    return int(found[1])


def associations(network: Network) -> str:
    """What the gateway lists; empty where it holds nothing."""
    return network.run(f"/usr/sbin/swanctl --list-sas --uri {_SOCKET}")


def dropped(network: Network) -> int:
    """How often the gateway said in its log that it ignored somebody for too many beginnings."""
    return network.run("cat /run/charon.log").count("half-open IKE_SA limit of")
