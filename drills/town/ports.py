"""Ports that a service can leave and find again.

A stopped service must refuse connections, and its port must still be free when it starts again.
So the machine keeps a socket on the port that does not listen: it refuses by itself, and the
system gives the port to nobody else. Where the system cannot share a port between two sockets
(Windows), the port is only remembered.
"""

from __future__ import annotations

import socket

HOME = "127.0.0.1"
_SHARED: int | None = getattr(socket, "SO_REUSEPORT", None)


def reserved(port: int) -> socket.socket:
    """A socket on `port` (0: any free one) that does not listen. Raises `OSError` if taken."""
    holder = socket.socket()
    _share(holder)
    try:
        holder.bind((HOME, port))
    except OSError:
        holder.close()
        raise
    return holder


def number_of(holder: socket.socket) -> int:
    """The port that `holder` reserves; the socket is closed where it would be in the way."""
    port = int(holder.getsockname()[1])
    if _SHARED is None:
        holder.close()
    return port


def listening(port: int) -> socket.socket:
    """A socket that accepts connections on a port reserved by another process."""
    door = socket.socket()
    _share(door)
    try:
        door.bind((HOME, port))
        door.listen(128)
    except OSError:
        door.close()
        raise
    return door


def _share(each: socket.socket) -> None:
    if _SHARED is not None:
        each.setsockopt(socket.SOL_SOCKET, _SHARED, 1)
        # A port just left by a busy service is still settling.
        each.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
