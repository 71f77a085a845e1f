"""What an office works with, in the data centre: names, files, mail, and a UPS on a server."""

from __future__ import annotations

from pathlib import Path

from tests.daemons.nut import DRIVER, NAME, UPSD, WELL
from tests.lab.devices.daemon import KEPT, Daemon, listens
from tests.lab.topology import SERVERS

NODE = "dc"
SITE = "www.example.town.jp"
_NUT = "/etc/nut"
_SAMBA = """[global]
server role = standalone server
disable netbios = yes
smb ports = 445
load printers = no
printcap name = /dev/null
disable spoolss = yes
map to guest = never
log file = /var/log/lab/samba.log
private dir = /run/samba/private
lock directory = /run/samba/lock
state directory = /run/samba/state
cache directory = /run/samba/cache
pid directory = /run/samba
ncalrpc dir = /run/samba/ncalrpc
"""
_POSTFIX = f"""compatibility_level = 3.6
queue_directory = /run/spool
data_directory = /run/postfix
inet_protocols = ipv4
myhostname = mail.example.town.jp
mydestination =
local_recipient_maps =
maillog_file = /var/log/lab/maillog
maillog_file_prefixes = /var/log/lab
smtpd_banner = $myhostname ESMTP
smtpd_tls_security_level = may
smtpd_tls_cert_file = {KEPT}/dc.crt
smtpd_tls_key_file = {KEPT}/dc.key
"""
_POSTFIX_SERVICES = """smtp inet n - n - - smtpd
anvil unix - - n - 1 anvil
rewrite unix - - n - - trivial-rewrite
cleanup unix n - n - 0 cleanup
tlsmgr unix - - n 1000? 1 tlsmgr
postlog unix-dgram n - n - 1 postlogd
"""


def office() -> list[Daemon]:
    """All of them."""
    return [_dnsmasq(), _smbd(), _postfix(), _nut()]


def _dnsmasq() -> Daemon:
    words = "--keep-in-foreground --no-resolv --no-hosts --user=root --pid-file --port=53 "
    words += f"--conf-file=/dev/null --address=/{SITE}/198.18.100.2"
    run = {"RUN": f"/usr/sbin/dnsmasq {words}", "READY": listens(53)}
    return Daemon("dnsmasq", NODE, 53, run)


def _smbd() -> Daemon:
    folders = " ".join(f"/run/samba/{each}" for each in ("private", "lock", "state", "cache"))
    run = {
        "RUN": "/usr/sbin/smbd --foreground --no-process-group -s /etc/smb.conf",
        "PREPARE": f"mkdir -p {folders}",
        "READY": listens(445, "tcp"),
    }
    return Daemon("smbd", NODE, 445, run, "tcp", {"/etc/smb.conf": _SAMBA})


def _postfix() -> Daemon:
    run = {
        # By itself: what usually starts it would end without it.
        "RUN": "/usr/lib/postfix/sbin/master -d -c /etc/postfix",
        "PREPARE": "mkdir -p /run/spool /run/postfix && chown postfix /run/postfix && "
        "postfix -c /etc/postfix check",
        "READY": listens(25, "tcp"),
    }
    files = {
        "/etc/postfix/main.cf": _POSTFIX,
        "/etc/postfix/master.cf": _POSTFIX_SERVICES,
        "/etc/postfix/dynamicmaps.cf": "",
        # Debian's list of what belongs to it, without which it does not start.
        "/etc/postfix/postfix-files": Path("/etc/postfix/postfix-files").read_text("utf-8"),
    }
    return Daemon("postfix", NODE, 25, run, "tcp", files)


def _nut() -> Daemon:
    # Not on the disk: after a power cut a driver would end whoever has its old number.
    env = f"env NUT_CONFPATH={_NUT} NUT_STATEPATH=/run/nut NUT_ALTPIDPATH=/run/nut"
    ask = f"printf 'LIST VAR {NAME}\\nLOGOUT\\n' | timeout 1 bash -c "
    ask += f"'exec 3<>/dev/tcp/{SERVERS[NODE]}/3493; cat >&3; cat <&3' | grep -q 'ups.status .OL'"
    run = {
        "RUN": f"sh -c '{env} {DRIVER} -a {NAME} -F -u root & exec {env} {UPSD} -F -u root'",
        "PREPARE": "mkdir -p /run/nut",
        "READY": f"{listens(3493, 'tcp')}",
        "AFTER": f"until {ask}; do sleep 0.05; done",
    }
    files = {
        f"{_NUT}/ups.conf": f"[{NAME}]\n driver = dummy-ups\n port = {_NUT}/ups.dev\n"
        " mode = dummy-once\n pollinterval = 1\n",
        f"{_NUT}/upsd.conf": f"LISTEN {SERVERS[NODE]} 3493\nSTATEPATH /run/nut\nMAXAGE 3\n",
        f"{_NUT}/upsd.users": "",
        f"{_NUT}/ups.dev": "".join(f"{name}: {value}\n" for name, value in WELL.items()),
    }
    return Daemon("nut", NODE, 3493, run, "tcp", files)
