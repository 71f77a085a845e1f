"""Numbers of IKEv2 and what people call them (IANA, "IKEv2 Parameters").

Algorithms have the names that strongSwan's settings give them, as most documents do.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

NOTIFIES: Mapping[int, str] = {
    1: "UNSUPPORTED_CRITICAL_PAYLOAD",
    4: "INVALID_IKE_SPI",
    5: "INVALID_MAJOR_VERSION",
    7: "INVALID_SYNTAX",
    9: "INVALID_MESSAGE_ID",
    11: "INVALID_SPI",
    14: "NO_PROPOSAL_CHOSEN",
    17: "INVALID_KE_PAYLOAD",
    24: "AUTHENTICATION_FAILED",
    43: "TEMPORARY_FAILURE",
    16388: "NAT_DETECTION_SOURCE_IP",
    16389: "NAT_DETECTION_DESTINATION_IP",
    16390: "COOKIE",
    16407: "REDIRECT",
}
# Below this a notify is an error, from here on a status.
FIRST_STATUS = 16384

ENCRYPTION: Mapping[int, str] = {
    2: "des",
    3: "3des",
    7: "blowfish",
    12: "aes",
    13: "aesctr",
    18: "aesgcm8",
    19: "aesgcm12",
    20: "aesgcm16",
    23: "camellia",
    28: "chacha20poly1305",
}
PRF: Mapping[int, str] = {
    1: "prfmd5",
    2: "prfsha1",
    4: "prfaesxcbc",
    5: "prfsha256",
    6: "prfsha384",
    7: "prfsha512",
    8: "prfaescmac",
}
INTEGRITY: Mapping[int, str] = {
    1: "md5",
    2: "sha1",
    5: "aesxcbc",
    8: "aescmac",
    12: "sha256",
    13: "sha384",
    14: "sha512",
}
GROUPS: Mapping[int, str] = {
    1: "modp768",
    2: "modp1024",
    5: "modp1536",
    14: "modp2048",
    15: "modp3072",
    16: "modp4096",
    17: "modp6144",
    18: "modp8192",
    19: "ecp256",
    20: "ecp384",
    21: "ecp521",
    22: "modp1024s160",
    23: "modp2048s224",
    24: "modp2048s256",
    25: "ecp192",
    26: "ecp224",
    27: "ecp224bp",
    28: "ecp256bp",
    29: "ecp384bp",
    30: "ecp512bp",
    31: "curve25519",
    32: "curve448",
}


# A vendor ID is any bytes that a product chose: many are hashes of a name, some the name itself.
_STRONGSWAN = bytes.fromhex("882fe56d6fd20dbc2251613b2ebe5beb")
_TEXT = re.compile(rb"[ -~]{4,64}")


def vendor(id: bytes) -> str:
    """What a vendor ID says, or its first bytes in hexadecimal."""
    if id == _STRONGSWAN:
        return "strongSwan"
    return id.decode("ascii") if _TEXT.fullmatch(id) else id[:16].hex()


def named(names: Mapping[int, str], number: int) -> str:
    """What people call `number`, or the number itself."""
    return names.get(number, str(number))
