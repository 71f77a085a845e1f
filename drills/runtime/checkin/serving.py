"""The page from its first connection to its last: listening, and the service behind it."""

from __future__ import annotations

import os
import ssl
from collections.abc import Sequence
from pathlib import Path

from aiohttp import web

from bcp.checkin_page import CheckInPage
from bcp.inventory import Telework
from bcp.message import Message, Phrase
from bcp.plan_paths import path_in_plan
from bcp.system_trouble import reason_of
from bcp.trap_forms import place_of
from drills.runtime.checkin.answering import Answering
from drills.runtime.checkin.desk import Desk
from drills.runtime.checkin.door import BOUNDS, Bounds, Door, fitting
from drills.runtime.checkin.site import LINE_HALF, Site, quiet_logger
from drills.runtime.checkin.tunnel import Origins

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
# How long answers that are on their way may still take when the page closes.
LAST_ANSWERS_S = 2.0


class Service:
    """One page, open from `open` to `close`."""

    def __init__(
        self,
        page: CheckInPage,
        folder: str,
        ways: Sequence[Telework],
        desk: Desk,
        bounds: Bounds = BOUNDS,
    ) -> None:
        self._page, self._folder, self._bounds = page, folder, bounds
        self._site = Site(desk, Origins(ways, page.proxies), os.urandom(LINE_HALF))
        self._runner: web.AppRunner | None = None
        self._door: Door | None = None

    async def open(self) -> Message | None:
        """Begin to answer; the words why that is not possible."""
        try:
            tls = _tls(self._page, self._folder)
        except (OSError, ValueError) as trouble:
            files = {"certificate": self._page.certificate or "", "key": self._page.key or ""}
            return NO_TLS(**files, reason=_reason(trouble))
        door = Door(self._answers, tls, fitting(self._bounds))
        self._runner = web.AppRunner(
            self._site.app(door),
            logger=quiet_logger(),
            access_log=None,
            handle_signals=False,
            shutdown_timeout=LAST_ANSWERS_S,
        )
        await self._runner.setup()
        host, port = place_of(self._page.listen) or ("", 0)
        try:
            door.open(host, port)
        except OSError as trouble:
            await self._runner.cleanup()
            return CANNOT_LISTEN(listen=self._page.listen, reason=reason_of(trouble))
        self._door = door
        return None

    async def close(self) -> None:
        """Answer nobody any more."""
        if self._door is not None and self._runner is not None:
            await self._door.listen_no_more()
            # Whoever has just answered still gets their thanks.
            await self._runner.cleanup()
            self._door.end_all()

    def _answers(self) -> web.RequestHandler:
        # The door opens only when the service behind it is there.
        assert self._runner is not None  # noqa: S101
        assert self._runner.server is not None  # noqa: S101
        return Answering(self._runner.server, self._site.refused, quiet_logger())


def _tls(page: CheckInPage, folder: str) -> ssl.SSLContext | None:
    """The municipality's certificate. Raises `OSError` (also `ssl.SSLError`) or `ValueError`."""
    if page.certificate is None or page.key is None:
        return None
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    # Nobody types a passphrase while a drill begins.
    certificate, key = path_in_plan(folder, page.certificate), path_in_plan(folder, page.key)
    context.load_cert_chain(Path(certificate), Path(key), password=lambda: "")
    return context


def _reason(trouble: Exception) -> str | Message:
    if isinstance(trouble, ssl.SSLError):
        return trouble.reason or type(trouble).__name__
    return reason_of(trouble) if isinstance(trouble, OSError) else type(trouble).__name__
