"""The fields of a plan that hold a day, written like 2027-03-31."""

from __future__ import annotations

from bcp.action_items import ActionItem, ItemClosed, Occasion, PlanRevision
from bcp.inventory import Backup, Power, Radio, Telework, Tested, VoiceTest
from bcp.model import Command, Organisation, Server, System
from bcp.old_algorithms import OldAlgorithms
from bcp.people import Method, Vendor
from bcp.plan_head import Revision
from bcp.programme.rule import Rule
from bcp.telework_gates import Stated
from bcp.test_accounts import DrillAccount
from bcp.upkeep import Countermeasure, Inspection

DATES: tuple[tuple[type, str], ...] = (
    (Command, "allowed_until"),
    (OldAlgorithms, "until"),
    (Server, "retired_on"),
    (Server, "end_of_support"),
    (Server, "lease_end"),
    (Organisation, "closed_days"),
    (Power, "fuel_seen_on"),
    (Power, "installed_on"),
    (Tested, "last"),
    (Tested, "next"),
    (Radio, "service_end"),
    (VoiceTest, "last"),
    (Telework, "end_of_support"),
    (Backup, "last_success"),
    (Backup, "restore_tested"),
    (Stated, "on"),
    (DrillAccount, "allowed_until"),
    (System, "lease_end"),
    (System, "end_of_support"),
    (Method, "verified"),
    (Vendor, "contract_end"),
    (Revision, "on"),
    (Countermeasure, "due"),
    (Inspection, "last"),
    (Inspection, "next"),
    (ActionItem, "due"),
    (Occasion, "on"),
    (ItemClosed, "on"),
    (PlanRevision, "done"),
    (Rule, "date"),
)
