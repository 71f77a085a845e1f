"""What protocols look like on the wire: bytes in, values out, and back.

Nothing here sends, waits, reads a clock or throws dice: nonces, times and keys are arguments. A
parser raises `Malformed` for whatever is not its protocol, and nothing else for any bytes at all.
"""

from __future__ import annotations


class Malformed(ValueError):
    """These bytes are not what the protocol says."""
