"""What the command line says of a scenario that several terminals share."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conversation import bcp_drill
from tests.proofs.zones import PLAN


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """The plan of the proof of three zones, with addresses of documentation."""
    known = {
        **{"hq": "192.0.2.1", "dc": "192.0.2.2", "branch1": "192.0.2.3", "user": "drill"},
        **{"known_hosts": "known_hosts", "identity": "id", "until": "2099-12-31"},
        "my_number_terminal": "",
    }
    for source in PLAN.rglob("*.yaml"):
        text = source.read_text(encoding="utf-8")
        for name, value in known.items():
            text = text.replace(f"${name}", value)
        target = tmp_path / source.relative_to(PLAN)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("words", [("scenarios",), ("check",)])
def test_it_is_listed_which_terminal_does_which_steps(town: Path, words: tuple[str, ...]) -> None:
    seen = bcp_drill("--lang", "en", *words, cwd=town)
    lgwan, internet = [line for line in seen.out.splitlines() if "--zone" in line]
    assert lgwan.startswith("  --zone lgwan  LGWAN接続系 (pc-lgwan): alarm, declare, cut, ")
    assert lgwan.endswith("; asked of people: register-look, register-back")
    assert internet.endswith("(pc-internet): wall, web-stop, web-start, web-back")


def test_without_a_zone_it_is_said_that_everything_is_done_here(town: Path) -> None:
    words = ("run", "three-zones", "--mode", "walkthrough", "--dry-run")
    alone = bcp_drill("--lang", "en", *words, cwd=town)
    assert "Without --zone all of them are done at this terminal" in alone.err
    segment = bcp_drill("--lang", "en", *words, "--zone", "internet", cwd=town)
    assert "Without --zone" not in segment.err
    assert "(at the terminal of LGWAN接続系)" in segment.out
    assert "groupware/http" not in segment.out


def test_a_zone_without_a_terminal_starts_nothing(town: Path) -> None:
    seen = bcp_drill("--lang", "en", "run", "three-zones", "--zone", "my_number", cwd=town)
    assert seen.code == 3
    assert "The zone 'my_number' has no terminal" in seen.err
