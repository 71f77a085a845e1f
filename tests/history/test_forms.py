"""History and trend in every form: they say the same, and nothing hostile acts in any of them."""

from __future__ import annotations

import csv
import io
import json
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import pytest

from bcp.durations import HOUR, MINUTE
from bcp.message import LANGUAGES, Language, Text
from drills.history import as_csv, as_html, as_json, as_text
from drills.history.coverage import Matters, coverage
from drills.history.index import rows
from drills.history.rows import DrillRow
from drills.history.trend import Trend, trend
from drills.history.years import History, history
from drills.report.layout import WIDTH, width_of
from tests.history.making import Held, days, hold, unlike
from tests.report.poison import POISON

FORMULA = '=HYPERLINK("http://127.0.0.1:9")'
HARMLESS = {
    *("html", "head", "meta", "title", "style", "body", "main", "section", "h1", "h2", "h3", "p"),
    *("span", "br", "div", "ul", "li", "table", "thead", "tbody", "tr", "th", "td", "details"),
    *("summary", "svg", "path", "line", "polyline", "text"),
}


@pytest.fixture(scope="module")
def drills(tmp_path_factory: pytest.TempPathFactory) -> tuple[DrillRow, ...]:
    """Three years of them, with everything that can be told."""
    runs = tmp_path_factory.mktemp("history") / "runs"
    plain = [
        Held(day, back=(("mail", (59 - number) * MINUTE), ("files", 20 * MINUTE)))
        for number, day in enumerate(days(2025, 24))
    ]
    other: dict[int, dict[str, object]] = {
        **{number: {"limit": 45 * MINUTE} for number in range(8, 24)},
        10: {"mode": "tabletop", "limit": 45 * MINUTE},
        11: {"finish": "aborted", "limit": 45 * MINUTE},
        12: {"finish": None, "limit": 45 * MINUTE},
        13: {"back": (("mail", -1),), "limit": 45 * MINUTE},
    }
    hold(runs, *(unlike(each, **other.get(number, {})) for number, each in enumerate(plain)))
    (runs / "20290101-000000-x").mkdir()
    (runs / "20290101-000000-x" / "journal.sqlite").write_bytes(b"junk" * 999)
    return rows(runs)


def past(drills: tuple[DrillRow, ...]) -> History:
    return history(drills, lambda _: True, None, 2026)


def course(drills: tuple[DrillRow, ...]) -> Trend:
    return trend(drills, lambda _, target: target.kind == "system")


def hostile(drills: tuple[DrillRow, ...], word: str) -> tuple[DrillRow, ...]:
    """The same, with every word that comes from outside replaced."""
    text = Text(word, word)
    return tuple(
        replace(
            each,
            place=word,
            run_id=word if each.run_id else "",
            scenario=word,
            title=text,
            organisation=word,
            hazard=word,
            zones=(word,),
            why=text if each.why else None,
            targets=tuple(
                replace(one, id=f"{word}{one.id}", name=text, start=word) for one in each.targets
            ),
        )
        for each in drills
    )


def written(drills: tuple[DrillRow, ...], lang: Language) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, told in (("history", past(drills)), ("trend", course(drills))):
        found[f"{name}.txt"] = as_text.written(told, lang, named=True)
        found[f"{name}.csv"] = as_csv.written(told, lang)
        found[f"{name}.html"] = as_html.written(told, lang)
        found[f"{name}.json"] = as_json.written(told, lang)
    return found


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_line_fits_a_terminal_of_80_columns(
    drills: tuple[DrillRow, ...], lang: Language
) -> None:
    for known in (drills, hostile(drills, POISON), hostile(drills, "長い名前" * 40)):
        texts = written(known, lang)
        for name in ("history.txt", "trend.txt"):
            assert [each for each in texts[name].split("\n") if width_of(each) > WIDTH] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nothing_hostile_acts_in_any_form(drills: tuple[DrillRow, ...], lang: Language) -> None:
    for name, text in written(hostile(drills, POISON), lang).items():
        text.encode()
        assert not re.search("[\x00-\x09\x0b-\x0c\x0e-\x1f\x7f-\x9f\u202e\u2066]", text), name
        if name.endswith(".html"):
            page = ET.fromstring(text)  # noqa: S314 (we wrote it ourselves)
            assert {each.tag for each in page.iter()} <= HARMLESS
            policy = next(each for each in page.iter("meta") if each.get("http-equiv"))
            assert (policy.get("content") or "").startswith("default-src 'none'; style-src 'sha256")
            attributes = {key for each in page.iter() for key in each.attrib}
            assert not {each for each in attributes if each.startswith("on") or each in "hrefsrc"}
        if name.endswith(".json"):
            json.loads(text)


def test_no_cell_is_a_formula_and_excel_knows_the_encoding(drills: tuple[DrillRow, ...]) -> None:
    for word in (FORMULA, "＝1+1", "@SUM(A1)", "-1+1", " =1"):
        for name, text in written(hostile(drills, word), "ja").items():
            if name.endswith(".csv"):
                assert text.startswith("\ufeff")
                table = list(csv.reader(io.StringIO(text[1:])))
                assert len({len(row) for row in table}) == 1
                began = [cell.lstrip()[:1] for row in table for cell in row if cell]
                assert not {"=", "＝", "@", "+"} & set(began)


def test_the_table_has_a_row_for_each_figure_and_each_drill_without_one(
    drills: tuple[DrillRow, ...],
) -> None:
    found = course(drills)
    lines = list(csv.reader(io.StringIO(as_csv.written(found, "ja")[1:])))[1:]
    assert len(lines) == sum(len(each.points) + len(each.left_out) for each in found.series)
    first = next(each for each in lines if each[2] == "mail")
    assert first[11:15] == ["3600.000", "3538.900", "3540.000", "3541.100"]


def test_the_text_tells_what_cuts_the_line_and_what_is_left_out(
    drills: tuple[DrillRow, ...],
) -> None:
    text = as_text.written(course(drills), "ja", named=True)
    assert "目標の時間が変わったため、これより前とは比べられません" in text
    for words in ("机上訓練", "中止した訓練", "終わっていない記録", "復旧せず", "信用できない記録"):
        assert words in text
    assert "傾向: 短縮" in text


def test_history_counts_by_fiscal_year_and_names_what_it_leaves_out(
    drills: tuple[DrillRow, ...],
) -> None:
    found = past(drills)
    years = {each.fiscal_year: (each.held, each.tabletop, each.cut_short) for each in found.years}
    # The drill that was not closed was held in neither.
    assert years == {2026: (11, 0, 0), 2025: (11, 1, 1)}
    assert (found.counted, found.tabletop, found.left_out) == (21, 1, 3)
    assert "20290101-000000-x" in as_text.written(found, "en", named=False)


def test_json_tells_instants_as_people_and_programs_read_them(
    drills: tuple[DrillRow, ...],
) -> None:
    told = json.loads(as_json.written(past(drills), "ja"))
    assert told["form"] == "bcp-drill-history-1"
    newest = told["drills"][0]
    assert newest["began"] == "2027-03-14T10:00:00.000000+09:00"
    assert newest["standing"] == "counted"


def test_coverage_tells_measured_from_pretended_and_from_never(tmp_path: Path) -> None:
    runs = tmp_path / "runs"
    hold(runs, Held("2026-05-14"), Held("2026-06-14", mode="tabletop", systems=("tax",), back=()))
    systems = [
        Matters(each, Text(each), "critical", "見本町") for each in ("mail", "files", "tax", "web")
    ]
    found = coverage(systems, rows(runs), 2026)
    assert [(each.id, each.covered) for each in found] == [
        ("mail", "measured"),
        ("files", "not_lost"),
        ("tax", "pretended"),
        ("web", "never"),
    ]
    assert {each.covered for each in coverage(systems, rows(runs), 2025)} == {"never"}


def test_a_narrow_error_is_not_drawn_wide(tmp_path: Path) -> None:
    runs = tmp_path / "runs"
    hold(runs, Held("2026-05-14", back=(("mail", 30 * MINUTE),), limit=HOUR))
    text = as_text.written(course(rows(runs)), "ja", named=True)
    assert "#" * 18 + " " in text
    assert "#-" not in text
