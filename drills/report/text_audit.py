"""The record's list of orders: who gave which, when, from which terminal."""

from __future__ import annotations

from bcp.message import Language, Phrase
from drills.report.auditing import said_in_rows
from drills.report.model import Report
from drills.report.saying import wall
from drills.report.text_block import Column, Table

ORDERS = Phrase("text_audit.orders", ja="【指示の記録】", en="ORDERS")
TIME = Phrase("text_audit.order_time", ja="時刻", en="Time")
ORDER = Phrase("text_audit.order", ja="指示", en="Order")
ABOUT = Phrase("text_audit.about", ja="対象", en="About")
BY = Phrase("text_audit.by", ja="氏名", en="By")
TERMINAL = Phrase("text_audit.terminal", ja="端末", en="Terminal")
BECAME = Phrase("text_audit.became", ja="結果", en="Result")


def orders_table(report: Report, lang: Language) -> Table:
    """Every order; one that was not possible is marked."""
    rows = [
        [wall(each.when, report.header.utc_offset_s), *cells]
        for each, cells in zip(report.orders, said_in_rows(report.orders, lang), strict=True)
    ]
    columns = (
        *(Column(TIME, 8, 8), Column(ORDER, 12, 12), Column(ABOUT, 12, 12), Column(BY, 10, 10)),
        *(Column(TERMINAL, 18, 18), Column(BECAME, 14, 14)),
    )
    records = [each.records for each in report.orders]
    return Table(ORDERS, columns, rows, records, [bool(each.refused) for each in report.orders])
