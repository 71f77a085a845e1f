from __future__ import annotations

from dataclasses import fields

import pytest

from drills.core.overall import Overall
from drills.report.as_json import FORM
from drills.report.measured_lines import Figure
from drills.report.model import Report
from tests.house.source import ROOT


@pytest.mark.parametrize("page", ["report.md", "report.ja.md"])
def test_every_key_and_every_result_is_described(page: str) -> None:
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    keys = [each.name for kind in (Report, Figure) for each in fields(kind)]
    missing = [key for key in (*keys, *Overall, FORM) if f"`{key}`" not in text]
    assert missing == []
