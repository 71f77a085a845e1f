"""``host:port`` as people write it."""

from __future__ import annotations

import re
from ipaddress import AddressValueError, IPv4Address, IPv6Address
from urllib.parse import urlsplit

# RFC 1123 labels, plus the underscore that internal Windows names carry.
_NAME = re.compile(
    r"(?=.{1,253}\.?$)[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?(\.[A-Za-z0-9_-]+)*\.?"
)
_PORT_AT_END = re.compile(r"(?:\[([^\[\]]+)\]|([^:\[\]]+)):([0-9]{1,5})")


def host_and_port(text: str) -> tuple[str, int] | None:
    """``example.jp:443`` or ``[2001:db8::1]:443``, or None where the text is neither."""
    found = _PORT_AT_END.fullmatch(text)
    if found is None or not 1 <= int(found[3]) <= 65535:
        return None
    host = found[1] or found[2]
    good = is_ipv6(host) if found[1] else is_host(host)
    return (host, int(found[3])) if good else None


def is_https(url: str) -> bool:
    """Whether this is an address of a web server with TLS, without anybody's name in it."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return False
    named = is_ipv6(host) if "[" in parts.netloc else is_host(host)
    odd = "@" in parts.netloc or " " in url or port == 0
    return parts.scheme == "https" and named and not odd


def is_ipv6(text: str) -> bool:
    """Whether this is an IPv6 address, with or without a scope (``fe80::1%eth0``)."""
    try:
        IPv6Address(text)
    except AddressValueError:
        return False
    return True


def is_host(text: str) -> bool:
    """Whether this is a host name or an IPv4 address.

    A name of digits and dots only is an IPv4 address or a mistake (``10.0.0.256``).
    """
    if re.fullmatch(r"[0-9.]+", text):
        try:
            IPv4Address(text)
        except AddressValueError:
            return False
        return True
    return _NAME.fullmatch(text) is not None
