"""The name server of the town's zone."""

from __future__ import annotations

from bcp.message import Text
from drills.town.machine import Fault, Lot, Machine, said, switches
from drills.town.names import HOSTS, NameService

FAULTS = (
    Fault(
        "names",
        "stop-dns",
        "start-dns",
        Text(ja="ネームサーバ(DNS)が止まります", en="the name server stops"),
    ),
    Fault(
        "names-frozen",
        "freeze-dns",
        "thaw-dns",
        Text(ja="ネームサーバが固まり、応答しません", en="the name server hangs"),
    ),
    Fault(
        "names-ill",
        "sicken-dns",
        "cure-dns",
        Text(
            ja="ネームサーバが、どの問い合わせにもSERVFAIL(失敗)と答えます",
            en="the name server answers SERVFAIL to everything",
        ),
    ),
)


def built(lot: Lot) -> Machine:
    """The machine; it keeps no files."""
    service = NameService(lot.port("dns"), HOSTS)

    def sicken() -> None:
        service.ill = True

    def cure() -> None:
        service.ill = False

    return Machine(
        "names",
        lot.folder,
        {"dns": service},
        {
            **switches("dns", "names", service),
            "freeze-dns": said("ネームサーバを固めました (name server frozen)", service.freeze),
            "thaw-dns": said("ネームサーバの動きを戻しました (name server as usual)", service.thaw),
            "sicken-dns": said("SERVFAILだけを返します (answers SERVFAIL only)", sicken),
            "cure-dns": said("正しい答えを返します (answers as it should)", cure),
        },
    )
