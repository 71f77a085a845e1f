"""What is written is what is meant, and nothing that bytes can hold breaks the reading."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bcp.message import LANGUAGES
from bcp.nodes import Fields, Plain, Scalar, plain
from bcp.strict_yaml import parse, resolved


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("true", True),
        ("FALSE", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("0", 0),
        ("-12", -12),
        ("+5", 5),
        ("1.10", 1.1),
        ("1e3", 1000.0),
        (".5", 0.5),
        ("5.", 5.0),
    ],
)
def test_these_are_values(text: str, value: Plain) -> None:
    assert resolved(text) == value
    assert type(resolved(text)) is type(value)


@pytest.mark.parametrize(
    "text",
    [
        *("on", "off", "yes", "no", "y", "n", "On", "NO"),
        *("4:00:00", "1:30", "10:00"),
        *("010", "0900", "09012345678", "-01", "0o17", "0x1F", "1_000", "0b1"),
        *("2026-11-21", "2026-11-21T10:00:00Z"),
        *(".inf", "-.inf", ".nan", "1e999", "9" * 400, "e5", ".", "1.2.3"),
    ],
)
def test_these_stay_the_text_that_was_written(text: str) -> None:
    assert resolved(text) == text


def test_quotes_make_a_text_of_everything() -> None:
    node, refusals = parse(b"a: 'true'\nb: \"5\"\nc: |\n  5\n", "f")
    assert refusals == ()
    assert node is not None
    assert plain(node) == {"a": "true", "b": "5", "c": "5\n"}


def test_every_key_and_value_knows_its_line_and_column() -> None:
    node, _ = parse("組織: {名前: 見本町}\n".encode(), "f")
    assert isinstance(node, Fields)
    key, value = node.entries[0]
    assert (key.place.line, key.place.column) == (1, 1)
    assert isinstance(value, Fields)
    inner_key, inner = value.entries[0]
    assert (inner_key.place.column, inner.place.column) == (6, 10)
    assert isinstance(inner, Scalar)


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    node, refusals = parse(b"\xef\xbb\xbfa: 1\n", "f")
    assert refusals == ()
    assert node is not None
    assert plain(node) == {"a": 1}


def test_windows_line_ends_change_nothing() -> None:
    node, refusals = parse(b"a: 1\r\nb: x\r\n", "f")
    assert refusals == ()
    assert node is not None
    assert plain(node) == {"a": 1, "b": "x"}


@given(st.binary(max_size=400))
def test_arbitrary_bytes_give_a_tree_or_mistakes(raw: bytes) -> None:
    node, refusals = parse(raw, "f")
    assert node is not None or refusals
    for each in refusals:
        assert each.place.line >= 1
        assert each.place.column >= 1
        assert all(each.said_in(lang) for lang in LANGUAGES)


YAML_LIKE = st.text(
    alphabet=st.sampled_from([*"ab:-,[]{}&*!|>'\"%@`#? \n\t\\<~01.$", "見", "：", "　", "\u0085"]),
    max_size=80,
)


@given(YAML_LIKE)
def test_text_that_looks_like_yaml_gives_a_tree_or_mistakes(text: str) -> None:
    node, refusals = parse(text.encode(), "f")
    assert node is not None or refusals
    assert all(each.said_in("ja") for each in refusals)
