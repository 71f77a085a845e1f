"""What of a plan is still to be adapted, as `check` tells it: how far it has come, and where."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from bcp.marks import WORD, Mark
from bcp.message import Message, Phrase

HEADING = Phrase(
    "adapt.heading",
    ja="記入が残っている所: {left}か所（書き換えたら「{word}」の語を消してください）",
    en="Still to adapt: {left} (write your own and delete the word {word})",
)
HEADING_OF = Phrase(
    "adapt.heading_of",
    ja="記入が残っている所: {left}か所（ひな形の{of}か所のうち{done}か所が済みました。"
    "書き換えたら「{word}」の語を消してください）",
    en="Still to adapt: {left} ({done} of the template's {of} are done; write your own and delete "
    "the word {word})",
)
ALL_DONE = Phrase(
    "adapt.all_done",
    ja="ひな形の記入すべき所（{of}か所）は、すべて済んでいます。",
    en="All that the template marked ({of}) has been adapted.",
)
PER_FILE = Phrase("adapt.per_file", ja="{file} {count}", en="{file} {count}")
BY_FILE = Phrase("adapt.by_file", ja="  ファイル別: {files:list}", en="  By file: {files:list}")
LINE = Phrase("adapt.line", ja="  {place}: {what}", en="  {place}: {what}")
WHOSE = Phrase("adapt.whose", ja="{owner} の {key}", en="{key} of {owner}")
HINTED = Phrase("adapt.hinted", ja="{what}（{hint}）", en="{what} ({hint})")
RESERVED = Phrase(
    "adapt.reserved",
    ja="{what}（説明用のアドレスか名前です。自分のものに）",
    en="{what} (an address or name of documents: put in your own)",
)
THE_LINE = Phrase("adapt.the_line", ja="この行", en="this line")
MORE = Phrase(
    "adapt.more",
    ja="  ほか{count}か所（すべて見るには: bcp-drill check --all）",
    en="  and {count} more (to see all: bcp-drill check --all)",
)

SHOWN = 20
# Written by `init`, so that one can see how far the work has come.
ORIGIN = ".template.json"


def told(marks: Sequence[Mark], at_first: int | None, *, everything: bool) -> Iterator[Message]:
    """The lines that say it; `at_first` is how many the template had, None where nobody knows."""
    if not marks:
        if at_first:
            yield ALL_DONE(of=at_first)
        return
    yield _heading(len(marks), at_first)
    files = Counter(each.place.file for each in marks)
    shown = marks if everything else marks[:SHOWN]
    if len(files) > 1 and len(shown) < len(marks):
        yield BY_FILE(files=[PER_FILE(file=file, count=n) for file, n in files.items()])
    for each in shown:
        yield LINE(place=str(each.place), what=_what(each))
    if len(shown) < len(marks):
        yield MORE(count=len(marks) - len(shown))


def _heading(left: int, at_first: int | None) -> Message:
    if at_first is None or at_first < left:
        return HEADING(left=left, word=WORD)
    return HEADING_OF(left=left, of=at_first, done=at_first - left, word=WORD)


def _what(mark: Mark) -> Message | str:
    """Whose line it is, and what belongs there."""
    what: Message | str = mark.key or mark.owner or THE_LINE()
    if mark.key and mark.owner:
        what = WHOSE(owner=mark.owner, key=mark.key)
    if mark.why == "reserved":
        return RESERVED(what=what)
    return HINTED(what=what, hint=mark.hint) if mark.hint else what


def origin_text(template: str, marks: int) -> str:
    """What the file `ORIGIN` says."""
    return json.dumps({"template": template, "marks": marks}, ensure_ascii=False) + "\n"


def marks_at_first(folder: Path) -> int | None:
    """How many marks the plan's template had; None where the file is missing or says nothing."""
    try:
        said = json.loads((folder / ORIGIN).read_text("utf-8"))
    except (OSError, ValueError):
        return None
    marks = said.get("marks") if isinstance(said, dict) else None
    return marks if isinstance(marks, int) and not isinstance(marks, bool) else None
