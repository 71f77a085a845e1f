"""A survey over real daemons: what differs from the plan is found, and nobody else is disturbed."""

from __future__ import annotations

import hashlib
import json
import signal
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from drills.cli.exit_codes import ExitCode
from drills.core.events import SurveyTaken
from drills.core.survey_found import Survey
from drills.journal.codec import canonical
from drills.runtime.survey_file import FOLDER, read
from tests.daemons.mute import Mute, mute_tcp, mute_udp
from tests.daemons.ports import free_port
from tests.proofs import live
from tests.proofs.live import Live, until
from tests.proofs.stage import Stage, said, stage

PLAN = """\
organisation: 見本町
{head}
zones:
  lgwan: {{label: LGWAN接続系, terminal: pc-lg}}
  internet: {{terminal: pc-in}}
  my_number: {{label: マイナンバー利用事務系}}
people: {{lead: 情報係長}}
systems:
  - {{id: homepage, name: ホームページ, zone: lgwan, probe: {{http: "{page}"}}}}
  - {{id: wrong, zone: lgwan, probe: {{http: "{page}none", timeout: 2s}}}}
  - {{id: register, zone: my_number, probe: {{tcp: "127.0.0.1:{other}"}}}}
{systems}
servers:
  - {{id: old, address: 127.0.0.1, port: {ssh}, zone: lgwan, retired_on: "2020-03-31"}}
  - {{id: away, address: 127.0.0.1, port: {other}, zone: internet}}
{servers}
sites:
  - {{id: hq, name: 本庁舎}}
"""
# One host is asked once a second, and who is silent again after five: not every test needs them.
SYSTEMS = """
  - {{id: mail, zone: lgwan}}
  - {{id: hangs, zone: lgwan, probe: {{http: "http://127.0.0.1:{tcp}/", timeout: 500ms}}}}
  - {{id: names, zone: lgwan, probe: {{dns: a.example.jp, at: "127.0.0.1:{udp}", timeout: 500ms}}}}
"""
SERVERS = """
  - {{id: web01, address: 127.0.0.1, port: {ssh}, zone: lgwan}}
  - {{id: lost, address: 127.0.0.1, port: {closed}, zone: lgwan}}
  - {{id: soon, address: 127.0.0.1, port: {ssh}, zone: lgwan, state: planned}}
  - {{id: said-mute, address: 127.0.0.1, port: {ssh}, zone: lgwan, reply_expected: false}}
  - {{id: really-mute, address: 127.0.0.1, port: {closed}, zone: lgwan, reply_expected: false}}
"""
SCENARIO = """\
scenario: at-night
title: 夜間の地震
hazard: {kind: earthquake}
modes: [tabletop]
safety: {notice: これは訓練です, real_event_word: 訓練中止、実災害}
home_zone: lgwan
steps:
  - {id: report, by: lead, ask: 状況を報告しましたか, within: 10m}
"""


@dataclass(frozen=True)
class Town:
    """A stage, and the listeners that say nothing; `other` stands in another zone."""

    place: Stage
    tcp: Mute
    udp: Mute
    other: Mute

    def planned(self, head: str = "", *, everything: bool = False) -> None:
        """Write the plan, with more at its head, and with `everything` that may differ from it."""
        folder = self.place.folder / "town"
        (folder / "scenarios").mkdir(parents=True, exist_ok=True)
        (folder / "scenarios" / "at-night.yaml").write_text(SCENARIO, encoding="utf-8")
        ports = {"tcp": self.tcp.port, "udp": self.udp.port, "other": self.other.port}
        where = {**ports, "ssh": self.place.sshd.port, "closed": free_port()}
        more = (SYSTEMS, SERVERS) if everything else ("", "")
        systems, servers = (each.format(page=self.place.nginx.url, **where) for each in more)
        words = {"head": head, "systems": systems, "servers": servers}
        text = PLAN.format(page=self.place.nginx.url, **words, **where)
        (folder / "plan.yaml").write_text(text, encoding="utf-8")

    def words(self, *more: str | Path) -> tuple[str | Path, ...]:
        """A survey from the LGWAN zone's terminal."""
        return ("survey", "--plan", self.place.folder / "town", "--zone", "lgwan", *more)

    def survey(self, *more: str | Path) -> Any:
        """Make one, and wait for its end."""
        words = (*self.words(*more), "--runs", self.place.runs)
        return said(*words, cwd=self.place.folder)

    def kept(self) -> list[Path]:
        """The surveys' files, oldest first."""
        return sorted((self.place.runs / FOLDER).glob("*.json"))


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    with ExitStack() as open_:
        place = open_.enter_context(stage(tmp_path / "stage"))
        listeners = [open_.enter_context(each()) for each in (mute_tcp, mute_udp, mute_tcp)]
        found = Town(place, *listeners)
        found.planned()
        yield found


def survey_in(path: Path) -> Survey:
    found = read(path)
    assert found is not None
    return found


def test_each_kind_of_drift_is_found_and_nothing_in_another_zone_is_touched(town: Town) -> None:
    town.planned(everything=True)
    done = town.survey("-f", "json", "-o", "found.json")
    assert done.returncode == ExitCode.STEP_FAILED, done.stderr
    told = json.loads((town.place.folder / "found.json").read_text(encoding="utf-8"))
    assert {each["id"]: each["drift"] for each in told["noted"]} == {
        "wrong": None,
        "mail": "nothing_to_ask",
        "hangs": "no_answer",
        "names": "no_answer",
        "lost": "no_answer",
        "old": "retired_answers",
        "soon": "early_answer",
        "said-mute": "unexpected_answer",
    }
    results = {each["id"]: each["result"] for each in told["survey"]["findings"]}
    assert {each: results[each] for each in ("homepage", "web01", "wrong", "really-mute")} == {
        "homepage": "answers",
        "web01": "answers",
        "wrong": "bad",
        "really-mute": "by_nature",
    }
    assert [results[each] for each in ("away", "register", "hq")] == ["elsewhere", "look", "look"]
    # Asked twice, five seconds apart, and never in the other zone.
    assert [len(each.came) for each in (town.tcp, town.udp, town.other)] == [2, 2, 0]
    assert min(town.tcp.gaps + town.udp.gaps) > 5
    assert "Accepted" not in town.place.sshd.log()


def test_the_survey_is_kept_for_its_owner_alone_with_its_own_fingerprint(town: Town) -> None:
    done = town.survey()
    (path,) = town.kept()
    assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    whole = json.loads(path.read_text(encoding="utf-8"))
    assert hashlib.sha256(canonical(whole["survey"]).encode()).hexdigest() == whole["sha256"]
    assert whole["sha256"] in done.stderr
    changed = path.read_text(encoding="utf-8").replace('"elsewhere"', '"answers"')
    path.write_text(changed, encoding="utf-8")
    assert read(path) is None
    for words in ("retired by the plan, but it answers", "At the terminal of internet: "):
        assert words in done.stdout


def test_in_quiet_hours_nothing_is_sent_unless_a_named_person_insists(town: Town) -> None:
    quiet = 'quiet_hours: ["00:00-12:00", "12:00-00:00"]'
    town.planned(quiet, everything=True)
    done = town.survey()
    assert done.returncode == ExitCode.NOT_STARTED
    assert "quiet_hours" in done.stderr
    assert (town.tcp.came, town.kept()) == ([], [])
    assert town.survey("--now").returncode == ExitCode.INVALID_INPUT
    assert town.tcp.came == []
    town.planned(quiet)
    insisted = town.survey("--now", "--operator", "情報係長")
    assert insisted.returncode == ExitCode.STEP_FAILED
    assert "on the word of 情報係長" in insisted.stdout
    assert survey_in(town.kept()[0]).quiet is not None


def test_ctrl_c_keeps_what_was_found_and_says_what_was_not_asked(town: Town) -> None:
    town.planned(everything=True)
    survey = Live(town.place, *town.words())
    until(lambda: survey.told_of("homepage: answers"))
    survey.process.send_signal(signal.SIGINT)
    assert survey.ends() == ExitCode.ABORTED
    assert "Not asked: " in survey.told() and "hangs" in survey.told()
    assert "Traceback" not in survey.told()
    results = {each.id: each.result for each in survey_in(town.kept()[0]).findings}
    assert (results["homepage"], results["hangs"]) == ("answers", "not_asked")
    assert survey.left_behind() == ""


def test_behind_a_drill_that_became_real_a_survey_joins_its_record(town: Town) -> None:
    words = ("run", "at-night", "--plan", town.place.folder / "town", "--zone", "lgwan")
    drill = Live(town.place, *words, "--mode", "tabletop", "--headless")
    until(lambda: drill.told_of("answer report done"))
    refused = town.survey("--into", "20000101")
    assert refused.returncode == ExitCode.INVALID_INPUT
    running = town.survey("--into", "last", "--operator", "連絡班")
    assert running.returncode == ExitCode.STEP_FAILED, running.stderr
    at = ("--runs", town.place.runs, "--operator", "情報係長")
    for order in (("real-event",), ("told", "all")):
        assert said("order", "last", *order, *at, cwd=town.place.folder).returncode == 0
    assert drill.ends() == ExitCode.REAL_EVENT
    behind = town.survey("--into", "last", "--operator", "情報係長")
    assert behind.returncode == ExitCode.STEP_FAILED, behind.stderr
    assert "Entered into the record" in behind.stderr
    live.verified(town.place)
    taken = live.events_of(town.place, SurveyTaken)
    assert [each.survey.by for each in taken] == ["連絡班", "情報係長"]
    assert taken[1].survey.sha256 in town.kept()[-1].read_text(encoding="utf-8")
    where = ("--runs", town.place.runs)
    report = said("report", "last", *where, cwd=town.place.folder).stdout
    section = report.partition("THE NEWEST SURVEY")[2].partition("\n\n\n")[0]
    assert "情報係長" in section and "retired by the plan, but it answers" in section
    assert any("a survey was entered" in line for line in live.replayed(town.place))


def test_a_terminal_must_say_its_zone_and_stand_in_one_that_has_a_terminal(town: Town) -> None:
    town.planned(everything=True)
    plan = ("survey", "--plan", town.place.folder / "town", "--runs", town.place.runs)
    for more, words in (
        ((), "--zone"),
        (("--zone", "my_number"), "has no terminal"),
        (("--zone", "lgwam"), "lgwan"),
    ):
        done = said(*plan, *more, cwd=town.place.folder)
        assert (done.returncode, words in done.stderr) == (ExitCode.INVALID_INPUT, True)
    assert [*town.tcp.came, *town.udp.came, *town.other.came] == []


def test_a_result_that_cannot_be_kept_is_shown_all_the_same(town: Town) -> None:
    town.place.runs.mkdir()
    (town.place.runs / FOLDER).write_text("in the way", encoding="utf-8")
    done = town.survey()
    assert done.returncode == ExitCode.RECORD_BROKEN
    assert "retired by the plan, but it answers" in done.stdout
    assert "Traceback" not in done.stderr
