"""Markdown for a wiki, as GitHub reads it (GFM 0.29): headings, lists and tables, and no HTML.

Words from outside cannot act in it. What could become a link, a picture, a mention of somebody or
a number that points elsewhere stands as code; every other mark of the language is escaped. HTML and
the braces of page generators are written as character references, which no reader runs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bcp.message import Language, Phrase, render
from drills.report import html_words
from drills.report.actions import once_each
from drills.report.contents import contents, first_page, title_of
from drills.report.html_head import head_of
from drills.report.layout import harmless
from drills.report.model import Report
from drills.report.page_grade import GRADE_LINE
from drills.report.text_block import Block, Points, Table
from drills.report.text_record import BY_HAND, NOT_YET, by_hand_said

ABOUT = Phrase("form_md.about", ja="Wiki・Markdown", en="wiki, Markdown")
ENDINGS = (".md", ".markdown")

# An address of mail, of the web or of a person, an issue or a commit, a picture, a face.
_POINTS_ELSEWHERE = re.compile(
    r"@[\w-]|://|www\.|mailto:|#\d|\bGH-\d|:[a-z+-][a-z0-9_+-]*:|!\[|\]\(|\]\[|"
    r"\b(?=[a-f]*\d)[0-9a-f]{7,}\b",
    re.IGNORECASE,
)
# These stand for themselves in no code: it has no escapes, and tables cut at a bar even there.
_RUNS = re.compile(r"[^\s{}`|\\]+")
_MARKS = re.compile(r"[\\`*_\[\]|~#!$^]")
_REFERENCES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "{": "&#123;", "}": "&#125;"}
# What would begin a list or a rule where it is the first on its line.
_BEGINS = re.compile(r"^(?:([-+=])(?=[-+=\s]|$)|(\d+)([.)])(?=\s|$))")


def written(report: Report, lang: Language) -> bytes:
    """The first page, then every section, in UTF-8 with a line feed at its end."""
    paragraphs = [*_first(report, lang), *_to_type(report, lang)]
    paragraphs += ["\n".join(block_lines(each, lang)) for each in first_page(report, lang)]
    paragraphs += ["\n".join(block_lines(each, lang)) for each in contents(report, lang)]
    return ("\n\n".join(paragraphs) + "\n").encode()


def plain(words: str) -> str:
    """Words on a line of their own, of which nothing acts and nothing is lost."""
    return _BEGINS.sub(_not_begun, _inline(words))


def _inline(words: str) -> str:
    line = " / ".join(harmless(each) for each in words.split("\n")).strip()
    said, at = "", 0
    for run in _RUNS.finditer(line):
        said += _escaped(line[at : run.start()])
        said += f"`{run[0]}`" if _POINTS_ELSEWHERE.search(run[0]) else _escaped(run[0])
        at = run.end()
    return said + _escaped(line[at:])


def _escaped(words: str) -> str:
    marked = _MARKS.sub(r"\\\g<0>", words)
    return "".join(_REFERENCES.get(each, each) for each in marked)


def _not_begun(found: re.Match[str]) -> str:
    mark, number, behind = found.groups()
    return f"\\{mark}" if mark else f"{number}\\{behind}"


def _first(report: Report, lang: Language) -> Iterator[str]:
    """What drill it was, what must be known before it is believed, and the result in a word."""
    head = head_of(report, lang)
    yield f"# {plain(head.title)}"
    if head.stamps:
        yield "\n".join(f"> **{plain(each)}**  " for each in head.stamps).rstrip()
    word = render(html_words.RESULT(), lang)
    yield f"**{plain(render(GRADE_LINE(grade=report.grading.grade), lang))}**"
    yield f"**{word}: {head.mark} {plain(head.result)}**"
    yield plain(" ".join(filter(None, (head.sentence, head.reason))))
    facts = [f"- {plain(each.label)}: {plain(each.value)}" for each in head.facts]
    yield "\n".join([*facts, f"- {plain(head.handle)}"])


def _to_type(report: Report, lang: Language) -> Iterator[str]:
    """The lines that somebody still has to type on servers: whole, to be copied."""
    lines = once_each(report.by_hand)
    if not lines:
        return
    yield _heading(BY_HAND if report.journal.closed else NOT_YET, lang)
    for each in lines:
        fence = "`" * max(3, 1 + max(map(len, re.findall("`+", each.line)), default=0))
        yield plain(render(by_hand_said(each), lang))
        yield f"{fence}text\n{harmless(each.line)}\n{fence}"


def block_lines(block: Block, lang: Language) -> Iterator[str]:
    """A section: its heading, and its table or list."""
    yield _heading(block.heading, lang)
    yield ""
    if isinstance(block, Points):
        yield from (f"- {plain(each)}" for each in block.items)
        return
    yield from _table(block, lang)
    if block.notes:
        yield ""
        yield from (f"- {plain(each)}" for each in block.notes)


def _heading(phrase: Phrase, lang: Language) -> str:
    return f"## {plain(title_of(phrase, lang))}"


def _table(table: Table, lang: Language) -> Iterator[str]:
    heads = [render(each.head(), lang) for each in table.columns]
    has_records = any(table.records)
    if has_records:
        heads.append(render(html_words.RECORDS(), lang))
    yield _row(heads)
    yield "|" + " --- |" * len(heads)
    for number, cells in enumerate(table.rows):
        numbers = [", ".join(map(str, table.records[number]))] if has_records else []
        striking = bool(table.striking) and table.striking[number]
        yield _row([*cells, *numbers], striking=striking)


def _row(cells: Sequence[str], *, striking: bool = False) -> str:
    said = [_inline(each) for each in cells]
    if striking and said[0]:
        said[0] = f"**{said[0]}**"
    return f"| {' | '.join(said)} |"
