"""A site from its first connection to its last: listening, and the application behind it."""

from __future__ import annotations

import logging
import ssl
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from aiohttp import web

from bcp.message import Message, Phrase
from bcp.system_trouble import reason_of
from bcp.trap_forms import place_of
from drills.runtime.web.answering import Answering
from drills.runtime.web.door import BOUNDS, Bounds, Door, fitting

# Journals hold these codes: they were first said of the check-in page.
CANNOT_LISTEN = Phrase(
    "checkin.cannot_listen",
    ja="{listen}で待ち受けられません（{reason}）。この端末のアドレスか、ほかのプログラムが使っていないか、"
    "1024未満のポートではないかを確かめてください。",
    en="cannot listen at {listen} ({reason}): see whether it is an address of this terminal, "
    "whether another program has it, and whether the port is below 1024.",
)
NO_TLS = Phrase(
    "checkin.no_tls",
    ja="証明書（{certificate}）と秘密鍵（{key}）を使えません（{reason}）。"
    "PEM形式で、組になっているか、パスフレーズのない鍵かを確かめてください。",
    en="the certificate {certificate} and the key {key} cannot be used ({reason}): see whether "
    "they are PEM, belong together, and whether the key has no passphrase.",
)
# How long answers that are on their way may still take when the site closes.
LAST_ANSWERS_S = 2.0


class Site(Protocol):
    """Answers requests."""

    def app(self, door: Door) -> web.Application:
        """The application; `door` is told when a request begins and is answered."""
        ...

    def refused(self, request: web.BaseRequest, status: int) -> web.Response:
        """What is sent where `request` was none, or came to no answer of the application's."""
        ...


@dataclass(frozen=True)
class Papers:
    """A certificate with its key. `said` is how the words about them name the two."""

    certificate: Path
    key: Path
    said: tuple[str, str]


class Service:
    """One site at one place (``address:port``), open from `open` to `close`."""

    def __init__(
        self,
        site: Site,
        listen: str,
        papers: Papers | None = None,
        bounds: Bounds = BOUNDS,
    ) -> None:
        self._site, self._listen, self._papers, self._bounds = site, listen, papers, bounds
        self._runner: web.AppRunner | None = None
        self._door: Door | None = None

    async def open(self) -> Message | None:
        """Begin to answer; the words why that is not possible."""
        try:
            tls = None if self._papers is None else _tls(self._papers)
        except (OSError, ValueError) as trouble:
            certificate, key = ("", "") if self._papers is None else self._papers.said
            return NO_TLS(certificate=certificate, key=key, reason=_reason(trouble))
        door = Door(self._answers, tls, fitting(self._bounds))
        self._runner = web.AppRunner(
            self._site.app(door),
            logger=quiet_logger(),
            access_log=None,
            handle_signals=False,
            shutdown_timeout=LAST_ANSWERS_S,
        )
        await self._runner.setup()
        host, port = place_of(self._listen) or ("", 0)
        try:
            door.open(host, port)
        except OSError as trouble:
            await self._runner.cleanup()
            return CANNOT_LISTEN(listen=self._listen, reason=reason_of(trouble))
        self._door = door
        return None

    async def close(self) -> None:
        """Answer nobody any more."""
        if self._door is not None and self._runner is not None:
            await self._door.listen_no_more()
            # Whoever has just asked still gets their answer.
            await self._runner.cleanup()
            self._door.end_all()

    def _answers(self) -> web.RequestHandler:
        # The door opens only when the service behind it is there.
        assert self._runner is not None  # noqa: S101
        assert self._runner.server is not None  # noqa: S101
        return Answering(self._runner.server, self._site.refused, quiet_logger())


def quiet_logger() -> logging.Logger:
    """Where aiohttp tells of broken requests: nowhere. The screen is the drill's own."""
    logger = logging.getLogger("drills.web")
    logger.propagate = False
    if not logger.handlers:
        logger.addHandler(logging.NullHandler())
    return logger


def _tls(papers: Papers) -> ssl.SSLContext:
    """The municipality's certificate. Raises `OSError` (also `ssl.SSLError`) or `ValueError`."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    # Nobody types a passphrase while a drill begins.
    context.load_cert_chain(papers.certificate, papers.key, password=lambda: "")
    return context


def _reason(trouble: Exception) -> str | Message:
    if isinstance(trouble, ssl.SSLError):
        return trouble.reason or type(trouble).__name__
    return reason_of(trouble) if isinstance(trouble, OSError) else type(trouble).__name__
