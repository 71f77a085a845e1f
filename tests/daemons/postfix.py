"""A real mail server: Postfix, in a network of a test's own. It delivers only where asked to."""

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


def start(
    network: Network,
    *settings: str,
    papers: tuple[Path, Path] | None = None,
    services: str = _SERVICES,
) -> None:
    """Start it on port 25 of the network; `papers` are a certificate and its key."""
    lines = [_SETTINGS, *settings]
    if papers:
        lines.append("smtpd_tls_security_level = may")
        lines.append(f"smtpd_tls_cert_file = {papers[0]}\nsmtpd_tls_key_file = {papers[1]}")
    network.run("mkdir -p /run/pf /run/spool /run/lib && chown postfix /run/lib && chmod 755 /run")
    network.run(
        "cp /etc/postfix/dynamicmaps.cf /run/pf/ && cat >/run/pf/main.cf", text="\n".join(lines)
    )
    network.run("cat >/run/pf/master.cf", text=services)
    network.start(
        "/usr/sbin/postfix -c /run/pf start-fg", f"ss -tlnH 'sport = :{PORT}' | grep -q ."
    )


# Whoever sends must speak TLS; what is for the town lies in one folder, each with its envelope.
_MAILBOXES = """
mydestination =
virtual_mailbox_domains = city.example
virtual_mailbox_base = /run/mail
virtual_mailbox_maps = static:all/
virtual_minimum_uid = 1
virtual_transport = virtual
smtpd_recipient_restrictions = reject_unauth_destination
"""
_DELIVERING = """
587 inet n - n - - smtpd -o smtpd_tls_security_level=encrypt
2525 inet n - n - - smtpd -o smtpd_tls_security_level=none
5871 inet n - n - - smtpd -o smtpd_tls_security_level=encrypt -o smtpd_sasl_auth_enable=yes
  -o smtpd_tls_auth_only=yes -o { smtpd_recipient_restrictions = permit_sasl_authenticated, reject }
  -o smtpd_sasl_type=dovecot -o smtpd_sasl_path=/run/door -o smtpd_sasl_security_options=noanonymous
5870 inet n - n - - smtpd -o { smtpd_end_of_data_restrictions = sleep 3, permit }
qmgr unix n - n 300 1 qmgr
virtual unix - n n - - virtual
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
error unix - - n - - error
retry unix - - n - - error
"""


def start_with_mailboxes(network: Network, papers: tuple[Path, Path], *settings: str) -> None:
    """Start it on port 587 too, where it takes mail for ``city.example`` and delivers it."""
    network.run("mkdir -p /run/mail && chown postfix /run/mail")
    user, group = network.run("id -u postfix").strip(), network.run("id -g postfix").strip()
    owner = f"virtual_uid_maps = static:{user}\nvirtual_gid_maps = static:{group}"
    start(network, _MAILBOXES, owner, *settings, papers=papers, services=_SERVICES + _DELIVERING)


def delivered(network: Network) -> list[bytes]:
    """Every mail in the mailboxes, whole, in the order in which they came."""
    names = network.run("ls -tr /run/mail/all/new 2>/dev/null || true").split()
    return [network.raw(f"/run/mail/all/new/{name}") for name in names]
