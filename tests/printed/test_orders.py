"""A list that says in which order things come is in that order, and no other list says so."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bcp.durations import parse_span
from bcp.message import Text
from bcp.model import Importance, Plan, Rto, System
from drills.printed.document import Table, Title
from drills.printed.forms import document_of
from tests.printed.made import matter


def system(name: str, importance: Importance, rto: str = "", priority: int | None = None) -> System:
    span = parse_span(rto)
    return System(
        name,
        Text(ja=name, en=name),
        importance=importance,
        rto=Rto(span) if span else None,
        priority=priority,
    )


# As in a ledger: by nothing that matters after a disaster.
LEDGER = (
    system("文書", "important", "3d"),
    system("目標なし", "critical"),
    system("住民記録", "critical", "1d"),
    system("税", "critical", "24h"),
    system("一般", "normal", "10m"),
    system("無線", "critical", "1h"),
    system("メール", "important", "90m"),
    system("二番", "important", "7d", priority=2),
    system("一番", "important", priority=1),
)
IN_ORDER = ["一番", "二番", "無線", "住民記録", "税", "目標なし", "メール", "文書"]


def printed(word: str, plan: Plan) -> tuple[Table | Title, ...]:
    made = document_of(word, matter("ja", plan))
    assert made is not None
    return tuple(each for each in made.blocks if isinstance(each, Table | Title))


def below(title: str, blocks: tuple[Table | Title, ...]) -> list[str]:
    """The first column of the table right below a title."""
    at = next(n for n, each in enumerate(blocks) if isinstance(each, Title) and title in each.text)
    table = blocks[at + 1]
    assert isinstance(table, Table)
    return [row[0] for row in table.rows]


@pytest.mark.parametrize(
    ("word", "title"), [("home-copy", "先に戻すもの（優先順）"), ("plan", "重要システムと目標")]
)
def test_what_is_brought_back_first_goes_by_priority_then_importance_then_the_shortest_rto(
    word: str, title: str
) -> None:
    plan = replace(matter().plan, systems=LEDGER)
    assert below(title, printed(word, plan)) == IN_ORDER


def test_servers_are_said_to_be_in_boot_order_only_where_one_has_its_turn() -> None:
    plan = matter().plan
    one, other = plan.servers
    unordered = (replace(one, boot_order=None), replace(other, boot_order=None))
    titles = [
        each.text
        for each in printed("plan", replace(plan, servers=unordered))
        if isinstance(each, Title)
    ]
    assert "サーバ" in titles
    assert "起動する順" not in "".join(titles)
    some = printed("plan", replace(plan, servers=(unordered[0], other)))
    assert below("サーバ（起動する順）", some) == ["仮想基盤2号機", "仮想基盤1号機"]
