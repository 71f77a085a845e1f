"""Whatever happened in a drill, and wherever its record ends, it can be reported."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wcwidth import wcswidth

from bcp.message import LANGUAGES
from drills.core.brief import Brief
from drills.report import as_html, as_json, as_text
from drills.report.assembled import report_of
from tests.core.simulation import World
from tests.core.test_whole_drills import drills, run_to_the_end
from tests.report.made_up import recorded


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(drills(), st.data())
def test_any_drill_can_be_reported_from_any_beginning_of_its_journal(
    drill: tuple[Brief, World], cut: st.DataObject
) -> None:
    events = run_to_the_end(*drill).events
    length = cut.draw(st.integers(1, len(events)), label="records kept")
    report = report_of(recorded(events[:length]))
    for lang in LANGUAGES:
        assert as_json.written(report, lang)
        assert ET.fromstring(as_html.written(report, lang)).get("lang") == lang  # noqa: S314
        assert all(wcswidth(line) <= 80 for line in as_text.written(report, lang).splitlines())
    if report.split is not None:
        assert sum(each.us for each in report.split.parts) == report.split.us
    for line in report.recoveries:
        assert (line.rto.actual_us is None) == (line.rto.low_us is None)
        assert line.rto.actual_us is None or line.rto.records
