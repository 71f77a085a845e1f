from __future__ import annotations

import re
import subprocess
import sys

from drills.cli.vocabulary import SPEAKING
from tests.house.source import ROOT, product_code, shown

_CODE = re.compile(r'\bPhrase\(\s*"([^"]+)"')
_PATHS = tuple(f"{name.replace('.', '/')}/" for name in SPEAKING)


def test_a_process_that_only_reads_knows_every_sentence_a_journal_may_hold() -> None:
    wanted = {
        code
        for path in product_code()
        if shown(path).startswith(_PATHS)
        for code in _CODE.findall(path.read_text(encoding="utf-8"))
    }
    program = (
        "from drills.cli import vocabulary; vocabulary.learn(); "
        "from bcp.message import phrases; print(*phrases())"
    )
    said = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert len(wanted) > 100
    assert wanted <= set(said.stdout.split())
