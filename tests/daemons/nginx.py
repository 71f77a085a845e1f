"""A real nginx on loopback, and the shell lines that stop and start it."""

from __future__ import annotations

import os
import subprocess
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from tests.daemons.ports import free_port, wait_for_port

NGINX = "/usr/sbin/nginx"

CONFIG = """
{user}
daemon on;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{}}
http {{
  access_log off;
  client_body_temp_path {folder}/tmp;
  proxy_temp_path {folder}/tmp;
  fastcgi_temp_path {folder}/tmp;
  uwsgi_temp_path {folder}/tmp;
  scgi_temp_path {folder}/tmp;
  server {{
    listen 127.0.0.1:{port};
    root {folder}/www;
    {extra}
  }}
}}
"""


@dataclass(frozen=True)
class Nginx:
    """A running nginx; `stop_line` and `start_line` are for a shell, also one over SSH."""

    folder: Path
    port: int

    @property
    def url(self) -> str:
        """Its page, which says ``ok``."""
        return f"http://127.0.0.1:{self.port}/"

    @property
    def pid(self) -> int:
        """Its master process."""
        return int((self.folder / "nginx.pid").read_text())

    @property
    def start_line(self) -> str:
        """Start it; returns when it has bound its port."""
        return f"{NGINX} -e {self.folder}/error.log -c {self.folder}/nginx.conf"

    @property
    def stop_line(self) -> str:
        """Stop it at once."""
        return f"{self.start_line} -s stop"

    def start(self) -> None:
        """Start it and wait for its port, and until it leads a process group of its own."""
        pid = self.folder / "nginx.pid"
        pid.unlink(missing_ok=True)
        subprocess.run(self.start_line.split(), check=True, stderr=subprocess.DEVNULL)
        wait_for_port(self.port)
        # It binds its port, writes its number and leads its group in no order to rely on.
        deadline = time.monotonic() + 120
        while not self._leads():
            assert time.monotonic() < deadline, "nginx did not become a daemon"
            time.sleep(0.005)

    def _leads(self) -> bool:
        with suppress(FileNotFoundError, ProcessLookupError, ValueError):
            return os.getpgid(self.pid) == self.pid
        return False

    def stop(self) -> None:
        """Stop it, whether or not it runs."""
        if (self.folder / "nginx.pid").exists():
            subprocess.run(self.stop_line.split(), check=False, stderr=subprocess.DEVNULL)


def start_nginx(folder: Path, *, extra: str = "") -> Nginx:
    """Start one in `folder`; `extra` goes into its ``server`` block."""
    (folder / "www").mkdir(parents=True, exist_ok=True)
    (folder / "tmp").mkdir(exist_ok=True)
    (folder / "www" / "index.html").write_text("ok\n")
    nginx = Nginx(folder, free_port())
    # Without it the workers of root's nginx could not read the folders of the tests.
    user = "user root;" if os.geteuid() == 0 else ""
    config = CONFIG.format(folder=folder, port=nginx.port, user=user, extra=extra)
    (folder / "nginx.conf").write_text(config)
    nginx.start()
    return nginx
