"""What is said of a device that gives SNMP no good answer, as exactly as the protocol allows."""

from __future__ import annotations

from collections.abc import Mapping

from bcp.message import Message, Phrase
from bcp.snmp import SnmpAccount
from drills.runtime.snmp_library import Denial
from drills.runtime.snmp_look import Seen

NO_ADDRESS = Phrase(
    "snmp.no_address",
    ja="計画にこの機器のアドレス（address）がないため、SNMPで尋ねられません。",
    en='the plan gives this device no "address", so it cannot be asked over SNMP.',
)
BAD_ADDRESS = Phrase(
    "snmp.bad_address",
    ja="「{address}」は機器のアドレスとして読めません。IPアドレスかホスト名を書いてください"
    "（161番以外のポートは「192.0.2.30:1161」のように）。",
    en="{address!r} is no address of a device; write an IP address or a host name (a port other "
    "than 161 like 192.0.2.30:1161).",
)
NO_ACCOUNT = Phrase(
    "snmp.no_account",
    ja="{place}に尋ねるSNMPアカウントが計画にありません。機器に「snmp: id」を書き、"
    "そのidを snmp_accounts に書いてください。",
    en='the plan names no SNMP account for {place}. Give the device "snmp: id", and list that id '
    "in snmp_accounts.",
)
NO_SECRET = Phrase(
    "snmp.no_secret",
    ja="SNMPアカウント「{account}」のコミュニティ名やパスワードを始める前に得ていないため、"
    "{place}に尋ねられません。",
    en="the community or password of the SNMP account {account!r} was not fetched before the "
    "start, so {place} cannot be asked.",
)
SILENT_V2C = Phrase(
    "snmp.silent_v2c",
    ja="{place}がSNMPに応答しません。電源、経路、ファイアウォールと、機器が許す管理端末の"
    "アドレスを確かめてください。アカウント「{account}」のコミュニティ名が違うときも、"
    "機器が止まっているときと同じに見えます。",
    en="{place} does not answer SNMP: check its power, the way to it, firewalls, and which "
    "addresses it lets ask. A wrong community of the account {account!r} looks the same as a dead "
    "device.",
)
SILENT_SINCE = Phrase(
    "snmp.silent_since",
    ja="{place}がSNMPに応答しなくなりました。同じアカウント「{account}」で先ほどまで答えていました。"
    "電源、経路、ファイアウォールを確かめてください。",
    en="{place} does not answer SNMP any more; it did a while ago, with the same account "
    "{account!r}. Check its power, the way to it and firewalls.",
)
SILENT_V3 = Phrase(
    "snmp.silent_v3",
    ja="{place}がSNMPv3に応答しません。電源、経路、ファイアウォールと、機器でSNMPv3が有効かを"
    "確かめてください。",
    en="{place} does not answer SNMP version 3: check its power, the way to it and firewalls, and "
    "whether it has version 3 switched on.",
)
OTHER_COMMUNITY = Phrase(
    "snmp.other_community",
    ja="{place}は動いていますが、アカウント「{account}」のコミュニティ名には応答しません。"
    "コミュニティ名と、機器が許す管理端末のアドレスを確かめてください。",
    en="{place} is alive, but does not answer to the community of the account {account!r}: check "
    "the community, and which addresses the device lets ask.",
)
OTHER_PRIVACY = Phrase(
    "snmp.other_privacy",
    ja="{place}は動いていますが、アカウント「{account}」で暗号化した問いに応答しません。"
    "privacy_password と privacy（方式）を確かめてください。",
    en="{place} is alive, but leaves what is encrypted with the account {account!r} unanswered: "
    "check privacy_password and privacy (the method).",
)
UNKNOWN_USER = Phrase(
    "snmp.unknown_user",
    ja="{place}は動いていますが、アカウント「{account}」の利用者名「{user}」を知りません。",
    en="{place} is alive, but does not know the user {user!r} of the account {account!r}.",
)
WRONG_PASSWORD = Phrase(
    "snmp.wrong_password",
    ja="{place}は利用者「{user}」を知っていますが、アカウント「{account}」の認証を退けました。"
    "auth_password、auth（方式）、暗号化の有無（privacy）を確かめてください。",
    en="{place} knows the user {user!r}, but turns the account {account!r} away: check "
    "auth_password, auth (the method), and whether it wants encryption (privacy).",
)
NO_VIEW = Phrase(
    "snmp.no_view",
    ja="{place}はアカウント「{account}」に、この値を読むことを許していません。"
    "機器の閲覧範囲（view）と、求める安全性（認証・暗号化）を確かめてください。",
    en="{place} does not let the account {account!r} read this: check its view on the device, and "
    "what security the device wants (authentication, encryption).",
)
OTHER_CLOCK = Phrase(
    "snmp.other_clock",
    ja="{place}のSNMPv3の時計が合いません。機器の再起動の直後なら、しばらくして合います。",
    en="the version 3 clock of {place} does not fit; right after it restarted this mends itself.",
)
TURNED_AWAY = Phrase(
    "snmp.turned_away",
    ja="{place}は動いていますが、アカウント「{account}」を退けました。利用者名、パスワード、"
    "方式を確かめてください。",
    en="{place} is alive, but turns the account {account!r} away: check user, passwords and "
    "methods.",
)
BUSY = Phrase(
    "snmp.busy",
    ja="{place}へは別の問いを送っている最中で、時間内に順番が来ませんでした。今回は尋ねていません。"
    "同じ機器への問いを減らすか、間隔か timeout を長くしてください。",
    en="{place} is being asked something else, and the turn did not come in time; it was not "
    "asked. Ask the same device less, less often, or with a longer timeout.",
)
COMPLAINS = Phrase(
    "snmp.complains",
    ja="{place}がSNMPの問いにエラーを返しました（{what}）。",
    en="{place} answers the SNMP question with an error ({what}).",
)

_DENIED: Mapping[Denial, Phrase] = {
    "user": UNKNOWN_USER,
    "password": WRONG_PASSWORD,
    "level": NO_VIEW,
    "view": NO_VIEW,
    "privacy": OTHER_PRIVACY,
    "clock": OTHER_CLOCK,
    "some": TURNED_AWAY,
}


def silence(place: str, account: SnmpAccount, seen: Seen, *, answered_before: bool) -> Message:
    """Why nothing came back, after a second look."""
    if seen.lives:
        phrase = OTHER_COMMUNITY if account.version == "v2c" else OTHER_PRIVACY
    elif answered_before:
        phrase = SILENT_SINCE
    else:
        phrase = SILENT_V2C if account.version == "v2c" else SILENT_V3
    return phrase(place=place, account=account.id)


def denial(place: str, account: SnmpAccount, why: Denial, seen: Seen) -> Message:
    """Why the device turned the account away, after a second look."""
    if why == "some" and seen.knows_user is not None:
        why = "password" if seen.knows_user else "user"
    return _DENIED[why](place=place, account=account.id, user=account.user or "")
