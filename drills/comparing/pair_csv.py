"""Two drills beside each other as rows for a spreadsheet: a row for each figure, step and group."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bcp.durations import SECOND
from bcp.message import Language, Phrase, render
from drills.comparing.pair import Comparison, FigureLine
from drills.comparing.pair_words import KINDS, WORDS, figure_name
from drills.report.measured_lines import Figure
from drills.report.saying import say
from drills.report.spreadsheet import MARK, Cell, csv_of
from drills.report.words import ENDING, SOURCE, VERDICT, said

KIND = Phrase("compare_csv.kind", ja="種類", en="Kind")
ID = Phrase("compare_csv.id", ja="ID", en="Id")
NAME = Phrase("compare_csv.name", ja="対象", en="What")
CHANGE = Phrase("compare_csv.change", ja="差の判定", en="Change")
LEAST = Phrase("compare_csv.least", ja="差の下限（秒）", en="Difference, least (s)")
MOST = Phrase("compare_csv.most", ja="差の上限（秒）", en="Difference, most (s)")
_SIDE = (
    Phrase("compare_csv.limit", ja="目標（秒）", en="target (s)"),
    Phrase("compare_csv.actual", ja="実績（秒）", en="actual (s)"),
    Phrase("compare_csv.low", ja="実績の下限（秒）", en="actual, least (s)"),
    Phrase("compare_csv.high", ja="実績の上限（秒）", en="actual, most (s)"),
    Phrase("compare_csv.verdict", ja="判定", en="verdict"),
    Phrase("compare_csv.source", ja="根拠", en="source"),
)
OF = Phrase("compare_csv.of", ja="{which}: {what}", en="{which}: {what}")
WHICH = (
    Phrase("compare_csv.earlier", ja="前", en="earlier"),
    Phrase("compare_csv.later", ja="後", en="later"),
)
FIGURE = Phrase("compare_csv.figure", ja="目標", en="target")
STEP = Phrase("compare_csv.step", ja="手順", en="step")
CHANGES = {
    **WORDS,
    "overlap": Phrase("compare_csv.overlap", ja="差があるとは言えない", en="none shown"),
    "faster": Phrase("compare_csv.faster", ja="短縮", en="faster"),
    "slower": Phrase("compare_csv.slower", ja="延長", en="slower"),
}


def written(found: Comparison, lang: Language) -> str:
    """The whole table, its headings first."""
    return MARK + csv_of(_heads(lang), _rows(found, lang))


def _heads(lang: Language) -> list[str]:
    ours = [render(each(), lang) for each in (KIND, ID, NAME, CHANGE, LEAST, MOST)]
    return ours + [render(OF(which=side(), what=each()), lang) for side in WHICH for each in _SIDE]


def _rows(found: Comparison, lang: Language) -> Iterator[Sequence[Cell]]:
    for line in found.figures:
        yield _figure(line, lang)
    kind = render(STEP(), lang)
    for step in found.steps:
        us = step.difference_us
        sides = ((step.earlier_us, step.earlier), (step.later_us, step.later))
        yield [
            *(kind, step.id, say(step.name, lang), "", _seconds(us), _seconds(us)),
            *(one for taken, ending in sides for one in _taken(taken, ending, lang)),
        ]
    for group in found.people:
        shares = ((each or (None, None)) for each in (group.earlier, group.later))
        yield [
            *(render(KINDS[group.kind](), lang), group.step, "", "", None, None),
            *(one for there, of in shares for one in (of, there, None, None, "", "")),
        ]


def _figure(line: FigureLine, lang: Language) -> list[Cell]:
    name = " ".join(figure_name(line, lang).split("\n"))
    return [
        *(render(FIGURE(), lang), f"{line.about}:{line.id}", name),
        render(CHANGES[line.change](), lang),
        *(_seconds(line.low_us), _seconds(line.high_us)),
        *(one for each in (line.earlier, line.later) for one in _side(each, lang)),
    ]


def _side(figure: Figure | None, lang: Language) -> list[Cell]:
    if figure is None:
        return [None] * len(_SIDE)
    times = (figure.limit_us, figure.actual_us, figure.low_us, figure.high_us)
    words = (said(VERDICT, figure.verdict), said(SOURCE, figure.source))
    return [*map(_seconds, times), *(render(each, lang) for each in words)]


def _taken(us: int | None, ending: str | None, lang: Language) -> list[Cell]:
    word = "" if ending is None else render(said(ENDING, ending), lang)
    return [None, _seconds(us), None, None, word, ""]


def _seconds(us: int | None) -> float | None:
    return None if us is None else us / SECOND
