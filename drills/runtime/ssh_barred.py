"""What sshd and its accounts say instead of running a command, which then never began.

They say it as a command would, with an exit code. Taken for the command's own answer it would make
a healthy server look broken.
"""

from __future__ import annotations

from bcp.message import Message, Phrase
from drills.runtime.ssh_command import Ended

NO_LOGINS = Phrase(
    "ssh.no_logins",
    ja="{place}は今、ログインを止めています (/etc/nologin)。保守や停止の途中でないか、"
    "管理者に確かめてください。コマンドは行われていません。サーバの言葉: {said}",
    en="{place} takes no logins at present (/etc/nologin); ask its owner whether it is under "
    "maintenance or going down. The command was not run. It says: {said}",
)
NO_SHELL = Phrase(
    "ssh.no_shell",
    ja="{place}の利用者「{user}」のシェルはnologinで、コマンドを実行できません。"
    "`user`を直すか、訓練用の利用者にシェルを与えてください。コマンドは行われていません。",
    en="user {user!r} of {place} has nologin for a shell and can run nothing; correct `user`, or "
    "give the drill's user a shell. The command was not run.",
)
ONLY_SFTP = Phrase(
    "ssh.only_sftp",
    ja="{place}は利用者「{user}」にファイル転送 (SFTP) しか許していません "
    "(ForceCommand internal-sftp)。コマンドを使うには別の利用者を計画の`user`に書いてください。"
    "コマンドは行われていません。",
    en="{place} allows user {user!r} nothing but file transfer (ForceCommand internal-sftp); for "
    "commands name another user in the plan. The command was not run.",
)
PASSWORD_EXPIRED = Phrase(
    "ssh.password_expired",
    ja="{place}の利用者「{user}」はパスワードの期限が切れ、変更を求められています。"
    "管理者に変更 (passwd {user}) か、期限を外すこと (chage -M -1 {user}) を頼んでください。"
    "コマンドは行われていません。",
    en="the password of user {user!r} of {place} has expired and must be changed; have its owner "
    "change it (passwd {user}) or lift its age (chage -M -1 {user}). The command was not run.",
)

_NO_LOGINS = "not allowed because /etc/nologin exists"
_NO_SHELL = "This account is currently not available."
_ONLY_SFTP = "This service allows sftp connections only."
_PASSWORD = "Password change required but no TTY available."  # noqa: S105 - sshd's words
_SAID = 200


def barred(ended: Ended, place: str, user: str) -> Message | None:
    """Why the command never began, where sshd or the account's shell said so in its place."""
    out = ended.out[:_SAID].decode("utf-8", "replace").strip()
    err = ended.err[: 2 * _SAID].decode("utf-8", "replace").strip()
    first, _, rest = err.partition("\n")
    if ended.status == 254 and _NO_LOGINS in first:
        return NO_LOGINS(place=place, said=rest.strip() or "-")
    if ended.status != 1:
        return None
    if not err and out == _NO_SHELL:
        return NO_SHELL(place=place, user=user)
    if not err and out == _ONLY_SFTP:
        return ONLY_SFTP(place=place, user=user)
    if not out and err.endswith(_PASSWORD):
        return PASSWORD_EXPIRED(place=place, user=user)
    return None
