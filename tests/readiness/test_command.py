"""What a person sees who types ``bcp-drill ready``, from real plans and real journals."""

from __future__ import annotations

import json
import re
import shlex
from datetime import datetime, timedelta, timezone
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from drills.history.index import NAME
from tests.cli.conversation import Seen, bcp_drill
from tests.readiness.recorded import NEW_KEY, OLD_KEY, Held, hold, replaced, surveyed, town

MEASURE = "bcp-drill run mail-down --mode walkthrough"


def _ago(days: int) -> str:
    """A day of the town, whatever clock this machine has."""
    today = datetime.now(timezone(timedelta(hours=9))).date()
    return (today - timedelta(days=days)).isoformat()


def _ready(folder: Path, *words: str) -> Seen:
    return bcp_drill("ready", *words, cwd=folder)


def _told(folder: Path) -> tuple[int, dict[str, Any]]:
    seen = _ready(folder, "-f", "json", "--lang", "ja")
    return seen.code, json.loads(seen.out)


def _line(told: dict[str, Any], about: str, id: str) -> dict[str, Any]:
    found: dict[str, Any] = next(each for each in told[about] if each["id"] == id)
    return found


def _why(line: dict[str, Any]) -> str:
    return " ".join(each["text"] for each in line["why"])


def test_the_answer_follows_the_drills_from_never_tried_to_failing(tmp_path: Path) -> None:
    town(tmp_path)
    code, told = _told(tmp_path)
    assert (code, told["schema"], told["state"]) == (3, "readiness/1", "never_tried")
    hold(tmp_path, Held(_ago(30), gates=()))
    code, told = _told(tmp_path)
    assert (code, told["state"]) == (0, "verified")
    mail = _line(told, "systems", "mail")
    assert (mail["days"], mail["aspects"]["up"]) == (30, "yes")
    # Another system was not measured; that it is not important decides nothing.
    assert _line(told, "systems", "files")["state"] == "never_tried"
    hold(tmp_path, Held(_ago(10), back=150, gates=("cert",)))
    code, told = _told(tmp_path)
    assert code == 2
    assert _line(told, "systems", "mail")["type_this"] == MEASURE
    gates = {each["id"]: each["state"] for each in _line(told, "telework", "vpn")["parts"]}
    assert (gates["vpn/cert"], gates["vpn/reach"]) == ("failing", "verified")
    assert _line(told, "telework", "vpn")["type_this"] == MEASURE


AT_A_TABLE = "bcp-drill run mail-down --mode tabletop"


def test_what_to_do_first_stands_under_the_answer(tmp_path: Path) -> None:
    town(tmp_path)
    answer, _, more = _ready(tmp_path, "--lang", "en").out.partition("\nFirst: ")
    assert "Would the plan work today?" in answer
    assert "SYSTEMS" not in answer
    assert more.split("\n\n")[0].splitlines()[-1] == f"  {AT_A_TABLE}"
    assert AT_A_TABLE in _ready(tmp_path, "-f", "md").out.partition("## ")[0]
    hold(tmp_path, Held(_ago(30), gates=()))
    assert "First: " not in _ready(tmp_path, "--lang", "en").out


def test_a_new_plan_begins_at_a_table_then_looks_and_only_then_measures(tmp_path: Path) -> None:
    town(tmp_path)
    assert _told(tmp_path)[1]["first"]["type_this"] == AT_A_TABLE
    held = bcp_drill("run", "mail-down", "--mode", "tabletop", "--unattended", cwd=tmp_path)
    assert "runs" in held.out + held.err
    assert _told(tmp_path)[1]["first"]["type_this"] == "bcp-drill survey"
    surveyed(tmp_path, _ago(1), "answers")
    assert _told(tmp_path)[1]["first"]["type_this"] == MEASURE


def test_what_is_to_be_typed_holds_for_the_plan_and_the_records_asked_about(
    tmp_path: Path,
) -> None:
    plan = tmp_path / "our town"
    plan.mkdir()
    town(plan)
    where = ("--plan", str(plan), "--runs", str(plan / "kept"))
    told = json.loads(bcp_drill("ready", *where, "-f", "json", cwd=tmp_path).out)
    line = shlex.split(told["first"]["type_this"])
    assert line == ["bcp-drill", "run", "mail-down", "--mode", "tabletop", *where]
    assert all("--runs" in each["type_this"] for each in told["systems"])


def test_an_action_that_nobody_permits_any_more_is_not_what_is_to_be_typed(tmp_path: Path) -> None:
    town(tmp_path)
    file = tmp_path / "scenarios" / "mail-down.yaml"
    undo = "undo: {server: mail-1, command: go}"
    stop = f"  - {{id: stop, run: {{server: mail-1, command: stop}}, {undo}}}\n"
    file.write_text(
        file.read_text(encoding="utf-8")
        + stop
        + "safety: {approvals: [{step: stop, by: [lead]}]}\n",
        encoding="utf-8",
    )
    until = (
        '{id: stop, run: x, allowed_until: "2099-01-01"}, {id: go, run: y, allowed_until: "DAY"}'
    )
    key = "known_hosts: known_hosts}"
    mail = f"known_hosts: known_hosts, user: drill, commands: [{until}]}}"
    replaced(tmp_path, key, mail.replace("DAY", "2099-01-01"))
    surveyed(tmp_path, _ago(1), "answers")
    assert _line(_told(tmp_path)[1], "systems", "mail")["type_this"].endswith("operational")
    replaced(tmp_path, 'allowed_until: "2099-01-01"}]', f'allowed_until: "{_ago(1)}"}}]')
    line = _line(_told(tmp_path)[1], "systems", "mail")
    assert (line["do"]["code"], line["type_this"]) == ("ready.look_only", MEASURE)
    hold(tmp_path, Held(_ago(0), back=-1, finish="completed"))
    line = _line(_told(tmp_path)[1], "systems", "mail")
    assert line["type_this"].endswith("--mode operational --dry-run")


def test_an_edit_of_the_plan_or_another_host_key_takes_it_away_until_it_is_put_back(
    tmp_path: Path,
) -> None:
    town(tmp_path)
    hold(tmp_path, Held(_ago(30), gates=()))
    replaced(tmp_path, "rto: 2h", "rto: 4h")
    code, told = _told(tmp_path)
    mail = _line(told, "systems", "mail")
    assert (code, mail["state"]) == (1, "needs_verification")
    assert "2時間から4時間" in _why(mail)
    replaced(tmp_path, "rto: 4h", "rto: 2h")
    replaced(tmp_path, "roles:", "# 変えない\nroles:")
    replaced(tmp_path, "name: 電子メール", "name: メール")
    (tmp_path / "known_hosts").write_text(OLD_KEY + "other.example ssh-rsa AAAA\n")
    assert _told(tmp_path)[0] == 0
    (tmp_path / "known_hosts").write_text(NEW_KEY)
    mail = _line(_told(tmp_path)[1], "systems", "mail")
    assert "mail-1" in _why(mail)
    # What cannot be read is not known, and no change.
    (tmp_path / "known_hosts").unlink()
    assert _told(tmp_path)[0] == 0


def test_a_step_that_found_something_down_counts_until_the_same_step_finds_it_well(
    tmp_path: Path,
) -> None:
    town(tmp_path)
    hold(tmp_path, Held(_ago(30), gates=(), page="broken"))
    assert _line(_told(tmp_path)[1], "systems", "files")["state"] == "failing"
    hold(tmp_path, Held(_ago(20), gates=(), page="held"))
    assert _line(_told(tmp_path)[1], "systems", "files")["state"] == "never_tried"


def test_a_certificate_is_due_as_it_was_last_read_and_a_new_one_is_a_change(
    tmp_path: Path,
) -> None:
    town(tmp_path)
    hold(tmp_path, Held(_ago(30), gates=(), days=60.0))
    told = _told(tmp_path)[1]
    due = next(each for each in told["due"] if each["kind"] == "certificate")
    assert (due["id"], due["days_left"]) == ("mail", 30)
    assert told["state"] == "verified"
    # Another drill, which measured nothing, read the new one.
    hold(tmp_path, Held(_ago(3), back=0, gates=(), days=395.0))
    told = _told(tmp_path)[1]
    due = next(each for each in told["due"] if each["kind"] == "certificate")
    assert due["days_left"] == 392


def test_damaged_records_and_those_of_others_are_named_and_never_counted(tmp_path: Path) -> None:
    town(tmp_path)
    broken, _ = hold(tmp_path, Held(_ago(30), gates=()), Held(_ago(5), organisation="隣町"))
    journal = broken / "journal.sqlite"
    raw = journal.read_bytes()
    journal.write_bytes(raw.replace("佐藤".encode(), "鈴木".encode()))
    code, told = _told(tmp_path)
    assert (code, told["state"]) == (3, "never_tried")
    left = " ".join(each["text"] for each in told["not_counted"])
    assert broken.name in left
    assert "ほかの団体" in left


def test_a_folder_that_may_only_be_read_gives_the_same_answer(tmp_path: Path) -> None:
    town(tmp_path)
    hold(tmp_path, Held(_ago(30), gates=()))
    before = _told(tmp_path)
    (tmp_path / "runs" / NAME).unlink(missing_ok=True)
    (tmp_path / "runs").chmod(0o500)
    try:
        assert _told(tmp_path) == before
    finally:
        (tmp_path / "runs").chmod(0o700)


def test_a_bundle_that_left_its_zone_without_addresses_proves_as_much(tmp_path: Path) -> None:
    town(tmp_path)
    hold(tmp_path, Held(_ago(30), gates=()))
    before = _told(tmp_path)
    assert bcp_drill("bundle", "last", "-o", "out.zip", cwd=tmp_path).code == 0
    (tmp_path / "returned").mkdir()
    (tmp_path / "out.zip").rename(tmp_path / "returned" / "out.zip")
    seen = _ready(tmp_path, "-f", "json", "--lang", "ja", "--runs", "returned")
    # What is to be typed names the folder that was asked about.
    assert (seen.code, json.loads(seen.out.replace(" --runs returned", ""))) == before


def test_a_survey_beside_the_runs_takes_away_and_a_later_one_gives_back(tmp_path: Path) -> None:
    town(tmp_path)
    hold(tmp_path, Held(_ago(30), gates=()))
    surveyed(tmp_path, _ago(5), "silent")
    code, told = _told(tmp_path)
    mail = _line(told, "systems", "mail")
    assert (code, mail["state"], mail["type_this"]) == (2, "failing", "bcp-drill survey")
    assert mail["run"].startswith("surveys/")
    surveyed(tmp_path, _ago(4), "unknown")
    assert _told(tmp_path)[0] == 2
    surveyed(tmp_path, _ago(3), "answers")
    assert _told(tmp_path)[0] == 0
    (tmp_path / "runs" / "surveys" / "x.json").write_text("{}", encoding="utf-8")
    code, told = _told(tmp_path)
    assert (code, len(told["not_counted"])) == (0, 1)


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def test_hostile_names_act_in_no_form(tmp_path: Path) -> None:
    town(tmp_path)
    evil = '"<script>x</script>=cmd|[a](http://x)"'
    replaced(tmp_path, "name: 電子メール", f"name: {evil}")
    hold(tmp_path, Held(_ago(30), gates=()))
    for form in ("text", "html", "md", "json"):
        seen = _ready(tmp_path, "-o", f"out.{form}", "-f", form)
        assert seen.code == 0
        text = (tmp_path / f"out.{form}").read_text(encoding="utf-8")
        assert "\x1b" not in text
        if form == "html":
            page = _Page()
            page.feed(text)
            assert not {"script", "a", "link", "img"} & {tag for tag, _ in page.tags}
            assert "default-src 'none'" in text
        if form == "md":
            assert "](http" not in re.sub("`[^`]*`", "", text)
    assert (tmp_path / "out.html").stat().st_mode & 0o077 == 0


def test_text_fits_80_columns_in_both_languages(tmp_path: Path) -> None:
    from drills.report.layout import width_of  # noqa: PLC0415

    town(tmp_path)
    hold(tmp_path, Held(_ago(400), gates=("cert",)), Held(_ago(390), back=150))
    for lang in ("ja", "en"):
        seen = _ready(tmp_path, "--lang", lang)
        assert seen.code == 2
        assert max(width_of(each) for each in seen.out.splitlines()) <= 80
