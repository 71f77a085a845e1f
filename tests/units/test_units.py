"""Units that systemd reads as they were meant, and tasks as Windows' schema wants them."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest

from bcp.durations import MINUTE, Span
from bcp.messages import Messages, Webhook
from bcp.model import Organisation, Plan
from bcp.secret_source import SecretSource
from drills.errors import Refusal
from drills.units import systemd, windows
from drills.units.credentials import credentials_of
from drills.units.service import Credential, Scope, Service

HOSTILE = "/srv/計画 100% 'of' \"it\" $HOME ${x} $$ %n \\n;#"
_TASKS = "{http://schemas.microsoft.com/windows/2004/02/mit/task}"


def _service(folder: str = "/srv") -> Service:
    return Service(
        name="bcp-drill",
        python="/usr/bin/python3",
        plan=f"{folder}/plan",
        runs=f"{folder}/runs",
        account="bcp-drill",
        longest=Span(90 * MINUTE),
        credentials=(Credential("GW_PW", f"{folder}/gw"),),
    )


def _verified(text: str, tmp_path: Path) -> str:
    """What systemd's own reader complains of."""
    file = tmp_path / "bcp-drill.service"
    file.write_text(text, encoding="utf-8")
    line = ["systemd-analyze", "verify", "--man=no", str(file)]
    done = subprocess.run(line, capture_output=True, text=True, check=False, timeout=60)
    own = [each for each in done.stderr.splitlines() if "bcp-drill" in each]
    assert done.returncode == 0, done.stderr
    return "\n".join(own)


@pytest.mark.parametrize("scope", ["system", "user"])
def test_systemd_itself_finds_nothing_wrong_with_a_unit(scope: Scope, tmp_path: Path) -> None:
    assert _verified(systemd.unit(_service(), scope), tmp_path) == ""


def test_a_unit_is_as_closed_as_the_documents_say(tmp_path: Path) -> None:
    file = tmp_path / "bcp-drill.service"
    file.write_text(systemd.unit(_service(), "system"), encoding="utf-8")
    # From 0, closed, to 10, open; 2.0 and less is what systemd calls OK.
    line = ["systemd-analyze", "security", "--offline=true", "--threshold=20", str(file)]
    done = subprocess.run(line, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr


def test_systemd_starts_the_words_that_were_meant_whatever_stands_in_a_path(tmp_path: Path) -> None:
    service = _service(HOSTILE)
    text = systemd.unit(service, "system")
    assert _verified(text, tmp_path) == ""
    command = next(e for e in text.splitlines() if e.startswith("ExecStart=")).split("=", 1)[1]
    assert _as_systemd_reads(command) == list(service.words)


def _as_systemd_reads(command: str) -> list[str]:
    """The words of a command line by systemd.service(5): quotes as in a shell, %% and $$."""
    program, *rest = shlex.split(command)
    return [program.replace("%%", "%"), *(e.replace("%%", "%").replace("$$", "$") for e in rest)]


def test_a_stop_waits_for_the_longest_drill() -> None:
    unit = systemd.unit(replace(_service(), longest=Span(90 * MINUTE)), "system")
    assert f"TimeoutStopSec={90 * 60 + 60}" in unit.splitlines()


@pytest.mark.parametrize("path", ["/tmp/plan", "/var/tmp/x", "/run/plan"])  # noqa: S108
def test_what_a_restart_deletes_is_refused(path: str) -> None:
    with pytest.raises(Refusal):
        systemd.unit(replace(_service(), plan=path), "system")


@pytest.mark.parametrize("bad", ["/srv/a\nExecStart=/bin/sh", "/srv/\x1b[2J", "/srv/\udcff"])
def test_no_path_writes_a_line_of_its_own(bad: str) -> None:
    for write in (lambda given: systemd.unit(given, "user"), windows.task):
        with pytest.raises(Refusal):
            write(replace(_service(), runs=bad))


@pytest.mark.parametrize(
    "sources",
    [
        (SecretSource(file="/srv/a/password"), SecretSource(file="/srv/b/password")),
        (SecretSource(env="GW_PW"), SecretSource(file="/srv/GW_PW")),
        (SecretSource(file="/srv/計画"),),
        (SecretSource(file="/srv/a:b"),),
        (SecretSource(file="/srv/100%n"),),
        (SecretSource(file="/srv/gw\\"),),
    ],
)
def test_no_secret_is_handed_over_under_a_name_that_is_anothers_or_none(
    sources: tuple[SecretSource, ...],
) -> None:
    hooks = tuple(Webhook("https://chat.example/", secret=each) for each in sources)
    with pytest.raises(Refusal):
        credentials_of(Plan(Organisation("見本町"), messages=Messages(webhooks=hooks)))


def test_one_secret_of_two_servers_is_handed_over_once() -> None:
    hooks = (Webhook("https://chat.example/", secret=SecretSource(file="/srv/gw")),) * 2
    plan = Plan(Organisation("見本町"), messages=Messages(webhooks=hooks))
    assert credentials_of(plan) == (Credential("gw", "/srv/gw"),)


def test_a_home_can_be_read_only_where_something_lies_in_it() -> None:
    assert "ProtectHome=yes" in systemd.unit(_service(), "system")
    assert "ProtectHome=read-only" in systemd.unit(_service("/root"), "system")


def _windows(folder: str = "C:\\防災 & 訓練 (1)") -> Service:
    python = f"{folder}\\venv\\Scripts\\python.exe"
    own = replace(_service(), python=python, plan=f"{folder}\\plan", credentials=())
    return replace(own, runs=f"{folder}\\runs\\", account="bcp-drill", lang="en")


def test_a_task_of_windows_is_as_its_schema_wants_it() -> None:
    raw = windows.task(_windows())
    assert raw.startswith(b"\xff\xfe")
    root = ElementTree.fromstring(raw)  # noqa: S314 - made here
    assert root.tag == f"{_TASKS}Task"
    # Where the schema has a sequence, not any order: triggerBaseType, then bootTriggerType.
    boot = [each.tag.removeprefix(_TASKS) for each in root.find(f".//{_TASKS}BootTrigger") or ()]
    assert boot == [e for e in _SEQUENCE if e in boot]
    found = {each.tag.removeprefix(_TASKS): (each.text or "").strip() for each in root.iter()}
    assert set(found) <= _KNOWN
    assert {key: found[key] for key in _SETTINGS} == _SETTINGS


_SEQUENCE = [
    *("Enabled", "StartBoundary", "EndBoundary", "Repetition", "ExecutionTimeLimit", "Delay"),
]
_SETTINGS = {
    "RunLevel": "LeastPrivilege",
    "MultipleInstancesPolicy": "IgnoreNew",
    "DisallowStartIfOnBatteries": "false",
    "StopIfGoingOnBatteries": "false",
    "ExecutionTimeLimit": "PT0S",
    "RunOnlyIfNetworkAvailable": "false",
    "Count": "255",  # an unsignedByte in the schema
    "UserId": "bcp-drill",
}
_KNOWN = {
    *("Task", "RegistrationInfo", "Description", "Triggers", "BootTrigger", "Enabled", "Delay"),
    *("Repetition", "Interval", "StopAtDurationEnd", "Principals", "Principal", "UserId"),
    *("LogonType", "RunLevel", "Settings", "AllowStartOnDemand", "RestartOnFailure", "Count"),
    *("MultipleInstancesPolicy", "DisallowStartIfOnBatteries", "StopIfGoingOnBatteries"),
    *("StartWhenAvailable", "RunOnlyIfNetworkAvailable", "WakeToRun", "ExecutionTimeLimit"),
    *("Priority", "RunOnlyIfIdle", "Actions", "Exec", "Command", "Arguments", "WorkingDirectory"),
}


def test_a_task_starts_the_words_that_were_meant() -> None:
    service = _windows()
    root = ElementTree.fromstring(windows.task(service))  # noqa: S314 - made here
    assert root.findtext(f".//{_TASKS}Command") == service.python
    arguments = root.findtext(f".//{_TASKS}Arguments") or ""
    assert _as_windows_reads(arguments) == list(service.words[1:])
    assert root.findtext(f".//{_TASKS}WorkingDirectory") == "C:\\防災 & 訓練 (1)\\venv\\Scripts"


def _as_windows_reads(line: str) -> list[str]:
    """The words by the rules of CommandLineToArgvW: backslashes count before a quote alone."""
    words, word, quoted, back = [], "", False, 0
    for letter in line + " ":
        if letter == "\\":
            back += 1
            continue
        word += "\\" * (back // 2 if letter == '"' else back)
        if letter == '"' and back % 2:
            word += '"'
        elif letter == '"':
            quoted = not quoted
        elif letter == " " and not quoted:
            words.append(word)
            word = ""
        else:
            word += letter
        back = 0
    return words


@pytest.mark.parametrize("folder", ["C:\\100%\\plan", "C:\\%TEMP%", "C:\\$(Arg0)"])
def test_what_windows_would_replace_in_a_path_is_refused(folder: str) -> None:
    with pytest.raises(Refusal):
        windows.task(_windows(folder))


def test_a_unit_is_shown_and_written_once_and_nothing_of_anybody_else_is_replaced(
    tmp_path: Path,
) -> None:
    out = tmp_path / "bcp-drill.service"
    first = _install("--systemd", "--user", "-o", str(tmp_path))
    assert first.returncode == 0, first.stderr
    assert "systemctl --user enable --now bcp-drill.service" in first.stderr
    assert _install("--systemd", "--user", "-o", str(out)).returncode == 0
    out.write_text("somebody's own", encoding="utf-8")
    assert _install("--systemd", "--user", "-o", str(out)).returncode == 6
    assert out.read_text(encoding="utf-8") == "somebody's own"
    assert _install("--systemd", "--windows").returncode == 6
    assert _install("--systemd", "--user", "--account", "a b; rm -r /").returncode == 0
    assert _install("--systemd", "--account", "a b; rm -r /").returncode == 6
    assert _install("--windows").stdout.startswith("<?xml")
    assert json.dumps(_install("--windows", "--uninstall").stderr).count("schtasks") == 2


def _install(*words: str) -> subprocess.CompletedProcess[str]:
    plan = Path(__file__).parents[2] / "scenarios" / "library" / "town"
    own = (*words, *(() if "--uninstall" in words else ("--plan", str(plan))))
    line = [sys.executable, "-m", "tui", "--lang", "en", "schedule", "install", *own]
    return subprocess.run(line, capture_output=True, text=True, check=False, timeout=60)
