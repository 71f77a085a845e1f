"""Files on a real OpenSSH server, asked through the whole of the asker."""

from __future__ import annotations

import hashlib
import inspect
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import asyncssh
import pytest

from bcp.asking import ProbeCall
from drills.runtime import ssh_files
from drills.runtime.asking import Asker
from scenarios.reading import Reading
from tests.daemons.sshd import Sshd, plan_of, start_sshd

pytestmark = pytest.mark.usefixtures("home")

SFTP = "Subsystem sftp internal-sftp\n"
DAY = 86_400


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sshd]:
    """A real server that offers SFTP."""
    running = start_sshd(tmp_path_factory.mktemp("sshd"), extra=SFTP)
    yield running
    running.stop()


async def asked(sshd: Sshd, path: Path | str, *, within_s: float = 15, **rest: object) -> Reading:
    asker = Asker(plan_of(sshd.server()))
    try:
        call = ProbeCall("file", str(path), {"server": "srv", **rest})
        return await asker.ask(call, round(within_s * 1_000_000))
    finally:
        await asker.close()


def written(path: Path, text: str = "x", *, days_ago: float = 0) -> Path:
    path.write_text(text)
    then = time.time() - days_ago * DAY
    os.utime(path, (then, then))
    return path


async def test_a_file_has_its_age_and_size_on_the_servers_own_clock(
    files: Sshd, tmp_path: Path
) -> None:
    facts = (await asked(files, written(tmp_path / "db.dump", "四文字だ", days_ago=2))).facts
    age = float(facts["age_s"] or 0)
    assert 2 * DAY <= age < 2 * DAY + 30
    assert facts["size_bytes"] == 12
    assert (facts["reply"], facts["name"], facts["kind"]) == (True, "db.dump", "file")
    assert (facts["clock"], facts["sha256"]) == ("server", None)
    assert -1 <= float(facts["clock_ahead_s"] or 0) < 15


async def test_a_file_that_was_just_written_is_not_from_the_future(
    files: Sshd, tmp_path: Path
) -> None:
    age = (await asked(files, written(tmp_path / "new"))).facts["age_s"]
    assert 0 <= float(age or -1) < 30


async def test_a_file_from_the_future_has_no_age_and_so_passes_nothing(
    files: Sshd, tmp_path: Path
) -> None:
    reading = await asked(files, written(tmp_path / "odd", days_ago=-1))
    assert reading.facts["age_s"] is None
    assert reading.because is not None
    assert reading.because.code == "probes.file.from_the_future"


async def test_a_missing_file_is_an_answer(files: Sshd, tmp_path: Path) -> None:
    reading = await asked(files, tmp_path / "none")
    assert reading.facts == {"reply": False}
    assert reading.because is not None
    assert reading.because.code == "files.missing"


async def test_a_path_through_a_file_is_missing_too(files: Sshd, tmp_path: Path) -> None:
    reading = await asked(files, written(tmp_path / "file") / "below")
    assert reading.facts == {"reply": False}


async def test_the_newest_of_a_folder_is_found_by_its_pattern(files: Sshd, tmp_path: Path) -> None:
    written(tmp_path / "db-1.dump", days_ago=3)
    written(tmp_path / "db-2.dump", "long", days_ago=1)
    written(tmp_path / "notes.txt")
    (tmp_path / "db-9.dump").mkdir()
    (tmp_path / "db-link.dump").symlink_to(tmp_path / "notes.txt")
    facts = (await asked(files, tmp_path, newest="*.dump", hash=True)).facts
    assert (facts["name"], facts["matched"], facts["size_bytes"]) == ("db-2.dump", 2, 4)
    assert DAY <= float(facts["age_s"] or 0) < DAY + 30
    assert facts["sha256"] == hashlib.sha256(b"long").hexdigest()


async def test_a_folder_without_a_fitting_file_says_how_much_it_looked_at(
    files: Sshd, tmp_path: Path
) -> None:
    (tmp_path / "backup").mkdir()
    written(tmp_path / "backup" / "notes.txt")
    reading = await asked(files, tmp_path / "backup", newest="*.dump")
    assert reading.facts == {"reply": False}
    assert reading.because is not None
    assert reading.because.code == "files.none_fits"
    assert reading.because.params["looked"] == 1


async def test_a_folder_that_is_missing_is_an_answer(files: Sshd, tmp_path: Path) -> None:
    reading = await asked(files, tmp_path / "none", newest="*")
    assert reading.because is not None
    assert reading.because.code == "files.missing"


async def test_too_many_names_are_unknown_and_not_searched_for_ever(
    files: Sshd, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ssh_files, "MOST_NAMES", 3)
    for number in range(4):
        written(tmp_path / str(number))
    reading = await asked(files, tmp_path, newest="*")
    assert reading.could_not_ask is not None
    assert reading.could_not_ask.code == "files.too_many"


async def test_japanese_names_are_found_in_the_servers_encoding(
    files: Sshd, tmp_path: Path
) -> None:
    (tmp_path / "a").mkdir()
    written(tmp_path / "a" / os.fsdecode("住民記録.dump".encode("cp932")))
    server = files.server(encoding="cp932")
    asker = Asker(plan_of(server))
    call = ProbeCall("file", str(tmp_path / "a"), {"server": "srv", "newest": "住民*"})
    reading = await asker.ask(call, 15_000_000)
    await asker.close()
    assert reading.facts["name"] == "住民記録.dump"


async def test_the_hash_of_a_file_that_is_long_is_that_of_all_of_it(
    files: Sshd, tmp_path: Path
) -> None:
    text = os.urandom(3_000_001)
    (tmp_path / "big").write_bytes(text)
    facts = (await asked(files, tmp_path / "big", hash=True)).facts
    assert facts["sha256"] == hashlib.sha256(text).hexdigest()


async def test_a_file_too_long_for_the_time_is_unknown(files: Sshd, tmp_path: Path) -> None:
    with (tmp_path / "huge").open("wb") as file:
        file.truncate(200_000_000_000)
    reading = await asked(files, tmp_path / "huge", hash=True, within_s=3)
    assert reading.could_not_ask is not None
    assert reading.could_not_ask.code == "files.too_slow"


async def test_a_folder_has_no_hash(files: Sshd, tmp_path: Path) -> None:
    reading = await asked(files, tmp_path, hash=True)
    assert reading.could_not_ask is not None
    assert reading.could_not_ask.code == "files.not_a_file"


async def test_a_server_without_sftp_is_unknown(tmp_path: Path) -> None:
    sshd = start_sshd(tmp_path / "sshd")
    reading = await asked(sshd, "/etc/passwd")
    sshd.stop()
    assert reading.could_not_ask is not None
    assert reading.could_not_ask.code == "files.no_sftp"


async def test_a_user_forced_to_another_command_is_unknown(tmp_path: Path) -> None:
    sshd = start_sshd(tmp_path / "sshd", extra=SFTP + "ForceCommand echo hello\n")
    reading = await asked(sshd, "/etc/passwd")
    sshd.stop()
    assert reading.could_not_ask is not None
    assert reading.could_not_ask.code == "files.no_sftp"


async def test_a_path_that_the_server_cannot_take_is_unknown(files: Sshd) -> None:
    reading = await asked(files, "/" + "a" * 5_000)
    assert reading.could_not_ask is not None
    assert reading.could_not_ask.code == "files.other"


SFTP_ERRORS = [
    each
    for _, each in inspect.getmembers(asyncssh, inspect.isclass)
    if issubclass(each, asyncssh.SFTPError) and each is not asyncssh.SFTPError
]


@pytest.mark.parametrize("kind", SFTP_ERRORS, ids=lambda kind: kind.__name__)
def test_only_what_is_not_there_is_an_answer(kind: type[Any]) -> None:
    missing = kind in (asyncssh.SFTPNoSuchFile, asyncssh.SFTPNoSuchPath)
    failure = ssh_files.sftp_failed(kind("because"), "fs01", "/a", "drill", started=True)
    assert failure.answered is (False if missing else None)
    assert (failure.message.code == "files.missing") is missing


async def test_a_server_that_is_down_is_a_finding(tmp_path: Path) -> None:
    sshd = start_sshd(tmp_path / "sshd", extra=SFTP)
    sshd.stop()
    reading = await asked(sshd, "/etc/passwd")
    assert reading.facts == {"reply": False}
    assert reading.because is not None
    assert reading.because.code == "net.refused"


async def test_a_connection_that_died_unnoticed_is_opened_again(tmp_path: Path) -> None:
    sshd = start_sshd(tmp_path / "sshd", extra=SFTP)
    asker = Asker(plan_of(sshd.server()))
    call = ProbeCall("file", str(tmp_path), {"server": "srv"})
    assert (await asker.ask(call, 15_000_000)).facts["kind"] == "folder"
    sshd.cut()
    assert (await asker.ask(call, 15_000_000)).facts["reply"] is True
    await asker.close()
    sshd.stop()


async def test_a_server_that_freezes_is_silent_and_seen_again_when_it_thaws(
    tmp_path: Path,
) -> None:
    sshd = start_sshd(tmp_path / "sshd", extra=SFTP)
    asker = Asker(plan_of(sshd.server()))
    call = ProbeCall("file", str(tmp_path), {"server": "srv"})
    await asker.ask(call, 15_000_000)
    sessions = sshd.sessions()
    for each in sessions:
        os.kill(each, signal.SIGSTOP)
    frozen = await asker.ask(call, 1_000_000)
    for each in sessions:
        os.kill(each, signal.SIGCONT)
    assert frozen.because is not None
    assert (frozen.facts, frozen.because.code) == ({"reply": False}, "ssh.no_reaction")
    assert (await asker.ask(call, 15_000_000)).facts["reply"] is True
    await asker.close()
    sshd.stop()


async def test_no_session_of_an_ask_stays_open(tmp_path: Path) -> None:
    sshd = start_sshd(tmp_path / "sshd", extra=SFTP + "MaxSessions 1\n")
    asker = Asker(plan_of(sshd.server()))
    call = ProbeCall("file", str(tmp_path), {"server": "srv"})
    for _ in range(3):
        reading = await asker.ask(call, 15_000_000)
        assert reading.facts.get("reply") is True, reading
    await asker.close()
    sshd.stop()


async def test_what_the_user_may_not_read_is_unknown(tmp_path: Path) -> None:
    # Root may read everything, so the server is told to refuse.
    sshd = start_sshd(tmp_path / "sshd", extra="Subsystem sftp internal-sftp -P stat\n")
    reading = await asked(sshd, "/etc/passwd")
    sshd.stop()
    assert reading.could_not_ask is not None
    assert reading.could_not_ask.code == "files.not_permitted"


async def test_where_the_servers_clock_is_not_seen_ours_counts_and_the_skew_is_added(
    files: Sshd, tmp_path: Path
) -> None:
    folder = tmp_path / "jail"
    folder.mkdir()
    written(folder / "db.dump", days_ago=1)
    jailed = await asyncssh.listen(
        "127.0.0.1",
        0,
        server_host_keys=[str(files.folder / "host_key")],
        authorized_client_keys=str(files.folder / "authorized_keys"),
        sftp_factory=lambda chan: asyncssh.SFTPServer(chan, chroot=os.fsencode(folder)),
    )
    port = jailed.get_port()
    known = tmp_path / "known_hosts"
    key = (files.folder / "host_key.pub").read_text().strip()
    known.write_text(f"[127.0.0.1]:{port} {key}\n")
    asker = Asker(plan_of(files.server(port=port, known_hosts=str(known))))
    call = ProbeCall("file", "/db.dump", {"server": "srv", "skew": "10m"})
    reading = await asker.ask(call, 15_000_000)
    await asker.close()
    jailed.close()
    await jailed.wait_closed()
    assert (reading.facts["clock"], reading.facts["clock_ahead_s"]) == ("ours", None)
    assert DAY + 600 <= float(reading.facts["age_s"] or 0) < DAY + 630
