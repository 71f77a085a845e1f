"""Which secrets of a plan a service is handed, and what to know of those it cannot be."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from bcp.message import Message, Phrase
from bcp.model import Plan
from bcp.plan_paths import path_in_plan
from bcp.secret_source import SecretSource
from drills.errors import Refusal
from drills.units.service import Credential, Scope

KEPT = "/etc/bcp-drill/secrets"
"""Where a secret lies for a service whose plan takes it from an environment variable."""

PUT = Phrase(
    "units.put_secret",
    ja="秘密「{name}」: {file} に1行で書き、root だけが読めるようにしてください（chmod 600）。"
    "systemd がサービスにだけ渡します。",
    en="The secret {name!r}: write it into {file}, one line, readable by root alone (chmod 600). "
    "systemd hands it to the service only.",
)
OWN = Phrase(
    "units.own_secret",
    ja="秘密「{name}」: 計画は環境変数から読みます。このサービスを動かすアカウントの環境に"
    "設定してください。",
    en="The secret {name!r} comes from an environment variable: set it in the environment of the "
    "account that the service runs as.",
)
UNATTENDED = Phrase(
    "units.unattended_secret",
    ja="【注意】計画には、人に尋ねる（prompt）か資格情報（keyring）から読む秘密が{count}件あります。"
    "自動で始まる訓練は、これらを得られず始まりません。file か env にしてください。",
    en="Note: {count} secrets of the plan are asked for (prompt) or come from a keyring. A drill "
    "that begins by itself cannot have them and will not start. Use file or env.",
)
SAME_NAME = Phrase(
    "units.same_secret_name",
    ja="計画の秘密 {first} と {second} は、どちらも「{name}」の名前でサービスに渡ることになり、"
    "取り違えられます。一方のファイルか環境変数の名前を変え、計画も直してください。",
    en="The plan's secrets {first} and {second} would both be handed to the service as {name!r}, "
    "and one taken for the other. Rename one file or variable, also in the plan.",
)
NOT_A_NAME = Phrase(
    "units.secret_not_a_name",
    ja="計画の秘密 {file} は、「{name}」の名前では systemd がサービスに渡せません。半角の英数字と"
    "「. _ @ + -」だけの名前に変え、計画も直してください。",
    en="systemd cannot hand the plan's secret {file} to the service as {name!r}. Rename it, also "
    "in the plan, to letters of ASCII, digits and . _ @ + - only.",
)
# What systemd takes for a credential's name (systemd.exec(5)) and no line of a unit reads as more.
_NAME = re.compile(r"[A-Za-z0-9_@+][A-Za-z0-9._@+-]{0,199}")


def credentials_of(plan: Plan) -> tuple[Credential, ...]:
    """What systemd reads for the service: each name once, in the order of the plan.

    Raises `Refusal` where a name can be none of systemd's, or two secrets would have the same:
    one server would be told the other's password.
    """
    found: dict[str, Credential] = {}
    for source in _sources(plan):
        each = _credential(plan, source)
        if each is None:
            continue
        if _NAME.fullmatch(each.name) is None:
            raise Refusal(NOT_A_NAME(file=each.file, name=each.name))
        other = found.setdefault(each.name, each)
        if other != each:
            raise Refusal(SAME_NAME(first=other.file, second=each.file, name=each.name))
    return tuple(found.values())


def told_of_secrets(plan: Plan, scope: Scope | None) -> tuple[Message, ...]:
    """What people must do for the secrets, each said once."""
    sources = tuple(dict.fromkeys(_sources(plan)))
    told: list[Message] = []
    if scope == "system":
        told += [PUT(name=each.name, file=each.file) for each in credentials_of(plan)]
    else:
        told += [OWN(name=each.env) for each in sources if each.env is not None]
    asked = sum(each.prompt or each.keyring is not None for each in sources)
    return (*told, *((UNATTENDED(count=asked),) if asked else ()))


def _credential(plan: Plan, source: SecretSource) -> Credential | None:
    if source.env is not None:
        return Credential(source.env, f"{KEPT}/{source.env}")
    if source.file is None:
        return None
    path = path_in_plan(plan.folder, source.file)
    return Credential(path.name, str(Path(path).absolute()))


def _sources(value: Any) -> Iterator[SecretSource]:
    """Every source of a secret inside a value, itself included."""
    if isinstance(value, SecretSource):
        yield value
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for each in dataclasses.fields(value):
            yield from _sources(getattr(value, each.name))
    elif isinstance(value, tuple | frozenset):
        for item in value:
            yield from _sources(item)
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _sources(item)
