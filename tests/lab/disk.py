"""What lies on a server's disk before it is switched on for the first time."""

from __future__ import annotations

import os
import shlex
import shutil
from collections.abc import Mapping
from pathlib import Path

from tests.lab.commands import run
from tests.lab.instance import Instance
from tests.lab.topology import SERVERS, SERVICES, WIRE

INSIDE = Path(__file__).with_name("inside")
USER = "drill"
_USER_ID = 20_001
_SIZE = {"hq": "320m", "dc": "96m", "branch1": "64m", "branch2": "64m"}

# All of this machine's settings that the servers' programs need.
_COPIED = (
    *("alternatives", "ld.so.cache", "ld.so.conf", "ld.so.conf.d", "localtime", "login.defs"),
    *("nsswitch.conf", "pam.conf", "pam.d", "profile", "protocols", "security", "services"),
    *("ssh/moduli", "ssl/openssl.cnf", "sudo.conf", "bash.bashrc", "environment"),
)

_SSHD = """Port 22
HostKey /etc/ssh/host_key
PidFile none
PermitRootLogin no
PasswordAuthentication no
KbdInteractiveAuthentication no
AllowUsers drill
UsePAM no
UseDNS no
LogLevel VERBOSE
MaxAuthTries 3
MaxSessions 10
MaxStartups 10:30:60
LoginGraceTime 20
Subsystem sftp internal-sftp
"""
# The spread of servers that a town has: a hardened one, and an appliance of 2010.
_SSHD_OF = {
    "dc": "KexAlgorithms curve25519-sha256\n"
    "Ciphers aes256-gcm@openssh.com,chacha20-poly1305@openssh.com\n",
    "branch2": "KexAlgorithms diffie-hellman-group14-sha1\nCiphers aes128-cbc\nMACs hmac-sha1\n"
    "HostKeyAlgorithms ssh-rsa\nPubkeyAcceptedAlgorithms ssh-rsa,rsa-sha2-256,ssh-ed25519\n",
}
OLD_APPLIANCE = "branch2"

_NGINX = """daemon off;
worker_processes 1;
pid /run/nginx.pid;
error_log /var/log/lab/nginx-error.log;
events {{ worker_connections 512; }}
http {{
  access_log off;
  default_type text/plain;
  server {{
    listen 80;
    location = /health {{ return 200 "ok {node}\\n"; }}
    location / {{ root /srv/www; }}
  }}
}}
"""
_LISTENS = "ss -ltnH 'sport = :{port}' | grep -q LISTEN"
_POSTGRES = "$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -n 1)"
_UNITS = {
    "sshd": {
        "RUN": "/usr/sbin/sshd -D -e -f /etc/ssh/sshd_config",
        "READY": _LISTENS.format(port=22),
    },
    "nginx": {
        "RUN": "/usr/sbin/nginx -e /var/log/lab/nginx-error.log -c /etc/nginx/nginx.conf",
        # The port may still be held by a worker whose first process was killed.
        "PREPARE": f"mkdir -p /var/lib/nginx/body; ! {_LISTENS.format(port=80)}",
        "READY": _LISTENS.format(port=80),
        "SIGNAL": "QUIT",
    },
    "postgres": {
        "RUN": f"{_POSTGRES}/postgres -D /srv/register/files",
        "AS": "postgres",
        "READY": f"{_POSTGRES}/pg_isready -q -h 127.0.0.1 -t 1",
        "SIGNAL": "INT",
    },
}


def make_key(lab: Instance, name: str) -> None:
    """One pair of keys: of a server, of the ``drill``, of a ``stranger``."""
    kind = ["rsa", "-b", "2048"] if name == OLD_APPLIANCE else ["ed25519"]
    words = ["ssh-keygen", "-q", "-N", "", "-C", name, "-f", str(lab.keys / name), "-t", *kind]
    # In a network of the lab, so that it is found and ended with the lab.
    run([*lab.within(WIRE), *words])


def write_known_hosts(lab: Instance) -> None:
    """What tells the servers from somebody who only has their addresses."""
    known = [
        f"{node},{address} {' '.join(public_key(lab, node).split()[:2])}\n"
        for node, address in SERVERS.items()
    ]
    (lab.keys / "known_hosts").write_text("".join(known))


def public_key(lab: Instance, name: str) -> str:
    """The public half of one of the lab's keys."""
    return (lab.keys / f"{name}.pub").read_text()


def write(disk: Path, path: str, text: str, mode: int = 0o644) -> None:
    """Write a file of a server from outside; `path` as the server sees it."""
    file = disk / path.lstrip("/")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    file.chmod(mode)


def make(lab: Instance, node: str) -> None:
    """Make a server's disk with all its settings."""
    disk = lab.disk(node)
    disk.mkdir(parents=True)
    run(["mount", "-t", "tmpfs", "-o", f"size={_SIZE[node]},mode=755", "disk", str(disk)])
    for folder in ("etc/ssh", "home", "lab", "srv", "var/lib", "var/spool", "var/log/lab"):
        (disk / folder).mkdir(parents=True)
    for folder, mode in (("root", 0o700), ("var/tmp", 0o1777)):
        (disk / folder).mkdir()
        (disk / folder).chmod(mode)
    (disk / "var/run").symlink_to("/run")
    for script in ("service", "database"):
        shutil.copy(INSIDE / script, disk / "lab" / script)
    _copy_settings(disk)
    _copy_sudo(disk)
    _name_and_users(disk, node)
    _sshd(lab, disk, node)
    write(disk, "etc/nginx/nginx.conf", _NGINX.format(node=node))
    write(disk, "srv/www/index.html", f"<title>{node}</title>residents' portal\n")
    for service in SERVICES[node]:
        write_unit(disk, service, _UNITS[service])


def write_unit(disk: Path, service: str, settings: Mapping[str, str]) -> None:
    """Say how a service is run: what ``inside/service`` reads."""
    lines = [f"{key}={shlex.quote(value)}\n" for key, value in settings.items()]
    write(disk, f"etc/lab/{service}", "".join(lines))


def _copy_settings(disk: Path) -> None:
    for name in _COPIED:
        source, target = Path("/etc") / name, disk / "etc" / name
        if source.is_dir():
            shutil.copytree(source, target, symlinks=True, ignore=_unreadable)
        elif source.exists():
            target.parent.mkdir(exist_ok=True)
            shutil.copy(source, target)


def _unreadable(folder: str, names: list[str]) -> list[str]:
    """What the root of a user namespace may not read, and no program needs."""
    return [name for name in names if not os.access(Path(folder) / name, os.R_OK)]


def _copy_sudo(disk: Path) -> None:
    """Where the real root's files are nobody's to us, sudo wants copies that are our root's."""
    if Path("/usr/bin/sudo").stat().st_uid == 0:
        return
    (disk / "own/usr/bin").mkdir(parents=True)
    shutil.copy("/usr/bin/sudo", disk / "own/usr/bin/sudo")
    (disk / "own/usr/bin/sudo").chmod(0o4755)
    shutil.copytree("/usr/libexec/sudo", disk / "own/usr/libexec/sudo", symlinks=True)


def _name_and_users(disk: Path, node: str) -> None:
    """The accounts of this machine's programs and one for the drill; nobody else of here."""
    write(disk, "etc/hostname", f"{node}\n")
    hosts = [f"{address} {name}\n" for name, address in SERVERS.items()]
    write(disk, "etc/hosts", "127.0.0.1 localhost\n" + "".join(hosts))
    write(disk, "etc/resolv.conf", "")
    users = _of_programs("/etc/passwd")
    write(disk, "etc/passwd", users + f"{USER}:x:{_USER_ID}:{_USER_ID}::/home/{USER}:/bin/bash\n")
    write(disk, "etc/group", _of_programs("/etc/group") + f"{USER}:x:{_USER_ID}:\n")
    # "*" is no password; with "!" the account is locked, and sshd refuses its key too.
    names = [line.partition(":")[0] for line in users.splitlines()]
    write(disk, "etc/shadow", "".join(f"{n}:*:19000:0:99999:7:::\n" for n in (*names, USER)), 0o640)
    may = f"{USER} ALL=(root) NOPASSWD: /lab/service, /lab/database\n"
    write(disk, "etc/sudoers", f"root ALL=(ALL) ALL\n{may}", 0o440)
    home = disk / "home" / USER
    (home / ".ssh").mkdir(parents=True, mode=0o700)
    _owned(home, home / ".ssh")


def _of_programs(file: str) -> str:
    lines = Path(file).read_text(encoding="utf-8").splitlines()
    rows = [(line, line.split(":")) for line in lines]
    kept = [line for line, row in rows if len(row) > 2 and not 1000 <= int(row[2]) < 65_534]
    return "".join(f"{line}\n" for line in kept)


def _owned(*paths: Path) -> None:
    for path in paths:
        os.chown(path, _USER_ID, _USER_ID)


def _sshd(lab: Instance, disk: Path, node: str) -> None:
    write(disk, "etc/ssh/host_key", (lab.keys / node).read_text(), 0o600)
    write(disk, "etc/ssh/sshd_config", _SSHD_OF.get(node, "") + _SSHD)
    authorized = f"home/{USER}/.ssh/authorized_keys"
    write(disk, authorized, public_key(lab, "drill"), 0o600)
    _owned(disk / authorized)
