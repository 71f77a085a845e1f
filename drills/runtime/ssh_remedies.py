"""What an officer is told to type: here, or on the jump host that alone reaches the server."""

from __future__ import annotations

from dataclasses import dataclass

from bcp.message import Message, Phrase

ON_JUMP = Phrase(
    "ssh.type_on_jump_host",
    ja="(踏み台「{jump}」で) {line}",
    en="(on the jump host {jump!r}) {line}",
)
ADD_FROM_JUMP = Phrase(
    "ssh.add_from_jump_host",
    ja="踏み台「{jump}」で {line} を実行し、表示された行をこの端末の{file}に書き加える",
    en="on the jump host {jump!r} run {line} and add the lines it prints to {file} on this machine",
)
REPLACE_FROM_JUMP = Phrase(
    "ssh.replace_from_jump_host",
    ja="{remove} のあと、{add}",
    en="{remove}, then {add}",
)


@dataclass(frozen=True)
class Remedies:
    """Lines about one server: at `host` and `port`, in `file` as `known_as`, behind `jump`."""

    host: str
    port: int
    known_as: str
    file: str
    jump: str | None = None

    def add(self) -> str | Message:
        """How its host key comes into the known hosts."""
        scan = f"ssh-keyscan {self._where()}"
        if self.known_as != self.host:
            scan += f" | sed 's/^[^ ]*/{self._name()}/'"
        if self.jump:
            return ADD_FROM_JUMP(jump=self.jump, line=scan, file=self.file)
        return f"{scan} >> {self.file}"

    def replace(self) -> str | Message:
        """How its old host key goes and its new one comes."""
        remove = f"ssh-keygen -R '{self._name()}' -f {self.file}"
        add = self.add()
        if isinstance(add, Message):
            return REPLACE_FROM_JUMP(remove=remove, add=add)
        return f"{remove} && {add}"

    def look(self) -> str | Message:
        """How its host certificate is looked at."""
        return self._there(f"ssh-keyscan -c {self._where()} | ssh-keygen -L -f -")

    def ping(self) -> str | Message:
        """How to find out whether long packets reach it."""
        return self._there(f"ping -M do -s 1400 {self.host}")

    def _there(self, line: str) -> str | Message:
        return ON_JUMP(jump=self.jump, line=line) if self.jump else line

    def _where(self) -> str:
        return f"-p {self.port} {self.host}" if self.port != 22 else self.host

    def _name(self) -> str:
        return self.known_as if self.port == 22 else f"[{self.known_as}]:{self.port}"
