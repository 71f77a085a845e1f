"""The after-action report: rated by the rule, never better than was measured, blanks left open."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import docx
import pytest

from bcp.message import LANGUAGES, Language, Text
from drills.printed import aar, as_docx
from drills.printed.aar_ratings import objectives, rated_figure, rated_step
from drills.report.assembled import report_of
from drills.report.business_lines import CriterionLine
from drills.report.measured_lines import Figure
from drills.report.model import Report
from tests.printed.made import text_of
from tests.printed.test_writers import flat, words_in_html, words_in_word
from tests.report.made_up import recorded, rich


def report() -> Report:
    return report_of(recorded(rich()))


def figure(report: Report) -> Figure:
    """A target that was met, as machines measured it."""
    return next(
        each.rpo
        for each in report.recoveries
        if each.rpo is not None and each.rpo.verdict == "met" and each.rpo.source == "measured"
    )


def test_a_target_is_rated_by_its_verdict_and_never_when_it_was_only_pretended() -> None:
    met = figure(report())
    assert rated_figure(met, is_troubled=False) == "P"
    assert rated_figure(met, is_troubled=True) == "S"
    assert rated_figure(replace(met, verdict="within_error"), is_troubled=False) == "S"
    assert rated_figure(replace(met, verdict="missed"), is_troubled=False) == "M"
    never = replace(met, verdict="missed", actual_us=None)
    assert rated_figure(never, is_troubled=False) == "U"
    for source in ("injected", "assumed"):
        for verdict in ("met", "within_error", "missed"):
            unreal = replace(met, source=source, verdict=verdict)
            assert rated_figure(unreal, is_troubled=False) == ""
    assert rated_figure(replace(met, verdict="not_measured"), is_troubled=False) == ""


def test_a_step_is_rated_by_what_came_of_it() -> None:
    step = next(each for each in report().steps if each.id == "declare")
    assert step.source == "observed"
    line = CriterionLine("c", Text("宣言", "declare"), "declare", "held", "met", (), ())
    assert rated_step(line, step, is_troubled=False) == "P"
    assert rated_step(line, step, is_troubled=True) == "S"
    assert rated_step(replace(line, verdict="missed"), step, is_troubled=False) == "M"
    broken = replace(line, outcome="broken")
    assert rated_step(broken, step, is_troubled=False) == "U"
    assert rated_step(broken, replace(step, ending="partly"), is_troubled=False) == "M"
    assert rated_step(replace(line, outcome="skipped"), step, is_troubled=False) == ""
    assert rated_step(replace(line, outcome=None), step, is_troubled=False) == ""
    assert rated_step(line, replace(step, source="injected"), is_troubled=False) == ""
    assert rated_step(line, None, is_troubled=False) == ""


def test_every_target_is_an_objective_with_the_records_that_show_it() -> None:
    found = {each.what: each for each in objectives(report(), "en")}
    assert found["Groupware recovery time within 1 h"].rating == ""
    assert found["step [declare] within 5 s"].rating == "S"
    assert "stumbled" not in found["step [declare] within 5 s"].shown
    assert found["Disaster register (all) data lost within 1 working day(s)"].rating == "P"
    assert all(each.records for each in found.values() if each.rating)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_word_and_the_page_say_the_same_of_it(lang: Language) -> None:
    plain = replace(aar.document_of(report(), lang), caution="")
    assert flat(words_in_word(plain)).replace("≫", "") == flat(words_in_html(plain))


def test_it_has_the_parts_that_hseep_asks_for() -> None:
    file = docx.Document(io.BytesIO(as_docx.written(aar.document_of(report(), "en"))))
    parts = [each.text for each in file.paragraphs if each.style and each.style.name == "Heading 1"]
    assert parts == [
        "1. Exercise overview",
        "2. Executive summary",
        "3. Analysis by objective",
        "4. Strengths",
        "5. Areas for improvement",
        "Appendix A: Improvement plan",
        "Appendix B: Participants",
        "Appendix C: Event log",
        "Appendix D: Method",
    ]


def test_an_improvement_has_no_owner_and_no_date_that_nobody_gave() -> None:
    made = report()
    bare = replace(made, issues=tuple(replace(e, owner=None, due=None) for e in made.issues[:1]))
    blocks = aar.document_of(bare, "en").blocks
    plan = next(each for each in blocks if "Completion" in getattr(each, "heads", ()))
    first = text_of(plan.rows[0])  # type: ignore[union-attr]  # found by its heads
    assert first.count("〔to fill in") == 4
    assert re.search(r"\d{4}-\d\d-\d\d", first) is None


def test_the_same_record_gives_the_same_bytes() -> None:
    one, other = (as_docx.written(aar.document_of(report(), "ja")) for _ in range(2))
    assert one == other
