"""What the system says when a file or a line cannot be used, in words of both languages.

The system's own words (``strerror``) are English on one machine and Japanese on the next, and must
not stand in a sentence of the other language.
"""

from __future__ import annotations

import errno
from collections.abc import Mapping

from bcp.message import Message, Phrase

NOT_FOUND = Phrase("system.not_found", ja="見つかりません", en="not found")
NOT_ALLOWED = Phrase("system.not_allowed", ja="権限がありません", en="no permission")
IS_FOLDER = Phrase("system.is_folder", ja="フォルダです", en="it is a folder")
NO_FOLDER = Phrase(
    "system.no_folder",
    ja="途中の名前がフォルダではありません",
    en="a part of its path is no folder",
)
EXISTS = Phrase("system.exists", ja="すでにあります", en="it exists already")
NOT_EMPTY = Phrase(
    "system.not_empty", ja="フォルダが空ではありません", en="the folder is not empty"
)
FULL = Phrase("system.full", ja="ディスクに空きがありません", en="the disk is full")
QUOTA = Phrase(
    "system.quota",
    ja="割り当てられた容量を使い切りました",
    en="the space allotted to this account is used up",
)
TOO_LARGE = Phrase(
    "system.too_large", ja="ファイルが大きすぎます", en="the file grows too large for its place"
)
READ_ONLY = Phrase(
    "system.read_only", ja="読み取り専用の場所です", en="that place can only be read"
)
TOO_LONG = Phrase("system.too_long", ja="名前が長すぎます", en="the name is too long")
FAILING = Phrase(
    "system.failing", ja="入出力に失敗しました", en="reading or writing failed in the device"
)
BUSY = Phrase("system.busy", ja="ほかのプログラムが使っています", en="another program is using it")
TOO_MANY = Phrase(
    "system.too_many",
    ja="同時に開いているファイルと接続が多すぎます",
    en="too many files and connections are open at once",
)
NO_MEMORY = Phrase("system.no_memory", ja="メモリが足りません", en="there is no memory left")
LOOP = Phrase(
    "system.loop", ja="リンクがめぐって元へ戻っています", en="its links lead round in a circle"
)
NOT_TAKEN = Phrase(
    "system.not_taken", ja="その名前や操作は使えません", en="that name or operation cannot be used"
)
OTHER_DISK = Phrase("system.other_disk", ja="別のディスクにあります", en="it is on another disk")
GONE = Phrase(
    "system.gone",
    ja="共有フォルダか機器への接続が切れています",
    en="the shared folder or device is no longer connected",
)
NOBODY_READS = Phrase(
    "system.nobody_reads", ja="受け取る側が閉じています", en="what should receive it has closed"
)
REFUSED = Phrase("system.refused", ja="接続を断られました", en="the connection was refused")
NO_ANSWER = Phrase("system.no_answer", ja="応答がありません", en="there was no answer in time")
CUT = Phrase("system.cut", ja="接続が切れました", en="the connection was cut")
NO_WAY = Phrase("system.no_way", ja="そこへの経路がありません", en="there is no way there")
PORT_TAKEN = Phrase(
    "system.port_taken",
    ja="そのアドレスとポートはほかのプログラムが使っています",
    en="another program uses that address and port",
)
NOT_HERE = Phrase(
    "system.not_here",
    ja="そのアドレスはこの端末のものではありません",
    en="that address is not one of this machine's",
)
NO_TEXT = Phrase("system.no_text", ja="文字として読めません", en="it cannot be read as text")
BAD_NAME = Phrase(
    "system.bad_name", ja="ファイル名として使えません", en="it cannot be the name of a file"
)
BY_NUMBER = Phrase(
    "system.by_number", ja="システムのエラー番号 {number}", en="the system's error {number}"
)
BY_KIND = Phrase("system.by_kind", ja="エラーの種類 {kind}", en="an error of the kind {kind}")

# By name, for not every system knows each.
_WORDS: Mapping[Phrase, tuple[str, ...]] = {
    NOT_FOUND: ("ENOENT",),
    NOT_ALLOWED: ("EACCES", "EPERM"),
    IS_FOLDER: ("EISDIR",),
    NO_FOLDER: ("ENOTDIR",),
    EXISTS: ("EEXIST",),
    NOT_EMPTY: ("ENOTEMPTY",),
    FULL: ("ENOSPC",),
    QUOTA: ("EDQUOT",),
    TOO_LARGE: ("EFBIG", "EOVERFLOW"),
    READ_ONLY: ("EROFS",),
    TOO_LONG: ("ENAMETOOLONG",),
    FAILING: ("EIO",),
    BUSY: ("EBUSY", "ETXTBSY", "EAGAIN", "EDEADLK", "ENOLCK"),
    TOO_MANY: ("EMFILE", "ENFILE", "EMLINK", "EUSERS"),
    NO_MEMORY: ("ENOMEM", "ENOBUFS"),
    LOOP: ("ELOOP",),
    NOT_TAKEN: ("EINVAL", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "ENOTTY", "ESPIPE", "EBADF"),
    OTHER_DISK: ("EXDEV",),
    GONE: ("ESTALE", "ENODEV", "ENXIO", "EREMOTEIO", "ENOTCONN", "EHOSTDOWN", "ENOLINK"),
    NOBODY_READS: ("EPIPE",),
    REFUSED: ("ECONNREFUSED",),
    NO_ANSWER: ("ETIMEDOUT",),
    CUT: ("ECONNRESET", "ECONNABORTED", "ENETRESET"),
    NO_WAY: ("ENETUNREACH", "EHOSTUNREACH", "ENETDOWN"),
    PORT_TAKEN: ("EADDRINUSE",),
    NOT_HERE: ("EADDRNOTAVAIL",),
}
_BY_NUMBER: Mapping[int, Phrase] = {
    number: phrase
    for phrase, names in _WORDS.items()
    for name in names
    if (number := getattr(errno, name, None)) is not None
}
# Raised by Python itself, without a number.
_BY_KIND: tuple[tuple[type[BaseException], Phrase], ...] = (
    (FileNotFoundError, NOT_FOUND),
    (PermissionError, NOT_ALLOWED),
    (IsADirectoryError, IS_FOLDER),
    (NotADirectoryError, NO_FOLDER),
    (FileExistsError, EXISTS),
    (BrokenPipeError, NOBODY_READS),
    (ConnectionRefusedError, REFUSED),
    (ConnectionError, CUT),
    (TimeoutError, NO_ANSWER),
    (UnicodeDecodeError, NO_TEXT),
    (ValueError, BAD_NAME),  # Path.open: a zero byte, or a letter that no disk can write
)


def reason_of(trouble: BaseException) -> Message:
    """Why the system did not do it: words to stand in brackets, without a full stop.

    A number that has no words here is told as a number, never in the system's own language.
    """
    # ssl.SSLError and socket.gaierror are OSErrors too, with numbers of another list.
    own = type(trouble).__module__ == "builtins"
    number = trouble.errno if isinstance(trouble, OSError) and own else None
    by_kind = (phrase for kind, phrase in _BY_KIND if isinstance(trouble, kind))
    phrase = _BY_NUMBER.get(number or 0) or next(by_kind, None)
    if phrase is not None:
        return phrase()
    if number is not None:
        return BY_NUMBER(number=number)
    return BY_KIND(kind=type(trouble).__name__)


def words_of(trouble: BaseException) -> Message | str:
    """`reason_of` where the system raised it; what a library said itself stays in its words."""
    said = str(trouble)
    if isinstance(trouble, OSError) and type(trouble).__module__ == "builtins":
        return reason_of(trouble) if trouble.errno is not None or not said else said
    return said or type(trouble).__name__
