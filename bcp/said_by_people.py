"""The questions that only people can answer: what they see, and what a supplier tells them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from bcp.asking import ProbeCall

PeopleSource = Literal["observed", "attested"]

BY_PEOPLE: Mapping[str, PeopleSource] = {
    "observe": "observed",
    "attest": "attested",
    "voice_test": "observed",
}
# A call over the radio is told with how well it was heard, from 5 down to 1.
VOICE_TEST = "voice_test"


def said_by_people(call: ProbeCall | None) -> PeopleSource | None:
    """Where the answer to a question comes from that no machine is asked, or None."""
    return None if call is None else BY_PEOPLE.get(call.word)


def wants_merit(call: ProbeCall | None) -> bool:
    """Whether the answer is a call's, so that how well it was heard belongs to it."""
    return call is not None and call.word == VOICE_TEST
