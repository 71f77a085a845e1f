"""A drill takes what a device sends by itself, and tells it as told."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from tests.daemons.ports import free_port
from tests.proofs.live import until
from tests.proofs.stage import environment, said, typed

PLAN = """
organisation: 見本町
people: {{lead: 情報係長}}
traps: {{listen: "127.0.0.1:{port}"}}
snmp_accounts:
  - {{id: ups-v2c, version: v2c, community: {{env: UPS_COMMUNITY}}}}
power:
  - {{id: hq-ups, name: 本庁UPS, kind: ups, profile: ups-rfc1628, address: 127.0.0.1,
     snmp: ups-v2c}}
"""
SCENARIO = """
scenario: listen
title: 機器からの通知を待つ
steps:
  - {id: over, by: lead, ask: 終わりましたか, within: 2m}
"""
COMMUNITY = "town-tells-42"


def test_a_trap_of_a_ups_stands_in_the_log_and_in_the_report(tmp_path: Path) -> None:
    port = free_port()
    (tmp_path / "scenarios").mkdir()
    (tmp_path / "plan.yaml").write_text(PLAN.format(port=port), encoding="utf-8")
    (tmp_path / "scenarios" / "listen.yaml").write_text(SCENARIO, encoding="utf-8")
    words = typed("run", "listen", "--mode", "walkthrough", "--headless")
    env = environment(UPS_COMMUNITY=COMMUNITY)
    told = tmp_path / "told"
    with told.open("wb") as out:
        drill = subprocess.Popen(words, cwd=tmp_path, env=env, stdout=out, stderr=out)
    try:
        until(lambda: f"are taken at 127.0.0.1:{port}" in told.read_text("utf-8", "replace"))
        trap = ["snmptrap", "-m", "", "-v2c", "-c", COMMUNITY, "-Ci", f"127.0.0.1:{port}", ""]
        kept = {"SNMP_PERSISTENT_DIR": str(tmp_path), "MIBS": "", "PATH": "/usr/bin:/bin"}
        assert subprocess.run([*trap, "1.3.6.1.2.1.33.2.1"], env=kept, check=False).returncode == 0
        until(lambda: "本庁UPS: it runs on battery" in told.read_text("utf-8", "replace"))
        answer = ("order", "last", "answer", "over", "done", "--operator", "田中")
        assert said(*answer, cwd=tmp_path).returncode == 0
        drill.wait(120)
    finally:
        drill.kill()
    assert "told by the device (alarm): 本庁UPS" in told.read_text(encoding="utf-8")
    report = json.loads(said("report", "last", "-f", "json", cwd=tmp_path).stdout)
    assert [(each["systems"], each["word"]) for each in report["alarms"]] == [
        (["hq-ups"], "on_battery")
    ]
    assert report["outages"] == []
    assert said("verify", "last", cwd=tmp_path).returncode == 0
    for path in (tmp_path / "runs").rglob("*"):
        assert not path.is_file() or COMMUNITY.encode() not in path.read_bytes()
