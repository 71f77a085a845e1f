"""Files that are written whole or not at all, each with the rights that it is to have.

Whatever ends the writing (an error, a full disk, a kill, a power cut), the file is as it was, or
not there; whoever reads it meanwhile never sees a part. Only a kill leaves something beside it, in
a name of its own: ``.NAME.*.new``.
"""

from __future__ import annotations

import errno
import os
import stat
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from glob import escape
from pathlib import Path
from typing import BinaryIO

OWN = 0o600
"""For what names people or servers, or opens them: nobody but its owner may read it."""
SHARED = None
"""As any file of this account: what its umask leaves of reading and writing for all."""

_FRESH = ".new"
# A name in Japanese may fill what a file system takes for one; there must be room for more.
_OF_NAME = 32


def made_own(path: Path) -> None:
    """Make an empty file that nobody else may read, whatever the umask; leave one that is there.

    For files that grow or hold a database: SQLite gives what it puts beside one the same rights.
    Raises `OSError`, also for a link that leads nowhere: what is written through it would be
    everybody's to read.
    """
    try:
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWN))
    except FileExistsError:
        if path.is_symlink():
            path.stat()


@contextmanager
def whole_file(file: Path, mode: int | None = OWN, *, new: bool = False) -> Iterator[BinaryIO]:
    """What is written into it stands in `file` after the block, on the disk and in full.

    With `new` it never takes the place of another, nor follows a link. Else it replaces what is
    there, and a link stays one: what it leads to is replaced. Raises `OSError`; `FileExistsError`
    where a new one is there already.
    """
    place = file if new else Path(os.path.realpath(file))
    if new and os.path.lexists(place):
        raise _there(place)
    fresh = place.with_name(f"{_begins(place)}{os.getpid():x}-{time.time_ns():x}{_FRESH}")
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666 if mode is SHARED else OWN)
    try:
        with os.fdopen(handle, "wb") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        if mode is not SHARED:
            fresh.chmod(mode)
        _put_as_new(fresh, place) if new else fresh.replace(place)
    finally:
        with suppress(OSError):
            fresh.unlink()
    _settle(place.parent)


def write_whole(file: Path, content: bytes, mode: int | None = OWN) -> None:
    """Put `content` in the place of a file, whether it is there or not. Raises `OSError`."""
    with whole_file(file, mode) as out:
        out.write(content)


def replace_whole(file: Path, content: bytes) -> None:
    """Put another content into a file that is there, with the rights that it has.

    For one writer at a time: what a kill in the middle of such a write left beside it may name
    people, too, and is taken away. Raises `OSError`.
    """
    place = Path(os.path.realpath(file))
    for left in place.parent.glob(f"{escape(_begins(place))}*{_FRESH}"):
        with suppress(OSError):
            left.unlink()
    write_whole(place, content, stat.S_IMODE(place.stat().st_mode))


def write_new(file: Path, content: bytes, mode: int | None = OWN) -> None:
    """Write a file that is not there yet, and through no link.

    Raises `FileExistsError` where it is, or `OSError`.
    """
    with whole_file(file, mode, new=True) as out:
        out.write(content)


def write_all_new(files: Mapping[Path, bytes], mode: int | None = OWN) -> None:
    """Write files that are not there yet: all of them, or none. Raises as `write_new`.

    The error's `filename` is the file that could not be written.
    """
    written: list[Path] = []
    try:
        for file, content in files.items():
            try:
                write_new(file, content, mode)
            except OSError as trouble:
                trouble.filename = str(file)
                raise
            written.append(file)
    except BaseException:
        _take_back(written)
        raise


def _take_back(written: Iterable[Path]) -> None:
    for each in written:
        with suppress(OSError):
            each.unlink()


def _begins(place: Path) -> str:
    return f".{place.name[:_OF_NAME]}."


def _put_as_new(fresh: Path, place: Path) -> None:
    """Give it its name in one step that fails where the name is taken."""
    try:
        place.hardlink_to(fresh)
    except FileExistsError:
        raise _there(place) from None
    except OSError:
        # A file system without links (FAT on a stick): there only a look before tells.
        if os.path.lexists(place):
            raise _there(place) from None
        fresh.replace(place)


def _there(place: Path) -> FileExistsError:
    return FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(place))


def _settle(folder: Path) -> None:
    """Have the disk keep the new name, where a folder can be asked for that."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
