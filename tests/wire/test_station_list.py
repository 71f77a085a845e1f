"""Lists as consoles write them, in each encoding, and bytes of every kind."""

from __future__ import annotations

import pytest

from drills.wire import Malformed, station_list
from drills.wire.station_list import NoColumns, Station
from tests.wire.fuzz import Parser, survives

LIST = "見本町防災行政無線\r\n番号,子局名,状態\r\n1,本町公園,正常\r\n2,猫ヶ岳,無応答\r\n"
WANTED = (Station("本町公園", "正常"), Station("猫ヶ岳", "無応答"))


def read(raw: bytes) -> tuple[Station, ...]:
    return station_list.parsed(raw, "子局名", "状態")


PARSERS = {
    "lists": Parser(read, tuple(LIST.encode(each) for each in ("utf-8", "cp932", "utf-16"))),
}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
def test_a_list_is_read_in_whatever_encoding_it_was_saved(encoding: str) -> None:
    assert read(LIST.encode(encoding)) == WANTED
    assert read(LIST.replace("\r\n", "\n").encode(encoding)) == WANTED


def test_tabs_and_quotes_are_read_too() -> None:
    tabs = "子局名\t状態\n本町公園\t正常\n猫ヶ岳\t無応答\n"
    assert read(tabs.encode()) == WANTED
    quoted = '"状態","子局名"\n"正常","本町公園"\n\n"無応答","猫ヶ岳"\n'
    assert read(quoted.encode("cp932")) == WANTED


def test_a_line_without_a_state_has_none() -> None:
    assert read("子局名,状態\n本町公園\n".encode()) == (Station("本町公園", ""),)


def test_columns_that_are_not_there_are_told_with_those_that_are() -> None:
    with pytest.raises(NoColumns) as missing:
        read("局名,結果\n本町公園,正常\n".encode())
    assert missing.value.seen == ("局名", "結果")


@pytest.mark.parametrize("raw", [b"", b"\0\0\0", b"PK\x03\x04\0\0", b'"open', b"\xff\xfe\0"])
def test_what_is_no_list_is_malformed(raw: bytes) -> None:
    with pytest.raises(Malformed):
        read(raw)


@pytest.mark.parametrize("name", PARSERS)
def test_any_bytes_are_a_list_or_malformed(name: str) -> None:
    survives(PARSERS[name])
