"""The plan's list of contacts, written: one number at a time, or not at all.

The file is replaced whole, so a reader never meets half of it, and whoever could read it before
can read it after, and nobody else.
"""

from __future__ import annotations

from pathlib import Path

from bcp.message import Message, Phrase
from bcp.number_correction import put_right
from bcp.people import Correction
from bcp.system_trouble import reason_of
from drills.whole_file import replace_whole

NAMES = ("people/contacts.yaml", "plan.yaml")

NO_FILE = Phrase(
    "contacts_file.missing",
    ja="計画に連絡先のファイル（{name}）がありません。",
    en="the plan has no file of contacts ({name}).",
)
NOT_WRITTEN = Phrase(
    "contacts_file.not_written",
    ja="{name}に書けません（{reason}）。手で直してください。",
    en="{name} cannot be written ({reason}); correct it by hand.",
)


def write_number(folder: Path, correction: Correction) -> Message | None:
    """Put the number right in the plan's own file; the words why, where that was not done."""
    file = next((folder / name for name in NAMES if (folder / name).is_file()), None)
    if file is None:
        return NO_FILE(name=NAMES[0])
    try:
        raw = file.read_bytes()
        changed = put_right(raw, file.name, correction)
        if isinstance(changed, Message):
            return changed
        if changed != raw:
            replace_whole(file, changed)
    except OSError as trouble:
        return NOT_WRITTEN(name=file.name, reason=reason_of(trouble))
    return None
