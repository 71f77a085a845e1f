"""A town whose programme has every kind of date, and its fiscal year 2027."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from bcp.load import load_plan
from bcp.message import Language, Phrase, Text
from bcp.model import Plan
from drills import probes
from drills.printed.wording import Wording
from drills.readiness.due import DueLine
from drills.year.folding import year_of
from drills.year.gathering import matter_of
from drills.year.model import Year

TODAY = date(2027, 3, 20)
TOWN = Path(__file__).with_name("town")
CHECK = Phrase("year_made.check", ja="定期点検", en="inspection")
DO = Phrase("year_made.do", ja="点検する", en="inspect it")
UPS = DueLine(
    "inspection", "ups", Text("UPS", "UPS"), date(2027, 6, 30), 102, CHECK(), DO(), Text("管財課")
)


def plan() -> Plan:
    """The town's plan, read as a person wrote it."""
    return load_plan(TOWN, probes.catalogue()).plan


def year(lang: Language = "ja", of: Plan | None = None) -> Year:
    """Its fiscal year 2027."""
    wording = Wording(of or plan(), lang)
    return year_of(matter_of(wording, 2027, TODAY, (UPS,), {}), wording)
