"""A file is there whole or not at all, with its rights, whatever ends the writing."""

from __future__ import annotations

import os
import resource
import signal
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from drills.whole_file import (
    OWN,
    SHARED,
    replace_whole,
    whole_file,
    write_all_new,
    write_new,
    write_whole,
)
from tests.house.source import product_code, shown

LONG = "長" * 80 + ".html"


def rights(file: Path) -> int:
    return stat.S_IMODE(file.stat().st_mode)


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


@contextmanager
def files_up_to(size: int) -> Iterator[None]:
    """What a full disk does to a file that grows."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.fixture
def umask() -> Iterator[None]:
    before = os.umask(0o027)
    yield
    os.umask(before)


@pytest.mark.usefixtures("umask")
@pytest.mark.parametrize("write", [write_whole, write_new])
@pytest.mark.parametrize(("mode", "left"), [(OWN, 0o600), (0o644, 0o644), (SHARED, 0o640)])
def test_a_file_has_the_rights_that_it_is_to_have(
    tmp_path: Path, write: Callable[[Path, bytes, int | None], None], mode: int | None, left: int
) -> None:
    for name in ("a", LONG):
        write(tmp_path / name, b"x\r\n", mode)
        assert (rights(tmp_path / name), (tmp_path / name).read_bytes()) == (left, b"x\r\n")
    assert names(tmp_path) == ["a", LONG]


def test_what_is_replaced_keeps_its_rights_and_a_link_stays_one(tmp_path: Path) -> None:
    real, link = tmp_path / "real", tmp_path / "link"
    real.write_bytes(b"old")
    real.chmod(0o640)
    link.symlink_to(real)
    replace_whole(link, b"new")
    assert (link.is_symlink(), real.read_bytes(), rights(real)) == (True, b"new", 0o640)
    assert names(tmp_path) == ["link", "real"]


@pytest.mark.parametrize("there", ["a file", "a link", "a link that leads nowhere", "a folder"])
def test_a_new_file_is_written_over_nothing_and_through_no_link(tmp_path: Path, there: str) -> None:
    place, other = tmp_path / "place", tmp_path / "other"
    other.write_bytes(b"other")
    match there:
        case "a file":
            place.write_bytes(b"mine")
        case "a link":
            place.symlink_to(other)
        case "a folder":
            place.mkdir()
        case _:
            place.symlink_to(tmp_path / "nowhere")
    before = names(tmp_path)
    with pytest.raises(FileExistsError):
        write_new(place, b"new")
    assert (names(tmp_path), other.read_bytes()) == (before, b"other")


def test_one_that_appears_while_a_new_file_is_written_is_left_alone(tmp_path: Path) -> None:
    place = tmp_path / "place"
    with pytest.raises(FileExistsError), whole_file(place, new=True) as out:
        out.write(b"ours")
        place.write_bytes(b"theirs")
    assert (names(tmp_path), place.read_bytes()) == (["place"], b"theirs")


@pytest.mark.parametrize("there", [False, True])
@pytest.mark.parametrize("new", [False, True])
def test_on_a_full_disk_the_file_is_as_it_was_and_nothing_is_left(
    tmp_path: Path, there: bool, new: bool
) -> None:
    place = tmp_path / "place"
    if there:
        place.write_bytes(b"old")
    with files_up_to(100_000), pytest.raises(OSError):
        (write_new if new else write_whole)(place, b"x" * 200_000)
    assert names(tmp_path) == (["place"] if there else [])
    assert not there or place.read_bytes() == b"old"


def test_files_that_belong_together_are_all_written_or_none_is(tmp_path: Path) -> None:
    (tmp_path / "c").write_bytes(b"mine")
    with pytest.raises(FileExistsError) as stopped:
        write_all_new({tmp_path / each: b"new" for each in "abcd"})
    assert stopped.value.filename == str(tmp_path / "c")
    assert names(tmp_path) == ["c"]
    with files_up_to(100_000), pytest.raises(OSError) as full:
        write_all_new({tmp_path / "a": b"new", tmp_path / "b": b"x" * 200_000})
    assert (full.value.filename, names(tmp_path)) == (str(tmp_path / "b"), ["c"])


def test_a_kill_leaves_the_old_file_and_the_next_writer_takes_away_the_rest(tmp_path: Path) -> None:
    place = tmp_path / "contacts.yaml"
    place.write_bytes(b"old")
    code = (
        "import sys\nfrom pathlib import Path\nfrom drills.whole_file import whole_file\n"
        "with whole_file(Path(sys.argv[1])) as out:\n"
        "    out.write(b'half')\n    out.flush()\n    print('written', flush=True)\n"
        "    sys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, place], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"written\n"
        assert place.read_bytes() == b"old"
        writer.send_signal(signal.SIGKILL)
    assert place.read_bytes() == b"old"
    (left,) = (each for each in tmp_path.iterdir() if each != place)
    assert rights(left) == OWN
    replace_whole(place, b"new")
    assert (names(tmp_path), place.read_bytes()) == (["contacts.yaml"], b"new")


def test_links_that_lead_round_in_a_circle_are_replaced_by_the_file(tmp_path: Path) -> None:
    ring = tmp_path / "ring"
    ring.symlink_to(ring)
    write_whole(ring, b"new")
    assert ring.read_bytes() == b"new"


def test_no_other_module_writes_a_whole_file_by_its_own_lights() -> None:
    marks = ("O_EXCL", "O_TRUNC", "mkstemp", '.open("x', "os.fsync(")
    found = {
        shown(path)
        for path in product_code()
        if any(each in path.read_text("utf-8") for each in marks)
    }
    # The second only adds lines to a file that grows.
    assert found == {"drills/whole_file.py", "drills/items/kept.py"}
