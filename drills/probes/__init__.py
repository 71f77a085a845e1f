"""What can be asked of the world. One file is one probe, and its name is the word in YAML.

Nothing is registered anywhere: the files of this folder are looked up, and so are the probes that
installed distributions offer under the entry point group ``bcp_drill.probes`` (entry point name =
word, value = module). What a probe's file holds is said in `drills.probes._contract`.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

from bcp.asking import Catalogue, ProbeKind, Silence
from bcp.message import Phrase, Text
from drills.errors import Refusal
from drills.probes._contract import Polite

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
    if word in _ours():
        return _module(word, None)
    found = _found()
    if word not in found:
        raise Refusal(UNKNOWN_WORD(word=word, known=sorted(found)))
    return _module(word, found[word])


def catalogue() -> Catalogue:
    """How each probe is written and what it answers, for the loaders.

    Looking into it raises `Refusal` where a distribution's probe is broken or clashes with another.
    """
    return _Catalogue()


# Where a probe comes from; None is this folder.
if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

    _Source = EntryPoint | None


class _Catalogue(Mapping[str, ProbeKind]):
    """Imports a probe only where its word is asked for, and none to say whether there is one.

    Installed distributions are looked among only for a word that is none of ours: that costs 30 ms,
    more than all else that `check` does with a small plan.
    """

    def __init__(self) -> None:
        self._kinds: dict[str, ProbeKind] = {}

    def __getitem__(self, word: str) -> ProbeKind:
        if word not in self._kinds:
            source = None if word in self._in_this_folder else self._all[word]
            self._kinds[word] = _kind(word, source)
        return self._kinds[word]

    def __contains__(self, word: object) -> bool:
        return word in self._in_this_folder or word in self._all

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._all))

    def __len__(self) -> int:
        return len(self._all)

    @cached_property
    def _in_this_folder(self) -> frozenset[str]:
        return _ours()

    @cached_property
    def _all(self) -> Mapping[str, _Source]:
        return _found()


def _ours() -> frozenset[str]:
    files = (module.name for module in pkgutil.iter_modules(__path__))
    return frozenset(each for each in files if not each.startswith("_"))


def _found() -> Mapping[str, _Source]:
    from importlib.metadata import entry_points  # noqa: PLC0415 - see `_Catalogue`

    found: dict[str, _Source] = dict.fromkeys(_ours())
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


def polite(module: ModuleType, params: object) -> Polite:
    """How much of a probe's questions one target is given, by the probe's own word."""
    said: Polite | Callable[[object], Polite] = getattr(module, "POLITE", Polite())
    return said if isinstance(said, Polite) else said(params)


def silence(module: ModuleType, params: object) -> Silence:
    """What no answer in time means to a probe, where a plan's author says nothing of it."""
    said: Silence | Callable[[object], Silence] = getattr(module, "SILENCE", "broken")
    return said(params) if callable(said) else said


def needed(module: ModuleType, params: object) -> tuple[str, ...]:
    """The fields of the plan's thing without which a probe cannot ask it."""
    said: tuple[str, ...] | Callable[[object], tuple[str, ...]] = getattr(module, "NEEDS", ())
    return said(params) if callable(said) else said


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
        wrong=getattr(module, "wrong", None),
        fields=getattr(module, "FIELDS", {}),
        records=getattr(module, "RECORDS", {}),
        content=getattr(module, "CONTENT", None),
        asset=getattr(module, "ASSET", None),
        proves=getattr(module, "PROVES", Text()),
        part_field=getattr(module, "PART_FIELD", None),
        account_field=getattr(module, "ACCOUNT_FIELD", None),
        fact_field=getattr(module, "FACT_FIELD", None),
        named=getattr(module, "named", None),
        apart_us=lambda params: polite(module, params).apart_us,
        needs=lambda params: needed(module, params),
    )
