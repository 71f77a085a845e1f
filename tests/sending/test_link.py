"""The link in a mail opens the page on which its reader checks in, and the answer counts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from drills.cli.exit_codes import ExitCode
from tests.sending.town import PLAN, RUN, Town, town

PAGE = 'staff: people/staff.csv\ncheckin: {listen: "127.0.0.1:8443"}\n'
STAFF = "職員番号,所属\n1001,総務課\n1002,税務課\n"
CONTACTS = """\
- {id: it-desk, methods: [{kind: mail, value: it-desk@city.example}]}
- {id: hanako, number: "1001", methods: [{kind: mail, value: hanako@city.example}]}
- {id: taro, number: "1002", methods: [{kind: mail, value: taro@city.example}]}
- {id: kanri, methods: [{kind: mail, value: kanri@city.example}]}
"""
SCENARIO = """\
scenario: write
title: 点呼の訓練
modes: [walkthrough]
steps:
  - id: came-in
    at: T+0s
    checkin: {expected: "@staff", percent: 50, text: 回答してください。}
    within: 10m
  - id: tell
    at: T+0s
    message: {to: [hanako, taro, kanri], text: 下のページから回答してください。, link: came-in}
"""


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Town]:
    with town(tmp_path, plan=PLAN + PAGE, contacts=CONTACTS, scenario=SCENARIO) as made:
        (tmp_path / "plan/people/staff.csv").write_text(STAFF, "utf-8")
        yield made


def link_in(here: Town, to: str) -> str:
    (mail,) = [each for each in here.mails() if each["X-Original-To"] == to]
    found = re.search(r"回答のページ: (\S+)", mail.get_content())
    assert found
    return found[1]


def test_the_link_in_a_mail_is_the_readers_own_and_the_answer_counts(here: Town) -> None:
    here.begin(*RUN, "--send", "real", "--yes")
    here.arrived(3)
    own = link_in(here, "hanako@city.example")
    assert re.fullmatch(r"http://127\.0\.0\.1:8443/c/[0-9A-Z]{9}", own)
    assert own != link_in(here, "taro@city.example")
    assert link_in(here, "kanri@city.example") == "http://127.0.0.1:8443/"
    page = here.inside.run(f"curl -sS {own}")
    code = re.search(r'name="code" value="([^"]+)"', page)
    assert code
    assert "回答してください。" in page
    form = f"--data-urlencode code={code[1]} -d lang=ja -d go=all"
    thanks = here.inside.run(f"curl -sS -D - http://127.0.0.1:8443/ {form}")
    assert thanks.startswith("HTTP/1.1 200"), thanks
    here.drill("order", "last", "answer", "came-in", "done")
    here.until("[ -e /run/ended ]")
    assert here.inside.run("cat /run/ended").strip() == str(int(ExitCode.PASSED))
    assert code[1] not in here.inside.run(f"strings -a {here.folder}/runs/*/journal.sqlite")
