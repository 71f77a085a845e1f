"""How a probe is shown to people who write plans."""

from __future__ import annotations

from dataclasses import fields

from bcp.asking import ProbeKind
from bcp.message import Language


def shown(kind: ProbeKind, lang: Language) -> str:
    """Tell what a probe asks, how it is written, and which facts it answers with."""
    names = [each.name for each in fields(kind.params)]
    example = ", ".join([f"{kind.word}: …", *(f"{each}: …" for each in names[1:])])
    lines = [f"{kind.word}  {kind.meaning.said_in(lang)}", f"  {{{example}}}"]
    for name, fact in kind.facts.items():
        lines.append(f"    {name:<18} {fact.type:<5}  {fact.meaning.said_in(lang)}")
    return "\n".join(lines)
