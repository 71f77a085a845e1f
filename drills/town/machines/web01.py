"""The public web server: the town's home page over HTTP, and over HTTPS with a certificate."""

from __future__ import annotations

import ssl
from collections.abc import Mapping
from pathlib import Path

from bcp.message import Text
from drills.town.certificates import Certificates
from drills.town.machine import Fault, Lot, Machine, said, switches
from drills.town.web import Shown, WebService, failed

FAULTS = (
    Fault(
        "website",
        "stop-web",
        "start-web",
        Text(ja="公式ホームページが止まります", en="the home page stops"),
    ),
    Fault(
        "page",
        "deface-page",
        "restore-page",
        Text(ja="公式ホームページが改ざんされます", en="the home page is defaced"),
    ),
    Fault(
        "certificate",
        "expire-certificate",
        "renew-certificate",
        Text(
            ja="公式ホームページの証明書が期限切れになります",
            en="the home page's certificate has expired",
        ),
    ),
    Fault(
        "certificate-name",
        "mistake-certificate",
        "renew-certificate",
        Text(
            ja="公式ホームページの証明書が別の名前のものになります",
            en="the home page shows a certificate for another name",
        ),
    ),
)
PAGE = """<!doctype html><html lang="ja"><meta charset="utf-8"><title>見本町</title>
<h1>見本町 公式ホームページ</h1><p>ここは練習の町です。 This is the practice town.</p></html>
"""
_DEFACED = "<h1>HACKED (訓練 drill)</h1>"


def built(lot: Lot) -> Machine:
    """The machine in its folder."""
    page, copy = lot.folder / "site" / "index.html", lot.folder / "site" / "index.copy"
    certificates = Certificates(lot.folder / "tls", lot.keys / "town-ca.pem")
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)

    def show(path: str, _: Mapping[str, str]) -> Shown:
        if path != "/":
            return Shown("", 404)
        if not page.exists():
            return failed("公開ファイルがありません (the published page is gone)")
        return Shown(page.read_text(encoding="utf-8"))

    def make_ready() -> None:
        page.parent.mkdir(parents=True, exist_ok=True)
        _publish(page, PAGE)
        copy.write_text(PAGE, encoding="utf-8")
        certificates.make()
        tls.load_cert_chain(certificates.right)

    web = WebService(show, lot.port("web"))
    secure = WebService(show, lot.port("tls"), tls)
    return Machine(
        "homepage",
        lot.folder,
        {"web": web, "tls": secure},
        {
            **switches("web", "homepage", web, secure),
            "deface-page": said(
                "公開ページを書き換えました (page defaced)", lambda: _publish(page, _DEFACED)
            ),
            "restore-page": said(
                "公開ページを戻しました (page restored)",
                lambda: _publish(page, copy.read_text(encoding="utf-8")),
            ),
            "expire-certificate": said(
                "期限切れの証明書に替えました (the certificate has expired)",
                lambda: tls.load_cert_chain(certificates.expired),
            ),
            "mistake-certificate": said(
                "別の名前の証明書に替えました (the certificate is for another name)",
                lambda: tls.load_cert_chain(certificates.elsewhere),
            ),
            "renew-certificate": said(
                "証明書を更新しました (certificate renewed)",
                lambda: tls.load_cert_chain(certificates.right),
            ),
        },
        make_ready,
    )


def _publish(page: Path, words: str) -> None:
    """Show `words` from now on; no visitor ever sees half of them."""
    part = page.with_suffix(".part")
    part.write_text(words, encoding="utf-8")
    part.replace(page)
