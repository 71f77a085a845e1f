"""Tokens and passes as values, and the file that holds them."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bcp.refused import Refusal as Mistake
from bcp.refused import Refused
from drills.errors import Refusal
from drills.serve import tokens
from drills.serve.hosts import Hosts, is_name
from drills.serve.token_file import tokens_in
from drills.serve.tokens import FEED_ROLES, HOLDS_S, ROLES
from tests.serve.room import TOKENS


def test_two_new_tokens_are_never_alike_and_are_read_back_as_they_were_written() -> None:
    made = tokens.made()
    assert made.reports != made.board
    assert tokens.read(tokens.written(made), "f") == made
    assert re.fullmatch(r"([0-9A-Z]{5}-){3}[0-9A-Z]{5}", tokens.shown(made.board))


def test_a_token_may_be_typed_as_people_type() -> None:
    assert TOKENS.role_of(" aaaaa-bbbbb ccccc ddddd ") == "reports"
    assert TOKENS.role_of("OOOOO-IIIII-22222-33333") == "board"
    assert TOKENS.role_of("") is None


@given(st.text(max_size=80))
def test_nothing_else_opens_anything(typed: str) -> None:
    if tokens.plain(typed) not in (TOKENS.reports, TOKENS.board):
        assert TOKENS.role_of(typed) is None
    assert TOKENS.role_in(typed, 0) is None


@pytest.mark.parametrize("role", ROLES)
def test_a_pass_holds_for_its_time_and_with_its_token_alone(role: tokens.Role) -> None:
    kept = TOKENS.pass_for(role, 1_000)
    assert TOKENS.role_in(kept, 1_000) == role
    assert TOKENS.role_in(kept, 1_000 + HOLDS_S[role] - 1) == role
    assert TOKENS.role_in(kept, 1_000 + HOLDS_S[role]) is None
    changed = replace(TOKENS, reports="E" * 20, board="F" * 20)
    assert changed.role_in(kept, 1_000) is None


def test_a_pass_for_the_board_cannot_be_made_one_for_the_reports() -> None:
    kept = TOKENS.pass_for("board", 1_000)
    name, end, signature = kept.split(".")
    assert name == "board"
    for other in (
        f"reports.{end}.{signature}",
        f"board.{int(end) + 1}.{signature}",
        f"board.{end}.{signature[:-1]}",
        f"board.{end}.",
        f"board.٣.{signature}",
        f"..{signature}",
    ):
        assert TOKENS.role_in(other, 1_000) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "reports: AAAAABBBBBCCCCCDDDDD\n",
        "reports: AAAAABBBBBCCCCCDDDD\nboard: 00000111112222233333\n",
        "reports: AAAAABBBBBCCCCCDDDDU\nboard: 00000111112222233333\n",
        "reports: AAAAABBBBBCCCCCDDDDD\nboard: aaaaa-bbbbb-ccccc-ddddd\n",
        "reports: AAAAABBBBBCCCCCDDDDD\nreports: 00000111112222233333\n",
        "admin: AAAAABBBBBCCCCCDDDDD\n",
    ],
)
def test_a_file_that_holds_no_two_tokens_is_refused_by_its_line(text: str) -> None:
    found = tokens.read(text, "tokens")
    assert isinstance(found, Mistake)
    assert found.remedy is not None


def test_the_file_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    file = tmp_path / "tokens"
    made, fresh = tokens_in(file)
    assert fresh == (*ROLES, *FEED_ROLES)
    assert file.stat().st_mode & 0o777 == 0o600
    assert tokens_in(file) == (made, ())
    assert [each.name for each in tmp_path.iterdir()] == ["tokens"]


def test_a_file_that_others_may_read_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "tokens"
    tokens_in(file)
    file.chmod(0o640)
    with pytest.raises(Refusal):
        tokens_in(file)


def test_a_damaged_file_and_a_folder_that_is_not_there_are_said_in_words(tmp_path: Path) -> None:
    file = tmp_path / "tokens"
    file.write_text("reports: x\n", encoding="utf-8")
    file.chmod(0o600)
    with pytest.raises(Refused):
        tokens_in(file)
    with pytest.raises(Refusal):
        tokens_in(tmp_path / "nowhere" / "tokens")


@pytest.mark.parametrize(
    ("sent", "allowed"),
    [
        ("127.0.0.1:8787", True),
        ("localhost:8787", True),
        ("LOCALHOST.:8787", True),
        ("[::1]:8787", True),
        ("board.example.lg.jp", True),
        ("board.example.lg.jp:443", True),
        ("127.0.0.1", False),
        ("127.0.0.1:8788", False),
        ("localhost.evil.example:8787", False),
        ("evil.example:8787", False),
        ("127.0.0.1:8787@evil.example", False),
        ("127.0.0.1:8787, evil.example", False),
        ("192.0.2.1:8787", False),
        ("", False),
    ],
)
def test_pages_are_served_under_their_own_names_alone(sent: str, allowed: bool) -> None:
    assert Hosts("127.0.0.1", 8787, ("Board.example.lg.jp",)).allow(sent) is allowed


def test_an_address_of_the_town_does_not_make_localhost_a_name() -> None:
    assert not Hosts("192.0.2.1", 80).allow("localhost")
    assert Hosts("192.0.2.1", 80).allow("192.0.2.1")
    assert not is_name("board.example.lg.jp:443")
    assert not is_name("")
