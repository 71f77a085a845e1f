"""Rows tied to one another: ids, vendors, hosts, people; and what nobody could tell apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from bcp.refused import Refused
from tests.ledger.making import SYSTEMS, Rows, of, plan_in, unread

HEADS = ("システム名", "系統", "重要度", "目標復旧時間", "保守業者", "リース終了日", "備考")
GOOD = ("文書管理システム", "LGWAN接続系", "重要", "1日", "株式会社見本", "2028-09-30", "")
VENDORS = [("業者名", "電話番号"), ("株式会社見本", "000-5550-0101")]
SERVERS = [("サーバ名", "IPアドレス"), ("doc1", "192.0.2.10")]


def planted(row: tuple[object, ...]) -> dict[str, str]:
    sheets: dict[str, Rows] = {
        SYSTEMS: [HEADS, GOOD, row],
        "業者一覧": VENDORS,
        "サーバ一覧": SERVERS,
    }
    return unread(of(sheets))


def test_a_wrong_date_is_named_by_its_cell() -> None:
    said = planted(("財務会計", "LGWAN接続系", "重要", "1日", "株式会社見本", "2028-02-30", ""))
    assert [*said] == ["情報システム一覧!F3"]
    assert said["情報システム一覧!F3"].startswith("「2028-02-30」という日はありません。")


def test_a_recovery_time_that_is_none_is_named_by_its_cell() -> None:
    said = planted(("財務会計", "LGWAN接続系", "重要", "なるべく早く", "株式会社見本", "", ""))
    assert [*said] == ["情報システム一覧!D3"]


def test_a_zone_in_an_unknown_spelling_is_named_by_its_cell() -> None:
    said = planted(("財務会計", "LGWAM接続系", "重要", "1日", "株式会社見本", "", ""))
    assert "「LGWAN接続系」のことですか。" in said["情報システム一覧!B3"]


def test_a_vendor_that_is_on_no_list_is_named_by_its_cell() -> None:
    said = planted(("財務会計", "LGWAN接続系", "重要", "1日", "株式会社見本電気", "", ""))
    assert said["情報システム一覧!E3"].startswith("「株式会社見本電気」は業者の表にありません。")


def test_an_address_out_of_range_is_named_by_its_cell() -> None:
    heads = ("サーバ名", "IPアドレス")
    said = unread(of({"サーバ一覧": [heads, ("web1", "192.0.2.256"), ("web2", "000-5550-0101")]}))
    assert "範囲を外れています" in said["サーバ一覧!B2"]
    assert "電話番号のような値" in said["サーバ一覧!B3"]


@pytest.mark.parametrize("name", ["文書管理システム", " 文書管理 システム", "文書管理ｼｽﾃﾑ"])
def test_two_rows_of_one_name_are_refused_with_both_cells(name: str) -> None:
    with pytest.raises(Refused) as refused:
        planted((name, "LGWAN接続系", "重要", "1日", "", "", ""))
    (one,) = refused.value.refusals
    assert str(one.place) == "ledger.xlsx:情報システム一覧!A3"
    assert "情報システム一覧!A2にもあり" in one.said_in("ja")


def test_two_rows_of_one_id_are_refused() -> None:
    rows = [("システムID", "システム名"), ("a1", "文書管理"), ("a1", "財務会計")]
    with pytest.raises(Refused) as refused:
        of({SYSTEMS: rows})
    assert "「a1」は情報システム一覧!B2でも使われています" in str(
        refused.value.refusals[0].said_in("ja")
    )


def test_a_word_that_cannot_be_an_id_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        of({SYSTEMS: [("システムID", "システム名"), ("A 1", "文書管理")]})
    assert str(refused.value.refusals[0].place) == "ledger.xlsx:情報システム一覧!A2"


def test_what_many_towns_have_gets_the_ids_that_ready_scenarios_use() -> None:
    names = (
        "住民記録システム",
        "グループウェア",
        "ファイルサーバー",
        "公式ホームページ",
        "被災者支援システム",
    )
    ledger = of({SYSTEMS: [("システム名", "所管課"), *((each, "課") for each in names)]})
    assert [each.id for each in ledger.records] == [
        *("resident", "groupware", "filesv", "website", "victims")
    ]


def test_ids_do_not_depend_on_the_order_of_rows() -> None:
    rows = [("母子健康管理", "課"), ("印鑑登録（新）", "課"), ("住民記録", "課")]
    one = of({SYSTEMS: [("システム名", "所管課"), *rows]})
    other = of({SYSTEMS: [("システム名", "所管課"), *reversed(rows)]})
    assert {each.id for each in one.records} == {each.id for each in other.records}


def test_nobodys_name_becomes_an_id() -> None:
    rows = [("氏名", "携帯電話"), ("見本 一郎", "000-5550-0101"), ("見本 二郎", "000-5550-0102")]
    ledger = of({"連絡先": rows})
    assert [each.id for each in ledger.records] == ["c-001", "c-002"]


def test_a_company_is_the_same_however_its_form_is_written(tmp_path: Path) -> None:
    rows = [("システム名", "保守業者"), ("文書管理", "㈱見本"), ("財務会計", "見本（株）")]
    plan = plan_in(tmp_path, of({SYSTEMS: rows, "業者一覧": VENDORS})).plan
    assert [each.vendor for each in plan.systems] == ["見本", "見本"]
    assert [each.contact for each in plan.vendors] == ["desk-見本"]
    assert plan.contacts[0].methods[0].value == "000-5550-0101"


def test_vendors_and_businesses_without_a_table_are_listed_by_their_names(tmp_path: Path) -> None:
    rows = [
        ("システム名", "保守業者", "対象業務"),
        ("文書管理", "見本社", "収受、保存"),
        ("財務", "見本社", ""),
    ]
    plan = plan_in(tmp_path, of({SYSTEMS: rows})).plan
    assert [each.name.ja for each in plan.vendors] == ["見本社"]
    assert plan.systems[0].businesses == tuple(each.id for each in plan.businesses)
    assert [each.name.ja for each in plan.businesses] == ["収受", "保存"]


def test_names_of_servers_and_systems_become_their_ids(tmp_path: Path) -> None:
    sheets = {
        SYSTEMS: [
            ("システム名", "稼働サーバ", "依存先"),
            ("認証基盤", "ad1", ""),
            ("文書管理", "doc1、ad1", "認証基盤"),
        ],
        "サーバ一覧": [
            ("サーバ名", "IPアドレス", "稼働ホスト"),
            *(("doc1", "192.0.2.1", "ad1"), ("ad1", "192.0.2.2", "")),
        ],
    }
    plan = plan_in(tmp_path, of(sheets)).plan
    documents = plan.system("documents")
    assert documents is not None
    assert (documents.runs_on, documents.depends_on[0].any_of) == (("doc1", "ad1"), ("auth",))
    assert [each.host for each in plan.servers] == ["ad1", None]


def test_of_several_names_those_that_are_known_are_taken_and_the_other_is_named() -> None:
    ledger = of(
        {SYSTEMS: [("システム名", "稼働サーバ"), ("文書管理", "doc1、doc9")], "サーバ一覧": SERVERS}
    )
    assert ledger.records[0].values["runs_on"] == ("doc1",)
    assert "「doc9」はサーバの表にありません。" in unread(ledger)["情報システム一覧!B2"]


def test_people_hold_the_duties_that_the_list_says(tmp_path: Path) -> None:
    rows = [
        ("氏名", "役割", "所属", "携帯電話"),
        ("見本 一郎", "ICT部門責任者", "企画課", "000-5550-0101"),
        ("見本 二郎", "ICT部門責任者", "企画課、係長", "000-5550-0102"),
        ("見本 三郎", "物資班", "企画課", "000-5550-0103"),
    ]
    plan = plan_in(tmp_path, of({"連絡先": rows})).plan
    assert [(each.id, each.holder, each.deputies) for each in plan.roles if each.holder] == [
        ("lead", "c-001", ("c-002",)),
        ("物資班", "c-003", ()),
    ]
    assert "recorder" in [each.id for each in plan.roles if each.holder is None]
    assert plan.contacts[1].groups == ("企画課", "係長")
