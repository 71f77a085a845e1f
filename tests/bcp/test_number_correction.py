"""A corrected number changes the letters of that number and nothing else in the file."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bcp.message import Message
from bcp.number_correction import put_right
from bcp.people import Correction
from bcp.strict_yaml import parse

FILE = """\
# 連絡先（取扱注意）     書き換えたら日付を入れる
- id: kacho            # 課長
  name: 課長
  methods:
    - {kind: 電話,   value: "000-0000-0001"}   # 直通
    - kind: mail
      value: kacho@town.example     # 個人のものではない
- {id: desk, methods: [{kind: 電話, value: '000-0000-0002'}]}


# おわり
"""
WRONG, RIGHT = "000-0000-0001", "000-0000-9999"


def right(text: str, contact: str, way: int, old: str, new: str = RIGHT) -> str | Message:
    done = put_right(text.encode(), "contacts.yaml", Correction(contact, way, old, new))
    return done if isinstance(done, Message) else done.decode()


@pytest.mark.parametrize(
    ("contact", "way", "old"),
    [("kacho", 0, WRONG), ("kacho", 1, "kacho@town.example"), ("desk", 0, "000-0000-0002")],
)
def test_only_the_number_changes(contact: str, way: int, old: str) -> None:
    done = right(FILE, contact, way, old)
    assert isinstance(done, str)
    before, after = FILE.splitlines(), done.splitlines()
    changed = [n for n, pair in enumerate(zip(before, after, strict=True)) if pair[0] != pair[1]]
    assert len(changed) == 1
    line = after[changed[0]]
    assert line.replace(RIGHT, old).replace(f'"{old}"', old) == before[changed[0]].replace(
        f'"{old}"', old
    )


def test_line_ends_and_the_mark_of_windows_stay() -> None:
    windows = "\ufeff" + FILE.replace("\n", "\r\n")
    assert right(windows, "kacho", 0, WRONG) == windows.replace(WRONG, RIGHT)


def test_what_is_written_under_contacts_in_a_plan_of_one_file_is_found() -> None:
    indented = "".join(f"  {line}\n" for line in FILE.splitlines())
    plan = f"organisation: 見本町\ncontacts:\n{indented}"
    assert right(plan, "kacho", 0, WRONG) == plan.replace(WRONG, RIGHT)


def test_a_number_that_is_right_already_is_left_as_it_is() -> None:
    assert right(FILE, "kacho", 0, "other", new=WRONG) == FILE


@pytest.mark.parametrize(
    ("text", "contact", "way", "old", "code"),
    [
        (FILE, "nobody", 0, WRONG, "correction.not_there"),
        (FILE, "kacho", 2, WRONG, "correction.not_there"),
        (FILE, "kacho", 0, "000", "correction.changed"),
        ("- id: [", "kacho", 0, WRONG, "correction.unreadable"),
        (
            "- id: a\n  methods:\n    - kind: 電話\n      value: |\n        000-1\n",
            "a",
            0,
            "000-1\n",
            "correction.oddly_written",
        ),
    ],
)
def test_what_is_not_certain_is_left_to_people(
    text: str, contact: str, way: int, old: str, code: str
) -> None:
    said = right(text, contact, way, old)
    assert isinstance(said, Message)
    assert said.code == code


@given(
    st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cf", "Co", "Cn"))),
    st.sampled_from(['"000-1"', "'000-1'", "000-1"]),
)
def test_whatever_is_written_comes_back_as_it_was_meant(new: str, written: str) -> None:
    text = f"- id: a  # {{}}\n  methods: [ {{kind: 電話, value: {written} }} ] # x\n"
    done = right(text, "a", 0, "000-1", new)
    if isinstance(done, Message):
        assert done.code == "correction.oddly_written"
        return
    _tree, troubles = parse(done.encode(), "f")
    assert not troubles
    assert right(done, "a", 0, "other", new) == done
