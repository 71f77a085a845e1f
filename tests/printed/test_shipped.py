"""Whatever comes along can be printed: every plan, and the forms of every scenario."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from bcp.business_days import Calendar
from bcp.load import LoadedPlan, load_plan
from bcp.message import LANGUAGES, Language
from drills.core.brief import Brief
from drills.core.prepare import Circumstances, prepared
from drills.printed import as_html
from drills.printed.document import Slip
from drills.printed.forms import FORMS, document_of
from drills.printed.matter import Matter
from drills.printed.wording import Wording
from drills.probes import catalogue
from scenarios.load import load_scenario
from scenarios.model import MODES, Inject
from tests.library.shelf import OnShelf, all_scenarios, plans
from tests.printed.made import text_of

OF_PLAN = [word for word, form in FORMS.items() if not form.of_drill]
OF_DRILL = [word for word, form in FORMS.items() if form.of_drill]


@cache
def loaded(plan: Path) -> LoadedPlan:
    return load_plan(plan, catalogue())


def brief(on_shelf: OnShelf) -> Brief:
    """The drill as it may act most, as the command prints it."""
    plan = loaded(on_shelf.plan)
    scenario = load_scenario(on_shelf.scenario, plan, catalogue()).scenario
    around = Circumstances(
        run_id="-",
        mode=max(scenario.modes, key=MODES.index),
        calendar=Calendar(),
        wall_ns=0,
        today="2026-10-01",
        operator="-",
        tool="-",
    )
    return prepared(plan.plan, scenario, around)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("plan", plans(), ids=lambda path: path.name)
def test_every_form_of_every_plan_that_comes_along_can_be_printed(
    plan: Path, lang: Language
) -> None:
    matter = Matter(Wording(loaded(plan).plan, lang), "-")
    made = {word: document_of(word, matter) for word in OF_PLAN}
    assert made["plan"] is not None
    for document in made.values():
        if document is not None:
            assert "None" not in text_of(document.blocks)
            assert as_html.written(document)


@pytest.mark.parametrize("on_shelf", all_scenarios(), ids=lambda each: each.scenario.stem)
def test_the_forms_of_every_scenario_can_be_printed_with_a_slip_for_each_situation(
    on_shelf: OnShelf,
) -> None:
    drill = brief(on_shelf)
    given = [each for each in drill.scenario.steps if isinstance(each.do, Inject)]
    for lang in LANGUAGES:
        matter = Matter(Wording(drill.plan, lang), "-", drill)
        made = {word: document_of(word, matter) for word in OF_DRILL}
        for document in made.values():
            assert document is None or as_html.written(document)
        slips = made["injects"]
        found = [each for each in slips.blocks if isinstance(each, Slip)] if slips else []
        assert len(found) == len(given)
        # Nobody shows a slip that says what is pretended, or which step comes next.
        assert "［" not in text_of(tuple(found))
        # Nor what the drill is called: that may be what players have to find out.
        assert slips is None or matter.wording.said(drill.scenario.title) not in text_of(slips)
        course = text_of(made["timeline"])
        assert [each.id for each in drill.scenario.steps if f"{each.id}" not in course] == []
