"""A secret is found nowhere that a drill writes, shows or starts."""

from __future__ import annotations

from pathlib import Path

from tests.proofs.canary import PASSWORD, PHRASE, Found, prove


def test_a_secret_is_found_nowhere(tmp_path: Path) -> None:
    found = prove(tmp_path)
    assert found.places == []
    assert found.searched > 100


def test_the_search_would_find_one() -> None:
    found = Found()
    for value in (PHRASE, PASSWORD):
        for encoding in ("utf-8", "cp932", "euc_jp"):
            found.look(encoding, b"\x00" + value.encode(encoding) + b"\x00")
            found.look(encoding, value.encode(encoding)[7:])
    assert len(found.places) == found.searched
