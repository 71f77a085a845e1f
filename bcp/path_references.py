"""Paths of lines that a question names: ``{link: hq-branch1, path: radio}``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bcp.asking import ProbeCall
from bcp.did_you_mean import remedy
from bcp.message import Phrase
from bcp.model import Plan
from bcp.reader import Mention
from bcp.refused import Refusal

NO_PATH = Phrase(
    "plan.no_path",
    ja="回線「{link}」に経路「{word}」はありません。",
    en="the link {link!r} has no path {word!r}.",
)


def path_troubles(mentions: Iterable[Mention], plan: Plan) -> Iterator[Refusal]:
    """Every path that its line lacks; of a line that does not exist, its own refusal tells."""
    for each in mentions:
        if each.owner is not ProbeCall or each.field != "path":
            continue
        link = next((one for one in plan.links if one.id == each.of), None)
        known = () if link is None else tuple(path.id for path in link.paths)
        if link is not None and each.word not in known:
            what = NO_PATH(link=link.id, word=each.word)
            yield Refusal(each.place, what, remedy(each.word, known))
