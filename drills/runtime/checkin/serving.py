"""The check-in page as a service at the place that the plan gives it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from bcp.checkin_page import CheckInPage
from bcp.inventory import Telework
from bcp.plan_paths import path_in_plan
from drills.runtime.checkin.desk import Desk
from drills.runtime.checkin.site import LINE_HALF, Site
from drills.runtime.checkin.tunnel import Origins
from drills.runtime.web.door import BOUNDS, Bounds
from drills.runtime.web.service import Papers, Service


def page_service(
    page: CheckInPage,
    folder: str,
    ways: Sequence[Telework],
    desk: Desk,
    bounds: Bounds = BOUNDS,
) -> Service:
    """The service of one page; `folder` is the plan's, `ways` its gateways."""
    site = Site(desk, Origins(ways, page.proxies), os.urandom(LINE_HALF))
    return Service(site, page.listen, _papers(page, folder), bounds)


def _papers(page: CheckInPage, folder: str) -> Papers | None:
    if page.certificate is None or page.key is None:
        return None
    certificate, key = path_in_plan(folder, page.certificate), path_in_plan(folder, page.key)
    return Papers(Path(certificate), Path(key), (page.certificate, page.key))
