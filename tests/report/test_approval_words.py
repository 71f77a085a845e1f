"""An approval that one person gave twice, or gave beforehand, looks so wherever it is shown."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bcp.durations import SECOND
from bcp.message import LANGUAGES, Language, render
from drills.core import events as e
from drills.core.machine import evolve
from drills.core.orders import Approve
from drills.core.signed import Signature, SignedApproval
from drills.report import as_text
from drills.report.approval_words import remarks
from drills.report.assembled import report_of
from drills.report.line import line_of, live_lines
from drills.report.turns import turn_of
from scenarios.model import Approval, Safety
from tests.core import making as m
from tests.core.simulation import Simulation, World
from tests.report.made_up import recorded
from tui.present.asking import approve_asked
from tui.present.steps import step_detail

CHIEF = "総務課長 訓練花子"
KEY = "SHA256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU"
SIGNED = Signature("2026-11-20", "2026-12-31", KEY)


def night() -> Simulation:
    """The owner signed beforehand; then Yamada approves for two roles."""
    brief = m.brief(
        m.run("cut"), safety=Safety(approvals=(Approval("cut", ("owner", "lead", "it"), (CHIEF,)),))
    )
    signed = SignedApproval("cut", "owner", "所管課長", SIGNED)
    simulation = Simulation(World()).begin(replace(brief, signed=(signed,)))
    simulation.run(until=SECOND)
    simulation.order(Approve("cut", "lead", "山田"))
    simulation.order(Approve("cut", "it", "山　田"))
    return simulation


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("ja", ["事前承認: 2026-11-20 署名、2026-12-31 まで有効、鍵 " + KEY]),
        ("en", ["signed beforehand: on 2026-11-20, good until 2026-12-31, key " + KEY]),
    ],
)
def test_one_signed_beforehand_tells_its_days_and_its_key(lang: Language, said: list[str]) -> None:
    run = night()
    signed = run.of(e.Approved)[0]
    assert [render(each, lang) for each in remarks(run.drill, signed)] == said
    assert said[0] in (line_of(signed, run.drill, lang) or "")


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("ja", "兼務: 山　田さんはleadとしても承認"),
        ("en", "one person, two roles: 山　田 approved as lead, too"),
    ],
)
def test_one_person_in_two_roles_is_told_on_the_line_and_the_board(
    lang: Language, said: str
) -> None:
    run = night()
    _, first, second = run.of(e.Approved)
    assert remarks(run.drill, first) == ()
    assert said in (line_of(second, run.drill, lang) or "")
    assert said in step_detail(run.drill, "cut", lang)


def test_a_note_stands_before_the_remark() -> None:
    run = night()
    noted = replace(run.of(e.Approved)[-1], note="電話で")
    assert line_of(noted, run.drill, "ja") == (
        "T+00:01 承認［cut］（it）（電話で）（兼務: 山　田さんはleadとしても承認）　担当: 山　田"
    )


def test_who_must_approve_in_person_is_told_how_to() -> None:
    run = night()
    turn = turn_of(run.drill, "cut")
    assert turn is not None
    assert [each.command for each in turn.hints] == [
        f'bcp-drill order last approve cut "{CHIEF}" --operator "{CHIEF}"'
    ]
    last = run.of(e.Approved)[-1]
    assert any(CHIEF in each for each in live_lines(last, run.drill, "ja", 80)[1:])


def test_the_dialog_knows_who_asked_and_who_must_speak_in_person() -> None:
    asked = approve_asked(night().drill, "cut")
    assert (asked.requester, asked.persons) == ("op", frozenset({CHIEF}))
    assert [each.id for each in asked.roles] == [CHIEF]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_detail_of_a_step_says_who_refused(lang: Language) -> None:
    run = night()
    refused = e.Approved(2 * SECOND, "cut", CHIEF, CHIEF, granted=False)
    detail = step_detail(evolve(run.drill, refused), "cut", lang)
    assert {"ja": "却下: 総務課長 訓練花子", "en": "refused by 総務課長 訓練花子"}[lang] in detail


def test_the_report_lists_every_approval_with_what_is_remarkable_about_it() -> None:
    run = night()
    run.order(Approve("cut", CHIEF, CHIEF, granted=False, note="本日は窓口混雑"))
    run.run()
    report = report_of(recorded(run.events))
    signed, lead, it, chief = report.approvals
    assert (signed.signed, lead.also, it.also) == (SIGNED, (), ("lead",))
    assert (chief.granted, chief.note) == (False, "本日は窓口混雑")
    plain = "".join(as_text.written(report, "ja").split())
    for words in ("事前承認:2026-11-20署名", "兼務:", "本日は窓口混雑", "却下"):
        assert words in plain
    (cut,) = report.steps
    assert (cut.ending, cut.outcome) == ("refused", "skipped")
