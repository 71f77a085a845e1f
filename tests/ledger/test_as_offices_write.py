"""What ledgers of offices have besides mistakes: short names, two numbers, all told at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from bcp.durations import Span
from bcp.refused import Refused
from drills.ledger.columns import field_headed
from tests.ledger.making import SYSTEMS, of, plan_in, unread

HEADS = ("システム名", "目標復旧時間")
VENDORS = ("業者名", "担当システム", "電話（昼）", "電話（夜間・休日）", "駆け付け", "契約満了")


def test_a_vendor_covers_what_is_called_a_little_shorter(tmp_path: Path) -> None:
    systems = [HEADS, ("税務システム", "3日"), ("放送卓（同報系）", "1時間"), ("税務課の棚", "3日")]
    row = ("株式会社見本", "税務・放送卓、税務課の棚・LAN", "", "", "", "")
    ledger = of({SYSTEMS: systems, "業者一覧": [VENDORS, row]})
    (vendor,) = plan_in(tmp_path, ledger).plan.vendors
    assert vendor.covers == ("tax", "放送卓-同報系", "税務課の棚")
    assert [*unread(ledger)] == ["業者一覧!B2"]
    assert unread(ledger)["業者一覧!B2"].startswith("「LAN」は")


def test_of_two_that_are_almost_called_so_neither_is_taken() -> None:
    systems = [HEADS, ("税務（新）", "3日"), ("税務（旧）", "3日")]
    ledger = of({SYSTEMS: systems, "業者一覧": [VENDORS, ("株式会社見本", "税務", "", "", "", "")]})
    assert [*unread(ledger)] == ["業者一覧!B2"]


def test_the_number_for_the_night_is_another_way(tmp_path: Path) -> None:
    row = ("株式会社見本", "", "000-5550-0101", "000-5550-0199", "4時間以内", "2027-03-31")
    plan = plan_in(
        tmp_path, of({SYSTEMS: [HEADS, ("税務", "3日")], "業者一覧": [VENDORS, row]})
    ).plan
    (desk,) = plan.contacts
    assert [(each.kind, each.value) for each in desk.methods] == [
        ("電話", "000-5550-0101"),
        ("夜間", "000-5550-0199"),
    ]
    (vendor,) = plan.vendors
    assert vendor.sla is not None
    assert vendor.sla.onsite == Span(4 * 3_600_000_000)
    assert vendor.contract_end == "2027-03-31"


def test_what_is_in_brackets_counts_where_it_says_something() -> None:
    assert field_headed("vendors", "電話（夜間）") == "way.夜間"
    assert field_headed("vendors", "電話(代表)") == "way.電話"
    assert field_headed("systems", "目標復旧時間（RTO）") == "rto.within"


@pytest.mark.parametrize(
    "row",
    [
        *(("", "合　計", "", 10), ("合計", "", "", 10), ("", "小計", "3日", ""), ("計", 3, "", 10)),
        *((9, "合計（2件）", "", 10), ("総合計", "", "", 2.5), ("", "【総務課】", "", 4)),
        *(("", "※令和8年4月現在", "", 2), ("※", "", "", 2)),
    ],
)
def test_a_sum_a_heading_and_a_note_are_no_system_whatever_stands_beside_them(
    row: tuple[object, ...],
) -> None:
    heads = ("No.", *HEADS, "利用者数")
    ledger = of({SYSTEMS: [heads, (1, "税務", "3日", 10), row, (2, "会計", "3日", 5)]})
    assert [each.name for each in ledger.records] == ["税務", "会計"]
    assert [str(each.place).rpartition("!")[2] for each in ledger.notes] in (["A3"], ["B3"])


def test_a_sum_of_people_is_nobody() -> None:
    people = [("氏名", "役割", "携帯電話"), ("訓練　花子", "", ""), ("合計", "", "2")]
    ledger = of({SYSTEMS: [HEADS, ("税務", "3日")], "連絡先": people})
    assert [each.name for each in ledger.records] == ["税務", "訓練　花子"]
    assert [*unread(ledger)] == []


def test_what_is_refused_is_told_together_with_what_could_not_be_read() -> None:
    rows = [HEADS, ("税務", "なるべく早く"), ("税務", "3日")]
    with pytest.raises(Refused) as refused:
        of({SYSTEMS: rows})
    places = [str(each.place).partition(":")[2] for each in refused.value.refusals]
    assert sorted(places) == [f"{SYSTEMS}!A3", f"{SYSTEMS}!B2"]
