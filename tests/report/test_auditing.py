"""The report and a replay tell who gave which order, from which terminal."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bcp.message import LANGUAGES, Language
from drills.core import audit
from drills.core import orders as o
from drills.core.audit_events import NOWHERE, OrderRefused, OrderTaken, Terminal
from drills.core.machine import evolve
from drills.core.order_words import NOT_PAUSED
from drills.core.state import Drill
from drills.journal.leaving_out import LeavingOut
from drills.report import as_html, as_json, as_text
from drills.report.assembled import report_from
from drills.report.auditing import ORDERS, audit_line, order_said
from drills.report.ledger import Ledger
from drills.report.model import JournalState, Report
from tests.report.made_up import recorded, rich

SCREEN = Terminal("pc01", "sato", "pts/3", "screen")
TAKEN = OrderTaken(5_000_000, "answer", "declare", "情報係長", SCREEN)
REFUSED = OrderRefused(6_000_000, "go_on", "", "", NOWHERE, NOT_PAUSED())


def report() -> Report:
    events = [*rich(), TAKEN, REFUSED]
    ledger = Ledger.of(enumerate(events, 1))
    return report_from(ledger, JournalState(len(events), "", True, None, None))


def test_every_order_has_a_word_of_its_own_in_both_languages() -> None:
    orders = o.Order.__args__
    words = {audit.word_of(object.__new__(kind)) for kind in orders}
    assert len(words) == len(orders)
    assert words | {"resume"} == set(ORDERS)
    assert order_said("of-a-later-version") == "of-a-later-version"


def test_the_report_lists_orders_with_their_terminal_and_what_became_of_them() -> None:
    taken, refused = report().orders
    assert (taken.order, taken.about, taken.by) == ("answer", "declare", "情報係長")
    assert (taken.terminal, taken.refused) == (SCREEN, None)
    assert (refused.order, refused.refused) == ("go_on", NOT_PAUSED())
    assert taken.records != refused.records


@pytest.mark.parametrize("lang", LANGUAGES)
def test_text_page_and_json_show_the_terminal(lang: Language) -> None:
    made = report()
    for written in (as_text.written, as_html.written, as_json.written):
        said = "".join(written(made, lang).split())
        assert "pc01" in said
        assert "pts/3" in said
        assert "sato" in said


def test_a_replay_tells_an_order_in_one_line() -> None:
    assert audit_line(TAKEN, "ja") == (
        "指示「回答」［declare］　情報係長　端末: pc01 pts/3 sato (screen)　受付"
    )
    assert audit_line(REFUSED, "en") == (
        "order go on by nobody named at not recorded: refused: The drill is not paused."
    )


def test_an_order_by_itself_changes_no_state_of_a_drill() -> None:
    before = evolve(Drill(), next(iter(rich())))
    for event in (TAKEN, REFUSED):
        assert replace(evolve(before, event), now=before.now) == before


def test_what_was_typed_is_kept_to_its_beginning() -> None:
    (long,) = audit.taken(o.Abort("x" * 10_000), SCREEN, 1)
    assert long == OrderTaken(1, "abort", "", "x" * 200, SCREEN)
    assert audit.refused(o.Hold("step", "a"), SCREEN, NOT_PAUSED(), 2).about == "step"


def test_a_bundle_without_addresses_and_people_leaves_the_terminal_out() -> None:
    records = recorded([*rich(), TAKEN])
    leaving = LeavingOut.of(records, addresses=False, people=False)
    last = leaving.exported(records[-1])[0].body
    assert "declare" in last
    assert not any(word in last for word in ("pc01", "sato", "情報係長"))
