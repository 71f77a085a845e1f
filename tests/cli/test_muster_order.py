"""What somebody types of a person who is on the way."""

from __future__ import annotations

import pytest

from bcp.durations import MINUTE
from drills.cli.ordering import built
from drills.core.muster_orders import Muster
from drills.errors import Refusal
from tests.cli.test_ordering import typed


@pytest.mark.parametrize("word", ["coming", "参集中", "向かっている"])
def test_a_length_of_time_says_when_they_will_be_there(word: str) -> None:
    order = built(typed("muster", "gather", "kacho", word, eta="90m"), "花子")
    assert order == Muster("gather", "kacho", "coming", "花子", 90 * MINUTE)


def test_what_is_no_length_of_time_is_refused() -> None:
    with pytest.raises(Refusal) as refused:
        built(typed("muster", "gather", "kacho", "coming", eta="9時"), "花子")
    assert refused.value.message.code == "order.no_span"


@pytest.mark.parametrize(("typed_eta", "like"), [("90分", "90m"), ("１時間半", "1h30m")])
def test_how_a_length_of_time_is_written_is_shown_with_the_one_that_was_meant(
    typed_eta: str, like: str
) -> None:
    with pytest.raises(Refusal) as refused:
        built(typed("muster", "gather", "kacho", "coming", eta=typed_eta), "花子")
    assert refused.value.message.params["like"] == like


def test_a_word_that_says_nothing_of_a_person_is_refused() -> None:
    with pytest.raises(Refusal) as refused:
        built(typed("muster", "gather", "kacho", "元気"), "花子")
    assert refused.value.message.code == "order.not_a_word"
