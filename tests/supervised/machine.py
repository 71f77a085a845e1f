"""A machine of a test's own: systemd as its first process, on this machine's files, no network.

This machine's files can only be read there, but for one folder of the test's; nothing of this
machine's own services is known there, and its cgroups lie below one of the test's own. What it
mounts, starts and connects is in namespaces, and ends with its systemd.
"""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

UNIT = "bcp-drill.service"
_UNITS = "/run/systemd/system"
_WITHIN_S = 60.0
_SPACES = ("--pid", "--mount", "--uts", "--ipc", "--net", "--cgroup")
# The first process of a namespace of cgroups takes the one that it is in for the root.
_OWN_GROUP = """\
set -e
mount --make-rprivate /
mount -t cgroup2 none /mnt
mkdir "/mnt/$1"
echo $$ > "/mnt/$1/cgroup.procs"
umount /mnt
shift
exec unshare "$@"
"""
_GROUP_GONE = """\
mount --make-rprivate / && mount -t cgroup2 none /mnt || exit 0
for again in 1 2 3 4 5 6 7 8 9 10; do
    find "/mnt/$1" -depth -type d -exec rmdir {} \\; 2> /dev/null
    [ -e "/mnt/$1" ] || exit 0
    sleep 0.1
done
"""
# Of this machine's units none is known there: some of them clear /tmp, or speak to devices.
_BOOT = """\
set -e
# Its number here, as long as /proc is still that of here.
read -r number rest < /proc/self/stat
mount --make-rprivate /
mount --bind "$1" /srv
mount -o remount,bind,ro /
for each in /tmp /var/tmp /var/lib /var/log /run; do mount -t tmpfs none $each; done
mount -t proc proc /proc
mount --bind /proc/sys /proc/sys
mount -o remount,bind,ro /proc/sys
umount -R /sys/fs/cgroup
mount -t cgroup2 none /sys/fs/cgroup
mkdir -p $2
for each in nothing sysinit basic shutdown; do
    printf '[Unit]\\nDescription=%s\\nDefaultDependencies=no\\n' $each > $2/$each.target
done
# As on any machine with systemd, which mounts a service's credentials in a namespace of their own.
mount --make-rshared /
ip link set lo up
echo ready $number
exec env -i container=test SYSTEMD_UNIT_PATH=$2 PATH="$PATH" LANG=C.UTF-8 \\
    /lib/systemd/systemd --system --unit=nothing.target --log-target=null --show-status=0
"""


class Machine:
    """What a test does on it. `srv` is what the machine has as /srv."""

    def __init__(self, first: int, srv: Path) -> None:
        self._within = (*_as_root(), "nsenter", "--target", str(first), *_SPACES)
        self.srv = srv

    def run(self, *words: str, check: bool = True) -> str:
        """What a command prints there, errors included."""
        done = subprocess.run([*self._within, *words], capture_output=True, text=True, check=False)
        said = done.stdout + done.stderr
        assert not check or done.returncode == 0, f"{words}: {said}"
        return said

    def put(self, text: str, settings: Mapping[str, str]) -> None:
        """Install the unit, with settings of the test's own laid over it (a drop-in)."""
        (self.srv / UNIT).write_text(text, encoding="utf-8")
        self.run("install", "-m", "644", f"/srv/{UNIT}", _UNITS)
        self.set(settings)

    def set(self, settings: Mapping[str, str]) -> None:
        """Lay settings over the unit: what was laid before is gone."""
        told = {"StandardOutput": "append:/srv/said", "StandardError": "inherit", **settings}
        lines = "".join(f"{key}={value}\n" for key, value in told.items())
        (self.srv / "over.conf").write_text(f"[Service]\n{lines}", encoding="utf-8")
        over = f"{_UNITS}/{UNIT}.d/over.conf"
        self.run("install", "-D", "-m", "644", "/srv/over.conf", over)
        self.run("systemctl", "daemon-reload")

    def start(self) -> None:
        """Start the service; it is back when the service says that it is ready."""
        said = self.run("systemctl", "start", UNIT, check=False)
        assert self.shown("ActiveState") == "active", (
            f"{said}{self.shown('ExecMainStatus')} {self.said()}"
        )

    def stop(self) -> None:
        """Stop it; it is back when the service has ended."""
        self.run("systemctl", "stop", UNIT)

    def shown(self, key: str) -> str:
        """What systemd knows of the service."""
        return self.run("systemctl", "show", "--value", "-p", key, UNIT).strip()

    @property
    def main(self) -> int:
        """The service's process, by its number there; 0 where there is none."""
        return int(self.shown("MainPID"))

    def signal(self, name: str) -> None:
        """Send a signal to the service's own process alone."""
        self.run("kill", f"-{name}", str(self.main))

    def said(self) -> str:
        """What the service wrote."""
        file = self.srv / "said"
        return file.read_text(encoding="utf-8", errors="replace") if file.exists() else ""

    def until(self, holds: Callable[[], bool], what: str, within_s: float = _WITHIN_S) -> None:
        """Wait for something that the service does."""
        over = time.monotonic() + within_s
        while not holds():
            assert time.monotonic() < over, f"{what}: {self.said()}"
            time.sleep(0.05)


@contextmanager
def machine(folder: Path) -> Iterator[Machine]:
    """A machine whose /srv is `folder`. Whoever is not root makes it with sudo."""
    group = f"bcp-drill-test-{os.getpid()}-{time.monotonic_ns()}"
    boot = [*_SPACES, "--fork", "--kill-child", "sh", "-c", _BOOT, "sh", str(folder), _UNITS]
    words = [*_as_root(), "unshare", "--mount", "sh", "-c", _OWN_GROUP, "sh", group, *boot]
    try:
        with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as holder:
            yield from _booted(holder, folder)
    finally:
        gone = ("unshare", "--mount", "sh", "-c", _GROUP_GONE, "sh", group)
        subprocess.run([*_as_root(), *gone], check=True)


def _booted(holder: subprocess.Popen[str], folder: Path) -> Iterator[Machine]:
    assert holder.stdout
    ready, _, number = holder.stdout.readline().strip().partition(" ")
    assert ready == "ready"
    try:
        made = Machine(int(number), folder)
        is_up = ("systemctl", "is-system-running")
        made.until(lambda: made.run(*is_up, check=False) == "running\n", "systemd is not up")
        yield made
    finally:
        subprocess.run([*_as_root(), "kill", "-KILL", number], check=False)


def _as_root() -> tuple[str, ...]:
    return () if os.geteuid() == 0 else ("sudo", "-n")
