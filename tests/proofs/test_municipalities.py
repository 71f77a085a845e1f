"""Three municipalities hold a drill together, on servers of their own; a prefecture merges them."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from drills.cli.exit_codes import ExitCode
from drills.journal.folder import Runs
from tests.proofs.stage import Stage, environment, said, stage, typed

SCENARIO = """scenario: joint
title: {ja: 合同訓練, en: A joint drill}
modes: [operational]
time: {limit: 2m}
watch: [{system: homepage}]
safety: {approvals: [{step: stop, by: lead}, {step: start, by: lead}]}
steps:
  - id: stop
    at: T+2s
    run: {server: web01, command: stop}
    undo: {server: web01, command: start}
  - {id: declare, at: T+3s, by: lead, ask: 宣言しましたか, marks: declaration, within: 1m}
  - {id: start, at: T+5s, run: {server: web01, command: start}, undo: none}
"""
ZONES = "zones:\n  - {id: office, terminal: pc-office}\n  - {id: lgwan, terminal: pc-lgwan}\n"
ANSWERED = "answers:\n  - {step: declare, answer: done, by: 情報係長, after: 200ms}\n"
APPROVED = "approvals:\n" + "".join(
    f"  - {{step: {each}, role: lead, by: 施設管理者, after: 100ms}}\n"
    for each in ("stop", "start")
)
ANSWERS = {"office": ANSWERED, "lgwan": APPROVED, None: APPROVED + ANSWERED}


@dataclass(frozen=True)
class Part:
    """What one terminal hands in: its signed bundle, its key, and its run."""

    bundle: Path
    key: str
    run: Path


@dataclass(frozen=True)
class Prefecture:
    """Where everything is collected, and what was, by the name that each part is called."""

    folder: Path
    parts: Mapping[str, Part]

    def merge(self, *words: str, but: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
        """Merge all but some of the parts, and what else is named."""
        files = [str(part.bundle) for name, part in self.parts.items() if name not in but]
        who = ("--municipalities", "--operator", "県 防災課")
        return said("merge", *files, *words, *who, cwd=self.folder, timeout=120)

    def report(self) -> dict[str, Any]:
        """The newest report as other programs read it."""
        out = said("report", "last", "-f", "json", cwd=self.folder).stdout
        found: dict[str, Any] = json.loads(out)
        return found


def written(place: Stage, code: str, name: str, *, zones: bool = False, rto: str = "30s") -> Path:
    """The municipality's own plan, and the scenario as it has adapted it."""
    plan = place.plan / "plan.yaml"
    text = plan.read_text(encoding="utf-8").replace("name: 見本町", f'name: {name}, code: "{code}"')
    text = text.replace("rto: 30s", f"rto: {rto}")
    scenario = SCENARIO
    if zones:
        text = text.replace(
            "    depends_on: [web01]\n", "    depends_on: [web01]\n    zone: lgwan\n"
        )
        text = ZONES + text.replace("  - id: web01\n", "  - id: web01\n    zone: lgwan\n")
        scenario += "home_zone: office\n"
    plan.write_text(text, encoding="utf-8")
    for each in (place.plan / "scenarios").iterdir():
        each.unlink()
    path = place.scenario("joint")
    path.write_text(scenario, encoding="utf-8")
    return path


def begun(place: Stage, scenario: Path, zone: str | None = None) -> subprocess.Popen[bytes]:
    words: list[str | Path] = ["run", scenario, "--mode", "operational", "--yes", "--headless"]
    words += ["--answers", place.answers(ANSWERS[zone]), "--runs", place.folder / f"runs-{zone}"]
    words += ["--operator", "情報係長", *(("--zone", zone) if zone else ())]
    drill = subprocess.Popen(
        typed(*words), cwd=place.folder, env=environment(), stdin=subprocess.DEVNULL
    )
    place.drills.append(drill)
    return drill


def handed_in(place: Stage, name: str, zone: str | None, into: Path) -> Part:
    """Sign what a terminal recorded with a key of its own, and carry it to the prefecture."""
    key = place.folder / f"key-{zone}"
    line = said("key", "new", key, cwd=place.folder).stdout.splitlines()[1]
    (run,) = Runs(place.folder / f"runs-{zone}").newest_first()
    bundle = into / f"{name.replace('/', '-')}.zip"
    words = ("bundle", run.name, "--runs", run.parent, "-o", bundle, "--key", key)
    done = said(*words, cwd=place.folder)
    assert done.returncode == ExitCode.PASSED, done.stderr
    return Part(bundle, line, run)


@pytest.fixture(scope="module")
def prefecture(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Prefecture]:
    folder = tmp_path_factory.mktemp("prefecture")
    places: list[tuple[str, Stage, str | None]] = []
    with ExitStack() as stack:
        rooms = [
            stack.enter_context(stage(folder / code, every="200ms"))
            for code in ("01204", "01213", "01214")
        ]
        first = written(rooms[0], "01204", "甲市", zones=True)
        second = written(rooms[1], "01213", "乙町")
        third = written(rooms[2], "01214", "丙村", rto="1s")
        places = [
            ("01204/office", rooms[0], "office"),
            ("01204/lgwan", rooms[0], "lgwan"),
            ("01213", rooms[1], None),
            ("01214", rooms[2], None),
        ]
        scenarios = dict(zip(map(id, rooms), (first, second, third), strict=True))
        drills = [begun(place, scenarios[id(place)], zone) for _, place, zone in places]
        for drill in drills:
            drill.wait(timeout=180)
    parts = {name: handed_in(place, name, zone, folder) for name, place, zone in places}
    keys = "".join(
        f'  - {{id: "{name.replace("/", ".")}", public_key: {part.key}}}\n'
        for name, part in parts.items()
    )
    (folder / "plan.yaml").write_text(f"organisation: 県\nzones:\n{keys}", encoding="utf-8")
    yield Prefecture(folder, parts)


def test_three_municipalities_become_one_report_and_each_keeps_its_figures(
    prefecture: Prefecture,
) -> None:
    done = prefecture.merge()
    assert done.returncode == ExitCode.TARGET_MISSED, done.stderr
    assert "01204 甲市, 01213 乙町, 01214 丙村" in done.stdout
    report = prefecture.report()
    lines = {each["code"]: each for each in report["merging"]["municipalities"]}
    assert {code: each["overall"] for code, each in lines.items()} == {
        "01204": "passed",
        "01213": "passed",
        "01214": "target_missed",
    }
    assert all(each["declared"] is not None for each in lines.values())
    assert lines["01214"]["worst"]["text"] == "01214/Public home page"
    segments = {each["name"]: each["signature"] for each in report["merging"]["segments"]}
    assert segments == dict.fromkeys(prefecture.parts, "good")
    figures = {each["system"]: each["rto"] for each in report["recoveries"]}
    for name in ("01204/lgwan", "01213", "01214"):
        run = prefecture.parts[name].run
        words = ("report", run.name, "--runs", run.parent, "-f", "json")
        (alone,) = json.loads(said(*words, cwd=prefecture.folder).stdout)["recoveries"]
        mine = figures[f"{name[:5]}/homepage"]
        for key in ("verdict", "low_us", "high_us", "limit_us", "source"):
            assert mine[key] == alone["rto"][key], (name, key)


def test_what_the_municipalities_differ_in_and_their_clocks_stand_on_the_first_page(
    prefecture: Prefecture,
) -> None:
    prefecture.merge()
    doubts = [each["code"] for each in prefecture.report()["merging"]["doubts"]]
    assert "merging.scenarios_differ" in doubts
    assert "merging.municipalities_not_compared" in doubts
    said_so = prefecture.merge(
        *("--offset", "01213=+0s+-1s", "--offset", "01214=+0s+-1s"),
        *("--offset", "01204/lgwan=+0s+-1s"),
    )
    assert said_so.returncode == ExitCode.TARGET_MISSED, said_so.stderr
    doubts = [each["code"] for each in prefecture.report()["merging"]["doubts"]]
    assert "merging.municipalities_not_compared" not in doubts


def test_the_merged_record_is_one_that_every_command_understands(prefecture: Prefecture) -> None:
    prefecture.merge()
    folder = prefecture.folder
    told = said("replay", "last", cwd=folder)
    assert told.returncode == ExitCode.PASSED
    assert "[01204/lgwan]" in told.stdout
    assert "[01213]" in told.stdout
    page = said("report", "last", "-f", "html", "-o", "page.html", cwd=folder)
    assert page.returncode == ExitCode.PASSED, page.stderr
    assert "丙村" in (folder / "page.html").read_text(encoding="utf-8")
    (run, *_) = Runs(folder / "runs").newest_first()
    answered = next(
        each["records"][0] for each in prefecture.report()["answers"] if "01213" in each["step"]
    )
    amend = ("order", "last", "amend", str(answered), "note", "x", "--note", "n")
    assert said(*amend, "--operator", "県", cwd=folder).returncode == ExitCode.PASSED
    assert [each["by"] for each in prefecture.report()["amendments"]] == ["県"]
    assert said("verify", "last", cwd=folder).returncode == ExitCode.PASSED
    kept = run / "sources" / "01204-lgwan.zip"
    kept.write_bytes(kept.read_bytes()[:-1] + b"x")
    assert said("verify", "last", cwd=folder).returncode == ExitCode.RECORD_BROKEN


def test_what_is_tampered_doubled_or_missing_is_refused_with_its_reason(
    prefecture: Prefecture,
) -> None:
    folder, parts = prefecture.folder, prefecture.parts
    before = Runs(folder / "runs").newest_first()
    whole = parts["01213"].bundle.read_bytes()
    bad = folder / "changed.zip"
    bad.write_bytes(whole[: len(whole) // 2] + b"x" + whole[len(whole) // 2 + 1 :])
    tampered = prefecture.merge(str(bad), but=("01213",))
    assert tampered.returncode == ExitCode.RECORD_BROKEN
    assert "changed.zip cannot be trusted" in tampered.stderr
    doubled = prefecture.merge(str(parts["01213"].bundle))
    assert doubled.returncode == ExitCode.NOT_STARTED
    assert "are records of the same run" in doubled.stderr
    missing = prefecture.merge(but=("01204/lgwan",))
    assert missing.returncode == ExitCode.NOT_STARTED
    assert "--without 01204/lgwan" in missing.stderr
    foreign = said("merge", *(each.bundle for each in parts.values()), cwd=folder)
    assert foreign.returncode == ExitCode.NOT_STARTED
    assert Runs(folder / "runs").newest_first() == before


def test_what_was_left_out_is_said_and_is_no_pass(prefecture: Prefecture) -> None:
    left_out = ("--without", "01204/lgwan", "--without", "01215")
    done = prefecture.merge(*left_out, but=("01204/lgwan", "01214"))
    assert done.returncode == ExitCode.TARGET_MISSED, done.stderr
    report = prefecture.report()
    assert {each["code"]: each["overall"] for each in report["merging"]["municipalities"]} == {
        "01204": "not_measured",
        "01213": "passed",
    }
    page = " ".join(done.stdout.split())
    assert "MUNICIPALITY MISSING: merged without the record of 01215" in page
    assert "SEGMENT MISSING" in page


def test_a_bundle_that_another_terminals_key_signed_is_refused(prefecture: Prefecture) -> None:
    plan = prefecture.folder / "other.yaml"
    key = prefecture.parts["01213"].key
    zones = f'zones:\n  - {{id: "01214", public_key: {key}}}\n'
    plan.write_text(f"organisation: 県\n{zones}", encoding="utf-8")
    done = prefecture.merge("--plan", str(plan))
    assert done.returncode == ExitCode.RECORD_BROKEN
    assert "which is not the one that the plan here has for 01214" in done.stderr
