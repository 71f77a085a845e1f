"""The example reports: ``python -m tests.report.examples`` writes all of docs/examples anew.

They are made from the one record that is kept there, a real run of ``bcp-drill demo``, in every
form that there is; nothing but the record and the product decides what stands in them. With
``--drill`` that drill is held once more before (two minutes), as is needed after the shape of
records has changed. The bundle leaves out the addresses, accounts and terminals of whoever does so.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from bcp.message import LANGUAGES, Language
from drills import writers
from drills.cli.reporting import report_in
from drills.report.model import Report

FOLDER = Path(__file__).parents[2] / "docs" / "examples"
RECORD = FOLDER / "drill.zip"


@cache
def example() -> Report:
    """The report of the record that is kept."""
    return report_in(RECORD)


def files() -> Iterator[tuple[Path, str, Language]]:
    """Every file that there should be, with its form and its language."""
    for name in writers.names():
        for lang in LANGUAGES:
            yield FOLDER / f"report.{lang}{writers.writer(name).ENDINGS[0]}", name, lang


def written(form: str, lang: Language) -> bytes:
    """The report in one form and one language."""
    return writers.writer(form).written(example(), lang)


def held() -> None:
    """Hold the drill anew, and keep its record; its people are those of the made-up town."""
    tool = (str(Path(sys.executable).with_name("bcp-drill")),)
    with TemporaryDirectory() as folder:
        subprocess.run((*tool, "demo", "--headless", "--runs", "runs"), cwd=folder, check=False)
        bundle = ("bundle", "last", "--runs", "runs", "--with-people", "-o", str(RECORD))
        RECORD.unlink(missing_ok=True)
        subprocess.run((*tool, *bundle), cwd=folder, check=True)
    RECORD.chmod(0o644)


def renew() -> None:
    """Write every one."""
    for file, form, lang in files():
        file.write_bytes(written(form, lang))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--drill", action="store_true", help="hold the drill anew before")
    if parser.parse_args().drill:
        held()
    renew()
