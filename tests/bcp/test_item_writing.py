"""An action item is put into the officers' file, and no letter of theirs is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bcp.action_items import ActionItem, ItemBudget, ItemTarget, Occasion
from bcp.durations import BusinessDays, Span
from bcp.item_writing import HEAD, Added, Changed, Edit, SeenAgain, edited, items_in
from bcp.message import Message, Text

FILE = """\
# 改善事項   期限は課内会議で決める
- id: a            # いちばん急ぐ
  what: 復旧が遅い
  owner: lead      # 情報係長
  budget:
    need: undecided   # 財政課に相談中
  seen_again:
    - {run: r1}       # 5月

- {id: b, what: {ja: 電源, en: power}, status: open}   # 一行で
# おわり
"""
HOUR = 3_600_000_000
NEW = ActionItem(
    "R8-1",
    Text("復旧: 20h #1", "復旧: 20h #1"),
    Occasion(
        *("20261128-eq", "0" * 64, "2026-11-28", "missed"),
        limit=Span(12 * HOUR),
        start="onset",
        actual=Span(20 * HOUR),
    ),
    ItemTarget("rto", "juki"),
    cause=Text("手順書", "no procedure"),
    budget=ItemBudget("needed", 800_000, 2027),
)


def done(text: str, *edits: Edit, whole: bool = False) -> str | Message:
    out = edited(text.encode(), "action_items.yaml", edits, whole_plan=whole)
    return out if isinstance(out, Message) else out.decode()


def read(text: str | Message) -> tuple[ActionItem, ...]:
    assert isinstance(text, str)
    found = items_in(text.encode(), "action_items.yaml")
    assert not isinstance(found, Message)
    return found


def changed_lines(before: str, after: str | Message) -> list[str]:
    assert isinstance(after, str)
    kept = before.splitlines()
    return [each for each in after.splitlines() if each not in kept]


@pytest.mark.parametrize(
    "text", ["", "# まだない\n", HEAD, FILE, FILE.rstrip("\n"), FILE.replace("\n", "\r\n"), "[]"]
)
def test_a_new_item_comes_behind_the_others(text: str) -> None:
    after = done(text, Added(NEW))
    assert read(after)[-1] == NEW
    assert isinstance(after, str)
    assert [line for line in text.splitlines() if line not in after.splitlines()] in ([], ["[]"])
    assert ("\r\n" in text) == ("\r\n" in after) == (after.count("\n") == after.count("\r\n") > 0)


def test_each_change_touches_its_own_line_only() -> None:
    fields = {"owner": "ict", "budget": {"need": "needed", "yen": 100}, "due": "2027-03-31"}
    after = done(FILE, Changed("a", fields))
    assert changed_lines(FILE, after) == [
        "  owner: ict      # 情報係長",
        "    need: needed   # 財政課に相談中",
        "    yen: 100",
        '  due: "2027-03-31"',
    ]
    assert read(after)[0].budget == ItemBudget("needed", 100)


def test_an_item_on_one_line_stays_on_it_and_words_change_in_one_language() -> None:
    after = done(FILE, Changed("b", {"what": "power supply", "due": "2027-03-31"}, "en"))
    assert changed_lines(FILE, after) == [
        '- {id: b, what: {ja: 電源, en: power supply}, status: open, due: "2027-03-31"}   # 一行で'
    ]


def test_an_empty_list_that_is_the_whole_file_becomes_one_of_lines() -> None:
    after = done("# 改善事項\n[]   # まだない\n", Added(ActionItem("a", Text("x", "x"))))
    assert after == "# 改善事項\n- id: a\n  what: x   # まだない\n"


@pytest.mark.parametrize("id", ["a", "b"])
def test_a_later_drill_is_noted_beside_the_earlier_ones(id: str) -> None:
    after = done(FILE, SeenAgain(id, Occasion("r2", limit=BusinessDays(1))))
    found = next(each for each in read(after) if each.id == id)
    assert found.seen_again[-1] == Occasion("r2", limit=BusinessDays(1))
    assert len(changed_lines(FILE, after)) == 1


@pytest.mark.parametrize(
    "rest", ["", "action_items:\n", "action_items: []\n", "action_items:\n- {id: x, what: y}\n"]
)
def test_in_a_plan_of_one_file_the_rest_stays(rest: str) -> None:
    plan = f"organisation: 見本町   # 本町\n{rest}systems: [{{id: juki}}]\n"
    after = done(plan, Added(NEW), whole=True)
    assert read(after)[-1] == NEW
    assert isinstance(after, str)
    assert after.startswith("organisation: 見本町   # 本町\n")


@pytest.mark.parametrize(
    ("text", "edit", "code"),
    [
        ("- {id: a, what: b", Added(NEW), "item_writing.unreadable"),
        (FILE, Changed("c", {"due": "2027-03-31"}), "item_writing.not_there"),
        ("id: a\nwhat: b\n", Added(NEW), "item_writing.oddly"),
        ("- id: a\n  what: b\n  closed:\n    on: x\n", Changed("a", {"closed": 1}), "oddly"),
    ],
)
def test_what_cannot_be_changed_is_left_alone_and_told(text: str, edit: Edit, code: str) -> None:
    why = done(text, edit)
    assert isinstance(why, Message)
    assert code in why.code


@given(st.text(max_size=40), st.sampled_from(("", FILE, "- {id: a, what: b}")))
def test_whatever_a_person_types_is_what_is_read(words: str, text: str) -> None:
    item = ActionItem("n", Text(words, words), cause=Text(words, words))
    after = done(text, Added(item))
    if isinstance(after, str):
        assert read(after)[-1].what == item.what
    back = done(FILE, Changed("a", {"owner": words}))
    if isinstance(back, str):
        assert read(back)[0].owner == words
