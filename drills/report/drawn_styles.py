"""Drawings that carry their own style, for a writer that keeps pages and drawings apart.

A browser lets the page's sheet reach into its drawings, and a drawing into another one's patterns.
WeasyPrint does neither: each drawing is an image of its own to it. So what the sheet says of a
shape is written onto the shape, and each drawing is given a copy of the patterns that it uses.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

_SVG = "{http://www.w3.org/2000/svg}"
# What a sheet may say of shapes and their words, by the names of SVG 1.1's styling properties.
_OF_SHAPES = frozenset(
    {
        *("fill", "fill-opacity", "opacity", "display", "visibility"),
        *("stroke", "stroke-width", "stroke-dasharray", "stroke-linecap", "stroke-opacity"),
        *("font-size", "font-weight", "font-style", "text-anchor", "letter-spacing"),
    }
)
_VARIABLE = re.compile(r"var\(\s*(--[\w-]+)\s*\)")

# A selector's text as it was parsed, and what it declares.
_Rule = tuple[Any, Mapping[str, str]]


def give_styles(root: Any, sheet: str) -> None:
    """Write what a sheet says on paper onto the drawings of a parsed page, in place.

    `root` is an element of ElementTree whose names of HTML have no namespace.
    """
    import cssselect2  # noqa: PLC0415 (comes with the extra that writes PDF)

    rules = _resolved(tuple(_rules(sheet)))
    page = cssselect2.ElementWrapper.from_html_root(root)
    family = _family(_said_of(page, _matcher(rules, frozenset({"font", "font-family"}))))
    matcher = _matcher(rules, _OF_SHAPES)
    patterns = list(root.iter(f"{_SVG}defs"))
    for element in page.query_all("svg"):
        drawing = element.etree_element
        drawing.set("font-family", family)
        for each in element.iter_subtree():
            for name, value in _said_of(each, matcher).items():
                each.etree_element.set(name, value)
        if any("url(" in value for shape in drawing.iter() for value in shape.attrib.values()):
            drawing.extend(copy.deepcopy(each) for each in patterns)


def _rules(sheet: str) -> Iterator[_Rule]:
    """Selectors and declarations, of every medium and of paper."""
    import tinycss2  # noqa: PLC0415

    for rule in tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True):
        if rule.type == "qualified-rule":
            yield rule.prelude, _declared(rule.content)
        elif rule.type == "at-rule" and tinycss2.serialize(rule.prelude).strip() == "print":
            yield from _rules(tinycss2.serialize(rule.content))


def _declared(content: Any) -> Mapping[str, str]:
    import tinycss2  # noqa: PLC0415

    found = tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True)
    return {
        each.name: tinycss2.serialize(each.value).strip()
        for each in found
        if each.type == "declaration"
    }


def _resolved(rules: Sequence[_Rule]) -> Sequence[_Rule]:
    """The same with the values of variables in their places."""
    values = {
        name: value for _, said in rules for name, value in said.items() if name.startswith("--")
    }

    def put(value: str) -> str:
        return _VARIABLE.sub(lambda found: values.get(found[1], found[0]), value)

    return [(prelude, {name: put(each) for name, each in said.items()}) for prelude, said in rules]


def _matcher(rules: Sequence[_Rule], wanted: frozenset[str]) -> Any:
    """What finds the rules of an element, of those that say something wanted."""
    import cssselect2  # noqa: PLC0415

    matcher = cssselect2.Matcher()
    for prelude, said in rules:
        kept = {name: value for name, value in said.items() if name in wanted}
        for selector in cssselect2.compile_selector_list(prelude) if kept else ():
            if selector.pseudo_element is None and not selector.never_matches:
                matcher.add_selector(selector, kept)
    return matcher


def _said_of(element: Any, matcher: Any) -> Mapping[str, str]:
    """What holds for an element, the most specific word last."""
    found: dict[str, str] = {}
    for *_, said in matcher.match(element):
        found |= said
    return found


def _family(of_page: Mapping[str, str]) -> str:
    """The page's fonts: behind the size where all of them are said at once."""
    whole = of_page.get("font", "").partition(" ")[2]
    return of_page.get("font-family") or whole or "sans-serif"
