"""A plan for editors: one schema for ``plan.yaml``, one for each file that it may be split into."""

from __future__ import annotations

from collections.abc import Mapping

from bcp.asking import Catalogue, Control, ProbeCall, Settled
from bcp.checkin_page import CheckInPage
from bcp.checks import (
    ISO_DATE,
    ISO_DATE_PATTERN,
    LEAVE_OUT,
    LIKE_JAPAN,
    OWN_LINE,
    UTC_OFFSET,
)
from bcp.date_fields import DATES
from bcp.device_profile import DeviceObject, Profile
from bcp.durations import Span
from bcp.fiscal_year import LIKE_APRIL, MONTH_AND_DAY
from bcp.inventory import VoiceTest
from bcp.json_schema import (
    Form,
    Json,
    Rules,
    SchemaWriter,
    Vocabulary,
    in_both,
    joined,
    means,
)
from bcp.load import FILES
from bcp.meanings_assets import ASSETS
from bcp.meanings_devices import DEVICES
from bcp.meanings_head import HEAD
from bcp.meanings_items import ITEMS
from bcp.meanings_messages import MESSAGES
from bcp.meanings_muster import MUSTER
from bcp.meanings_notices import NOTICES
from bcp.meanings_people import PEOPLE
from bcp.meanings_plan import PLAN
from bcp.meanings_presets import PRESETS
from bcp.meanings_programme import PROGRAMME
from bcp.meanings_upkeep import UPKEEP
from bcp.meanings_work import WORK
from bcp.message import Language, Text
from bcp.messages import MailServer, Messages, SendingCommand, Webhook
from bcp.model import Marker, Need, Organisation, Plan, Server, Zone
from bcp.muster import Assumptions, Commute, HeadCount
from bcp.muster_forms import SPEEDS
from bcp.notice_forms import DIGEST, LIKE_DIGEST
from bcp.notices import NoticeRule
from bcp.plan_forms import BY_NAME, NOT_WRITTEN
from bcp.preset import Preset
from bcp.probe_schema import control_schema, probe_meanings, probe_schema
from bcp.profile_forms import LIKE_OID, OID
from bcp.programme.rule import Blackout, Outage, PlanCalendar, Rule
from bcp.programme.rule_schema import RULE_RULES, rule_schema
from bcp.quiet_hours import LIKE_A_NIGHT, WRITTEN
from bcp.secret_forms import ENV, KEYRING, NO_ENV, NO_KEYRING, NO_PROMPT
from bcp.secret_source import SecretSource
from bcp.shape import Leaf, fields_of
from bcp.snmp import SnmpAccount
from bcp.traps import Traps

_HOLDERS = means(
    "役割と担当者を「役割: 担当者」で短く書く形（rolesとは一緒に使えません）",
    'duties as "role: holder", short for roles; not together with roles',
    {"lead": "情報係長"},
)
_TITLE = Text(ja="ICT-BCP 計画", en="ICT-BCP plan")
_PROFILE = Text(ja="ICT-BCP 計画 profiles/ の機種の設定", en="ICT-BCP plan, a device's profile")
_PRESET = Text(ja="ICT-BCP 計画 presets/ の既定値", en="ICT-BCP plan, values that many share")

_MEANINGS = {
    **{**PLAN, **HEAD, **ASSETS, **DEVICES},
    **{**PEOPLE, **MUSTER, **MESSAGES, **NOTICES, **WORK, **UPKEEP, **ITEMS, **PRESETS},
    **PROGRAMME,
}

_ISO = f"^{ISO_DATE_PATTERN.pattern}$"
RULES: Rules = {
    **RULE_RULES,
    **{
        spot: {"type": "string", "pattern": _ISO, "patternErrorMessage": ISO_DATE()}
        for spot in DATES
    },
    (Organisation, "utc_offset"): {
        "type": "string",
        "pattern": f"^{UTC_OFFSET.pattern}$",
        "patternErrorMessage": LIKE_JAPAN(),
    },
    (Organisation, "fiscal_year_start"): {
        "type": "string",
        "pattern": f"^{MONTH_AND_DAY.pattern}$",
        "patternErrorMessage": LIKE_APRIL(),
    },
    (Plan, "quiet_hours"): {
        "pattern": f"^{WRITTEN.pattern}$",
        "patternErrorMessage": LIKE_A_NIGHT(),
    },
    (NoticeRule, "quiet_hours"): {
        "pattern": f"^{WRITTEN.pattern}$",
        "patternErrorMessage": LIKE_A_NIGHT(),
    },
    (NoticeRule, "digest"): {
        "pattern": f"^{DIGEST.pattern}$",
        "patternErrorMessage": LIKE_DIGEST(),
    },
    (VoiceTest, "merit"): {"minimum": 1, "maximum": 5},
    (Server, "port"): {"minimum": 1, "maximum": 65_535},
    (Server, "address"): {
        "pattern": r"^(?![^:]+:[0-9]+$)",
        "patternErrorMessage": OWN_LINE(port="22"),
    },
    (Zone, "terminal"): {
        "pattern": r"^(?!(?:[Nn][Oo](?:[Nn][Ee])?|なし|無し|-)$)",
        "patternErrorMessage": LEAVE_OUT(),
    },
    (Settled, "count"): {"minimum": 1},
    **{(Assumptions, each): {"exclusiveMinimum": 0} for each in SPEEDS},
    **{(Commute, each): {"exclusiveMinimum": 0} for each in ("minutes", "km")},
    (DeviceObject, "oid"): {"pattern": f"^{OID.pattern}$", "patternErrorMessage": LIKE_OID()},
    (DeviceObject, "verified"): {"pattern": _ISO, "patternErrorMessage": ISO_DATE()},
    (Profile, "row_names"): {"pattern": f"^{OID.pattern}$", "patternErrorMessage": LIKE_OID()},
    (SecretSource, "env"): {"pattern": f"^{ENV.pattern}$", "patternErrorMessage": NO_ENV()},
    (SecretSource, "keyring"): {
        "pattern": f"^{KEYRING.pattern}$",
        "patternErrorMessage": NO_KEYRING(),
    },
}


def plan_schema_forms(catalogue: Catalogue) -> Mapping[type, Form]:
    """How the types of `bcp.plan_forms.plan_forms` are written."""
    return {
        ProbeCall: probe_schema(catalogue),
        Control: control_schema(catalogue),
        Need: _need,
        Settled: _settled,
        Marker: lambda writer: writer.or_parameter(writer.table(Marker)),
        SecretSource: _secret,
        SnmpAccount: lambda writer: writer.table(SnmpAccount),
        Traps: lambda writer: writer.table(Traps),
        CheckInPage: lambda writer: writer.table(CheckInPage),
        Messages: lambda writer: writer.table(Messages),
        MailServer: lambda writer: writer.table(MailServer),
        Webhook: lambda writer: writer.table(Webhook),
        SendingCommand: lambda writer: writer.table(SendingCommand),
        NoticeRule: lambda writer: writer.table(NoticeRule),
        Profile: lambda writer: writer.table(Profile),
        DeviceObject: lambda writer: writer.table(DeviceObject),
        Rule: rule_schema,
        **{kind: _plain(kind) for kind in (HeadCount, Assumptions, Commute)},
        **{kind: _plain(kind) for kind in (PlanCalendar, Blackout, Outage)},
    }


def _plain(kind: type) -> Form:
    return lambda writer: writer.table(kind)


def plan_schemas(catalogue: Catalogue, lang: Language | None = None) -> Mapping[str, Json]:
    """The schema of ``plan.yaml`` as ``plan``, and of each further file by its name."""
    use = Vocabulary(
        {**_MEANINGS, **probe_meanings(catalogue)},
        plan_schema_forms(catalogue),
        BY_NAME,
        RULES,
    )
    writer = SchemaWriter(use, lang)
    out = {"plan": writer.whole(_plan(writer), _TITLE)}
    for part, stems in FILES.items():
        for stem in stems:
            writer = SchemaWriter(use, lang)
            inside = writer.table(Plan)["properties"][stem]
            writer = SchemaWriter(use, lang)
            shape = next(each.shape for each in fields_of(Plan) if each.key == stem)
            schema = {"description": inside["description"], **writer.of(shape)}
            title = Text(
                ja=f"{_TITLE.ja} {part}/{stem}.yaml", en=f"{_TITLE.en}, {part}/{stem}.yaml"
            )
            out[stem] = writer.whole(schema, title)
    writer = SchemaWriter(use, lang)
    out["profile"] = writer.whole(writer.table(Profile, less=("id",)), _PROFILE)
    writer = SchemaWriter(use, lang)
    out["preset"] = writer.whole(writer.table(Preset, less=("id",)), _PRESET)
    return out


def _plan(writer: SchemaWriter) -> Json:
    schema = writer.table(Plan, less=NOT_WRITTEN)
    holder = {"type": ["string", "number", "null"]}
    people = {"type": "object", "additionalProperties": holder}
    schema["properties"]["people"] = writer.described(_HOLDERS, people)
    return {**schema, "not": {"required": ["people", "roles"]}}


def _need(writer: SchemaWriter) -> Json:
    return writer.or_parameter(joined(writer.leaf(str), writer.table(Need)))


def _settled(writer: SchemaWriter) -> Json:
    count = writer.leaf(int, {"minimum": 1})
    return writer.or_parameter(joined(count, writer.of(Leaf(Span)), writer.table(Settled)))


def _secret(writer: SchemaWriter) -> Json:
    schema = writer.table(SecretSource)
    said = {"errorMessage": writer.said(in_both(NO_PROMPT()))}
    schema["properties"]["prompt"] = {**schema["properties"]["prompt"], "const": True, **said}
    return {**schema, "minProperties": 1, "maxProperties": 1}
