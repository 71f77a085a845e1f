"""Serving the read-only pages: what must hold before they are opened, and until they are closed."""

from __future__ import annotations

import asyncio
import ipaddress
import signal
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bcp.message import Message, Phrase
from drills.cli.certificate_days import not_valid
from drills.cli.console import Console
from drills.cli.feeding import FolderFeeds
from drills.cli.front import ENDINGS
from drills.cli.past_shelf import FolderShelf, learn_once
from drills.errors import Refusal
from drills.runtime.web.service import Papers, Service
from drills.serve.access import Access
from drills.serve.feeds import Feeds
from drills.serve.hosts import Hosts, is_name
from drills.serve.live import Live
from drills.serve.past import Past
from drills.serve.site import Site
from drills.serve.token_file import tokens_in
from drills.serve.tokens import Tokens, shown

NO_ADDRESS = Phrase(
    "serve.no_address",
    ja="「{address}」はこの端末のIPアドレスとして使えません。127.0.0.1 や 192.0.2.10 のように、"
    "アドレスを1つ指定してください（0.0.0.0 や名前は使えません）。",
    en="{address!r} is no address to listen at. Give one IP address of this terminal, such as "
    "127.0.0.1 or 192.0.2.10 (not 0.0.0.0, and no name).",
)
NO_PORT = Phrase(
    "serve.no_port",
    ja="ポート {port} は使えません。1〜65535 の数を指定してください。",
    en="{port} is no port. Give a number from 1 to 65535.",
)
NO_NAME = Phrase(
    "serve.no_name",
    ja="--host「{name}」は名前として使えません。board.example.lg.jp のように、"
    "ポートを付けずに書いてください。",
    en="--host {name!r} is no name of a host. Write it like board.example.lg.jp, without a port.",
)
HALF_TLS = Phrase(
    "serve.half_tls",
    ja="--tls-cert と --tls-key は両方指定してください。",
    en="--tls-cert and --tls-key must be given together.",
)
OPEN_WITHOUT = Phrase(
    "serve.open_without",
    ja="{address} はほかの端末からも開けるアドレスです。--token-file（合言葉）と"
    " --tls-cert・--tls-key（暗号化）を指定してください。"
    "リバースプロキシの後ろに置くときは、127.0.0.1 のまま --host と --token-file を指定します。",
    en="{address} can be reached from other terminals: give --token-file (tokens), and --tls-cert "
    "with --tls-key (encryption). Behind a reverse proxy keep 127.0.0.1, and give --host and "
    "--token-file.",
)
NAMED_WITHOUT = Phrase(
    "serve.named_without",
    ja="--host を指定すると、ほかの端末からも開けることになります。"
    "--token-file も指定してください。",
    en="with --host these pages are reached from other terminals: give --token-file, too.",
)
OPENED_AT = Phrase(
    "serve.opened_at",
    ja="次のアドレスをブラウザで開いてください。終わるには Ctrl-C を押します。",
    en="Open this address in a browser. Ctrl-C ends it.",
)
NEW_TOKENS = Phrase(
    "serve.new_tokens",
    ja="合言葉を作り、{file} に保存しました。次の合言葉は、ここに一度だけ表示します。\n"
    "  報告書用（管理職・事務局）: {reports}\n"
    "  会場の画面用（参加者に見せてよいものだけ）: {board}",
    en="Tokens were made and kept in {file}. They are shown here once.\n"
    "  for the reports (managers): {reports}\n"
    "  for the screen in the room (what players may see): {board}",
)
EVERYBODY_HERE = Phrase(
    "serve.everybody_here",
    ja="この端末を使う人は、だれでも報告書を見られます。ほかの人もログインする端末では、"
    "--token-file を指定してください。",
    en="Whoever uses this terminal can read the reports. Where others log in to it, too, give "
    "--token-file.",
)
FEED_TOKENS = Phrase(
    "serve.feed_tokens",
    ja="  予定表（グループウェアに登録する）: {calendar}\n"
    "  数値（監視のプログラムに設定する）: {metrics}",
    en="  for the calendar (groupware): {calendar}\n  for the figures (monitoring): {metrics}",
)
ADDED_TOKENS = Phrase(
    "serve.added_tokens",
    ja="予定表と数値の配信のための合言葉を {file} に加えました。ここに一度だけ表示します。",
    en="Tokens for the calendar and the figures were added to {file}. They are shown here once.",
)
NO_FEED_TOKENS = Phrase(
    "serve.no_feed_tokens",
    ja="{file} に calendar と metrics の合言葉がなく、書き加えることもできないため、"
    "予定表と数値は配信しません。",
    en="{file} has no tokens for the calendar and the figures, and cannot be written: neither is "
    "given to programs.",
)
NO_SUCH_PLAN = Phrase(
    "serve.no_such_plan",
    ja="--plan の「{place}」がありません。計画のフォルダを指定してください。",
    en="There is no {place!r}, which --plan names. Give the plan's folder.",
)
CLOSED = Phrase(
    "serve.closed",
    ja="閲覧ページを終わりました。訓練と記録には影響ありません。",
    en="The pages are closed. No drill and no record is affected.",
)


@dataclass(frozen=True)
class Wanted:
    """What somebody asked to be served, as it was typed. `run` is a run's folder."""

    runs: Path
    plan: Path | None
    run: Path | None
    address: str
    port: int
    certificate: Path | None
    key: Path | None
    token_file: Path | None
    hosts: tuple[str, ...]


def serve(wanted: Wanted, console: Console) -> None:
    """Serve until somebody ends it. Raises `Refusal`, or `Refused` for a file of tokens."""
    address = _checked(wanted)
    tokens = None
    if wanted.token_file is not None:
        tokens, fresh = tokens_in(wanted.token_file)
        for said in _told_once(wanted.token_file, tokens, fresh):
            console.tell(said)
    else:
        console.tell(EVERYBODY_HERE())
    if wanted.certificate is not None:
        doubt = not_valid(wanted.certificate, datetime.now(UTC))
        if doubt is not None:
            console.tell(doubt)
    asyncio.run(_until_ended(_service(wanted, address, tokens), _url(wanted, address), console))


def _checked(wanted: Wanted) -> str:
    """The address. Raises `Refusal` for what would open the pages to others without protection.

    And for a plan that is not there: a manager would read that nothing is open. One with mistakes
    is served without, as the pages say.
    """
    if wanted.plan is not None and not _is_there(wanted.plan):
        raise Refusal(NO_SUCH_PLAN(place=str(wanted.plan)))
    try:
        address = ipaddress.ip_address(wanted.address)
    except ValueError:
        raise Refusal(NO_ADDRESS(address=wanted.address)) from None
    if address.is_unspecified or address.is_multicast:
        raise Refusal(NO_ADDRESS(address=wanted.address))
    if not 1 <= wanted.port <= 65_535:
        raise Refusal(NO_PORT(port=wanted.port))
    for name in wanted.hosts:
        if not is_name(name):
            raise Refusal(NO_NAME(name=name))
    if (wanted.certificate is None) != (wanted.key is None):
        raise Refusal(HALF_TLS())
    if not address.is_loopback and (wanted.certificate is None or wanted.token_file is None):
        raise Refusal(OPEN_WITHOUT(address=wanted.address))
    if wanted.hosts and wanted.token_file is None:
        raise Refusal(NAMED_WITHOUT())
    return str(address)


def _is_there(place: Path) -> bool:
    try:
        return place.exists()
    except OSError:  # a folder that may not be looked into, a name that no disk can hold
        return False


def _service(wanted: Wanted, address: str, tokens: Tokens | None) -> Service:
    papers = None
    if wanted.certificate is not None and wanted.key is not None:
        papers = Papers(wanted.certificate, wanted.key, (str(wanted.certificate), str(wanted.key)))
    site = Site(
        Live(wanted.runs, wanted.run, learn=learn_once),
        Past(FolderShelf(wanted.runs, wanted.plan)),
        Access(tokens, secure=papers is not None or bool(wanted.hosts)),
        Hosts(address, wanted.port, wanted.hosts),
        feeds=None if wanted.plan is None else Feeds(FolderFeeds(wanted.plan, wanted.runs)),
        lingers=wanted.run is not None,
    )
    return Service(site, f"{_bracketed(address)}:{wanted.port}", papers)


def _url(wanted: Wanted, address: str) -> str:
    scheme = "http" if wanted.certificate is None else "https"
    host = _bracketed(address)
    if wanted.hosts and wanted.certificate is not None:
        host = wanted.hosts[0]
    return f"{scheme}://{host}:{wanted.port}/"


def _bracketed(address: str) -> str:
    return f"[{address}]" if ":" in address else address


def _told_once(file: Path, tokens: Tokens, fresh: Collection[str]) -> Iterator[Message]:
    """What was made just now, the only time that it is shown."""
    if "reports" in fresh:
        reports, board = shown(tokens.reports), shown(tokens.board)
        yield NEW_TOKENS(file=str(file), reports=reports, board=board)
    elif fresh:
        yield ADDED_TOKENS(file=str(file))
    elif not tokens.calendar:
        yield NO_FEED_TOKENS(file=str(file))
    if fresh:
        yield FEED_TOKENS(calendar=shown(tokens.calendar), metrics=shown(tokens.metrics))


async def _until_ended(service: Service, url: str, console: Console) -> None:
    # Else the first visitor would wait for it.
    await asyncio.to_thread(learn_once)
    refusal = await service.open()
    if refusal is not None:
        raise Refusal(refusal)
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    with _ending(lambda: loop.call_soon_threadsafe(ended.set)):
        console.tell(OPENED_AT())
        console.result(url)
        await ended.wait()
        await service.close()
    console.tell(CLOSED())


@contextmanager
def _ending(end: Callable[[], object]) -> Iterator[None]:
    """Have Ctrl-C, SIGTERM and a hang-up end it in good order."""
    before = {number: signal.signal(number, lambda *_: end()) for number in ENDINGS}
    try:
        yield
    finally:
        for number, former in before.items():
            signal.signal(number, former)
