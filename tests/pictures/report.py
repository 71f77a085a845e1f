"""A picture of a report's page: ``python -m tests.pictures.report OUT.png [RUN] [--lang en]``.

RUN is a run's folder; without one the made-up run of the tests is shown, so that the same code
gives the same picture wherever the same browser and fonts are installed.
"""

from __future__ import annotations

import argparse
import asyncio
import tempfile
from pathlib import Path

from bcp.message import LANGUAGES, Language
from drills.cli.reporting import report_in
from drills.report import as_html
from drills.report.assembled import report_of
from drills.report.model import Report
from tests.daemons.chromium import running_chromium
from tests.report.made_up import recorded, rich

WIDTH = 1000
# Twice as fine as the page, so that letters stay sharp where the picture is shown smaller.
SCALE = 2.0


async def taken(report: Report, lang: Language, until: str) -> bytes:
    """A PNG of the page from its top to where the element `until` begins."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        page = folder / "report.html"
        page.write_text(as_html.written(report, lang), encoding="utf-8")
        with running_chromium(folder / "profile") as browser:
            async with browser.opened(page.as_uri(), width=WIDTH) as tab:
                await tab.sized(WIDTH, scale=SCALE)
                top = await tab.value(f"document.querySelector({until!r}).offsetTop")
                return await tab.picture(height=float(top))


def main() -> None:
    """Take the picture that was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("run", type=Path, nargs="?")
    parser.add_argument("--lang", choices=LANGUAGES, default="ja")
    parser.add_argument("--until", default=".contents", help="a selector: where the picture ends")
    given = parser.parse_args()
    report = report_of(recorded(rich())) if given.run is None else report_in(given.run)
    given.out.write_bytes(asyncio.run(taken(report, given.lang, given.until)))


if __name__ == "__main__":
    main()
