"""The page for those who check a bundle tells the truth: its own program and OpenSSH agree."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from drills.journal.bundle import open_bundle
from tests.journal.bundles import bundled, key_for
from tests.proofs.tamper import EVENTS

DOCS = Path(__file__).parents[2] / "docs"
PAGES = [DOCS / "bundle.md", DOCS / "bundle.ja.md"]


def audited(page: Path, bundle: Path) -> subprocess.CompletedProcess[str]:
    program = re.search(r"```python\n(.*?)```", page.read_text("utf-8"), re.DOTALL)
    assert program is not None
    return subprocess.run(
        [sys.executable, "-I", "-c", program[1], str(bundle)],
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_program_on_the_page_finds_the_same_head_and_the_same_edit(
    page: Path, tmp_path: Path
) -> None:
    path = bundled(tmp_path, EVENTS)
    assert audited(page, path).stdout.split() == ["head", open_bundle(path).manifest.head]
    with zipfile.ZipFile(path) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    parts["journal.jsonl"] = parts["journal.jsonl"].replace("停電".encode(), "休憩".encode())
    with zipfile.ZipFile(path, "w") as packed:
        for name, part in parts.items():
            packed.writestr(name, part)
    seen = audited(page, path)
    assert seen.stdout == "journal.jsonl was changed\n"
    assert seen.stderr == "record 4 is not as it was exported\n"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_command_on_the_page_checks_the_signature(page: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(bundled(tmp_path, EVENTS)) as packed:
        packed.extractall(tmp_path)
    commands = re.search(r"```sh\n(echo .*?)```", page.read_text("utf-8"), re.DOTALL)
    assert commands is not None
    script = commands[1].replace("lgwan line", f"lgwan {key_for(tmp_path).line}")

    def checked() -> int:
        return subprocess.run(
            ["sh", "-ec", script], cwd=tmp_path, capture_output=True, check=False
        ).returncode

    assert checked() == 0
    (tmp_path / "manifest.json").write_bytes(b"{}")
    assert checked() != 0
