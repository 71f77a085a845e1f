"""What teleworkers dial, at the head office: OpenVPN in five ways, IPsec, WireGuard, AnyConnect."""

from __future__ import annotations

from pathlib import Path

from tests.daemons.openvpn import SERVER_KEY, STATIC_KEY
from tests.lab.devices.daemon import KEPT, Daemon, listens
from tests.lab.devices.keys import PASSWORDS, USER
from tests.lab.topology import SERVERS

NODE = "hq"
_OPENVPN = """mode server
tls-server
local {address}
port {port}
proto {proto}
dev tun{number}
topology subnet
server 198.19.{number}.0 255.255.255.0
ca {kept}/ca.crt
cert {kept}/hq.crt
key {kept}/hq.key
dh none
keepalive 2 10
max-clients 8
verb 3
{lock}
"""
# Name, port, and the line that says what its packets are protected by.
OPENVPN = {
    "openvpn": (1194, ""),
    "openvpn-auth": (1195, f"tls-auth {KEPT}/{STATIC_KEY} 0"),
    "openvpn-crypt": (1196, f"tls-crypt {KEPT}/{STATIC_KEY}"),
    "openvpn-tcp": (1197, ""),
    "openvpn-crypt-v2": (1198, f"tls-crypt-v2 {KEPT}/{SERVER_KEY}"),
}
# No more than this: bypass-lan and kernel-libipsec would take the server's routes for themselves.
_CHARON = """charon {
  load = random nonce openssl pem pkcs1 x509 pubkey sha1 sha2 hmac aes gmp kdf curve25519 \
socket-default kernel-netlink vici
  port = 500
  port_nat_t = 4500
  init_limit_half_open = 0
  filelog { log { path = /var/log/lab/charon-own.log
    default = 1
    flush_line = yes } }
  plugins { vici { socket = unix:///run/charon.vici } }
}
"""
_CONNECTIONS = """connections { teleworkers {
  version = 2
  proposals = aes256-sha256-modp2048
  local { auth = psk }
  remote { auth = psk }
  children { net { local_ts = 198.18.100.0/24 } }
} }
secrets { ike-1 { secret = himitsu } }
"""
_OCSERV = f"""auth = "plain[passwd=/run/ocpasswd]"
tcp-port = 443
run-as-user = root
run-as-group = root
socket-file = /run/ocserv-socket
pid-file = /run/ocserv.pid
server-cert = {KEPT}/hq.crt
server-key = {KEPT}/hq.key
ca-cert = {KEPT}/ca.crt
isolate-workers = false
max-clients = 16
max-same-clients = 2
max-ban-score = 0
rate-limit-ms = 0
cert-user-oid = 2.5.4.3
auth-timeout = 40
cookie-timeout = 30
use-occtl = true
occtl-socket-file = /run/occtl.socket
device = vpns
ipv4-network = 198.19.30.0
ipv4-netmask = 255.255.255.0
cisco-client-compat = true
"""


def gateways(keys: Path) -> list[Daemon]:
    """All of them; `keys` is the folder of this lab's keys."""
    return [*map(_openvpn, OPENVPN), _charon(), _wireguard(keys), _ocserv()]


def _openvpn(name: str) -> Daemon:
    port, lock = OPENVPN[name]
    tcp = name == "openvpn-tcp"
    text = _OPENVPN.format(
        # Else it answers over UDP from the address of the cable, which nobody has asked.
        address=SERVERS[NODE],
        port=port,
        proto="tcp-server" if tcp else "udp",
        number=port % 100,
        kept=KEPT,
        lock=lock,
    )
    protocol = "tcp" if tcp else "udp"
    path = f"/etc/openvpn/{name}.conf"
    run = {"RUN": f"/usr/sbin/openvpn --config {path}", "READY": listens(port, protocol)}
    return Daemon(name, NODE, port, run, "tcp" if tcp else "udp", {path: text})


def _charon() -> Daemon:
    run = {
        "RUN": "env STRONGSWAN_CONF=/etc/strongswan.conf /usr/lib/ipsec/charon",
        "PREPARE": "rm -f /run/charon.pid /run/charon.vici",
        "READY": f"{listens(500)} && test -S /run/charon.vici",
        "AFTER": "swanctl --load-all --noprompt --uri unix:///run/charon.vici",
    }
    files = {"/etc/strongswan.conf": _CHARON, "/etc/swanctl/swanctl.conf": _CONNECTIONS}
    return Daemon("charon", NODE, 500, run, files=files)


def _wireguard(keys: Path) -> Daemon:
    def kept(name: str) -> str:
        return (keys / name).read_text()

    text = (
        f"[Interface]\nPrivateKey = {kept('wireguard.key')}\nListenPort = 51820\n"
        f"[Peer]\nPublicKey = {kept('probe.pub')}\nPresharedKey = {kept('probe.psk')}\n"
        "AllowedIPs = 198.19.20.2/32\n"
    )
    run = {
        "RUN": "wireguard-go -f wg0",
        "PREPARE": "mkdir -p /var/run/wireguard; rm -f /var/run/wireguard/wg0.sock",
        "READY": "wg show wg0",
        "AFTER": "wg setconf wg0 /etc/wg0.conf && ip link set wg0 up",
    }
    return Daemon("wireguard", NODE, 51820, run, files={"/etc/wg0.conf": text})


def _ocserv() -> Daemon:
    word = PASSWORDS["account"]
    run = {
        "RUN": "/usr/sbin/ocserv -f -c /etc/ocserv.conf",
        "PREPARE": f"printf '{word}\\n{word}\\n' | ocpasswd -c /run/ocpasswd {USER}",
        "READY": f"{listens(443, 'tcp')} && test -S /run/occtl.socket",
    }
    return Daemon("ocserv", NODE, 443, run, "tcp", {"/etc/ocserv.conf": _OCSERV})
