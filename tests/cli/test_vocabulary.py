"""A reader of journals knows every sentence, whichever libraries its machine has."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

from drills.cli.vocabulary import SILENT

WITHOUT = """
import sys
for name in ("gufo", "pysnmp", "pyasn1"):
    sys.modules[name] = None
from drills.cli import vocabulary
vocabulary.learn()
"""


@pytest.mark.parametrize("name", SILENT)
def test_what_is_not_loaded_holds_no_sentence(name: str) -> None:
    found = importlib.util.find_spec(name)
    assert found is not None
    assert found.origin is not None
    assert "Phrase" not in Path(found.origin).read_text(encoding="utf-8")


def test_no_library_for_devices_is_needed_to_read_a_journal() -> None:
    subprocess.run([sys.executable, "-c", WITHOUT], check=True, timeout=60)
