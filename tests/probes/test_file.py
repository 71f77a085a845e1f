"""How the age of a file is counted, and which paths can be asked about."""

from __future__ import annotations

import pytest

from bcp.durations import MINUTE, Span
from drills.probes import file
from drills.probes._contract import FileSeen
from drills.probes._files import reading_of_file
from tests.probes.reaching import NoServers

FIVE = Span(5 * MINUTE)
NOON = 1_700_000_000.0


def seen(modified_s: float | None, server_now_s: float | None) -> FileSeen:
    return FileSeen("db.dump", "file", 5, modified_s, our_now_s=NOON, server_now_s=server_now_s)


def test_the_servers_own_clock_counts_however_far_it_is_off() -> None:
    facts = reading_of_file(seen(NOON - 9_000, NOON - 7_200), FIVE).facts
    assert (facts["age_s"], facts["clock"], facts["clock_ahead_s"]) == (1_800, "server", -7_200)


def test_an_unseen_clock_may_be_off_by_the_skew_and_no_file_is_younger_than_that() -> None:
    facts = reading_of_file(seen(NOON - 60, None), FIVE).facts
    assert (facts["age_s"], facts["clock"], facts["clock_ahead_s"]) == (360, "ours", None)


def test_a_clock_that_is_off_by_less_than_the_skew_never_gives_a_younger_file() -> None:
    for ahead in (0, 100, 299):
        true_age = 1_000
        facts = reading_of_file(seen(NOON + ahead - true_age, None), FIVE).facts
        assert float(facts["age_s"] or 0) >= true_age


@pytest.mark.parametrize("server_now_s", [None, NOON])
def test_a_file_from_the_future_has_no_age(server_now_s: float | None) -> None:
    reading = reading_of_file(seen(NOON + 1_000, server_now_s), FIVE)
    assert reading.facts["age_s"] is None
    assert reading.because is not None


def test_a_server_that_tells_no_time_leaves_the_age_out() -> None:
    assert reading_of_file(seen(None, NOON), FIVE).facts["age_s"] is None


@pytest.mark.parametrize("path", ["/backup/db", "~", "~/db", "C:/backup", "D:\\backup\\db", "/"])
def test_an_absolute_path_or_one_from_home_is_taken(path: str) -> None:
    assert file.wrong(file.Params(path, "fs01", newest="*.dump")) is None


@pytest.mark.parametrize("path", ["", "db", "./db", "../db", "~other/db", "C:db", "/a\0b"])
def test_any_other_path_is_refused(path: str) -> None:
    message = file.wrong(file.Params(path, "fs01"))
    assert message is not None
    assert message.code == "probes.file.no_path"


@pytest.mark.parametrize("pattern", ["", "a/*.dump"])
def test_a_pattern_names_no_folder(pattern: str) -> None:
    message = file.wrong(file.Params("/a", "fs01", newest=pattern))
    assert message is not None
    assert message.code == "probes.file.folder_in_pattern"


async def test_a_path_that_slipped_through_is_not_asked() -> None:
    reading = await file.ask(file.Params("db", "fs01"), NoServers())
    assert reading.could_not_ask is not None
