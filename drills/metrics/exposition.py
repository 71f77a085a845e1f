"""Figures as text: the format 0.0.4 that Prometheus and what is compatible with it read.

After https://prometheus.io/docs/instrumenting/exposition_formats/ (text-based format).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bcp.harmless import harmless
from drills.metrics.values import Family, Sample

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"

BEGINS = b"# HELP bcp_drill_"
"""How every file that is written here begins."""


def written(families: Iterable[Family]) -> bytes:
    """The text; a family without a sample is left out."""
    lines = (line for each in families if each.samples for line in _family(each))
    return "".join(f"{line}\n" for line in lines).encode()


def _family(family: Family) -> Iterator[str]:
    yield f"# HELP {family.name} {_escaped(family.told)}"
    yield f"# TYPE {family.name} {family.kind}"
    for each in family.samples:
        yield f"{family.name}{_labels(each)} {_figure(each.value)}"


def _labels(each: Sample) -> str:
    if not each.labels:
        return ""
    said = (f'{name}="{_escaped(word, quoted=True)}"' for name, word in each.labels)
    return "{" + ",".join(said) + "}"


def _escaped(words: str, *, quoted: bool = False) -> str:
    said = harmless(words).replace("\\", "\\\\")
    return said.replace('"', '\\"') if quoted else said


def _figure(value: float) -> str:
    return str(int(value)) if value == int(value) else repr(value)
