"""What to type so that a written unit or task takes effect, and so that it is gone again."""

from __future__ import annotations

import shlex
from pathlib import PurePath

from bcp.message import Message, Phrase
from drills.units.service import Scope, Service

DO = Phrase("installing.do", ja="{number}. {what}\n   {line}", en="{number}. {what}\n   {line}")
VERIFY = Phrase(
    "installing.verify",
    ja="書かれた内容を確かめます（何も出なければよい）",
    en="Check what was written (it says nothing where all is well)",
)
MAKE_ACCOUNT = Phrase(
    "installing.make_account",
    ja="専用のアカウントを作ります（すでにあれば不要です）",
    en="Make an account of its own (not needed where there is one)",
)
GIVE = Phrase(
    "installing.give",
    ja="そのアカウントに、訓練の記録のフォルダを渡します（計画は読めれば足ります）",
    en="Give it the folder of the drills' records (the plan it needs only to read)",
)
ENABLE = Phrase(
    "installing.enable",
    ja="置いて、始めます（端末の起動時にも始まります）",
    en="Put it in place and start it (it starts with the machine, too)",
)
LINGER = Phrase(
    "installing.linger",
    ja="ログインしていない間も動くようにします",
    en="Let it run while you are not logged in",
)
SEE = Phrase(
    "installing.see",
    ja="動いていることを確かめます（Active: active (running) と出ます）",
    en="See that it runs (it says Active: active (running))",
)
CREATE = Phrase(
    "installing.create",
    ja="タスクを登録します（管理者のコマンドプロンプトで。アカウントのパスワードを尋ねられます）",
    en="Register the task (in an administrator's Command Prompt; it asks for the account's "
    "password)",
)
START = Phrase(
    "installing.start",
    ja="始めます（端末の起動時にも始まります）",
    en="Start it (it starts with the machine, too)",
)
QUERY = Phrase(
    "installing.query",
    ja="動いていることを確かめます（状態: 実行中）",
    en="See that it runs (Status: Running)",
)
STOP = Phrase(
    "installing.stop",
    ja="止めて、起動時にも始まらないようにします（進行中の訓練が終わるのを待ちます）",
    en="Stop it now and for good (it waits for a drill that goes on)",
)
END = Phrase(
    "installing.end",
    ja="止めます。進行中の訓練も止まるため、先に bcp-drill schedule status で確かめてください",
    en="Stop it. A drill that goes on is stopped, too: see bcp-drill schedule status first",
)
REMOVE = Phrase("installing.remove", ja="設定を消します", en="Remove its settings")
KEPT = Phrase(
    "installing.kept",
    ja="計画と訓練の記録は消えません。アカウント、秘密のファイル、プログラムが要らなければ、"
    "別に消してください（docs/install.ja.md）。",
    en="The plan and the records of drills stay. Remove the account, the files of secrets and the "
    "program by themselves if nobody needs them (docs/install.md).",
)


def systemd_steps(service: Service, scope: Scope, file: str) -> tuple[Message, ...]:
    """What to type on a machine with systemd."""
    name = PurePath(file).name
    quoted = shlex.quote(file)
    if scope == "user":
        place = "~/.config/systemd/user"
        put = f"mkdir -p {place} && cp {quoted} {place}/ && systemctl --user daemon-reload"
        return _numbered(
            (VERIFY, f"systemd-analyze --user verify {quoted}"),
            (ENABLE, f"{put} && systemctl --user enable --now {name}"),
            (LINGER, 'loginctl enable-linger "$USER"'),
            (SEE, f"systemctl --user status {name}"),
        )
    account = service.account or ""
    home = f"/var/lib/{service.name}"
    make = f"useradd --system --create-home --home-dir {home} --shell /usr/sbin/nologin"
    runs = shlex.quote(service.runs)
    put = f"sudo install -m 644 {quoted} /etc/systemd/system/ && sudo systemctl daemon-reload"
    return _numbered(
        (VERIFY, f"systemd-analyze verify {quoted}"),
        (MAKE_ACCOUNT, f"sudo {make} {account}"),
        (GIVE, f"sudo mkdir -p {runs} && sudo chown -R {account}: {runs}"),
        (ENABLE, f"{put} && sudo systemctl enable --now {name}"),
        (SEE, f"systemctl status {name}"),
    )


def windows_steps(service: Service, file: str) -> tuple[Message, ...]:
    """What to type on Windows, in an administrator's Command Prompt."""
    account = service.account or ""
    runs = _cmd(service.runs)
    given = f"(if not exist {runs} md {runs}) && icacls {runs} /grant {account}:(OI)(CI)M"
    create = f"schtasks /Create /TN {service.name} /XML {_cmd(file)} /RU {account} /RP *"
    return _numbered(
        (MAKE_ACCOUNT, f"net user {account} * /add"),
        (GIVE, given),
        (CREATE, create),
        (START, f"schtasks /Run /TN {service.name}"),
        (QUERY, f"schtasks /Query /TN {service.name} /V /FO LIST"),
    )


def removing(name: str, scope: Scope | None) -> tuple[Message, ...]:
    """What to type so that no drill is started by itself any more."""
    if scope is None:
        stop = f"schtasks /End /TN {name}"
        told = _numbered((END, stop), (REMOVE, f"schtasks /Delete /TN {name} /F"))
    elif scope == "user":
        gone = f"rm ~/.config/systemd/user/{name}.service && systemctl --user daemon-reload"
        stop = f"systemctl --user disable --now {name}.service"
        told = _numbered((STOP, stop), (REMOVE, gone))
    else:
        gone = f"sudo rm /etc/systemd/system/{name}.service && sudo systemctl daemon-reload"
        told = _numbered((STOP, f"sudo systemctl disable --now {name}.service"), (REMOVE, gone))
    return (*told, KEPT())


def _numbered(*steps: tuple[Phrase, str]) -> tuple[Message, ...]:
    return tuple(DO(number=n, what=what(), line=line) for n, (what, line) in enumerate(steps, 1))


def _cmd(path: str) -> str:
    """A path for the Command Prompt: none holds a quote there, and spaces, & and ( need them."""
    return f'"{path}"'
