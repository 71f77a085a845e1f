"""A real web server with TLS (nginx) on a port of a network of a test's own."""

from __future__ import annotations

from tests.daemons.certificates import Authority
from tests.daemons.network import Network
from tests.daemons.nginx import NGINX

_SETTINGS = """
daemon off;
master_process off;
pid /run/nginx.pid;
error_log /run/nginx.log;
events {{}}
http {{
  access_log off;
  client_body_temp_path /run/body;
  proxy_temp_path /run/proxy;
  fastcgi_temp_path /run/fastcgi;
  uwsgi_temp_path /run/uwsgi;
  scgi_temp_path /run/scgi;
  server {{
    listen 127.0.0.1:{port} ssl;
    ssl_certificate {folder}/server.crt;
    ssl_certificate_key {folder}/server.key;
    location / {{ return {says}; }}
  }}
}}
"""


def start(network: Network, authority: Authority, port: int, says: str = "404") -> None:
    """Start it with the certificate ``server``; `says` is what it answers to all that it knows."""
    settings = _SETTINGS.format(port=port, folder=authority.folder, says=says)
    network.run("cat >/run/nginx.conf", text=settings)
    line = f"{NGINX} -e /run/nginx.log -c /run/nginx.conf"
    network.start(line, f"ss -tlnH 'sport = :{port}' | grep -q .")
