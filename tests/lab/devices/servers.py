"""What stands in the data centre: remote desktop, STUN, RADIUS, time, and an agent with devices."""

from __future__ import annotations

import json
from pathlib import Path

from tests.lab.devices.daemon import KEPT, Daemon, listens
from tests.lab.devices.keys import PASSWORDS, USER
from tests.lab.topology import SERVERS

NODE = "dc"
# Not imported: it runs as soon as it is.
_TELLER = Path(__file__).parents[2] / "daemons" / "snmp_values.py"
_XRDP = f"""[Globals]
ini_version=1
fork=true
port=3389
use_vsock=false
security_layer=negotiate
crypt_level=high
certificate={KEPT}/dc.crt
key_file={KEPT}/dc.key
ssl_protocols=TLSv1.2, TLSv1.3
[Logging]
LogFile=/var/log/lab/xrdp-own.log
LogLevel=INFO
EnableSyslog=false
[Channels]
[Xorg]
name=Xorg
lib=libxup.so
username=ask
password=ask
ip=127.0.0.1
port=-1
code=20
"""
_RADIUS = """name = freeradius
libdir = /usr/lib/freeradius
logdir = /var/log/lab
run_dir = /run/freeradius
log {{
  destination = stdout
}}
security {{
  status_server = yes
  allow_vulnerable_openssl = yes
}}
modules {{
  pap {{
  }}
  always ok {{
    rcode = ok
  }}
}}
client lab {{
  ipaddr = 198.18.0.0/15
  secret = {secret}
}}
server town {{
  listen {{
    type = auth
    ipaddr = *
    port = 1812
  }}
  authorize {{
    if (User-Name == "{user}") {{
      update control {{
        Cleartext-Password := "{word}"
      }}
    }}
    pap
    Autz-Type Status-Server {{
      ok
    }}
  }}
  authenticate {{
    pap
  }}
}}
"""
_VALUES = f"{KEPT}/values.json"
# A UPS on mains (RFC 1628), a radio hop and a generator as ``plan/profiles`` describes them.
_UPS, _RADIO = "1.3.6.1.2.1.33.1", "1.3.6.1.4.1.119.99"
WELL = {
    f"{_UPS}.1.2.0": ("string", "UPS-3000"),
    f"{_UPS}.2.1.0": ("integer", "2"),
    f"{_UPS}.2.2.0": ("integer", "0"),
    f"{_UPS}.2.3.0": ("integer", "42"),
    f"{_UPS}.2.4.0": ("integer", "100"),
    f"{_UPS}.2.5.0": ("integer", "545"),
    f"{_UPS}.2.7.0": ("integer", "27"),
    f"{_UPS}.3.3.1.3.1": ("integer", "101"),
    f"{_UPS}.4.1.0": ("integer", "3"),
    f"{_UPS}.4.4.1.2.1": ("integer", "100"),
    f"{_UPS}.4.4.1.5.1": ("integer", "31"),
    f"{_UPS}.6.1.0": ("gauge", "0"),
    f"{_RADIO}.3.1.0": ("integer", "0"),
    f"{_RADIO}.3.2.0": ("integer", "100"),
    f"{_RADIO}.1.1.0": ("integer", "-470"),
    f"{_RADIO}.1.2.0": ("integer", "1"),
    f"{_RADIO}.2.1.0": ("integer", "0"),
}


def servers() -> list[Daemon]:
    """All of them."""
    return [_xrdp(), _coturn(), _freeradius(), _chrony(), _snmpd()]


def _xrdp() -> Daemon:
    run = {
        "RUN": "/usr/sbin/xrdp --nodaemon --config /etc/xrdp/xrdp.ini",
        "PREPARE": "mkdir -p /run/xrdp; rm -f /run/xrdp/xrdp.pid; "
        "test -s /etc/xrdp/rsakeys.ini || xrdp-keygen xrdp /etc/xrdp/rsakeys.ini",
        "READY": listens(3389, "tcp"),
    }
    return Daemon("xrdp", NODE, 3389, run, "tcp", {"/etc/xrdp/xrdp.ini": _XRDP})


def _coturn() -> Daemon:
    words = f"-n --listening-ip={SERVERS[NODE]} --no-tls --no-dtls --no-cli --simple-log"
    words += " --log-file=stdout --pidfile=/run/turn.pid --userdb=/run/turn.db"
    run = {"RUN": f"/usr/bin/turnserver {words}", "READY": listens(3478)}
    return Daemon("coturn", NODE, 3478, run)


def _freeradius() -> Daemon:
    folder = "/etc/radius"
    text = _RADIUS.format(secret=PASSWORDS["radius-secret"], user=USER, word=PASSWORDS["account"])
    run = {
        "RUN": f"/usr/sbin/freeradius -f -d {folder} -n radiusd -l stdout",
        "PREPARE": "mkdir -p /run/freeradius",
        "READY": listens(1812),
    }
    files = {
        f"{folder}/radiusd.conf": text,
        f"{folder}/dictionary": "$INCLUDE /usr/share/freeradius/dictionary\n",
    }
    return Daemon("freeradius", NODE, 1812, run, files=files)


def _chrony() -> Daemon:
    text = "port 123\nallow all\ncmdport 0\npidfile /run/chronyd.pid\nlocal stratum 3\n"
    run = {
        # -x: the machine's clock is left alone.
        "RUN": "/usr/sbin/chronyd -d -x -U -u root -f /etc/chrony.conf",
        "READY": listens(123),
    }
    return Daemon("chrony", NODE, 123, run, files={"/etc/chrony.conf": text})


def _snmpd() -> Daemon:
    program = f"{KEPT}/snmp_values.py"
    passed = "".join(
        f"pass_persist .{root} /usr/bin/python3 -S {program} {_VALUES}\n"
        for root in ("1.3.6.1.2.1.33", "1.3.6.1.4.1.119")
    )
    settings = (
        f"agentaddress udp:161\nrocommunity {PASSWORDS['community']} 198.18.0.0/15\n"
        f"sysName {NODE}\n{passed}"
    )
    run = {
        "RUN": "env SNMP_PERSISTENT_DIR=/run/snmp MIBS= /usr/sbin/snmpd -f -r -Lo -C "
        "-c /etc/snmpd.conf -I -smux,mteTrigger,mteTriggerConf -m ''",
        "PREPARE": "mkdir -p /run/snmp",
        "READY": listens(161),
    }
    files = {
        "/etc/snmpd.conf": settings,
        program: _TELLER.read_text("utf-8"),
        _VALUES: json.dumps({oid: list(value) for oid, value in WELL.items()}),
    }
    return Daemon("snmpd", NODE, 161, run, files=files)
