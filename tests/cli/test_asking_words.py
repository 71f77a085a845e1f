"""What `bcp-drill probes` tells people who write plans."""

from __future__ import annotations

from pathlib import Path

import pytest

from bcp.message import LANGUAGES, Language
from bcp.shape import fields_of
from drills.cli.asking_words import in_a_line, shown
from drills.cli.manners import manners
from drills.probes import catalogue, get
from drills.report.layout import width_of
from tests.cli.conversation import bcp_drill
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
    told = shown(PROBES["icmp"], "en")
    said = told.splitlines()
    assert said[0] == "icmp  Does a machine answer an ICMP echo (ping)?"
    assert "    icmp               a host name or an address, without a port" in said
    assert "    count              (optional) how many echoes are sent, 1 to 20" in said
    assert "are asked: any, ipv4, ipv6" in " ".join(told.split())
    assert "    reply              bool   at least one answer came [well: equals: true]" in said


def test_a_range_that_is_well_is_shown_as_it_would_be_written() -> None:
    assert "[well: between: [200, 399]]" in shown(PROBES["http"], "en")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_told_of_a_probe_fits_a_terminal_of_80_columns(lang: Language) -> None:
    for word, kind in PROBES.items():
        told = [*shown(kind, lang).splitlines()[1:], *manners(get(word), lang)]
        assert max(map(width_of, told)) <= 80, word


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_probe_from_elsewhere_that_explains_no_field_is_shown_too(lang: Language) -> None:
    for kind in CATALOGUE.values():
        assert shown(kind, lang).startswith(kind.word)


@pytest.mark.parametrize("word", PROBES)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_probe_has_a_line_of_its_own_and_says_its_pace(word: str, lang: Language) -> None:
    assert "\n" not in in_a_line(PROBES[word], lang)
    assert len(manners(get(word), lang)) >= 3


def test_what_a_field_changes_of_pace_and_silence_is_said() -> None:
    assert manners(get("radius"), "en") == [
        "  how it asks",
        "    one target at least 5 s apart, at most 1 at once",
        "    one target at least 10 min apart, at most 1 at once (with user)",
        "    no answer in time: unknown (silence: unknown)",
        "    no answer in time: it does not answer (silence: broken) (with user)",
    ]
    assert manners(get("tcp"), "en")[1:] == [
        "    no least time between two asks; at most 32 of one target at once",
        "    no answer in time: it does not answer (silence: broken)",
    ]


def test_what_a_good_answer_proves_is_said_and_what_it_does_not() -> None:
    said = shown(PROBES["stun"], "en")
    assert "  what a good answer shows\n    that the server's STUN runs" in said
    assert "; not that" in said


def test_without_a_word_every_probe_is_listed_and_with_words_all_of_them_is_told(
    tmp_path: Path,
) -> None:
    listed = bcp_drill("--lang", "en", "probes", cwd=tmp_path)
    assert [line.split()[0] for line in listed.out.splitlines()] == list(PROBES)
    assert listed.err == "How one is written and what it answers: bcp-drill probes WORD\n"
    told = bcp_drill("--lang", "en", "probes", "tcp", "stun", cwd=tmp_path)
    blocks = told.out.split("\n\n")
    assert [block.split()[0] for block in blocks] == ["tcp", "stun"]
    assert all("  how it asks\n" in block for block in blocks)


def test_a_word_that_is_no_probe_is_refused_with_the_nearest(tmp_path: Path) -> None:
    seen = bcp_drill("--lang", "en", "probes", "openvpm", cwd=tmp_path)
    assert (seen.code, seen.out) == (6, "")
    assert seen.err == "There is no probe 'openvpm'. Did you mean \"openvpn\"?\n"
