"""What a run saw of a certificate: on which day it ends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class CertificateSeen:
    """The certificate behind something of the plan, as a run measured it.

    `of` is the id of a system, a link or a way of telework; `until` the day on which it ends, to
    the day, `seen_on` the day of the reading and `run` the record that holds it.
    """

    of: str
    until: date
    seen_on: date
    run: str
