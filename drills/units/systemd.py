"""A unit of systemd (systemd.service(5), systemd.exec(5)), for version 247 (2020) and later."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from bcp.durations import MINUTE
from bcp.message import Phrase
from drills.errors import Refusal
from drills.units.service import Scope, Service, check_writable

VOLATILE = Phrase(
    "units.volatile",
    ja="{path} は一時ファイルの場所にあり、再起動などで消えます。計画・記録・プログラムを"
    "ほかのフォルダ（/srv や /opt など）に移してから、もう一度実行してください。",
    en="{path} lies where temporary files are, which a restart deletes. Move the plan, the records "
    "and the program elsewhere (/srv, /opt), then try again.",
)
ENDING = ".service"
_TEMPORARY = ("/tmp", "/var/tmp", "/run", "/dev")  # noqa: S108 - where nothing may lie
_HOMES = ("/home", "/root")

# Two minutes: a machine that sleeps deep in its disk is not taken for a program that hangs.
_WATCHDOG_S = 120
# A stop waits for the longest drill, and then for its journal to be closed.
_CLOSING_S = 60
_ABORT_S = 30
# Wrong words or files (docs/exit-codes.md): started again they would be as wrong.
_NOT_AGAIN = 6

# What both a user's own systemd and that of the machine can hold; the kernel does (seccomp).
_EVERYWHERE = (
    "NoNewPrivileges=yes",
    "LockPersonality=yes",
    "RestrictRealtime=yes",
    "RestrictSUIDSGID=yes",
    "RestrictNamespaces=yes",
    "MemoryDenyWriteExecute=yes",
    "RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK",
    "SystemCallArchitectures=native",
    "SystemCallFilter=@system-service",
    "SystemCallErrorNumber=EPERM",
    "UMask=0077",
)
# What needs the rights of the machine's own.
_MACHINE = (
    "CapabilityBoundingSet=",
    "AmbientCapabilities=",
    "ProtectSystem=strict",
    "PrivateDevices=yes",
    "ProtectClock=yes",
    "ProtectControlGroups=yes",
    "ProtectHostname=yes",
    "ProtectKernelLogs=yes",
    "ProtectKernelModules=yes",
    "ProtectKernelTunables=yes",
    "ProtectProc=invisible",
    "KeyringMode=private",
    "RemoveIPC=yes",
)


def unit(service: Service, scope: Scope) -> str:
    """The text of the unit. Raises `Refusal` where a path cannot stand in it or would not last."""
    check_writable(service)
    if scope == "system":
        for each in service.paths:
            if _within(each, _TEMPORARY):
                raise Refusal(VOLATILE(path=each))
    return "\n".join(_lines(service, scope)) + "\n"


def _lines(service: Service, scope: Scope) -> Iterator[str]:
    target = "multi-user.target" if scope == "system" else "default.target"
    yield "[Unit]"
    yield "Description=Scheduled BCP drills (bcp-drill)"
    yield f"RequiresMountsFor={_words(service.plan, service.runs)}"
    if scope == "system":
        # The network may be what a drill finds down: the service never waits for it.
        yield "After=network.target time-sync.target"
    yield ""
    yield "[Service]"
    yield from _process(service)
    yield ""
    if scope == "system":
        yield from _account(service)
        yield ""
    yield from _EVERYWHERE
    if scope == "system":
        yield from _MACHINE
        yield f"ProtectHome={'read-only' if _at_home(service) else 'yes'}"
        yield f"ReadWritePaths={_words(service.runs, *service.written)}"
    yield ""
    yield "[Install]"
    yield f"WantedBy={target}"


def _process(service: Service) -> Iterator[str]:
    stop = service.longest.us // (MINUTE // 60) + _CLOSING_S
    yield "Type=notify"
    # A drill is a process of its own; it may not speak for the service.
    yield "NotifyAccess=main"
    yield f"ExecStart={_command(service.words)}"
    yield "Environment=PYTHONSAFEPATH=1 PYTHONUNBUFFERED=1"
    yield f"WatchdogSec={_WATCHDOG_S}"
    yield "Restart=on-failure"
    yield "RestartSec=10"
    yield f"RestartPreventExitStatus={_NOT_AGAIN}"
    # A drill under way may have to take back what it did. It is told nothing and killed by nobody:
    # a service that stops waits for it, and one that was started again takes it up.
    yield "KillMode=process"
    yield "KillSignal=SIGTERM"
    yield f"TimeoutStopSec={stop}"
    # One that hangs has no drill to wait for any more.
    yield f"TimeoutAbortSec={_ABORT_S}"


def _account(service: Service) -> Iterator[str]:
    if service.account is not None:
        yield f"User={service.account}"
    # PrivateTmp would be gone with a service that died, under a drill that outlives it.
    yield f"StateDirectory={service.name} {service.name}/temporary"
    yield "StateDirectoryMode=0700"
    yield f"Environment=TMPDIR=%S/{service.name}/temporary"
    for each in service.credentials:
        yield f"LoadCredential={each.name}:{_specified(each.file)}"


def _at_home(service: Service) -> bool:
    return any(_within(each, _HOMES) for each in service.paths)


def _within(path: str, folders: tuple[str, ...]) -> bool:
    return any(PurePosixPath(path).is_relative_to(each) for each in folders)


def _command(words: tuple[str, ...]) -> str:
    """A command line; a dollar begins a variable everywhere but in the program's own path."""
    program, *rest = words
    return " ".join((_quoted(program), *(_quoted(each).replace("$", "$$") for each in rest)))


def _words(*paths: str) -> str:
    return " ".join(_quoted(each) for each in paths)


def _quoted(text: str) -> str:
    inside = _specified(text).replace("\\", "\\\\").replace('"', '\\"')
    plain = inside == text and not any(each in text for each in " '\t;")
    return text if plain else f'"{inside}"'


def _specified(text: str) -> str:
    """A text in which no per cent sign begins one of systemd's specifiers."""
    return text.replace("%", "%%")
