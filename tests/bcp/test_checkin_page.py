"""Where a plan says that people check in, and whose addresses a gateway gives."""

from __future__ import annotations

from pathlib import Path

import pytest

from bcp.checkin_page import CheckInPage
from bcp.load import load_plan
from bcp.refused import Refused
from tests.words import CATALOGUE

PLAN = """\
organisation: 見本町
zones: {outside: {}}
telework:
  - {id: vpn, kind: vpn, pool: [10.8.0.0/16, "2001:db8:8::/64"]}
  - {id: vdi, kind: vdi, pool: [%s]}
checkin: {%s}
"""
TLS = "certificate: tls/page.pem, key: tls/page.key"


def town(folder: Path, page: str, pool: str = "10.9.0.0/16") -> Path:
    path = folder / "town.yaml"
    path.write_text(PLAN % (pool, page), encoding="utf-8")
    return path


def refused(path: Path) -> list[tuple[str, int]]:
    with pytest.raises(Refused) as caught:
        load_plan(path, CATALOGUE)
    assert all(each.remedy is not None for each in caught.value.refusals)
    return [(each.what.code, each.place.line) for each in caught.value.refusals]


def test_an_address_of_the_terminal_with_its_certificate_is_taken(tmp_path: Path) -> None:
    page = f'listen: "192.0.2.10:8443", {TLS}, proxies: [192.0.2.20], zone: outside'
    plan = load_plan(town(tmp_path, page), CATALOGUE).plan
    wanted = CheckInPage(
        "192.0.2.10:8443", "tls/page.pem", "tls/page.key", None, ("192.0.2.20",), "outside"
    )
    assert plan.checkin == wanted
    assert wanted.url == "https://192.0.2.10:8443"
    assert plan.telework[0].pool == ("10.8.0.0/16", "2001:db8:8::/64")


def test_within_the_terminal_it_needs_no_certificate(tmp_path: Path) -> None:
    plan = load_plan(town(tmp_path, 'listen: "127.0.0.1:8080"'), CATALOGUE).plan
    assert plan.checkin is not None
    assert plan.checkin.url == "http://127.0.0.1:8080"


@pytest.mark.parametrize(
    ("page", "code"),
    [
        (f'listen: "0.0.0.0:8443", {TLS}', "checkin_page.everywhere"),
        (f'listen: "[::]:8443", {TLS}', "checkin_page.everywhere"),
        (f'listen: "office.example:8443", {TLS}', "checkin_page.no_place"),
        (f'listen: "192.0.2.10", {TLS}', "checkin_page.no_place"),
        ('listen: "192.0.2.10:8443"', "checkin_page.no_certificate"),
        ('listen: "192.0.2.10:8443", key: tls/page.key', "checkin_page.half"),
        ('listen: "127.0.0.1:8080", certificate: tls/page.pem', "checkin_page.half"),
        ('listen: "127.0.0.1:8080", public: "http://checkin.example"', "checkin_page.no_url"),
        ('listen: "127.0.0.1:8080", public: "https://a.example/x?y"', "checkin_page.no_url"),
        ('listen: "127.0.0.1:8080", public: "https://a:b@c"', "checkin_page.no_url"),
        ('listen: "127.0.0.1:8080", public: "javascript:alert(1)"', "checkin_page.no_url"),
        ('listen: "127.0.0.1:8080", proxies: [proxy.example]', "networks.no_network"),
        ('listen: "127.0.0.1:8080", zone: nowhere', "ids.unknown"),
    ],
)
def test_anything_else_is_refused_with_a_remedy(tmp_path: Path, page: str, code: str) -> None:
    assert refused(town(tmp_path, page)) == [(code, 6)]


@pytest.mark.parametrize("public", ["https://checkin.example.lg.jp", "http://localhost:8080/"])
def test_links_begin_as_staff_can_open_them(tmp_path: Path, public: str) -> None:
    page = f'listen: "127.0.0.1:8080", public: "{public}"'
    plan = load_plan(town(tmp_path, page), CATALOGUE).plan
    assert plan.checkin is not None
    assert plan.checkin.url == public.rstrip("/")


@pytest.mark.parametrize(
    ("pool", "code"),
    [
        ("10.9.0.1/16", "networks.no_network"),
        ("everyone", "networks.no_network"),
        ("10.8.3.0/24", "networks.same_pool"),
        ('"2001:db8:8::7"', "networks.same_pool"),
    ],
)
def test_a_pool_is_a_network_and_belongs_to_one_gateway(
    tmp_path: Path, pool: str, code: str
) -> None:
    assert refused(town(tmp_path, 'listen: "127.0.0.1:8080"', pool)) == [(code, 5)]


def test_a_certificate_that_is_not_there_yet_is_warned_of(tmp_path: Path) -> None:
    path = town(tmp_path, f'listen: "192.0.2.10:8443", {TLS}')
    (tmp_path / "tls").mkdir()
    (tmp_path / "tls" / "page.key").write_text("a key", encoding="utf-8")
    (warning,) = load_plan(path, CATALOGUE).warnings
    assert (warning.what.code, warning.place.line) == ("page_files.none", 6)
    assert warning.what.params["file"] == str(tmp_path / "tls" / "page.pem")
