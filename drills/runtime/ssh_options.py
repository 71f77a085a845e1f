"""How to connect to each server of the plan: keys, known hosts and settings, prepared once.

asyncssh reads all of it again for every connection unless it is given prepared objects, which
costs more than the connection itself.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import asyncssh

from bcp.message import Message, Phrase
from bcp.model import Plan, Server
from bcp.plan_paths import path_in_plan
from bcp.system_trouble import words_of
from drills.errors import Unreachable
from drills.runtime.calendar import local_now
from drills.runtime.secrets import Secret, Secrets
from drills.runtime.ssh_algorithms import offers
from drills.runtime.ssh_remedies import Remedies

NO_KNOWN_HOSTS = Phrase(
    "ssh.no_known_hosts_file",
    ja="既知ホストファイル{file}がありません。サーバのホスト鍵を確かめて作ってください: {remedy}",
    en="there is no known-hosts file {file}; verify the server's host key and make it: {remedy}",
)
BAD_KNOWN_HOSTS = Phrase(
    "ssh.bad_known_hosts_file",
    ja="既知ホストファイル{file}を読めません ({reason})。その行を直してください。",
    en="the known-hosts file {file} cannot be read ({reason}); correct that line.",
)
NO_IDENTITY = Phrase(
    "ssh.no_identity_file",
    ja="サーバ「{server}」の秘密鍵ファイル{file}がありません。"
    "`identity`を直すか、鍵を置いてください。",
    en="there is no key file {file} of server {server!r}; correct `identity` or put it there.",
)
BAD_IDENTITY = Phrase(
    "ssh.bad_identity_file",
    ja="サーバ「{server}」の秘密鍵ファイル{file}を読めません ({reason})。",
    en="the key file {file} of server {server!r} cannot be read ({reason}).",
)
LOCKED_IDENTITY = Phrase(
    "ssh.locked_identity_file",
    ja="秘密鍵ファイル{file}にはパスフレーズがかかっています。"
    "先に`ssh-add {file}`でエージェントに読み込ませるか、計画のサーバに`passphrase`の出どころを"
    "書いてください。",
    en="the key file {file} has a passphrase; load it into the agent first: ssh-add {file}, or say "
    "at the server in the plan where its `passphrase` comes from.",
)
WRONG_PASSPHRASE = Phrase(
    "ssh.wrong_passphrase",
    ja="秘密鍵ファイル{file}のパスフレーズが違います。サーバ「{server}」の`passphrase`の出どころを"
    "確かめてください。",
    en="the passphrase of the key file {file} is wrong; look where `passphrase` of server "
    "{server!r} comes from.",
)
BAD_CONFIG = Phrase(
    "ssh.bad_config",
    ja="サーバ「{server}」の`ssh_config: {alias}`を{file}から読めません ({reason})。",
    en="`ssh_config: {alias}` of server {server!r} cannot be read from {file} ({reason}).",
)
JUMP_IN_CONFIG = Phrase(
    "ssh.jump_in_config",
    ja="サーバ「{server}」は{file}の別名「{alias}」でProxyJump {jump}を通ります。"
    "踏み台を計画の`servers`に書き、`jump`で指定してください。",
    en="server {server!r} goes through ProxyJump {jump} by its alias {alias!r} in {file}; "
    "write the jump host among the plan's `servers` and name it in `jump`.",
)

_DEFAULT_KEYS = ("id_ed25519", "id_ecdsa", "id_rsa", "id_ed25519_sk", "id_ecdsa_sk")


@dataclass(frozen=True)
class Prepared:
    """Everything about one server that does not change between connections.

    `name` is what asyncssh is asked for (the alias, where there is one), `host` what that means.
    `known` says whether `known_file` holds anything for it, `known_keys` whether it holds a key of
    its own. `keys` are the key files offered, `certificates` those beside them. `day` is the day of
    the preparation, which says what the plan still allows.
    """

    server: Server
    name: str
    host: str
    port: int
    user: str
    options: asyncssh.SSHClientConnectionOptions
    remedies: Remedies
    known_file: str
    known: bool
    known_keys: bool
    keys: tuple[str, ...]
    certificates: tuple[Path, ...]
    day: date


class Preparation:
    """Prepares servers of one plan; a file is read again only when it was changed.

    What an officer corrects during a drill takes effect at the next connection. Its methods block:
    use a thread.
    """

    def __init__(self, plan: Plan, secrets: Secrets | None = None) -> None:
        self._plan = plan
        self._secrets = secrets or Secrets()
        self._lock = threading.Lock()
        self._known_hosts: dict[Path, tuple[Any, asyncssh.SSHKnownHosts]] = {}
        self._keys: dict[tuple[Path, Secret | None], tuple[Any, Any]] = {}

    def of(self, server: Server) -> Prepared:
        """What connecting to `server` needs.

        Raises `Unreachable`, with nothing proved about the server, where a file is missing or
        cannot be read.
        """
        with self._lock:
            return self._prepared(server)

    def _prepared(self, server: Server) -> Prepared:
        config = self._config(server)
        name = server.ssh_config or server.address
        draft = asyncssh.SSHClientConnectionOptions(
            **_given(server), config=config, host=name, known_hosts=b"", client_keys=None
        )
        host = draft.host if draft.config.get("Hostname") else server.address
        if config and draft.tunnel and not server.jump:
            values = {"alias": name, "file": str(config[0]), "jump": str(draft.tunnel)}
            raise Unreachable(JUMP_IN_CONFIG(server=server.id, **values), answered=None)
        known_as = draft.host_key_alias or host
        files = self._known_files(server, draft)
        remedies = Remedies(host, draft.port, known_as, str(files[0]), server.jump)
        known = self._match(
            files, known_as, draft.port, remedies.add(), must=server.known_hosts is not None
        )
        keys = self._identities(server, draft)
        today = local_now(self._plan).date()
        options = asyncssh.SSHClientConnectionOptions(
            **_given(server),
            config=config,
            host=name,
            known_hosts=known,
            client_keys=[key for _, key in keys],
            keepalive_interval=10,
            keepalive_count_max=3,
            # A notice in Shift_JIS must not end the connection.
            utf8_decode_errors="replace",
            **offers(server, draft.config, known, today),
        )
        return Prepared(
            server=server,
            name=name if config else host,
            host=host,
            port=draft.port,
            user=draft.username,
            options=options,
            remedies=remedies,
            known_file=str(files[0]),
            known=any(known),
            known_keys=bool(known[0]),
            keys=tuple(file for file, _ in keys),
            certificates=tuple(_beside(file) for file, key in keys if isinstance(key, tuple)),
            day=today,
        )

    def _config(self, server: Server) -> list[Path] | None:
        if server.ssh_config is None:
            return None
        file = Path.home() / ".ssh" / "config"
        try:
            file.read_text("utf-8")
            asyncssh.SSHClientConnectionOptions(
                config=[file], host=server.ssh_config, known_hosts=b"", client_keys=None
            )
        except (OSError, ValueError) as trouble:
            values = {"alias": server.ssh_config, "file": str(file), "reason": words_of(trouble)}
            raise Unreachable(BAD_CONFIG(server=server.id, **values), answered=None) from trouble
        return [file]

    def _known_files(
        self, server: Server, draft: asyncssh.SSHClientConnectionOptions
    ) -> tuple[Path, ...]:
        if server.known_hosts:
            return (path_in_plan(self._plan.folder, server.known_hosts),)
        # `UserKnownHostsFile none` is not obeyed: nothing switches the check of host keys off.
        listed = draft.config.get("UserKnownHostsFile", ()) or ()
        named = tuple(Path(str(each)).expanduser() for each in _strings(listed))
        return named or (Path.home() / ".ssh" / "known_hosts",)

    def _match(
        self,
        files: tuple[Path, ...],
        known_as: str,
        port: int,
        remedy: str | Message,
        *,
        must: bool,
    ) -> tuple[Any, ...]:
        found: list[list[Any]] = [[] for _ in range(7)]
        for file in files:
            stamp = _stamp(file)
            if file not in self._known_hosts or self._known_hosts[file][0] != stamp:
                self._known_hosts[file] = stamp, _read_known_hosts(file, remedy, must=must)
            matched = self._known_hosts[file][1].match(
                known_as, "", port if port != asyncssh.DEFAULT_PORT else None
            )
            for kind, more in zip(found, matched, strict=True):
                kind.extend(more)
        return tuple(found)

    def _identities(
        self, server: Server, draft: asyncssh.SSHClientConnectionOptions
    ) -> list[tuple[str, Any]]:
        if server.identity:
            files = [path_in_plan(self._plan.folder, server.identity)]
            optional = _agent_there(draft)
        else:
            listed = _strings(draft.config.get("IdentityFile", ()) or ())
            home = Path.home() / ".ssh"
            files = [Path(each).expanduser() for each in listed] or [
                home / each for each in _DEFAULT_KEYS
            ]
            optional = True
        found = []
        for file in files:
            if server.identity is None and not file.is_file():
                continue
            key = self._key(server, file, optional=optional)
            if key is not None:
                found.append((str(file), key))
        return found

    def _key(self, server: Server, file: Path, *, optional: bool) -> Any:
        stamp = _stamp(file), _stamp(_beside(file))
        passphrase = self._secrets.of(server.id, "passphrase")
        known = self._keys.get((file, passphrase))
        if known is None or known[0] != stamp:
            known = stamp, _read_key(server, file, passphrase, optional=optional)
            self._keys[file, passphrase] = known
        return known[1]


def _given(server: Server) -> dict[str, Any]:
    """What the plan itself says; an empty tuple leaves the choice to the SSH configuration."""
    plain_port = server.port == 22 and server.ssh_config is not None
    return {
        "port": () if plain_port else server.port,
        "username": server.user or (),
        "agent_path": (),
    }


def _agent_there(draft: asyncssh.SSHClientConnectionOptions) -> bool:
    # On Windows the agent stands behind a fixed pipe, and no variable names it.
    named = os.environ.get("SSH_AUTH_SOCK") or draft.config.get("IdentityAgent")
    return bool(named) or os.name == "nt"


def _stamp(file: Path) -> tuple[int, int] | None:
    """What changes when a file does, or None where there is none."""
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


def _strings(listed: object) -> Iterable[str]:
    return [listed] if isinstance(listed, str) else [str(each) for each in listed]  # type: ignore[attr-defined]


def _read_known_hosts(file: Path, remedy: str | Message, *, must: bool) -> asyncssh.SSHKnownHosts:
    try:
        return asyncssh.import_known_hosts(file.read_text("utf-8"))
    except FileNotFoundError as trouble:
        if not must:
            return asyncssh.import_known_hosts("")
        message = NO_KNOWN_HOSTS(file=str(file), remedy=remedy)
        raise Unreachable(message, answered=None) from trouble
    except (OSError, ValueError) as trouble:
        message = BAD_KNOWN_HOSTS(file=str(file), reason=words_of(trouble))
        raise Unreachable(message, answered=None) from trouble


def _read_key(server: Server, file: Path, passphrase: Secret | None, *, optional: bool) -> Any:
    """The key of a file, with its certificate where one lies beside it; None for the agent's."""
    try:
        key = asyncssh.read_private_key(file, passphrase.reveal() if passphrase else None)
    except FileNotFoundError as trouble:
        raise Unreachable(NO_IDENTITY(server=server.id, file=str(file)), answered=None) from trouble
    except asyncssh.KeyImportError as trouble:
        # A key with a passphrase may be in the agent already, under the same public half.
        if "passphrase" in str(trouble).lower():
            if optional:
                return None
            raise Unreachable(LOCKED_IDENTITY(file=str(file)), answered=None) from trouble
        raise _unreadable(server, file, trouble) from trouble
    except asyncssh.KeyEncryptionError as trouble:
        if passphrase is not None and server.identity is None:
            # One of the usual keys of the user's, with a passphrase of its own.
            return None
        if passphrase is not None:
            wrong = WRONG_PASSPHRASE(server=server.id, file=str(file))
            raise Unreachable(wrong, answered=None) from trouble
        raise _unreadable(server, file, trouble) from trouble
    except OSError as trouble:
        raise _unreadable(server, file, trouble) from trouble
    certificate = _beside(file)
    if not certificate.is_file():
        return key
    try:
        return (key, asyncssh.read_certificate(certificate))
    except (OSError, ValueError) as trouble:
        raise _unreadable(server, certificate, trouble) from trouble


def _beside(file: Path | str) -> Path:
    """Where the certificate of a key file lies, if it has one, as OpenSSH looks for it."""
    return Path(f"{file}-cert.pub")


def _unreadable(server: Server, file: Path, trouble: Exception) -> Unreachable:
    message = BAD_IDENTITY(server=server.id, file=str(file), reason=words_of(trouble))
    return Unreachable(message, answered=None)
