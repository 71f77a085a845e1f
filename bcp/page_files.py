"""The certificate and key of the check-in page: warned of where they are not there yet.

A plan is good without them, because they are often made last, and lie on one terminal alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bcp.checkin_page import CheckInPage
from bcp.message import Phrase
from bcp.plan_paths import path_in_plan
from bcp.reader import Mention
from bcp.refused import Refusal

NO_FILE = Phrase(
    "page_files.none",
    ja="点呼のページのファイル「{file}」がないため、ページを開けません。",
    en="there is no file {file}, so the check-in page cannot be opened.",
)
PUT_FILE = Phrase(
    "page_files.put",
    ja="団体の証明書と、その秘密鍵（パスフレーズなし）を PEM 形式でそこに置くか、"
    "checkin の certificate と key を直してください。",
    en="Put the municipality's certificate and its private key (PEM, no passphrase) there, or "
    "correct certificate and key of checkin.",
)


def missing_page_files(folder: str, mentions: Iterable[Mention]) -> Iterator[Refusal]:
    """Warn of each file that is named and not there."""
    for each in mentions:
        if each.owner is CheckInPage and each.field in ("certificate", "key"):
            file = path_in_plan(folder, each.word)
            try:
                is_there = file.is_file()
            except OSError:
                # A folder that may not be looked into keeps the file from being read, too.
                is_there = False
            if not is_there:
                yield Refusal(each.place, NO_FILE(file=str(file)), PUT_FILE())
