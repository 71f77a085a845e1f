"""A call tree without circles, in which everybody is called by one person."""

from __future__ import annotations

from pathlib import Path

import pytest

from bcp.load import load_plan
from bcp.refused import Refused
from tests.words import CATALOGUE

PLAN = "organisation: 見本町\ncontacts:\n"


def refused(folder: Path, contacts: str) -> list[str]:
    (folder / "plan.yaml").write_text(PLAN + contacts, "utf-8")
    try:
        load_plan(folder, CATALOGUE)
    except Refused as refusals:
        return [each.what.code for each in refusals.refusals]
    return []


@pytest.mark.parametrize(
    ("contacts", "codes"),
    [
        ("- {id: a, calls: [b, c]}\n- {id: b}\n- {id: c, deputies: [a]}\n", []),
        ("- {id: a, calls: [b]}\n- {id: b, calls: [a]}\n", ["calls.circle"]),
        ("- {id: a, calls: [c]}\n- {id: b, calls: [c]}\n- {id: c}\n", ["calls.called_twice"]),
        ("- {id: a, calls: [nobody]}\n", ["ids.unknown"]),
    ],
)
def test_a_tree_is_refused_where_nobody_could_follow_it(
    tmp_path: Path, contacts: str, codes: list[str]
) -> None:
    assert refused(tmp_path, contacts) == codes
