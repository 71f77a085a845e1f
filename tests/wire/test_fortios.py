"""FortiOS's answers as public clients and exporters read them."""

from __future__ import annotations

import pytest

from drills.wire import Malformed, fortios
from drills.wire.fortios import Stats
from tests.wire.fuzz import Parser, survives

ONE = '{"results":{"current":{"users":3,"tunnels":2,"connections":2}},"vdom":"root","version":"v7"}'
TWO = f"[{ONE},{ONE.replace('root', 'other')}]"

PARSERS = {
    "stats": Parser(
        lambda raw: fortios.stats(raw.decode("utf-8", "replace")), (ONE.encode(), TWO.encode())
    )
}


@pytest.mark.parametrize(
    ("text", "found"), [(ONE, Stats(3, 2, 2, "v7")), (TWO, Stats(6, 4, 4, "v7"))]
)
def test_all_virtual_domains_are_summed(text: str, found: Stats) -> None:
    assert fortios.stats(text) == found


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", "3", '{"results": []}', ONE.replace("3", "-3"), ONE.replace("3", "true")],
)
def test_anything_else_is_malformed(text: str) -> None:
    with pytest.raises(Malformed):
        fortios.stats(text)


def test_the_log_in_page_is_known_by_what_clients_look_for() -> None:
    assert fortios.is_login('<form action="/remote/logincheck">')
    assert fortios.is_login('<script>top.location="/remote/login";</script>')
    assert not fortios.is_login("<html>It works!</html>")


def test_no_text_breaks_the_parser() -> None:
    survives(PARSERS["stats"])
