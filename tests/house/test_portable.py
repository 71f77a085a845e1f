"""The product uses nothing that Windows lacks, outside one platform file."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.house.source import product_code, shown, tree

PLATFORM_FILE = "drills/platform.py"

# Modules and attributes that exist on POSIX systems only. `add_signal_handler` exists on Windows
# and raises there.
MODULES = {"fcntl", "grp", "pty", "pwd", "resource", "syslog", "termios", "tty"}
ATTRIBUTES = {
    *("add_signal_handler", "fork", "forkpty", "getuid", "geteuid", "getgid", "getpgid"),
    *("killpg", "mkfifo", "setsid", "setpgid", "SIGKILL", "SIGHUP", "SIGQUIT", "SIGUSR1"),
    *("SIGUSR2", "SIGALRM", "SIGPIPE", "AF_UNIX", "chown", "fchmod", "getpwuid"),
    *("open_unix_connection", "start_unix_server", "create_unix_server"),
}


def _posix_only(root: ast.AST) -> Iterator[tuple[int, str]]:
    for node in ast.walk(root):
        match node:
            case ast.Import():
                names = [alias.name.partition(".")[0] for alias in node.names]
                yield from ((node.lineno, name) for name in names if name in MODULES)
            case ast.ImportFrom(module=str(module)) if module.partition(".")[0] in MODULES:
                yield node.lineno, module
            case ast.ImportFrom():
                names = [alias.name for alias in node.names]
                yield from ((node.lineno, name) for name in names if name in ATTRIBUTES)
            case ast.Attribute(attr=name) if name in ATTRIBUTES:
                yield node.lineno, name


def test_only_the_platform_file_uses_what_windows_lacks() -> None:
    posix_only = [
        f"{shown(path)}:{line}: {name}"
        for path in product_code()
        if shown(path) != PLATFORM_FILE
        for line, name in _posix_only(tree(path))
    ]
    assert posix_only == []


@pytest.mark.parametrize(
    "code",
    [
        "import fcntl",
        "def f():\n    import pwd",
        "from termios import tcgetattr",
        "from os import fork",
        "import os\nos.fork()",
        "from signal import SIGKILL",
        "loop.add_signal_handler(2, stop)",
    ],
)
def test_each_use_of_what_windows_lacks_is_found(code: str) -> None:
    assert list(_posix_only(ast.parse(code)))
