"""The report as a page: one file for one language, without scripts, that asks for nothing.

Everything from plans, scenarios and servers is hostile. Each value is made harmless, as on a
terminal, and then escaped; no value stands in a script, a style or an address. Should a mistake
let something through, the page's own policy still forbids scripts and every request.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bcp.message import Language, render
from drills.report import html_words
from drills.report.css_text import in_css
from drills.report.html_view import Page, page_of
from drills.report.layout import harmless
from drills.report.model import Report
from drills.report.page_grade import MARKS
from drills.report.page_shell import policy_for

if TYPE_CHECKING:
    import jinja2

_FOLDER = Path(__file__).parent / "page"
_SHEETS = ("page.css", "one_page.css")
# Longer than this, a line in the margin of a printed page would be cut anyway.
_IN_THE_MARGIN = 60


def written(report: Report, lang: Language) -> str:
    """The whole page, with a line feed at its end."""
    page = page_of(report, lang)
    style = _style(page)
    said = {name: render(phrase(), lang) for name, phrase in _WORDS.items()}
    drawn = {kind: render(phrase(), lang) for kind, phrase in html_words.DRAWN.items()}
    template = _environment().get_template("report.html")
    text = template.render(
        page=page,
        said=said,
        drawn=drawn,
        marks=MARKS,
        style=_trusted(style),
        policy=policy_for(style),
    )
    return text + "\n"


_WORDS = {
    "result": html_words.RESULT,
    "contents": html_words.CONTENTS,
    "records": html_words.RECORDS,
    "legend": html_words.LEGEND,
    "chart": html_words.CHART,
    "chart_says": html_words.CHART_SAYS,
    "certain": html_words.LEGEND_CERTAIN,
    "band": html_words.LEGEND_BAND,
    "unreal": html_words.LEGEND_UNREAL,
    "limit": html_words.LEGEND_LIMIT,
    "beyond": html_words.LEGEND_BEYOND,
    "blank": html_words.LEGEND_BLANK,
}


@cache
def _environment() -> jinja2.Environment:
    # It takes long to load, and no other command needs it.
    import jinja2  # noqa: PLC0415

    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _shown(value: Any) -> Any:
    """A text that came from anywhere, with nothing in it that acts; its lines stay lines."""
    if not isinstance(value, str) or hasattr(value, "__html__"):
        return value
    return "\n".join(harmless(line) for line in value.replace("\r\n", "\n").split("\n"))


def _trusted(text: str) -> Any:
    """Our own text, to be set as it is."""
    import markupsafe  # noqa: PLC0415

    return markupsafe.Markup(text)  # noqa: S704


def _style(page: Page) -> str:
    """The style sheet, and what stands in the margins of printed pages."""
    legend = "　".join(page.legend)
    name = page.head.name[:_IN_THE_MARGIN]
    margins = (
        f'@page{{@top-left{{content:"{in_css(name)}"}}'
        f'@top-right{{content:"{in_css(page.head.printed)}"}}'
        f'@bottom-left{{content:"{in_css(legend)}"}}}}'
    )
    sheets = "".join((_FOLDER / each).read_text(encoding="utf-8") for each in _SHEETS)
    return f"{sheets}{margins}\n"
