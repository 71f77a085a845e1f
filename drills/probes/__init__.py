"""What can be asked of the world. One file is one probe, and its name is the word in YAML.

Nothing is registered anywhere: the files of this folder are looked up, and so are the probes that
installed distributions offer under the entry point group ``bcp_drill.probes`` (entry point name =
word, value = module). What a probe's file holds is said in `drills.probes._contract`.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Mapping
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from types import ModuleType

from bcp.asking import Catalogue, ProbeKind
from bcp.message import Phrase
from drills.errors import Refusal

GROUP = "bcp_drill.probes"

UNKNOWN_WORD = Phrase(
    "probes.unknown_word",
    ja="「{word}」というプローブはありません。使えるもの: {known:list}。",
    en="there is no probe {word!r}; there are: {known:list}.",
)
TWO_OWNERS = Phrase(
    "probes.two_owners",
    ja="プローブ「{word}」が{first}と{second}の両方にあります。どちらかを取り外してください。",
    en="the probe {word!r} comes from both {first} and {second}; uninstall one of them.",
)
BROKEN = Phrase(
    "probes.broken",
    ja="{owner}のプローブ「{word}」を読み込めません ({reason})。"
    "{owner}を更新するか取り外してください。",
    en="the probe {word!r} of {owner} cannot be loaded ({reason}); update or uninstall {owner}.",
)

_REQUIRED = ("MEANING", "Params", "FACTS", "HEALTHY", "ask")

# Everything that running the text of somebody else's module can raise. A wider net would also
# swallow a person's Ctrl-C.
_MODULE_ERRORS = (
    ImportError,
    SyntaxError,
    NameError,
    AttributeError,
    TypeError,
    ValueError,
    LookupError,
    ArithmeticError,
    AssertionError,
    OSError,
    RuntimeError,
)


def names() -> tuple[str, ...]:
    """Every probe's word, in order; no probe is imported for it.

    Raises `Refusal` where two owners offer the same word.
    """
    return tuple(sorted(_found()))


def get(word: str) -> ModuleType:
    """The module of the probe `word`. Raises `Refusal` where there is none or it is broken."""
    found = _found()
    if word not in found:
        raise Refusal(UNKNOWN_WORD(word=word, known=sorted(found)))
    return _module(word, found[word])


def catalogue() -> Catalogue:
    """How each probe is written and what it answers, for the loaders.

    Raises `Refusal` naming the distribution whose probe is broken or clashes with another.
    """
    return {word: _kind(word, source) for word, source in sorted(_found().items())}


# Where a probe comes from; None is this folder.
_Source = EntryPoint | None


def _found() -> Mapping[str, _Source]:
    found: dict[str, _Source] = {
        module.name: None
        for module in pkgutil.iter_modules(__path__)
        if not module.name.startswith("_")
    }
    for entry in entry_points(group=GROUP):
        if entry.name in found:
            first = _owner(found[entry.name])
            raise Refusal(TWO_OWNERS(word=entry.name, first=first, second=_owner(entry)))
        found[entry.name] = entry
    return found


def _owner(source: _Source) -> str:
    if source is None:
        return "bcp-drill"
    return source.dist.name if source.dist else source.value


def _module(word: str, source: _Source) -> ModuleType:
    name = f"{__name__}.{word}" if source is None else source.module
    try:
        module = import_module(name)
    except _MODULE_ERRORS as trouble:
        reason = f"{type(trouble).__name__}: {trouble}"
        raise Refusal(BROKEN(word=word, owner=_owner(source), reason=reason)) from trouble
    lacking = [each for each in _REQUIRED if not hasattr(module, each)]
    if not lacking and "reply" not in module.FACTS:
        lacking = ["FACTS['reply']"]
    if lacking:
        reason = "no " + ", ".join(lacking)
        raise Refusal(BROKEN(word=word, owner=_owner(source), reason=reason))
    return module


def _kind(word: str, source: _Source) -> ProbeKind:
    module = _module(word, source)
    return ProbeKind(
        word=word,
        params=module.Params,
        facts=module.FACTS,
        healthy=tuple(module.HEALTHY),
        meaning=module.MEANING,
        server_field=getattr(module, "SERVER_FIELD", None),
        command_field=getattr(module, "COMMAND_FIELD", None),
        silence=getattr(module, "SILENCE", "broken"),
        wrong=getattr(module, "wrong", None),
    )
