"""What `bcp-drill probes` tells people who write plans."""

from __future__ import annotations

import pytest

from bcp.message import LANGUAGES, Language
from bcp.shape import fields_of
from drills.cli.asking_words import shown
from drills.probes import catalogue
from tests.words import CATALOGUE

PROBES = catalogue()


@pytest.mark.parametrize("word", PROBES)
def test_every_field_of_ours_is_explained_in_both_languages(word: str) -> None:
    kind = PROBES[word]
    for each in fields_of(kind.params):
        text = kind.fields[each.key]
        assert text.ja
        assert text.en


def test_a_probe_is_shown_with_how_it_is_written_and_what_is_well() -> None:
    said = shown(PROBES["icmp"], "en").splitlines()
    assert said[0] == "icmp  Does a machine answer an ICMP echo (ping)?"
    assert "    icmp               a host name or an address, without a port" in said
    assert "    count              (optional) how many echoes are sent, 1 to 20" in said
    assert any(line.endswith("are asked: any, ipv4, ipv6") for line in said)
    assert "    reply              bool   at least one answer came [well: equals: true]" in said


def test_a_range_that_is_well_is_shown_as_it_would_be_written() -> None:
    assert "[well: between: [200, 399]]" in shown(PROBES["http"], "en")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_probe_from_elsewhere_that_explains_no_field_is_shown_too(lang: Language) -> None:
    for kind in CATALOGUE.values():
        assert shown(kind, lang).startswith(kind.word)
