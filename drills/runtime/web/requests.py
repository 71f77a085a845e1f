"""What is read out of a request: its language, its form, and whether another site sent it."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import parse_qsl

from aiohttp import web

from bcp.message import Language

MOST_BODY = 8_192
MOST_FIELDS = 64
# Where a browser says so, a form of another site is refused (Fetch Metadata, W3C).
_OWN_FORMS = (None, "same-origin", "none")


async def form_of(request: web.Request) -> Mapping[str, str]:
    """What a form of ours sent, the last of each name.

    Raises `web.HTTPException` for a form of another site, another kind of body, or too many fields.
    """
    if request.headers.get("Sec-Fetch-Site") not in _OWN_FORMS:
        raise web.HTTPForbidden
    if request.content_type != "application/x-www-form-urlencoded":
        raise web.HTTPUnsupportedMediaType
    return _fields(await request.read())


def _fields(body: bytes) -> Mapping[str, str]:
    try:
        # Bytes that are no letters become a sign that stands in no code and no answer of ours.
        return dict(parse_qsl(body.decode("ascii", "replace"), max_num_fields=MOST_FIELDS))
    except ValueError as too_many:
        raise web.HTTPBadRequest from too_many


def language_of(request: web.BaseRequest, sent: Mapping[str, str] | None = None) -> Language:
    """What was chosen, or what the browser prefers; Japanese where it says neither."""
    chosen = (sent or {}).get("lang") or request.query.get("lang", "")
    wanted = (chosen, *request.headers.get("Accept-Language", "").split(","))
    for each in wanted:
        tag = each.strip()[:2].lower()
        if tag == "ja":
            return "ja"
        if tag == "en":
            return "en"
    return "ja"
