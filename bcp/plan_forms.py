"""The parts of a plan that may be written shorter than their fields."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bcp.asking import Catalogue, Control, ProbeCall, Settled
from bcp.checkin_page import CheckInPage
from bcp.checkin_page_forms import page_form
from bcp.device_profile import DeviceObject, Profile
from bcp.durations import Span
from bcp.message import Phrase
from bcp.message_forms import command_form, mail_form, messages_form, webhook_form
from bcp.messages import MailServer, Messages, SendingCommand, Webhook
from bcp.model import Command, Marker, Need, Zone
from bcp.muster import Assumptions, Commute, HeadCount
from bcp.muster_forms import assumptions_form, commute_form, head_count_form
from bcp.nodes import Fields, Key, Node, Scalar, Unread
from bcp.notice_forms import notice_form
from bcp.notices import NoticeRule
from bcp.people import Role
from bcp.probe_call import control_form, probe_form
from bcp.profile_forms import object_form, profile_form
from bcp.programme.rule import Blackout, Outage, PlanCalendar, Rule
from bcp.programme.rule_forms import blackout_form, calendar_form, outage_form, rule_form
from bcp.reader import BAD, Form, Mention, Reader
from bcp.secret_forms import secret_form
from bcp.secret_source import SecretSource
from bcp.shape import Leaf, Named
from bcp.snmp import SnmpAccount
from bcp.snmp_forms import account_form
from bcp.trap_forms import traps_form
from bcp.traps import Traps
from bcp.wording import WRONG, found, wanted

COUNT_FROM_ONE = Phrase(
    "plan.count_from_one",
    ja="連続回数は1以上にしてください。",
    en="at least one good answer is needed.",
)

# What no file of a plan holds: it is filled in as the plan is loaded.
NOT_WRITTEN = ("scales", "folder")
# Their lists may also be written as a table from id to record.
BY_NAME: frozenset[type] = frozenset((Zone, Command, Role, Profile))


def plan_forms(catalogue: Catalogue) -> Mapping[type, Form]:
    """Every form that plans and scenarios share."""
    return {
        ProbeCall: probe_form(catalogue),
        Control: control_form(catalogue),
        Need: _need,
        Settled: _settled,
        Marker: _marker,
        SecretSource: secret_form,
        SnmpAccount: account_form,
        Traps: traps_form,
        CheckInPage: page_form,
        Messages: messages_form,
        MailServer: mail_form,
        Webhook: webhook_form,
        SendingCommand: command_form,
        NoticeRule: notice_form,
        HeadCount: head_count_form,
        Assumptions: assumptions_form,
        Commute: commute_form,
        Profile: profile_form,
        DeviceObject: object_form,
        Rule: rule_form,
        PlanCalendar: calendar_form,
        Blackout: blackout_form,
        Outage: outage_form,
    }


def people_as_roles(reader: Reader, node: Node) -> Node:
    """``people: {lead: 情報係長}`` as the table of roles that it is short for."""
    if isinstance(node, Unread):
        return node
    if not isinstance(node, Fields):
        reader.complete = False
        what = WRONG(wanted=wanted(Named(Leaf(str))), found=found(node))
        reader.refuse(node.place, what)
        return Unread(node.place)
    entries = tuple(
        (key, Fields(key.place, ((Key("holder", value.place), value),)))
        for key, value in node.entries
    )
    return Fields(node.place, entries)


def mention_command(reader: Reader, owner: type, field: str, node: Node | None) -> None:
    """Keep a command that `owner` uses, for the checks that know every server."""
    if not isinstance(node, Fields):
        return
    server, command = node.get("server"), node.get("command")
    if isinstance(server, Scalar) and isinstance(command, Scalar):
        mention = Mention(owner, field, command.text, command.place, of=server.text)
        reader.mentions.append(mention)


def _need(reader: Reader, node: Node) -> Any:
    if not isinstance(node, Scalar):
        return reader.record(Need, node)
    one = reader.read(Leaf(str), node)
    if one is BAD:
        return BAD
    reader.mention(Need, "any_of", node)
    return Need((one,))


def _settled(reader: Reader, node: Node) -> Any:
    settled: Any
    if isinstance(node, Scalar) and isinstance(node.value, int):
        count = reader.read(Leaf(int), node)
        settled = count if count is BAD else Settled(count=count)
    elif isinstance(node, Scalar):
        span = reader.read(Leaf(Span), node)
        settled = span if span is BAD else Settled(span=span)
    else:
        settled = reader.record(Settled, node)
    if settled is not BAD and settled.count < 1:
        return reader.refuse(node.place, COUNT_FROM_ONE())
    return settled


def _marker(reader: Reader, node: Node) -> Any:
    if isinstance(node, Fields):
        mention_command(reader, Marker, "write", node.get("write"))
        mention_command(reader, Marker, "read", node.get("read"))
    return reader.record(Marker, node)
