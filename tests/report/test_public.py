"""The public edition: nothing that nobody allowed comes through, in any form."""

from __future__ import annotations

import io
import typing
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

import pytest

from bcp.message import LANGUAGES, Message, Text
from drills import writers
from drills.core import events as e
from drills.core.small_departments import FEWEST
from drills.report import page_around, page_issues
from drills.report.assembled import report_of
from drills.report.business_lines import BusinessLine
from drills.report.call_lines import CallOutLine
from drills.report.measured_lines import When
from drills.report.model import Report
from drills.report.public import emptied, public_edition, says_only_numbers
from drills.report.public_rules import RULES
from drills.report.words import AS_WRITTEN
from tests.core.municipalities_made import one_terminal, together, two_zones
from tests.journal import bundles
from tests.report import made_up

CANARY = "カナリア花子canary"


def rich() -> Report:
    return report_of(made_up.recorded(made_up.rich()))


def inside(hint: Any) -> Iterator[type]:
    """The classes of the model that an annotation names."""
    if is_dataclass(hint) and isinstance(hint, type):
        yield hint
    for each in typing.get_args(hint):
        yield from inside(each)


def reachable() -> set[type]:
    """Every class of the model that stands in a field which is not dropped whole."""
    found: set[type] = set()
    waiting: list[type] = [Report]
    while waiting:
        cls = waiting.pop()
        if cls in found or cls in (Text, Message):
            continue
        found.add(cls)
        hints = typing.get_type_hints(cls)
        for name, rule in RULES.get(cls, {}).items():
            if rule == "keep":
                waiting.extend(inside(hints[name]))
    return found


def test_every_field_of_the_model_has_a_rule() -> None:
    without = {
        f"{cls.__name__}.{each.name}"
        for cls in reachable()
        for each in fields(cls)
        if each.name not in RULES.get(cls, {})
    }
    assert without == set()


def test_no_rule_names_a_field_that_there_is_not() -> None:
    gone = {
        f"{cls.__name__}.{name}"
        for cls, rules in RULES.items()
        for name in rules
        if name not in {each.name for each in fields(cls)}
    }
    assert gone == set()


def test_every_dropped_field_has_an_empty_value() -> None:
    for cls, rules in RULES.items():
        for name, rule in rules.items():
            if rule == "drop":
                found = emptied(cls, name)
                assert not found or found == Text() or isinstance(found, Message)


def test_no_author_s_text_is_simply_kept() -> None:
    """What is kept as it is, is a number or a word of the program, or has rules of its own."""
    own_words = {
        ("Header", "iso"),
        ("When", "iso"),
        ("JournalState", "head"),
        ("SplitLine", "part"),
    }
    own_words |= {("Grading", "grade"), ("Grading", "scale"), ("Grading", "uncapped")}
    own_words |= {("GradeLine", "grade"), ("GradeMeaning", "grade")}
    loose = {
        (cls.__name__, name)
        for cls, rules in RULES.items()
        for name, rule in rules.items()
        if rule == "keep" and typing.get_type_hints(cls)[name] in (str, str | None, Text, Message)
    }
    assert loose <= own_words


def planted(value: Any, hint: Any = None) -> Any:
    """The same value with the canary in every text in which words from outside may stand."""
    if isinstance(value, tuple):
        return tuple(planted(each) for each in value)
    if isinstance(value, Text):
        return Text(CANARY, CANARY)
    if isinstance(value, Message):
        return Message(value.code, {**value.params, "canary": CANARY}) if hint else _said()
    if isinstance(value, Mapping):
        return {CANARY: CANARY} if all(isinstance(each, str) for each in value.values()) else value
    if not is_dataclass(value) or isinstance(value, type | When):
        return value
    hints = typing.get_type_hints(type(value))
    kept = {name for name, rule in RULES.get(type(value), {}).items() if rule in ("public", "keep")}
    changes = {}
    for each in fields(value):
        own = getattr(value, each.name)
        is_public = RULES.get(type(value), {}).get(each.name) == "public"
        loose = isinstance(own, str) and hints[each.name] in (str, str | None)
        if loose and each.name not in kept:
            changes[each.name] = CANARY
        elif not is_public and not isinstance(own, str):
            changes[each.name] = planted(own)
    return replace(value, **changes)


def _said() -> Message:
    return AS_WRITTEN(word=CANARY)


def texts(value: Any) -> Iterator[str]:
    """Every text in a value, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for name, each in value.items():
            yield from (*texts(name), *texts(each))
    elif isinstance(value, tuple | list | frozenset):
        for each in value:
            yield from texts(each)
    elif isinstance(value, Message):
        yield from texts(value.params)
    elif is_dataclass(value) and not isinstance(value, type):
        for each in fields(value):
            yield from texts(getattr(value, each.name))


def written(report: Report) -> Iterator[tuple[str, str]]:
    """The report in every form whose text can be read back, in both languages."""
    # Letters of a PDF are numbers of a font's shapes; it is made of the page, which is tried.
    for form in (each for each in writers.names() if each != "pdf"):
        for lang in LANGUAGES:
            raw = writers.writer(form).written(report, lang)
            if zipfile.is_zipfile(io.BytesIO(raw)):
                with zipfile.ZipFile(io.BytesIO(raw)) as members:
                    raw = b"\n".join(members.read(name) for name in members.namelist())
            yield form, raw.decode("utf-8", "ignore")


def test_what_is_planted_in_every_field_is_found_in_no_value_and_no_form() -> None:
    full = planted(rich())
    assert any(CANARY in each for each in texts(full))
    found = public_edition(full)
    assert [each for each in texts(found) if CANARY in each] == []
    for form, text in written(found):
        assert CANARY not in text, form
        assert "canary" not in text, form


def test_of_a_whole_journal_no_person_address_or_answer_is_left() -> None:
    told = bundles.telling()
    found = public_edition(report_of(made_up.recorded(told)))
    secrets = [*bundles.ADDRESSES, *bundles.PEOPLE, bundles.SAID, "ICT部門責任者", "放送で宣言"]
    secrets += ["192.0.2.7", "drill-wipe", "quake-at-night", "報道機関", "被災者台帳"]
    for form, text in written(found):
        for each in secrets:
            assert each not in text, (form, each)


def test_the_result_the_targets_and_the_marks_stay() -> None:
    full = rich()
    found = public_edition(full)
    assert found.summary.overall == full.summary.overall
    assert found.summary.tally == full.summary.tally
    ours = [(each.rto.verdict, each.rto.actual_us) for each in found.recoveries]
    assert ours == [(each.rto.verdict, each.rto.actual_us) for each in full.recoveries]
    names = [each.name.ja for each in found.recoveries]
    assert names[:3] == ["システム1（段階1）", "システム1（段階2）", "システム2"]
    for form, text in written(found):
        assert "取扱注意" not in text, form
        assert "Confidential" not in text, form
        if form in ("text", "html", "md", "docx", "xlsx"):
            assert "公開用" in text or "Public edition" in text, form


def test_the_order_of_the_plan_does_not_tell_which_system_is_which() -> None:
    full = rich()
    levels = [each for each in full.recoveries if each.level is not None]
    others = [each for each in full.recoveries if each.level is None]
    turned = replace(
        full,
        recoveries=(*reversed(others), *levels),
        goals=full.goals[::-1],
        grading=replace(full.grading, lines=full.grading.lines[3:][::-1] + full.grading.lines[:3]),
    )
    assert public_edition(turned) == public_edition(full)


def test_what_is_left_out_is_never_said_not_to_exist() -> None:
    found = public_edition(rich())
    for form, text in written(found):
        for each in (page_issues.NO_ISSUES, page_around.NO_UPCOMING):
            assert each.ja not in text, form
            assert form == "docx" or each.en not in text, form


def test_a_cap_on_the_grade_is_told_without_naming_the_system() -> None:
    full = rich()
    grading = replace(full.grading, why=_said(), capped=(_said(),))
    found = public_edition(replace(full, grading=grading))
    assert [each.code for each in found.grading.capped] == ["public.capped"]
    assert found.grading.why.code == "public.why"
    assert found.grading.grade == full.grading.grade


def test_two_businesses_stay_two_without_their_ids() -> None:
    (figure,) = (rich().goals[0].figure,)
    lines = [
        BusinessLine(each, Text(each), "resumed", CANARY, Text(CANARY), None, figure)
        for each in ("税", "戸籍")
    ]
    found = public_edition(replace(rich(), businesses=tuple(lines)))
    text = writers.writer("md").written(found, "ja").decode()
    assert [each.name.ja for each in found.businesses] == ["税", "戸籍"]
    assert "税: " in text
    assert "戸籍: " in text
    assert CANARY not in text


def test_several_municipalities_together_have_a_public_edition_without_their_people() -> None:
    events = together(*two_zones(), one_terminal())
    found = public_edition(report_of(made_up.recorded(events)))
    said = "\n".join(texts(found))
    for each in ("町長", "op-office", "files", "declare"):
        assert each not in said, each


def call_out(people: int, reached: int) -> CallOutLine:
    (zero,) = (rich().header.began,)
    return CallOutLine(
        *("call", people, reached, 100 * reached / people, 90.0, True, 0, 0, 0, zero, (), ()),
    )


@pytest.mark.parametrize(
    ("people", "reached", "says"),
    [(40, 39, "95以上"), (40, 40, "100"), (40, 1, "5以下"), (40, 21, "50"), (FEWEST - 1, 2, None)],
)
def test_no_number_of_people_shows_one_person(people: int, reached: int, says: str | None) -> None:
    full = replace(rich(), call_outs=(call_out(people, reached),))
    found = public_edition(full).public
    assert found is not None
    said = [writers.writer("text").written(public_edition(full), "ja").decode()]
    assert len(found.reached) == (says is not None)
    assert says is None or f"{people}人のうち{says}%" in said[0]


def test_a_message_of_numbers_only_is_told_from_one_that_names_something() -> None:
    assert says_only_numbers(AS_WRITTEN(word=Message("a", {"count": 3})))
    assert not says_only_numbers(AS_WRITTEN(word=Message("a", {"name": "x"})))


def test_a_drill_of_which_nothing_is_known_has_a_public_edition_too() -> None:
    cut = public_edition(report_of(made_up.recorded(made_up.simple(e.Paused(1, "佐藤", "")))))
    assert "佐藤" not in "".join(texts(cut))
