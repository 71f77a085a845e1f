"""What is still to be adapted in a plan that began as a template.

A line bears the mark wherever it says 要記入, in a value or in a comment; whoever has put in his
own deletes the word, and that is all. What is reserved for documents leads nowhere (addresses of
RFC 5737 and RFC 3849, names of RFC 2606), so a line with it is still to be adapted too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from bcp.load import LoadedPlan
from bcp.refused import Place

WORD = "要記入"

_RESERVED = re.compile(
    r"\b(?:192\.0\.2|198\.51\.100|203\.0\.113)\.\d{1,3}\b|\b2001:db8:"
    r"|(?<![\w.-])(?:[\w-]+\.)*(?:[\w-]+\.example|example\.(?:com|net|org|jp))(?![\w-]|\.\w)",
    re.IGNORECASE | re.ASCII,
)
# Behind a blank and outside of quotes a number sign begins a comment.
_COMMENT = re.compile(r"""^((?:[^"'#]|"[^"]*"|'[^']*'|(?<=\S)#)*?)(?:(?<=\s)|^)#(.*)$""")
# Whose line it is: the id of the record, or the name in front of one.
_OWNER = re.compile(r"^\s*-\s*\{?\s*id:\s*([^\s,}#]+)|^([\w-]+):(?:\s*(?:#.*)?$)?")
_KEY = re.compile(r"^\s*(?:-\s+)?([\w-]+):(?:\s|$)")
_HINT = re.compile(r"^[^:：]*[:：]\s*(.+)$")


@dataclass(frozen=True)
class Mark:
    """A line that is still to be adapted.

    `owner` is the id of the record it belongs to and `key` its field, both empty where the line
    does not say; `hint` is what a comment says should be written. What stands in the line is left
    out: it may be somebody's number.
    """

    place: Place
    why: Literal["word", "reserved"]
    owner: str = ""
    key: str = ""
    hint: str = ""


def marks_in(text: str, file: str, *, reserved: bool = True) -> Iterator[Mark]:
    """Every line of a file that is still to be adapted; each counts once."""
    owner = ""
    for number, line in enumerate(text.splitlines(), 1):
        named = _OWNER.match(line)
        if named:
            # A value behind the name begins nothing that the next lines belong to.
            owner = named[1] or (named[2] if named.end() == len(line) else "")
        found = _in_line(line, reserved=reserved)
        if found is not None:
            why, column, comment = found
            key = _KEY.match(line)
            written = "" if key is None or key[1] in ("id", owner) else key[1]
            yield Mark(Place(file, number, column), why, owner, written, _hint(comment))


def _in_line(line: str, *, reserved: bool) -> tuple[Literal["word", "reserved"], int, str] | None:
    """Why the line is to be adapted, in which column, and what its comment says."""
    comment = _COMMENT.match(line)
    if WORD in line:
        return "word", line.index(WORD) + 1, comment[2] if comment else ""
    value = comment[1] if comment else line
    found = _RESERVED.search(value) if reserved else None
    return ("reserved", found.start() + 1, "") if found else None


def _hint(comment: str) -> str:
    """What stands behind the colon: ``要記入 / to fill in: 契約書から``."""
    found = _HINT.match(comment.strip())
    return found[1].strip() if found else ""


def marks_of(loaded: LoadedPlan, scenarios: Iterable[Path] = ()) -> tuple[Mark, ...]:
    """Everything still to be adapted in a plan, in the order in which it is read.

    In scenarios only the mark itself counts: their injects may name any address. A file that
    cannot be read any more has none.
    """
    folder = Path(loaded.plan.folder)
    found: list[Mark] = []
    for name in loaded.files:
        found += marks_in(_text(folder / name), name)
    for path in scenarios:
        found += marks_in(_text(path), f"{path.parent.name}/{path.name}", reserved=False)
    return tuple(found)


def _text(path: Path) -> str:
    try:
        raw = path.read_bytes()
    except OSError:
        return ""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        # A list of staff may be saved as spreadsheets in Japan save it.
        return raw.decode("cp932", errors="replace")
