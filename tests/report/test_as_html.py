"""The page: it says what the report holds, stands by itself, and nothing in it acts."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import replace
from typing import get_args

import pytest

from bcp.durations import SECOND
from bcp.message import LANGUAGES, Language, Message, render
from drills.core import events as e
from drills.core.measure import Verdict
from drills.core.overall import Overall
from drills.journal.verify import Verification
from drills.report import as_html
from drills.report.assembled import report_of
from drills.report.layout import harmless
from drills.report.model import Report
from drills.report.sections import SECTIONS
from drills.report.target_rows import target_rows
from drills.report.text_block import Table
from drills.report.words import OVERALL, VERDICT
from tests.report.made_up import cut_off, recorded, rich, simple
from tests.report.poison import POISON, as_shown, poisoned
from tests.report.renew_golden import GOLDEN

# All that the page is made of; none of these loads, sends or runs anything.
HARMLESS_ELEMENTS = {
    *("html", "head", "meta", "title", "style", "body", "main", "header", "section", "nav"),
    *("h1", "h2", "h3", "p", "span", "a", "br", "pre", "div", "ul", "ol", "li", "dl", "dt", "dd"),
    *("table", "thead", "tbody", "tr", "th", "td"),
    *("svg", "defs", "pattern", "g", "rect", "circle", "line", "text"),
}
S = SECOND


def report(events: tuple[e.Event, ...] = rich()) -> Report:
    return report_of(recorded(events))


def page(of: Report, lang: Language = "ja") -> ET.Element:
    return ET.fromstring(as_html.written(of, lang))  # noqa: S314 (we wrote it ourselves)


def flat(element: ET.Element) -> str:
    return " ".join("".join(element.itertext()).split())


def lines_of(text: str) -> Iterator[str]:
    return (" ".join(harmless(line).split()) for line in text.split("\n"))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_rich_journal_gives_the_whole_page_in_both_languages(lang: Language) -> None:
    # To renew: python -m tests.report.renew_golden
    golden = (GOLDEN / f"rich.{lang}.html").read_text(encoding="utf-8")
    assert as_html.written(report(), lang) == golden


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_says_whatever_the_text_says(lang: Language) -> None:
    shown = flat(page(report(), lang))
    for section in SECTIONS:
        block = section(report(), lang)
        said = [cell for row in block.rows for cell in row] if isinstance(block, Table) else []
        said += [] if isinstance(block, Table) else block.items
        assert [line for each in said for line in lines_of(each) if line not in shown] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_figure_stands_there_with_its_formula_and_its_records(lang: Language) -> None:
    shown = flat(page(report(), lang))
    for row in target_rows(report(), lang):
        words = (row.name, row.about, row.limit, row.actual, row.difference, row.verdict)
        notes = (note[1:] for note in row.notes)  # the page begins each with a capital letter
        for said in (*words, row.source, *notes, render(row.figure.formula, lang)):
            assert all(line in shown for line in lines_of(said))
        assert " ".join(map(str, row.figure.records)) in shown


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("verdict", get_args(Verdict))
def test_every_verdict_has_its_word_and_its_mark(verdict: Verdict, lang: Language) -> None:
    line = report().recoveries[0]
    told = replace(report(), recoveries=(replace(line, rto=replace(line.rto, verdict=verdict)),))
    shown = page(told, lang).find(".//table[@class='targets']//td[@class='verdict']")
    assert shown is not None
    mark, words = shown[0].text, flat(shown)
    assert mark in {"○", "×", "△", "－", "・"}
    assert words == f"{mark} {render(VERDICT[verdict](), lang)}"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("overall", Overall)
def test_every_result_has_its_word_and_a_sentence(overall: Overall, lang: Language) -> None:
    whole = report()
    told = replace(whole, summary=replace(whole.summary, overall=overall))
    found = page(told, lang).findall(".//section[@aria-label]/div[@class='told']/p")
    assert flat(found[0]).endswith(render(OVERALL[overall](), lang))
    assert flat(found[1])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_page_says_its_language_and_asks_for_nothing(lang: Language) -> None:
    written = as_html.written(report(), lang)
    root = page(report(), lang)
    assert written.startswith("<!DOCTYPE html>\n")
    assert root.get("lang") == lang
    assert {each.tag for each in root.iter()} <= HARMLESS_ELEMENTS
    assert all(each.get("href", "#").startswith("#") for each in root.iter())
    assert re.findall(r"//[\w.]|url\((?!#)|@import|src=", written) == []


def test_every_link_of_the_page_leads_to_a_place_in_it() -> None:
    root = page(report())
    places = [each.get("id") for each in root.iter() if each.get("id")]
    links = {each.get("href", "") for each in root.iter("a")}
    assert len(places) == len(set(places))
    assert {link.removeprefix("#") for link in links} <= set(places)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_hostile_words_are_shown_and_do_nothing(lang: Language) -> None:
    root = page(poisoned(report()), lang)
    assert {each.tag for each in root.iter()} <= HARMLESS_ELEMENTS
    names = {name for each in root.iter() for name in each.attrib}
    assert not any(name.startswith("on") or name in ("src", "style") for name in names)
    assert all(each.get("href", "#").startswith("#") for each in root.iter())
    facts = ["".join(each.itertext()) for each in root.iter("dd")]
    assert facts.count(as_shown(POISON)) == 6
    assert ["".join(each.itertext()) for each in root.iter("pre")] == [as_shown_lines(POISON)]


def as_shown_lines(text: str) -> str:
    return "\n".join(harmless(line) for line in text.split("\n"))


def test_hostile_words_cannot_leave_the_style_of_the_margins() -> None:
    title = "\"}</style>*{background:url('//127.0.0.1:9/')}\\"
    style = page(poisoned(report(), title)).findtext(".//style", "")
    assert 'content:"\\000022\\00007d\\00003c\\00002fstyle' in style
    assert "127.0.0.1" not in style
    assert style.isascii()


def test_a_line_to_type_stands_there_as_it_is_to_be_typed() -> None:
    typed = [each.text for each in page(report()).iter("pre")]
    assert typed == ["sudo drill-unwipe --table register"]


def test_what_was_not_measured_has_a_bar_without_any_length() -> None:
    ended = (e.DrillEnded(S, "completed"),)
    bars = page(report(simple(*ended))).findall(".//svg[@class='bar']")
    drawn = {rect.get("class") for bar in bars for rect in bar.findall("rect")}
    assert drawn == {"track blank"}


def test_a_drill_cut_off_and_a_damaged_record_are_stamped() -> None:
    found = Verification(3, 4, Message("journal.edited"), False, "00")
    stamps = page(report_of(recorded(cut_off()), found)).findall(".//p[@class='stamp']")
    assert ["記録に異常" in flat(stamps[0]), "未完了" in flat(stamps[1])] == [True, True]


def test_a_record_of_one_event_makes_a_page() -> None:
    for lang in LANGUAGES:
        assert page(report(simple()[:1]), lang).findtext(".//h1")


def test_the_same_journal_gives_the_same_page() -> None:
    assert as_html.written(report(), "en") == as_html.written(report(), "en")
