"""A plan made of a ledger: it is right at once, and a mark stands wherever a cell was not read."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from bcp.nodes import plain
from bcp.strict_yaml import parse
from drills.ledger.plan_files import plan_texts
from drills.ledger.yaml_lines import Written, flow, record_lines
from tests.ledger.making import SYSTEMS, of, plan_in

HEADS = ("システム名", "系統", "重要度", "目標復旧時間", "リース終了日", "備考")
ROWS = [
    ("文書管理", "LGWAN接続系", "重要", "1日", "2028-09-30", "改行の\nある備考"),
    ("財務会計", "エルジーワン", "特に高い", "すぐ", "平成40年", "090-5550-1234"),
]


def test_a_plan_from_a_ledger_has_no_mistakes_and_marks_every_cell_that_was_not_read(
    tmp_path: Path,
) -> None:
    ledger = of({SYSTEMS: [HEADS, *ROWS]})
    plan = plan_in(tmp_path, ledger).plan
    assert [each.id for each in plan.systems] == ["documents", "finance"]
    assert plan.systems[1].rto is None
    text = (tmp_path / "assets/systems.yaml").read_text("utf-8")
    marked = [line for line in text.splitlines() if "要記入" in line]
    assert len(marked) == len(ledger.unread) == 5
    for refusal in ledger.unread:
        cell = str(refusal.place).partition(":")[2]
        assert any(cell in line for line in marked)
    assert "090-5550-1234" not in text


def test_a_server_without_an_address_is_in_the_plan_with_a_mark(tmp_path: Path) -> None:
    heads = ("サーバ名", "IPアドレス")
    plan = plan_in(tmp_path, of({"サーバ一覧": [heads, ("web1", ""), ("web2", "1.2.3.999")]})).plan
    assert [each.address for each in plan.servers] == ["〔要記入〕", "〔要記入〕"]
    text = (tmp_path / "assets/servers.yaml").read_text("utf-8")
    assert "サーバ一覧!A2 アドレスが書かれていません。" in text
    assert "サーバ一覧!B3" in text


def test_numbers_of_people_stand_with_the_contacts_only(tmp_path: Path) -> None:
    rows = [("業者名", "担当者", "電話番号"), ("見本社", "営業 山田", "000-5550-0101")]
    plan_in(tmp_path, of({"業者一覧": rows}))
    holders = [
        each.name for each in tmp_path.rglob("*.yaml") if "000-5550-0101" in each.read_text("utf-8")
    ]
    assert holders == ["contacts.yaml"]


def test_only_the_zones_that_are_used_are_written() -> None:
    text = plan_texts(of({SYSTEMS: [HEADS, ROWS[0]]}), "見本町", "ja")[Path("plan.yaml")]
    assert "lgwan: {label: LGWAN接続系}" in text
    assert "my_number" not in text


TEXTS = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Cf"), exclude_characters="\ufffe\uffff"),
    max_size=30,
)
VALUES = st.recursive(
    st.one_of(TEXTS, st.integers(0, 10**9), st.booleans()),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(tuple),
        st.dictionaries(st.sampled_from(["ja", "en", "ack"]), inner, max_size=3),
    ),
    max_leaves=6,
)


@settings(max_examples=150, deadline=None)
@given(VALUES)
def test_whatever_a_cell_held_is_read_back_from_the_file_as_it_was(value: Written) -> None:
    text = "\n".join(record_lines({"id": "a", "note": value}, ["要記入"])) + "\n"
    tree, refusals = parse(text.encode(), "a.yaml")
    assert refusals == ()
    assert tree is not None
    assert plain(tree) == ({"id": "a", "note": value},), flow(value)
