"""Reading where people check in: one address of this terminal, in TLS, and never all of them."""

from __future__ import annotations

import ipaddress
import re
from typing import Any

from bcp.checkin_page import CheckInPage
from bcp.message import Message, Phrase
from bcp.nodes import Fields, Node
from bcp.reader import BAD, Reader
from bcp.trap_forms import place_of

NO_PLACE = Phrase(
    "checkin_page.no_place",
    ja="「{listen}」は待ち受けるアドレスとポートとして読めません。",
    en="{listen!r} is no address and port to listen at.",
)
LIKE_PLACE = Phrase(
    "checkin_page.like_place",
    ja="この端末のIPアドレスとポートを「192.0.2.10:8443」のように書いてください（名前は書けません）。",
    en='Write an IP address of the terminal and a port, such as "192.0.2.10:8443", not a name.',
)
EVERYWHERE = Phrase(
    "checkin_page.everywhere",
    ja="「{listen}」では、端末のすべてのネットワークに点呼のページを開くことになります。",
    en="at {listen!r} every network of the terminal would reach the check-in page.",
)
NO_CERTIFICATE = Phrase(
    "checkin_page.no_certificate",
    ja="「{listen}」は端末の外から届くため、団体の証明書（certificate）と秘密鍵（key）が必要です。",
    en="{listen!r} is reached from outside the terminal, so it needs the municipality's "
    "certificate and key.",
)
GIVE_FILES = Phrase(
    "checkin_page.give_files",
    ja="PEM形式のファイルを「certificate: tls/checkin.pem」「key: tls/checkin.key」のように"
    "書いてください。",
    en='Write PEM files, as "certificate: tls/checkin.pem" and "key: tls/checkin.key".',
)
HALF = Phrase(
    "checkin_page.half",
    ja="証明書（certificate）と秘密鍵（key）の片方しか書かれていません。",
    en="only one of certificate and key is written.",
)
NO_URL = Phrase(
    "checkin_page.no_url",
    ja="「{public}」はリンクの始まりとして使えません。",
    en="{public!r} cannot be how links begin.",
)
LIKE_URL = Phrase(
    "checkin_page.like_url",
    ja="職員の端末から開けるアドレスを「https://checkin.example.lg.jp:8443」のように書いてください"
    "（http は、この端末の中だけ）。",
    en='Write what staff can open, such as "https://checkin.example.lg.jp:8443" (http only within '
    "this terminal).",
)
# A name or an address, perhaps a port, and nothing that a link could be broken with.
_URL = re.compile(
    r"(https?)://([A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?/?"
)


def page_form(reader: Reader, node: Node) -> Any:
    """Where the page is served, or `BAD` with its mistakes kept."""
    value = reader.record(CheckInPage, node)
    at = node.get("listen") if isinstance(node, Fields) else None
    if value is BAD or at is None or not isinstance(node, Fields):
        return value
    wrong = _wrong_place(value)
    if wrong is not None:
        return reader.refuse(at.place, *wrong)
    public = node.get("public")
    if public is not None and value.public and not is_url(value.public):
        return reader.refuse(public.place, NO_URL(public=value.public), LIKE_URL())
    return value


def _wrong_place(page: CheckInPage) -> tuple[Message, Message] | None:
    """What is wrong with where it listens, and what to do about it."""
    place = place_of(page.listen)
    if place is None:
        return NO_PLACE(listen=page.listen), LIKE_PLACE()
    address = ipaddress.ip_address(place[0])
    if address.is_unspecified:
        return EVERYWHERE(listen=page.listen), LIKE_PLACE()
    if bool(page.certificate) != bool(page.key):
        return HALF(), GIVE_FILES()
    if not page.certificate and not address.is_loopback:
        return NO_CERTIFICATE(listen=page.listen), GIVE_FILES()
    return None


def is_url(public: str) -> bool:
    """Whether links may begin so: over https, or within this terminal."""
    found = _URL.fullmatch(public)
    if found is None:
        return False
    if found[1] == "https":
        return True
    host = found[2].strip("[]")
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
