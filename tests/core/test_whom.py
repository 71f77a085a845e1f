"""Whom a step means, as people call them."""

from __future__ import annotations

from dataclasses import replace

from bcp.message import Text
from bcp.people import Contact, Role, Vendor
from drills.core.whom import whom
from tests.core import making as m


def test_words_for_many_and_ids_are_told_by_their_names() -> None:
    plan = replace(
        m.brief(m.inject("a")).plan,
        roles=(Role("lead", Text("責任者", "Head")),),
        contacts=(Contact("p1", "山田"), Contact("p2")),
        vendors=(Vendor("v1", Text("見本システム", "Mihon Systems")),),
    )
    told = whom(plan, ("@staff", "@vendors", "@group:情報係", "lead", "p1", "p2", "v1"))
    assert [each.said_in("ja") for each in told] == [
        *("職員全員", "すべての事業者", "情報係", "責任者", "山田", "p2", "見本システム"),
    ]
    assert [each.said_in("en") for each in told] == [
        *("all staff", "all vendors", "情報係", "Head", "山田", "p2", "Mihon Systems"),
    ]
