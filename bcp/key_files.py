"""The key files that a plan names: where they must lie, and which of them are not there.

A plan is good without them, because a known-hosts file and a private key belong to one terminal and
are often made last. But no server can be asked before they are there.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bcp.load import LoadedPlan
from bcp.message import Phrase
from bcp.model import Server
from bcp.plan_paths import path_in_plan
from bcp.refused import Place, Refusal

SSH_PORT = 22
NO_KNOWN_HOSTS = Phrase(
    "key_files.no_known_hosts",
    ja="既知ホストファイル（known_hosts）「{file}」がないため、"
    "サーバ {servers:list} には接続できません。",
    en="there is no known-hosts file {file}, so these servers cannot be reached: {servers:list}.",
)
MAKE_KNOWN_HOSTS = Phrase(
    "key_files.make_known_hosts",
    ja="信頼できる回線でホスト鍵を取り（例: {line}）、指紋をサーバの管理者か事業者に確かめてから、"
    "そのファイルに保存してください。",
    en="On a line that you trust, fetch the host keys (like: {line}), compare their fingerprints "
    "with the server's owner or the vendor, and save them in that file.",
)
NO_IDENTITY = Phrase(
    "key_files.no_identity",
    ja="秘密鍵ファイル（identity）「{file}」がないため、"
    "サーバ {servers:list} へのログインに使えません。",
    en="there is no private key {file} to log in with to {servers:list}.",
)
PUT_IDENTITY = Phrase(
    "key_files.put_identity",
    ja="identity を直すか、鍵をそこに置いてください。鍵がまだなければ "
    "ssh-keygen -t ed25519 -f {file} で作り、公開鍵（.pub）の登録をサーバの管理者か事業者に"
    "頼んでください。",
    en="Correct identity or put the key there. Where there is none yet, make it "
    "(ssh-keygen -t ed25519 -f {file}) and have the server's owner or the vendor register its "
    "public half (.pub).",
)


def missing_key_files(loaded: LoadedPlan) -> tuple[Refusal, ...]:
    """Warn of each file that is named and not there, once, at the first server that names it."""
    return tuple(sorted(_missing(loaded), key=lambda each: each.place))


def _missing(loaded: LoadedPlan) -> Iterator[Refusal]:
    hosts: dict[str, list[Server]] = {}
    keys: dict[str, list[Server]] = {}
    for server in loaded.plan.servers:
        for files, written in ((hosts, server.known_hosts), (keys, server.identity)):
            file = None if written is None else path_in_plan(loaded.plan.folder, written)
            if file is not None and not _is_there(file):
                files.setdefault(str(file), []).append(server)
    for path, servers in hosts.items():
        what = NO_KNOWN_HOSTS(file=path, servers=_ids(servers))
        yield Refusal(_place(loaded, servers), what, MAKE_KNOWN_HOSTS(line=_scan(servers[0])))
    for path, servers in keys.items():
        what = NO_IDENTITY(file=path, servers=_ids(servers))
        yield Refusal(_place(loaded, servers), what, PUT_IDENTITY(file=path))


def _is_there(file: Path) -> bool:
    try:
        return file.is_file()
    except OSError:
        # A folder that may not be looked into keeps the file from being read, too.
        return False


def _scan(server: Server) -> str:
    port = "" if server.port == SSH_PORT else f"-p {server.port} "
    return f"ssh-keyscan {port}{server.address}"


def _place(loaded: LoadedPlan, servers: list[Server]) -> Place:
    return loaded.ids.place(servers[0].id, Server) or Place(loaded.plan.folder, 1, 1)


def _ids(servers: list[Server]) -> tuple[str, ...]:
    return tuple(each.id for each in servers)
