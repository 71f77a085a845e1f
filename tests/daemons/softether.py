"""A real SoftEther VPN server, in a network of a test's own."""

from __future__ import annotations

from base64 import b64encode

from cryptography import x509
from cryptography.hazmat.primitives import serialization

from tests.daemons.certificates import Authority
from tests.daemons.network import Network

PROGRAM = "vpnserver"
PORT = 443
# It is told not to look for its maker's servers: dynamic DNS, a relay and a sign of life.
_SETTINGS = """declare root
{{
	declare DDnsClient
	{{
		bool Disabled true
	}}
	declare ListenerList
	{{
		declare Listener0
		{{
			bool Enabled true
			uint Port {port}
		}}
	}}
	declare ServerConfiguration
	{{
		bool DisableNatTraversal true
		bool UseKeepConnect false
		byte ServerCert {certificate}
		byte ServerKey {key}
		declare Proto
		{{
			declare SSTP
			{{
				bool Enabled {sstp}
			}}
		}}
	}}
}}
"""


def start(network: Network, authority: Authority, *, sstp: bool = True) -> None:
    """Start it on port 443 of the network, with the certificate ``server``."""
    folder = authority.folder
    certificate = x509.load_pem_x509_certificate((folder / "server.crt").read_bytes())
    key = serialization.load_pem_private_key((folder / "server.key").read_bytes(), None)
    form = serialization.Encoding.DER
    private = key.private_bytes(
        form, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()
    )
    settings = _SETTINGS.format(
        port=PORT,
        certificate=b64encode(certificate.public_bytes(form)).decode(),
        key=b64encode(private).decode(),
        sstp=str(sstp).lower(),
    )
    network.run("mount -t tmpfs none /var/lib && mount -t tmpfs none /var/log")
    network.run("mkdir /run/softether /var/lib/softether /var/log/softether")
    network.run("cat >/var/lib/softether/vpn_server.config", text=settings)
    network.start("vpnserver execsvc", f"ss -tlnH 'sport = :{PORT}' | grep -q .")
