"""The call list of the library, held with nobody attending, beside a real mail server."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from drills.cli.exit_codes import ExitCode
from tests.library.shelf import LIBRARY
from tests.sending.test_link import CONTACTS, PAGE, STAFF, link_in
from tests.sending.town import PLAN, RUN, Town, town

ROLES = """
roles:
  - {id: lead, name: 責任者, holder: hanako}
  - {id: liaison, name: 連絡班, holder: taro}
vendors:
  - {id: maker, name: 保守事業者, contact: kanri}
"""
SCENARIO = (LIBRARY / "telework/scenarios/call-list.yaml").read_text("utf-8")
ALONE = (*RUN, "--unattended", "--yes")


def _sooner(answering: str) -> str:
    """The scenario with deadlines that a test can wait for."""
    text = SCENARIO.replace("scenario: call-list", "scenario: write")
    first, rest = text.split("within: 30m\n", 1)
    return f"{first}within: {answering}\n" + rest.replace(
        "    within: 30m\n", "    within: 2s\n", 99
    )


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    folder = tmp_path_factory.mktemp("town")
    made = town(folder, plan=PLAN + PAGE + ROLES, contacts=CONTACTS, scenario=_sooner("60s"))
    with made as running:
        (folder / "plan/people/staff.csv").write_text(STAFF, "utf-8")
        yield running


def _answer(here: Town, who: str) -> None:
    own = link_in(here, f"{who}@city.example")
    page = here.inside.run(f"curl -sS {own}")
    code = re.search(r'name="code" value="([^"]+)"', page)
    assert code
    form = f"--data-urlencode code={code[1]} -d lang=ja -d go=all"
    thanks = here.inside.run(f"curl -sS -D - http://127.0.0.1:8443/ {form}")
    assert thanks.startswith("HTTP/1.1 200"), thanks


def test_everybody_who_answers_by_the_link_in_the_mail_is_reached_with_nobody_attending(
    here: Town,
) -> None:
    here.begin(*ALONE, "--send", "real")
    mails = here.arrived(4)
    assert all(each["Subject"].startswith("【訓練】") for each in mails)
    for who in ("hanako", "taro"):
        _answer(here, who)
    here.until("[ -s /run/ended ]")
    assert here.inside.run("cat /run/ended").strip() == str(ExitCode.PASSED)
    steps = {each["id"]: each["outcome"] for each in here.report()["steps"]}
    assert {steps[each] for each in ("here", "tell", "tell-desks")} == {"held"}
    # Nobody was there to look; it fails no drill, and is not taken for seen.
    assert steps["kept-private"] == "unknown"


def test_a_wrong_address_and_silence_turn_the_verdict_and_are_named(here: Town) -> None:
    contacts = here.folder / "plan/people/contacts.yaml"
    contacts.write_text(CONTACTS.replace("taro@city", "taro@elsewhere"), "utf-8")
    script = here.folder / "plan/scenarios/write.yaml"
    script.write_text(_sooner("3s"), "utf-8")
    code, said = here.drill(*ALONE, "--send", "real")
    assert code == ExitCode.STEP_FAILED, said
    told = here.report()
    steps = {each["id"]: each["outcome"] for each in told["steps"]}
    assert (steps["here"], steps["tell"], steps["tell-desks"]) == ("broken", "broken", "held")
    (unsent,) = told["unsent"]
    assert (unsent["person"], unsent["stage"]) == ("taro", "failed")
