"""The example reports: ``python -m tests.report.examples`` writes all of docs/examples anew.

They are made from the one record that is kept there, a real run of ``bcp-drill demo``, in every
form that there is; nothing but the record and the product decides what stands in them. With
``--drill`` that drill is held once more before (two minutes), as is needed after the shape of
records has changed.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from bcp.message import LANGUAGES, Language
from drills import writers
from drills.cli.reporting import report_in
from drills.report.model import Report

FOLDER = Path(__file__).parents[2] / "docs" / "examples"
RECORD = FOLDER / "drill.zip"
TOWN = Path("/srv/bcp-drill")


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
    """Hold the drill anew, and keep its record; its people are those of the made-up town.

    On Linux, as root: the terminal has a made-up name meanwhile, so that nobody's stands in it.
    """
    tool = Path(sys.executable).with_name("bcp-drill")
    shutil.rmtree(TOWN, ignore_errors=True)
    TOWN.mkdir(parents=True)
    RECORD.unlink(missing_ok=True)
    drill = f"{tool} demo --headless --runs runs"
    bundle = f"{tool} bundle last --runs runs --with-people --with-addresses -o {RECORD}"
    script = f"hostname ict-pc01 && export LOGNAME=jouhou && {{ {drill}; {bundle}; }}"
    subprocess.run(("unshare", "--uts", "sh", "-c", script), cwd=TOWN, check=True)
    shutil.rmtree(TOWN)
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
