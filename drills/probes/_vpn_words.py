"""What is said of a log-in to a VPN that failed, or that could not be tried."""

from __future__ import annotations

from bcp.message import Message, Phrase

PROGRAMS = {"openconnect": "openconnect", "openvpn": "openvpn"}

NO_PROGRAM = Phrase(
    "probes.vpn_login.no_program",
    ja="この端末に{program}がないため、ログインを試せません。入れてください"
    "(例: apt install {package}、brew install {package})。",
    en="{program} is not installed on this machine, so no log-in can be tried; install it, such as "
    "with: apt install {package}, brew install {package}",
)
NOT_HERE = Phrase(
    "probes.vpn_login.not_here",
    ja="Windowsでは、openvpnにパスワードを安全に渡す方法がないため、ログインを試せません。"
    "LinuxかmacOSの端末を使うか、証明書だけのプロファイルを使ってください。",
    en="on Windows openvpn cannot be given a password safely, so no log-in was tried; use a "
    "machine with Linux or macOS, or a profile with a certificate alone.",
)
UNREADABLE = Phrase(
    "probes.vpn_login.unreadable",
    ja="profileのファイル{file}を読めません。",
    en="the file {file} of profile cannot be read.",
)
NOT_AGAIN = Phrase(
    "probes.vpn_login.not_again",
    ja="{gateway}には、同じパスワードをもう試しません。前に断られたもので、続けるとアカウントが"
    "止められるおそれがあります。パスワードを直して、訓練を始め直してください。",
    en="the same password is not tried again at {gateway}: it was turned away before, and the "
    "account could be locked. Correct it and start the drill anew.",
)
SILENT = Phrase(
    "probes.vpn_login.silent",
    ja="{gateway}はログインの始まりに応答しません。装置の停止や固まり、経路、ファイアウォール、"
    "プロファイルの鍵（tls-authやtls-crypt）が違うこと、のどれかです。openvpnやanyconnectの確認で"
    "見分けてください。",
    en="{gateway} does not answer the beginning of a log-in: it is stopped or hangs, the way to it "
    "is broken, a firewall stops it, or the profile's key (tls-auth, tls-crypt) is not its own. "
    "Tell them apart with the probes openvpn and anyconnect.",
)
UNCONNECTED = Phrase(
    "probes.vpn_login.unconnected",
    ja="{gateway}に接続できません。サービスの停止、ポート番号の誤り、ファイアウォールの拒否の"
    "どれかです。",
    en="no connection to {gateway} can be made: its service is stopped, the port is wrong, or a "
    "firewall refuses it.",
)
NOT_A_HOST = Phrase(
    "probes.vpn_login.not_a_host",
    ja="「{gateway}」は装置の宛先として読めません。「ホスト名:ポート」と書いてください。",
    en='{gateway!r} is no gateway; write "host:port".',
)
NOT_A_URL = Phrase(
    "probes.vpn_login.not_a_url",
    ja="「{gateway}」は装置のアドレスとして読めません。「https://ホスト名/」と書いてください。",
    en='{gateway!r} is no gateway\'s address; write "https://host/".',
)
NEEDS_PROFILE = Phrase(
    "probes.vpn_login.needs_profile",
    ja="kind: openvpn には profile（.ovpn）が要ります。user と password は、両方書くか、"
    "両方書かないでください。",
    en="kind: openvpn needs a profile (.ovpn); write user and password both, or neither.",
)
NEEDS_ACCOUNT = Phrase(
    "probes.vpn_login.needs_account",
    ja="kind: anyconnect には、user と password、または certificate と key が要ります。",
    en="kind: anyconnect needs user and password, or certificate and key.",
)
ODD_USER = Phrase(
    "probes.vpn_login.odd_user",
    ja="user と group は、「-」で始めず、1行で書いてください。",
    en='user and group must not begin with "-", and have one line.',
)
PIN = Phrase(
    "probes.vpn_login.pin",
    ja="servercert は「pin-sha256:」で始まる印を書いてください。ca と一緒には書けません。",
    en='servercert must begin with "pin-sha256:", and stands instead of ca.',
)

CREDENTIALS = Phrase(
    "probes.vpn_login.credentials",
    ja="{gateway}は動いていますが、試験用アカウントのパスワードを受け付けません。パスワードの誤りか期限切れ、"
    "アカウントの停止、奥の認証サーバの障害のどれかです。この訓練では、もう試しません。",
    en="{gateway} is alive but turns the test account away: its password is wrong or has expired, "
    "the account is locked, or the server behind it that checks passwords fails. It is not tried "
    "again in this drill.",
)
ASKS_MORE = Phrase(
    "probes.vpn_login.asks_more",
    ja="{gateway}は、パスワードのほかに何か（ワンタイムパスワード、グループなど）を求めています。"
    "試験用アカウントを、それのいらない設定にしてください。",
    en="{gateway} asks for more than a password (a one-time password, a group …); set the test "
    "account up without that.",
)
BUSY = Phrase(
    "probes.vpn_login.busy",
    ja="{gateway}は動いていますが、いまは認証できないと答えました（一時的）。奥の認証サーバを"
    "確かめてください。",
    en="{gateway} is alive but said that it cannot check log-ins for the moment; look at the "
    "server behind it that checks passwords.",
)
EXPIRED = Phrase(
    "probes.vpn_login.certificate_expired",
    ja="{gateway}の証明書の有効期限が切れているため、利用者のソフトは接続しません。更新してください。",
    en="the certificate of {gateway} has expired, so clients do not go on; renew it.",
)
NOT_YET = Phrase(
    "probes.vpn_login.certificate_not_yet_valid",
    ja="{gateway}の証明書の有効期間がまだ始まっていません。装置とこの端末の時刻を確かめてください。",
    en="the certificate of {gateway} is not valid yet; check the clocks of both sides.",
)
NOT_TRUSTED = Phrase(
    "probes.vpn_login.certificate_not_trusted",
    ja="{gateway}の証明書を信頼できません。名前、認証局（caやプロファイル）、servercertを確かめてください。",
    en="the certificate of {gateway} cannot be trusted; check its name, the authority (ca or the "
    "profile) and servercert.",
)
OWN = Phrase(
    "probes.vpn_login.own_certificate",
    ja="{gateway}へのログインに使うこちらの証明書が、期限切れか、受け付けられません。試験用の証明書を"
    "更新してください。",
    en="our own certificate for {gateway} has expired, is missing or is not accepted; renew the "
    "test account's.",
)
FULL = Phrase(
    "probes.vpn_login.full",
    ja="{gateway}は最初の呼びかけに応じたあと、先へ進みません。接続数の上限に達している（満員）か、"
    "途中で固まっています。",
    en="{gateway} answered the very beginning and then does not go on: it has as many clients as "
    "it allows (full), or hangs.",
)
HALTED = Phrase(
    "probes.vpn_login.halted",
    ja="{gateway}の証明書はよいのですが、その先へ進みません。こちらの証明書が受け付けられない（期限切れ、"
    "失効）か、奥の認証サーバが応答していないか、時間が足りません。",
    en="the certificate of {gateway} is good, but it does not go on: it does not accept ours "
    "(expired, revoked), the server behind it that checks log-ins is silent, or the time was too "
    "short.",
)
FAILED = Phrase(
    "probes.vpn_login.failed",
    ja="{gateway}へのログインは、知らない理由で失敗しました。同じ設定で利用者のソフトを手で動かし、"
    "その言葉を見てください。",
    en="the log-in to {gateway} failed for a reason not known here; run the client by hand with "
    "the same settings and see what it says.",
)
ODD_PROFILE = Phrase(
    "probes.vpn_login.odd_profile",
    ja="{gateway}へのログインを始められません。プロファイルか、証明書や鍵のファイルに誤りがあります。",
    en="the log-in to {gateway} could not begin: something is wrong in the profile, or in the "
    "files of the certificate or key.",
)

# The words for each reason, and how far the log-in had come.
WORDS: dict[str, tuple[Phrase, str]] = {
    "credentials": (CREDENTIALS, "certificate"),
    "asks_more": (ASKS_MORE, "certificate"),
    "busy": (BUSY, "certificate"),
    "certificate_expired": (EXPIRED, "handshake"),
    "certificate_not_yet_valid": (NOT_YET, "handshake"),
    "certificate_not_trusted": (NOT_TRUSTED, "handshake"),
    "own_certificate": (OWN, "handshake"),
    "full": (FULL, "handshake"),
    "halted": (HALTED, "certificate"),
    "failed": (FAILED, "handshake"),
    "odd_profile": (ODD_PROFILE, ""),
}


def gateway_words(kind: str, gateway: str) -> Message:
    """What is wrong with a gateway's address."""
    return (NOT_A_URL if kind == "anyconnect" else NOT_A_HOST)(gateway=gateway)


def needed(kind: str) -> Message:
    """What the plan leaves out."""
    return NEEDS_ACCOUNT() if kind == "anyconnect" else NEEDS_PROFILE()
