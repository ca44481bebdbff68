"""What a release's signature covers, and how it is written down so that it can be checked."""

import hashlib
import json
from collections.abc import Mapping

FIRST_LINK = bytes(32)
FORMAT = 2


def canonical(value: Mapping[str, object]) -> bytes:
    """The one way to write these values: sorted keys, no blanks, ASCII."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode()


def digest_of(value: Mapping[str, object]) -> bytes:
    """SHA-256 of the canonical JSON."""
    return hashlib.sha256(canonical(value)).digest()
