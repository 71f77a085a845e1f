"""What a server says of its files, over SFTP: nothing is run there, and a right to read is enough.

SFTP tells no time of day, and the age of a file is a matter of the server's clock, not of ours. On
Linux ``/proc/self`` is the folder of the process that serves this very session; its time is that of
its first look-up, so the server's clock shows at most that time and what has passed since. A server
without it (Windows, a chroot) leaves its clock unknown.
"""

from __future__ import annotations

import asyncio
import hashlib
import time
from dataclasses import dataclass
from fnmatch import fnmatchcase

import asyncssh

from bcp.message import Message, Phrase
from bcp.system_trouble import words_of
from drills.errors import Unreachable
from drills.probes._contract import FileSeen
from drills.runtime.ssh import Opened, SshPool
from drills.runtime.ssh_failures import CHANNEL_REFUSED, LOST, NO_REACTION, place_of

MISSING = Phrase(
    "files.missing",
    ja="{place}に{path}はありません。",
    en="{place} has no {path}.",
)
NONE_FITS = Phrase(
    "files.none_fits",
    ja="{place}の{path}に、{pattern}に合うファイルはありません（{looked}件を確認）。",
    en="{place} has no file in {path} that fits {pattern} ({looked} names looked at).",
)
TOO_MANY = Phrase(
    "files.too_many",
    ja="{place}の{path}には{most}件を超える名前があるため、最新のファイルを決められません。"
    "対象を専用のフォルダーに分けてください。",
    en="{path} on {place} holds more than {most} names, so the newest file cannot be told; "
    "give these files a folder of their own.",
)
NOT_PERMITTED = Phrase(
    "files.not_permitted",
    ja="{place}で利用者「{user}」は{path}を読む許可がありません。読み取りだけを許可してください。",
    en="user {user!r} may not read {path} on {place}; give that user the right to read it.",
)
NO_SFTP = Phrase(
    "files.no_sftp",
    ja="{place}はSFTPを受け付けません。sshd_configに「Subsystem sftp internal-sftp」を加えるか、"
    "この利用者に強制コマンドがないか確かめてください。",
    en='{place} offers no SFTP; add "Subsystem sftp internal-sftp" to its sshd_config, or look '
    "whether this user is forced to another command.",
)
TOO_SLOW = Phrase(
    "files.too_slow",
    ja="{place}の{path}を{limit:span}以内に読み終えられませんでした。"
    "timeoutを長くするか、hashを外してください。",
    en="{path} on {place} could not be read to its end within {limit:span}; give a longer "
    "`timeout`, or leave `hash` out.",
)
NOT_A_FILE = Phrase(
    "files.not_a_file",
    ja="{place}の{path}はファイルではないため、中身を読めません。",
    en="{path} on {place} is no file, so nothing can be read from it.",
)
TOO_LONG = Phrase(
    "files.too_long",
    ja="{place}の{path}は{most}バイトを超えるため、読みません。",
    en="{path} on {place} is longer than {most} bytes, so it is not read.",
)
BAD_NAME = Phrase(
    "files.bad_name",
    ja="{path}はサーバの文字コード（{encoding}）で表せません。",
    en="{path} cannot be written in the server's encoding ({encoding}).",
)
OTHER = Phrase(
    "files.other",
    ja="{place}は{path}について答えませんでした（{reason}）。",
    en="{place} did not tell about {path} ({reason}).",
)

MOST_NAMES = 20_000
MOST_KEPT = 1024 * 1024
_AT_ONCE = 1024 * 1024
# sshd counts a session for a moment after it has closed it.
_SETTLING_S = 1.0
_TRIES = 20
_KINDS = {asyncssh.FILEXFER_TYPE_REGULAR: "file", asyncssh.FILEXFER_TYPE_DIRECTORY: "folder"}


@dataclass(frozen=True)
class _Wanted:
    """What is looked for; `raw` is the path as the server spells it."""

    path: str
    raw: bytes
    newest: str | None
    digest: bool
    content: bool
    encoding: str


class _Reading:
    """How far the reading has come, for the words where it fails or time runs out."""

    started = False
    long = False


async def file_on(
    pool: SshPool,
    server: str,
    path: str,
    newest: str | None = None,
    *,
    digest: bool = False,
    content: bool = False,
    timeout_us: int,
) -> FileSeen:
    """What `server` says of `path`, or of the newest file in it that fits `newest`.

    Raises `Unreachable`: `answered` False where there is no such file, and where the server itself
    is silent, None where it does not let us see.
    """
    deadline = asyncio.get_running_loop().time() + timeout_us / 1_000_000
    retried, refusals = False, 0
    while True:
        left = deadline - asyncio.get_running_loop().time()
        opened = await pool.opened(server, timeout_us=max(round(left * 1_000_000), 1))
        wanted = _wanted(opened, path, newest, digest=digest, content=content)
        progress = _Reading()
        try:
            async with asyncio.timeout_at(deadline):
                return await _seen(opened, wanted, progress)
        except TimeoutError:
            raise _late(opened, wanted, progress, timeout_us) from None
        except (asyncssh.Error, OSError) as trouble:
            lost = opened.connection.is_closed()
            if not lost and _is_full(trouble) and refusals < _TRIES:
                refusals += 1
                await asyncio.sleep(_SETTLING_S / _TRIES)
                continue
            # An old connection may have died unnoticed, which proves nothing about the server.
            if not lost or opened.fresh or retried:
                raise _explained(trouble, opened, wanted, progress, lost=lost) from trouble
            retried = True


def _wanted(
    opened: Opened, path: str, newest: str | None, *, digest: bool, content: bool
) -> _Wanted:
    encoding = opened.prepared.server.encoding
    try:
        raw = _on_server(path).encode(encoding)
    except UnicodeEncodeError:
        raise Unreachable(BAD_NAME(path=path, encoding=encoding), answered=None) from None
    return _Wanted(path, raw, newest, digest, content, encoding)


def _on_server(path: str) -> str:
    """The path as SFTP spells it: the login starts at home, and ``C:`` stands below the root."""
    if path == "~" or path.startswith("~/"):
        return path[2:] or "."
    return "/" + path.replace("\\", "/") if path[1:2] == ":" else path


async def _seen(opened: Opened, wanted: _Wanted, progress: _Reading) -> FileSeen:
    began = time.monotonic()
    async with await opened.connection.start_sftp_client(path_encoding=None) as sftp:
        progress.started = True
        if wanted.newest is None:
            name, attrs, matched = wanted.raw, await sftp.stat(wanted.raw), 1
        else:
            progress.long = True
            name, attrs, matched = await _newest(sftp, opened, wanted, wanted.newest)
            progress.long = False
        # After the file's own time, so that no file can be newer than the clock.
        clock = await _clock(sftp, began)
        sha256 = content = None
        progress.long = wanted.digest or wanted.content
        if wanted.digest:
            sha256 = await _sha256(sftp, opened, wanted, name, attrs)
        if wanted.content:
            content = await _content(sftp, opened, wanted, name, attrs)
    return FileSeen(
        name=name.rpartition(b"/")[2].decode(wanted.encoding, errors="replace"),
        kind=_KINDS.get(attrs.type, "other"),  # type: ignore[arg-type]
        size_bytes=attrs.size,
        modified_s=attrs.mtime,
        our_now_s=time.time(),
        server_now_s=clock,
        sha256=sha256,
        matched=matched,
        content=content,
    )


async def _newest(
    sftp: asyncssh.SFTPClient, opened: Opened, wanted: _Wanted, pattern: str
) -> tuple[bytes, asyncssh.SFTPAttrs, int]:
    """The file of the folder that was changed last; links and folders do not count."""
    found: list[asyncssh.SFTPName] = []
    looked = 0
    async for entry in sftp.scandir(wanted.raw):
        raw = _bytes(entry.filename)
        if raw in (b".", b".."):
            continue
        looked += 1
        if looked > MOST_NAMES:
            message = TOO_MANY(place=_place(opened), path=wanted.path, most=MOST_NAMES)
            raise Unreachable(message, answered=None)
        name = raw.decode(wanted.encoding, errors="replace")
        if entry.attrs.type == asyncssh.FILEXFER_TYPE_REGULAR and fnmatchcase(name, pattern):
            found.append(entry)
    if not found:
        message = NONE_FITS(place=_place(opened), path=wanted.path, pattern=pattern, looked=looked)
        raise Unreachable(message, answered=False)
    last = max(found, key=lambda each: each.attrs.mtime or 0)
    return wanted.raw.rstrip(b"/") + b"/" + _bytes(last.filename), last.attrs, len(found)


async def _clock(sftp: asyncssh.SFTPClient, began: float) -> float | None:
    """The server's present time, at the latest; None where it is not to be seen."""
    try:
        shown = (await sftp.stat(b"/proc/self")).mtime
    except asyncssh.SFTPError:
        return None
    # SFTP cuts the second off; the process is no older than our asking for it.
    return None if shown is None else shown + 1 + (time.monotonic() - began)


async def _content(
    sftp: asyncssh.SFTPClient,
    opened: Opened,
    wanted: _Wanted,
    name: bytes,
    attrs: asyncssh.SFTPAttrs,
) -> bytes:
    _must_be_a_file(opened, wanted, attrs)
    kept = b""
    async with sftp.open(name, "rb") as file:
        while part := _bytes(await file.read(_AT_ONCE, len(kept))):
            kept += part
            if len(kept) > MOST_KEPT:
                message = TOO_LONG(place=_place(opened), path=wanted.path, most=MOST_KEPT)
                raise Unreachable(message, answered=None)
    return kept


def _must_be_a_file(opened: Opened, wanted: _Wanted, attrs: asyncssh.SFTPAttrs) -> None:
    if attrs.type != asyncssh.FILEXFER_TYPE_REGULAR:
        message = NOT_A_FILE(place=_place(opened), path=wanted.path)
        raise Unreachable(message, answered=None)


async def _sha256(
    sftp: asyncssh.SFTPClient,
    opened: Opened,
    wanted: _Wanted,
    name: bytes,
    attrs: asyncssh.SFTPAttrs,
) -> str:
    _must_be_a_file(opened, wanted, attrs)
    digest, offset = hashlib.sha256(), 0
    async with sftp.open(name, "rb") as file:
        while part := _bytes(await file.read(_AT_ONCE, offset)):
            digest.update(part)
            offset += len(part)
    return digest.hexdigest()


def _is_full(trouble: Exception) -> bool:
    """Whether the server has no session to spare just now."""
    return (
        isinstance(trouble, asyncssh.ChannelOpenError)
        and trouble.code != asyncssh.OPEN_REQUEST_SESSION_FAILED
    )


def _bytes(given: str | bytes) -> bytes:
    """What asyncssh gives as it came, because we decode no name for it."""
    return given if isinstance(given, bytes) else given.encode()


def _place(opened: Opened) -> str:
    return place_of(opened.prepared)


def _late(opened: Opened, wanted: _Wanted, progress: _Reading, limit: int) -> Unreachable:
    if progress.long:
        message = TOO_SLOW(place=_place(opened), path=wanted.path, limit=limit)
        return Unreachable(message, answered=None)
    opened.distrust()
    return Unreachable(NO_REACTION(place=_place(opened)), answered=False)


def _explained(
    trouble: Exception, opened: Opened, wanted: _Wanted, progress: _Reading, *, lost: bool
) -> Unreachable:
    place, user = _place(opened), opened.prepared.user
    if lost:
        return Unreachable(LOST(place=place), answered=False)
    return sftp_failed(trouble, place, wanted.path, user, started=progress.started)


def sftp_failed(
    trouble: Exception, place: str, path: str, user: str, *, started: bool
) -> Unreachable:
    """Why `path` could not be seen on an open connection; `started`: SFTP itself had begun."""
    message: Message
    match trouble:
        case asyncssh.SFTPNoSuchFile() | asyncssh.SFTPNoSuchPath():
            return Unreachable(MISSING(place=place, path=path), answered=False)
        case asyncssh.SFTPPermissionDenied():
            message = NOT_PERMITTED(place=place, path=path, user=user)
        case asyncssh.ChannelOpenError(code=asyncssh.OPEN_REQUEST_SESSION_FAILED):
            message = NO_SFTP(place=place)
        case asyncssh.ChannelOpenError():
            message = CHANNEL_REFUSED(place=place, reason=trouble.reason)
        # What a forced command says instead is no SFTP.
        case asyncssh.SFTPError() if not started:
            message = NO_SFTP(place=place)
        case _:
            message = OTHER(place=place, path=path, reason=words_of(trouble))
    return Unreachable(message, answered=None)
