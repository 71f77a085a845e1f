"""Single cells: what they mean, and what is said of those that mean nothing."""

from __future__ import annotations

import datetime

import pytest

from bcp.message import render
from drills.ledger.columns import KINDS, Kind, column, columns_of, field_headed
from drills.ledger.values import Meanings, Value, read_value
from drills.paper.grid import Cell
from tests.ledger.making import SYSTEMS, of, systems, unread


def meant(kind: Kind, field: str, text: str, heading: str = "") -> Value | str | None:
    """The value, or in square brackets what is wrong with the cell."""
    known = column(kind, field)
    assert known is not None
    read = read_value(Cell(text), known, heading or known.headings[0], Meanings())
    return f"[{render(read[0], 'ja')}]" if isinstance(read, tuple) else read


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2028-09-30", "2028-09-30"),
        ("２０２８／９／３０", "2028-09-30"),
        ("2028年9月30日", "2028-09-30"),
        ("2028年9月30日（土）", "2028-09-30"),
        ("20280930", "2028-09-30"),
        ("令和10年9月30日", "2028-09-30"),
        ("Ｒ１０．９．３０", "2028-09-30"),
        ("R10.9", "2028-09-30"),
        ("2028年2月", "2028-02-29"),
        ("令和元年5月1日", "2019-05-01"),
        ("平成31年3月31日", "2019-03-31"),
        ("S64.1.7", "1989-01-07"),
        ("令和10年度末", "2029-03-31"),
        ("2028-09-30 00:00:00", "2028-09-30"),
    ],
)
def test_a_date_is_read_however_an_office_writes_it(text: str, day: str) -> None:
    assert meant("systems", "lease_end", text) == day


@pytest.mark.parametrize(
    "text",
    [
        "2028-02-30",
        "2028年13月1日",
        "平成40年3月31日",
        "28/9/30",
        "9月30日",
        "46295",
        "来年の春",
        "令和10年度",
        "R10.9.31",
        "1026-01-01",
        "2028-09-30, 2029-09-30",
    ],
)
def test_what_is_no_day_is_never_taken_for_one(text: str) -> None:
    assert str(meant("systems", "lease_end", text)).startswith(f"[「{text}」")


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("12時間以内", "12h"),
        ("１日", "1d"),
        ("24h", "1d"),
        ("90分", "1h30m"),
        ("1時間30分", "1h30m"),
        ("1.5時間", "1h30m"),
        ("3日以内", "3d"),
        ("1週間以内", "7d"),
        ("1ヶ月以内", "30d"),
        ("4h30m", "4h30m"),
    ],
)
def test_a_recovery_time_is_read_with_its_unit(text: str, span: str) -> None:
    assert meant("systems", "rto.within", text) == span


@pytest.mark.parametrize(
    "text", ["すぐ", "12", "2～3時間", "半日", "0分", "3営業日", "当日中", "1年"]
)
def test_what_is_no_length_of_time_is_no_recovery_time(text: str) -> None:
    assert str(meant("systems", "rto.within", text)).startswith(f"[「{text}」")


def test_a_bare_number_takes_its_unit_from_the_heading() -> None:
    assert meant("systems", "rto.within", "12", "目標復旧時間（時間）") == "12h"
    assert meant("systems", "rto.within", "3", "RTO(日)") == "3d"


@pytest.mark.parametrize(
    ("text", "age"),
    [("1営業日前", "1bd"), ("前営業日", "1bd"), ("前日", "1d"), ("24時間前", "1d"), ("1bd", "1bd")],
)
def test_the_age_of_data_may_be_in_working_days(text: str, age: str) -> None:
    assert meant("systems", "rpo", text) == age


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("マイナンバー利用事務系", "my_number"),
        ("個人番号利用系", "my_number"),
        ("基幹系", "my_number"),
        ("ＬＧＷＡＮ接続系", "lgwan"),
        ("LGWAN 系", "lgwan"),
        ("インターネット接続系", "internet"),
        ("インターネット系", "internet"),
    ],
)
def test_every_published_spelling_of_the_three_zones_is_known(text: str, zone: str) -> None:
    assert meant("systems", "zone", text) == zone


def test_an_unknown_zone_is_named_with_the_nearest_that_there_is() -> None:
    known = column("systems", "zone")
    assert known is not None
    read = read_value(Cell("インタネット接続系"), known, "系統", Meanings())
    assert isinstance(read, tuple)
    assert "「インターネット接続系」のことですか。" in render(read[1], "ja")


@pytest.mark.parametrize(
    ("text", "word"),
    [
        *(("最重要", "critical"), ("高", "critical"), ("Ａ", "critical"), ("○", "important")),
        *(("重要", "important"), ("b", "important"), ("低", "normal"), ("Ｃ", "normal")),
    ],
)
def test_words_of_importance_are_known(text: str, word: str) -> None:
    assert meant("systems", "importance", text) == word


@pytest.mark.parametrize(
    ("text", "address"),
    [
        *(("192.0.2.10", "192.0.2.10"), ("１９２．０．２．１０", "192.0.2.10")),
        *(("fs1.lan", "fs1.lan"), ("2001:db8::1", "2001:db8::1")),
    ],
)
def test_an_address_is_an_ip_address_or_a_name(text: str, address: str) -> None:
    assert meant("servers", "address", text) == address


@pytest.mark.parametrize(
    "text", ["192.0.2.300", "192.0.2", "192.0.2.1, 192.0.2.2", "000-5550-0101", "3階サーバ室"]
)
def test_what_is_no_address_is_refused(text: str) -> None:
    assert str(meant("servers", "address", text)).startswith("[")


def test_a_telephone_number_in_another_column_is_named_and_not_repeated() -> None:
    said = meant("systems", "note", "担当 090-5550-1234")
    assert said == "[電話番号のような値がここに書かれています。（「備考」の列です）]"
    assert "電話番号のような値" in str(meant("vendors", "hours", "０００－５５５０－０１０１"))


def test_numbers_and_addresses_of_people_are_read_in_their_own_columns() -> None:
    assert meant("contacts", "way.携帯", "０００－５５５０－０１０１") == "000-5550-0101"
    assert meant("contacts", "way.メール", "a@mihon.example") == "a@mihon.example"
    assert str(meant("contacts", "way.携帯", "a@mihon.example")).startswith("[")
    assert str(meant("contacts", "way.メール", "000-5550-0101")).startswith("[")


@pytest.mark.parametrize(
    "text", ["9055500003", "９０５５５０００３", "90-5550-0003", "3-5550-0102"]
)
def test_a_telephone_number_whose_0_was_lost_is_no_number(text: str) -> None:
    assert meant("contacts", "way.携帯", text) == "[電話番号の先頭の0が落ちています。]"


def test_a_number_that_excel_kept_as_a_quantity_is_named_and_an_extension_is_not() -> None:
    people = [("氏名", "携帯電話", "内線"), ("訓練　花子", 9055500003, 2101)]
    ledger = of({SYSTEMS: [("システム名",), ("税務",)], "連絡先": people})
    assert unread(ledger) == {
        "連絡先!B2": "電話番号の先頭の0が落ちています。 セルを文字列にして書き直してください。"
    }
    assert ledger.records[1].values["way.内線"] == "2101"
    for kept in ("+819055500003", "555-0102", "(090)5550-0003", "03(5550)0102"):
        assert meant("contacts", "way.電話", kept) == kept


@pytest.mark.parametrize(
    "text",
    [
        *("123456789018", "担当者１２３４５６７８９０１８", "1234-5678-9018", "1234 5678 9018"),
        *("個人番号：123456789012", "マイナンバー 123456789012"),
    ],
)
def test_a_my_number_of_a_person_is_never_taken(text: str) -> None:
    said = "[個人番号（マイナンバー）のような値がここに書かれています（「備考」の列です）。]"
    assert meant("systems", "note", text) == said


def test_a_cell_with_a_my_number_is_named_without_it() -> None:
    ledger = systems(("税務", 123456789018), heads=("システム名", "備考"))
    assert [*unread(ledger)] == [f"{SYSTEMS}!B2"]
    assert "1234" not in unread(ledger)[f"{SYSTEMS}!B2"]
    for other in ("機器 123456789012", "1234567890123", "192.0.2.10", "個人番号を扱う"):
        assert meant("systems", "note", other) == other
    assert meant("systems", "id", "123456789018") == "123456789018"


@pytest.mark.parametrize("text", ["", " ", "－", "ー", "該当なし"])
def test_a_dash_says_nothing(text: str) -> None:
    assert [meant("systems", field, text) for field in ("lease_end", "note", "vendor")] == [
        None
    ] * 3


@pytest.mark.parametrize("text", ["未定", "不明", "確認中", "？"])
def test_what_nobody_has_decided_is_still_open(text: str) -> None:
    assert "まだ決まっていません" in str(meant("systems", "lease_end", text))


@pytest.mark.parametrize(
    ("text", "count"), [("10", 10), ("１０名", 10), ("1,200人", 1200), ("約300人", 300)]
)
def test_a_number_of_people_is_read(text: str, count: int) -> None:
    assert meant("systems", "users", text) == count


def test_real_dates_and_numbers_of_excel_are_what_they_say() -> None:
    heads = ("システム名", "リース終了日", "利用者数")
    ledger = systems(("文書管理", datetime.date(2028, 9, 30), 12.0), heads=heads)
    assert ledger.records[0].values["lease_end"] == "2028-09-30"
    assert ledger.records[0].values["users"] == 12


@pytest.mark.parametrize("kind", KINDS)
def test_no_heading_stands_for_two_fields_of_one_table(kind: Kind) -> None:
    for each in columns_of(kind):
        for heading in (*each.headings, each.field):
            assert field_headed(kind, heading) == each.field, heading
