"""A real mail server: Postfix, in a network of a test's own. It delivers nothing."""

from __future__ import annotations

from pathlib import Path

from tests.daemons.network import Network

# What listens is the master; what talks is smtpd.
PROGRAM = "master"
PORT = 25
_SETTINGS = """
compatibility_level = 3.6
queue_directory = /run/spool
data_directory = /run/lib
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = mail.example.town.jp
mydestination =
local_recipient_maps =
maillog_file = /run/maillog
maillog_file_prefixes = /run
smtpd_banner = $myhostname ESMTP
"""
_SERVICES = """
smtp inet n - n - - smtpd
465 inet n - n - - smtpd -o smtpd_tls_wrappermode=yes
anvil unix - - n - 1 anvil
rewrite unix - - n - - trivial-rewrite
cleanup unix n - n - 0 cleanup
tlsmgr unix - - n 1000? 1 tlsmgr
postlog unix-dgram n - n - 1 postlogd
"""


def start(network: Network, *settings: str, papers: tuple[Path, Path] | None = None) -> None:
    """Start it on port 25 of the network; `papers` are a certificate and its key."""
    lines = [_SETTINGS, *settings]
    if papers:
        lines.append("smtpd_tls_security_level = may")
        lines.append(f"smtpd_tls_cert_file = {papers[0]}\nsmtpd_tls_key_file = {papers[1]}")
    network.run("mkdir -p /run/pf /run/spool /run/lib && chown postfix /run/lib && chmod 755 /run")
    network.run(
        "cp /etc/postfix/dynamicmaps.cf /run/pf/ && cat >/run/pf/main.cf", text="\n".join(lines)
    )
    network.run("cat >/run/pf/master.cf", text=_SERVICES)
    network.start(
        "/usr/sbin/postfix -c /run/pf start-fg", f"ss -tlnH 'sport = :{PORT}' | grep -q ."
    )
