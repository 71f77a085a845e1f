"""A survey's file beside the runs: everything that was found, with its own fingerprint.

``{"form": "bcp-drill-survey-1", "sha256": …, "survey": {…}}``: the fingerprint is that of the
survey as canonical JSON (keys sorted, no spaces, UTF-8). It holds codes and parameters as a journal
does, and of an answer only why it was no good one.
"""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from datetime import datetime
from itertools import count
from pathlib import Path

from drills.core.survey_found import Survey
from drills.journal.codec import canonical
from drills.journal.shapes import shape_of
from drills.journal.trouble import spoken_errors
from drills.whole_file import write_new

FOLDER = "surveys"
FORM = "bcp-drill-survey-1"


def as_text(survey: Survey) -> tuple[str, str]:
    """The file's text, and the fingerprint in it."""
    body = shape_of(Survey).write(survey)
    sha256 = hashlib.sha256(canonical(body).encode()).hexdigest()
    whole = {"form": FORM, "sha256": sha256, "survey": body}
    return canonical(whole) + "\n", sha256


def kept(runs: Path, survey: Survey, ended: datetime) -> tuple[Path, str]:
    """Write it as ``surveys/<time>.json``, for its owner alone; its place and fingerprint.

    Raises `JournalBroken` where it cannot be written. No other survey is ever replaced.
    """
    text, sha256 = as_text(survey)
    folder = runs / FOLDER
    with spoken_errors(folder):
        runs.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)
        for number in count(1):
            name = f"{ended:%Y%m%d-%H%M%S}"
            path = folder / (f"{name}.json" if number == 1 else f"{name}-{number}.json")
            with suppress(FileExistsError):
                write_new(path, text.encode())
                break
    return path, sha256


def read(path: Path) -> Survey | None:
    """The survey in a file, or None where its fingerprint is not that of what it holds.

    Raises `OSError`, `ValueError` or `Misfit` where it is no such file at all.
    """
    whole = json.loads(path.read_text(encoding="utf-8"))
    body = whole["survey"]
    if hashlib.sha256(canonical(body).encode()).hexdigest() != whole["sha256"]:
        return None
    found: Survey = shape_of(Survey).read(body)
    return found
