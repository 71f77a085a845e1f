"""How a probe is shown to people who write plans."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bcp.asking import Expectation, ProbeKind
from bcp.message import Language, Phrase, Text, render
from bcp.shape import Choice, fields_of
from drills.cli.console import WIDTH
from drills.report.layout import paragraph, width_of, wrapped

WRITTEN = Phrase("probes.written", ja="書き方", en="written")
TOLD = Phrase("probes.told", ja="答え", en="answered")
MAY_BE_LEFT_OUT = Phrase("probes.optional", ja="（省略可）{meaning}", en="(optional) {meaning}")
ONE_OF = Phrase("probes.one_of", ja="{meaning}: {words:list}", en="{meaning}: {words:list}")
PROVES = Phrase("probes.proves", ja="正常が示すこと", en="what a good answer shows")
_TYPES = {
    "bool": Text(ja="真偽", en="bool"),
    "int": Text(ja="整数", en="int"),
    "float": Text(ja="数", en="float"),
    "str": Text(ja="文字", en="str"),
}
WELL = Phrase("probes.well", ja="{meaning}【正常 {wanted}】", en="{meaning} [well: {wanted}]")


def in_a_line(kind: ProbeKind, lang: Language) -> str:
    """The word and what is asked with it."""
    return f"{kind.word:<14}  {kind.meaning.said_in(lang)}"


def shown(kind: ProbeKind, lang: Language) -> str:
    """Tell what a probe asks, what it proves, how it is written, and the facts of its answer."""
    return "\n".join(
        [
            f"{kind.word}  {kind.meaning.said_in(lang)}",
            *_proves(kind, lang),
            f"  {render(WRITTEN(), lang)}",
            *_fields(kind, lang),
            f"  {render(TOLD(), lang)}",
            *_facts(kind, lang),
        ]
    )


def _proves(kind: ProbeKind, lang: Language) -> list[str]:
    said = kind.proves.said_in(lang)
    return [f"  {render(PROVES(), lang)}", *paragraph(said, "    ")] if said else []


def _fields(kind: ProbeKind, lang: Language) -> Iterator[str]:
    for number, each in enumerate(fields_of(kind.params)):
        said = kind.fields[each.key].said_in(lang) if each.key in kind.fields else ""
        if isinstance(each.shape, Choice):
            said = render(ONE_OF(meaning=said, words=each.shape.words), lang)
        if not each.required:
            said = render(MAY_BE_LEFT_OUT(meaning=said), lang)
        name = each.key if number else kind.word
        yield from _hanging(f"    {name:<18} ", said)


def _facts(kind: ProbeKind, lang: Language) -> Iterator[str]:
    for name, fact in kind.facts.items():
        said = fact.meaning.said_in(lang)
        for each in kind.healthy:
            if each.fact == name:
                said = render(WELL(meaning=said, wanted=_as_written(each)), lang)
        kept = _TYPES[fact.type].said_in(lang)
        yield from _hanging(f"    {name:<18} {kept}{' ' * (5 - width_of(kept))}  ", said)


def _hanging(head: str, said: str) -> Iterator[str]:
    """What is said behind a word, its further lines below its first."""
    indent = " " * width_of(head)
    first, *rest = wrapped(said, WIDTH - len(indent))
    yield f"{head}{first}".rstrip()
    yield from (f"{indent}{line}" for line in rest)


def _as_written(each: Expectation) -> str:
    values = each.wanted if isinstance(each.wanted, tuple) else (each.wanted,)
    words = ", ".join(_word(value) for value in values)
    return f"{each.operator}: {f'[{words}]' if isinstance(each.wanted, tuple) else words}"


def _word(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
