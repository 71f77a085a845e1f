"""A plan is warned where an important system is only asked whether somebody answers."""

from __future__ import annotations

from pathlib import Path

import pytest

from bcp.load import load_plan
from drills.probes import catalogue

CONNECTED_EN = (
    "of the important system 'hp' it is only asked whether a connection or an echo is answered "
    "({words}). That stays good while its service hangs, its disk is full or the database behind "
    "it is gone. "
)
PAGE_EN = (
    "of the important system 'hp' it is only asked whether a page comes ({words}), whatever stands "
    "on it. That may stay good while its disk is full or the database behind it is gone. "
)
ADVICE_EN = (
    "Add a check that does some of its work: an ssh command that writes and reads back, http "
    "whose body contains a text that comes from the database, or a marker."
)
CONNECTED_JA = (
    "重要なシステム「hp」の確認（{words}）で分かるのは、接続や応答の有無だけです。"
    "サービスが固まっても、ディスクが満杯でも、裏側のデータベースが止まっても「正常」のままです。"
)
PAGE_JA = (
    "重要なシステム「hp」の確認（{words}）は、返ってきたページの中身を見ていません。"
    "ディスクが満杯でも、裏側のデータベースが止まっていても「正常」のままのことがあります。"
)
ADVICE_JA = (
    "実際の業務に近い確認を加えてください。例: 書いて読み戻すsshのコマンド、"
    "データベースから出る文字をbodyのcontainsで確かめるhttp、marker。"
)
TCP, ICMP = '{tcp: "192.0.2.1:80"}', "{icmp: 192.0.2.1}"
HTTP = '{http: "http://192.0.2.1/"}'


def _warned(folder: Path, system: str) -> dict[str, list[str]]:
    plan = folder / "plan.yaml"
    plan.write_text(
        "organisation: 見本町\n"
        "servers: [{id: s, address: 192.0.2.1, commands: {ask: ask, put: "
        '{run: put, allowed_until: "2099-03-31"}}}]\n'
        f"systems:\n  - {{id: hp, {system}}}\n",
        encoding="utf-8",
    )
    warnings = load_plan(plan, catalogue()).warnings
    start = f"{plan}:4:10: "
    return {
        lang: [each.said_in(lang).removeprefix(start) for each in warnings] for lang in ("en", "ja")
    }


@pytest.mark.parametrize(
    ("asked", "words_en", "words_ja"),
    [
        (TCP, "tcp", "tcp"),
        (ICMP, "icmp", "icmp"),
        (f"[{TCP}, {ICMP}, {TCP}]", "tcp, icmp", "tcp、icmp"),
        ('{tcp: "192.0.2.1:80", expect: {connect_ms: {at_most: 9}}}', "tcp", "tcp"),
    ],
)
@pytest.mark.parametrize("importance", ["critical", "important"])
def test_a_connection_or_an_echo_alone(
    tmp_path: Path, importance: str, asked: str, words_en: str, words_ja: str
) -> None:
    assert _warned(tmp_path, f"importance: {importance}, probe: {asked}") == {
        "en": [CONNECTED_EN.format(words=words_en) + ADVICE_EN],
        "ja": [CONNECTED_JA.format(words=words_ja) + " " + ADVICE_JA],
    }


@pytest.mark.parametrize(
    ("asked", "words_en", "words_ja"),
    [
        (HTTP, "http", "http"),
        (f"[{TCP}, {HTTP}]", "tcp, http", "tcp、http"),
        ('{http: "http://192.0.2.1/", expect: {status: 200}}', "http", "http"),
        ('{http: "http://192.0.2.1/", expect: {latency_ms: {at_most: 9}}}', "http", "http"),
    ],
)
def test_a_page_whatever_stands_on_it(
    tmp_path: Path, asked: str, words_en: str, words_ja: str
) -> None:
    assert _warned(tmp_path, f"importance: critical, probe: {asked}") == {
        "en": [PAGE_EN.format(words=words_en) + ADVICE_EN],
        "ja": [PAGE_JA.format(words=words_ja) + " " + ADVICE_JA],
    }


def test_the_rungs_of_a_system_count_too(tmp_path: Path) -> None:
    levels = f"levels: [{{id: a, probe: {TCP}}}, {{id: b, probe: {TCP}}}]"
    assert len(_warned(tmp_path, f"importance: critical, {levels}")["en"]) == 1
    better = levels.replace("id: b, probe: " + TCP, "id: b, probe: {ssh: s, command: ask}")
    assert _warned(tmp_path, f"importance: critical, {better}")["en"] == []


@pytest.mark.parametrize(
    "asked",
    [
        f"importance: normal, probe: {TCP}",
        f"probe: {TCP}",
        "importance: critical, probe: {ssh: s, command: ask}",
        f"importance: critical, probe: [{TCP}, {{ssh: s, command: ask}}]",
        "importance: critical, "
        'probe: {http: "http://192.0.2.1/", expect: {body: {contains: 見本町}}}',
        'importance: critical, probe: {dns: www.example.jp, at: "192.0.2.1"}',
        f"importance: critical, probe: {TCP}, "
        "marker: {write: {server: s, command: put}, read: {server: s, command: ask}}",
    ],
    ids=["normal", "not said", "ssh", "one of two", "body", "dns", "marker"],
)
def test_what_does_some_work_or_matters_less_is_no_cause_for_warning(
    tmp_path: Path, asked: str
) -> None:
    assert _warned(tmp_path, asked) == {"en": [], "ja": []}


def test_a_system_that_must_not_answer_is_asked_enough(tmp_path: Path) -> None:
    silent = "{icmp: 192.0.2.1, control: {icmp: 192.0.2.2}, expect: {reply: false}}"
    assert _warned(tmp_path, f"importance: critical, probe: {silent}") == {"en": [], "ja": []}
