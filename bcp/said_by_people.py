"""The questions that only people can answer: what they see, and what a supplier tells them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from bcp.asking import ProbeCall

PeopleSource = Literal["observed", "attested"]

BY_PEOPLE: Mapping[str, PeopleSource] = {"observe": "observed", "attest": "attested"}


def said_by_people(call: ProbeCall | None) -> PeopleSource | None:
    """Where the answer to a question comes from that no machine is asked, or None."""
    return None if call is None else BY_PEOPLE.get(call.word)
