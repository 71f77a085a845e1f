"""Fetching the secrets of a drill from where the plan says they are, before it begins.

What cannot be had is said in words, all of it at once; no drill finds out half-way.
"""

from __future__ import annotations

import importlib
import os
import stat
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

from bcp.message import Message, Phrase
from bcp.plan_paths import path_in_plan
from bcp.probe_call import params_of
from bcp.secret_source import SecretSource
from bcp.shape import Maybe, Record, fields_of
from bcp.system_trouble import reason_of
from drills import probes
from drills.core.alarms import listened_to, listening
from drills.core.brief import Brief
from drills.core.servers_used import calls_used, servers_used
from drills.core.snmp_used import accounts_used
from drills.errors import Refusal
from drills.platform import readable_by_others
from drills.runtime.secrets import SHORTEST, Secret, Secrets, Use
from drills.runtime.service_credentials import credential
from scenarios.model import Sending

PASSWORD = Phrase("secrets.password", ja="パスワード", en="password")
PASSPHRASE = Phrase("secrets.passphrase", ja="秘密鍵のパスフレーズ", en="passphrase of the key")
FOR = Phrase(
    "secrets.for",
    ja="サーバ「{server}」の{use}: {why}",
    en="The {use} for server {server!r}: {why}",
)
NO_ENV = Phrase(
    "secrets.no_env",
    ja="環境変数{name}がありません。設定してから始めてください。",
    en="there is no environment variable {name}. Set it, then start.",
)
NO_FILE = Phrase(
    "secrets.no_file",
    ja="ファイル{file}を読めません（{reason}）。",
    en="the file {file} cannot be read ({reason}).",
)
NOT_A_FILE = Phrase("secrets.not_a_file", ja="普通のファイルではありません", en="no ordinary file")
OPEN_FILE = Phrase(
    "secrets.open_file",
    ja="ファイル{file}は、ほかの人も読めるか、ほかの人のものです。"
    "ご自分のファイルにして chmod 600 {file} としてください。",
    en="the file {file} can be read by others, or is somebody else's. Make it your own: "
    "chmod 600 {file}",
)
IN_REPOSITORY = Phrase(
    "secrets.in_repository",
    ja="ファイル{file}はGitの管理するフォルダ{repository}の中にあり、登録されるおそれがあります。"
    "その外に置くか、.gitignore に書いてください。",
    en="the file {file} lies in the Git repository {repository} and could be committed. Put it "
    "elsewhere, or into .gitignore.",
)
NO_KEYRING_LIBRARY = Phrase(
    "secrets.no_keyring_library",
    ja="資格情報（キーリング）を読む部品がありません。pip install 'bcp-drill[keyring]' で"
    "入れてください。",
    en="what reads the keyring is not installed: pip install 'bcp-drill[keyring]'",
)
NOT_IN_KEYRING = Phrase(
    "secrets.not_in_keyring",
    ja="資格情報（キーリング）に {service} の {account} がありません。"
    "keyring set {service} {account} で登録してください。",
    en="the keyring has no {account} of {service}. Enter it: keyring set {service} {account}",
)
KEYRING_FAILED = Phrase(
    "secrets.keyring_failed",
    ja="資格情報（キーリング）を読めません（{kind}）。ロックされていないか確かめてください。",
    en="the keyring cannot be read ({kind}). See whether it is locked.",
)
NO_KEYRING = Phrase(
    "secrets.no_keyring",
    ja="この端末には資格情報（キーリング）を置く所がありません。計画の env、file、prompt の"
    "いずれかを使ってください。",
    en="this machine keeps no keyring. Use env, file or prompt in the plan.",
)
NOBODY_TO_ASK = Phrase(
    "secrets.nobody_to_ask",
    ja="端末で尋ねることになっていますが、ここでは尋ねられません。"
    "端末で bcp-drill run（続きは resume）として始めるか、計画の env、keyring、file を"
    "使ってください。",
    en="it is to be asked for on a terminal, which is not possible here. Start from a terminal "
    "with bcp-drill run (or resume), or use env, keyring or file in the plan.",
)
QUESTION = Phrase(
    "secrets.question",
    ja="サーバ「{server}」の{use}（画面には出ません）: ",
    en="The {use} for server {server!r} (it is not shown): ",
)
OF_QUESTION = Phrase(
    "secrets.of_question",
    ja="問い「{word}: {subject}」の{field}",
    en='{field} of the question "{word}: {subject}"',
)
OF_ACCOUNT = Phrase(
    "secrets.of_account",
    ja="SNMPアカウント「{account}」のコミュニティ名かパスワード",
    en="community or password of the SNMP account {account!r}",
)
OF_MAIL = Phrase("secrets.of_mail", ja="メールサーバのパスワード", en="password of the mail server")
OF_WEBHOOK = Phrase("secrets.of_webhook", ja="Webhookの秘密の値", en="secret of the webhook")
FOR_QUESTION = Phrase("secrets.for_question", ja="{what}: {why}", en="The {what}: {why}")
ASK_FOR = Phrase(
    "secrets.ask_for",
    ja="{what}（画面には出ません）: ",
    en="The {what} (it is not shown): ",
)
EMPTY = Phrase("secrets.empty", ja="空です。", en="it is empty.")
TOO_SHORT = Phrase(
    "secrets.too_short",
    ja="{least}文字より短いため、サーバの出力に現れても隠せません。長いものに変えてください。",
    en="it has fewer than {least} letters and could not be hidden where a server says it back. "
    "Change it to a longer one.",
)
SEVERAL_LINES = Phrase(
    "secrets.several_lines",
    ja="2行以上あります。1行だけにしてください。",
    en="it has more than one line. Leave nothing but the one.",
)
NOT_TEXT = Phrase(
    "secrets.not_text",
    ja="ファイル{file}の中身はUTF-8の文字ではありません。",
    en="what the file {file} holds is no text in UTF-8.",
)

_USES: tuple[tuple[Use, Phrase], ...] = (("password", PASSWORD), ("passphrase", PASSPHRASE))
_MOST_BYTES = 4096
_SECRET = (Record(SecretSource), Maybe(Record(SecretSource)))
# What was taken out of the environment, for the next drill of this process.
_taken: dict[str, Secret] = {}

Prompt = Callable[[Message], str]


def fetched(brief: Brief, prompt: Prompt | None) -> tuple[Secrets, tuple[Message, ...]]:
    """Every secret that the drill may need, and what is wrong with those that cannot be had.

    `prompt` asks a person without showing what is typed; None where nobody can be asked. It blocks.
    """
    known: dict[tuple[str, Use], Secret] = {}
    at: dict[SecretSource, Secret] = {}
    wrong: list[Message] = []
    folder = brief.plan.folder
    for id_, use, name, source in _of_servers(brief):
        try:
            known[id_, use] = _fetched(folder, source, prompt, QUESTION(server=id_, use=name()))
        except Refusal as refusal:
            wrong.append(FOR(server=id_, use=name(), why=refusal.message))
    for asked, source in (*_of_questions(brief), *_of_devices(brief), *_of_messages(brief)):
        try:
            at[source] = at.get(source) or _fetched(folder, source, prompt, ASK_FOR(what=asked))
        except Refusal as refusal:
            wrong.append(FOR_QUESTION(what=asked, why=refusal.message))
    return Secrets(known, at), tuple(each for n, each in enumerate(wrong) if each not in wrong[:n])


def kept_secret(folder: str, source: SecretSource) -> Secret:
    """One secret for a service that lives on. Raises `Refusal`; nobody is asked.

    It stays in the environment, because the drills that the service starts need it as well.
    """
    if source.env is not None and source.env in os.environ:
        return _good(os.environ[source.env])
    return _fetched(folder, source, None, EMPTY())


def _of_servers(brief: Brief) -> Iterator[tuple[str, Use, Phrase, SecretSource]]:
    for id_ in servers_used(brief):
        server = brief.plan.server(id_)
        for use, name in _USES:
            source = getattr(server, use)
            if source is not None:
                yield id_, use, name, source


def _of_questions(brief: Brief) -> Iterator[tuple[Message, SecretSource]]:
    for call in calls_used(brief):
        kind = probes.get(call.word).Params
        secret = [each for each in fields_of(kind) if each.shape in _SECRET]
        params = params_of(call, kind) if secret else None
        for each in secret:
            if getattr(params, each.name) is not None:
                asked = OF_QUESTION(word=call.word, subject=call.subject, field=each.key)
                yield asked, getattr(params, each.name)


def _of_devices(brief: Brief) -> Iterator[tuple[Message, SecretSource]]:
    telling = listened_to(brief.plan) if listening(brief) else ()
    for account in accounts_used(brief.plan, calls_used(brief), telling):
        for source in account.secrets:
            yield OF_ACCOUNT(account=account.id), source


def _of_messages(brief: Brief) -> Iterator[tuple[Message, SecretSource]]:
    messages = brief.plan.messages
    if brief.send == "none" or brief.mode == "tabletop" or messages is None:
        return
    ways = {each.do.by for each in brief.scenario.steps if isinstance(each.do, Sending)}
    if "mail" in ways and messages.mail and messages.mail.password:
        yield OF_MAIL(), messages.mail.password
    if "webhook" in ways and messages.webhook and messages.webhook.secret:
        yield OF_WEBHOOK(), messages.webhook.secret


def _fetched(folder: str, source: SecretSource, prompt: Prompt | None, question: Message) -> Secret:
    if source.env is not None:
        return _from_environment(source.env)
    if source.keyring is not None:
        return _good(_from_keyring(*source.keyring.rsplit("/", 1)))
    if source.file is not None:
        path = path_in_plan(folder, source.file)
        handed = credential(path.name)
        return _good(from_file(path) if handed is None else _text_of(handed))
    if prompt is None:
        raise Refusal(NOBODY_TO_ASK())
    return _good(prompt(question))


def _good(value: str) -> Secret:
    if not value:
        raise Refusal(EMPTY())
    if "\n" in value or "\r" in value:
        raise Refusal(SEVERAL_LINES())
    if len(value) < SHORTEST:
        raise Refusal(TOO_SHORT(least=SHORTEST))
    return Secret(value)


def _from_environment(name: str) -> Secret:
    """Taken out of the environment, so that no program we start is given it too."""
    value = os.environ.pop(name, None)
    if value is not None:
        _taken[name] = _good(value)
    handed = credential(name) if name not in _taken else None
    if handed is not None:
        return _good(_text_of(handed))
    if name not in _taken:
        raise Refusal(NO_ENV(name=name))
    return _taken[name]


def _text_of(handed: Path) -> str:
    """What a service's credential holds; who else may read it is its supervisor's care."""
    try:
        with handed.open("rb") as file:
            return _decoded(file.read(_MOST_BYTES), handed)
    except OSError as trouble:
        raise Refusal(NO_FILE(file=str(handed), reason=reason_of(trouble))) from None


def _from_keyring(service: str, account: str) -> str:
    try:
        # Not everybody has it, and it looks for its backends while it is loaded.
        library = importlib.import_module("keyring")
        errors = importlib.import_module("keyring.errors")
    except ImportError:
        raise Refusal(NO_KEYRING_LIBRARY()) from None
    try:
        value = library.get_password(service, account)
    except errors.NoKeyringError:
        raise Refusal(NO_KEYRING()) from None
    except errors.KeyringError as trouble:
        raise Refusal(KEYRING_FAILED(kind=type(trouble).__name__)) from None
    if value is None:
        raise Refusal(NOT_IN_KEYRING(service=service, account=account))
    return str(value)


def from_file(path: Path) -> str:
    """The text of a file that its owner alone may read. Raises `Refusal`, also for one in Git."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            # A pipe would be waited for without end.
            raise Refusal(NO_FILE(file=str(path), reason=NOT_A_FILE()))
        with path.open("rb") as file:
            if readable_by_others(os.fstat(file.fileno())):
                raise Refusal(OPEN_FILE(file=str(path)))
            raw = file.read(_MOST_BYTES)
    except OSError as trouble:
        raise Refusal(NO_FILE(file=str(path), reason=reason_of(trouble))) from None
    repository = _could_be_committed(path.resolve())
    if repository is not None:
        raise Refusal(IN_REPOSITORY(file=str(path), repository=str(repository)))
    return _decoded(raw, path)


def _decoded(raw: bytes, path: Path) -> str:
    try:
        return raw.decode("utf-8-sig").removesuffix("\n").removesuffix("\r")
    except UnicodeDecodeError:
        raise Refusal(NOT_TEXT(file=str(path))) from None


def _could_be_committed(path: Path) -> Path | None:
    """The Git repository that the file lies in without being ignored there, or None."""
    for folder in path.parents:
        if (folder / ".git").exists():
            return None if _is_ignored(folder, path) else folder
    return None


def _is_ignored(repository: Path, path: Path) -> bool:
    # Git itself does not call ignored what it keeps already.
    line = ["git", "-C", str(repository), "check-ignore", "-q", "--", str(path)]
    try:
        done = subprocess.run(line, capture_output=True, check=False, timeout=10)  # noqa: S603
    except (OSError, subprocess.SubprocessError):
        return False
    return done.returncode == 0
