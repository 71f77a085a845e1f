"""Where members of staff check in from wherever they work, and what the plan says of that page."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class CheckInPage:
    """`listen` is one address of this terminal and a port; the page is served there alone.

    `certificate` and `key` (PEM files, relative to the plan's folder) are the municipality's own;
    only a loopback address goes without. `public` is how links begin, where that is another than
    what is listened at. `proxies` are the addresses or networks of the reverse proxies whose word
    on where a visitor comes from is believed. Where a plan has several terminals, that of `zone`
    serves the page.
    """

    listen: str
    certificate: str | None = None
    key: str | None = None
    public: str | None = None
    proxies: tuple[str, ...] = ()
    zone: str | None = None

    @property
    def url(self) -> str:
        """How every link begins: ``https://checkin.example.lg.jp:8443``, without a last slash."""
        if self.public:
            return self.public.rstrip("/")
        return f"{'https' if self.certificate else 'http'}://{self.listen}"
