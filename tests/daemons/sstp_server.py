"""A server of SSTP as [MS-SSTP] says that one answers a call, within TLS, without PPP behind.

python -m tests.daemons.sstp_server PORT CERTIFICATE KEY ANSWER HEARD

ANSWER is ``ack``, ``nak``, ``abort``, or the HTTP status of one that takes no calls; the kinds of
messages that come are written into the file HEARD.
"""

from __future__ import annotations

import asyncio
import ssl
import sys
from contextlib import suppress
from pathlib import Path

from drills.wire import sstp

_ANSWERS = {"ack": sstp.acknowledged(bytes(range(32))), "nak": sstp.refused(4)}
_GOODBYE = sstp.abort()
_HEAD = "HTTP/1.1 {status}\r\nContent-Length: {length}\r\nServer: Microsoft-HTTPAPI/2.0\r\n\r\n"


async def _message(reader: asyncio.StreamReader) -> sstp.Answer:
    header = await reader.readexactly(sstp.HEADER_BYTES)
    return sstp.parsed(header + await reader.readexactly(sstp.length(header)))


def _note(heard: Path, kind: str) -> None:
    with heard.open("a", encoding="utf-8") as file:
        file.write(f"{kind}\n")


async def _serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    answer, heard = sys.argv[4], Path(sys.argv[5])
    asked = (await reader.readuntil(b"\r\n\r\n")).decode("ascii")
    assert asked.startswith(f"SSTP_DUPLEX_POST {sstp.PATH} HTTP/1.1\r\n")
    assert f"Content-Length: {sstp.ENDLESS}\r\n" in asked
    if answer.isdecimal():
        writer.write(_HEAD.format(status=answer, length=0).encode("ascii"))
    else:
        writer.write(_HEAD.format(status="200 OK", length=sstp.ENDLESS).encode("ascii"))
        with suppress(asyncio.IncompleteReadError, ConnectionError):
            while True:
                came = (await _message(reader)).kind
                _note(heard, came)
                writer.write(_ANSWERS.get(answer, _GOODBYE) if came == "request" else _GOODBYE)
    writer.close()


async def _main() -> None:
    port, certificate, key = sys.argv[1:4]
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server = await asyncio.start_server(_serve, "127.0.0.1", int(port), ssl=context)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_main())
