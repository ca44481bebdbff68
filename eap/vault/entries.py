"""Adding without reading: a cell sealed to a file's public key, and stamped by the server.

    E1 | format 1 | suite 2 | flags 1 | key id 8 | one-time key 32 | AES-GCM(len 4 | data | 0..)
    | tag 16 | stamp 16

It is bound to its place as any cell is. The stamp is a keyed hash over place and cell: whoever
only has the database knows the public key, but forges no entry. Whoever opens the file next has
it sealed anew under the field key (`settling`).
"""

from typing import Any, NamedTuple

from eap.vault import pairs
from eap.vault.cipher import HEADER, JSON, KEY_ID, TEXT, Damaged, Place, content_of, padded
from eap.vault.wrapping import STAMP, is_stamped, stamp

FORMAT = b"\xe1\x01\x02"  # mark, format, suite


class Slot(NamedTuple):
    """Where entries go in: the key id of a file's standing seed and its public half."""

    key_id: bytes
    public_key: bytes


def is_entry(token: bytes) -> bool:
    """Whether a cell says of itself that it is an entry."""
    return token.startswith(FORMAT)


def key_id_of(token: bytes) -> bytes:
    """The key id in the header of any cell; too short a token has one that is nobody's."""
    return token[HEADER - KEY_ID : HEADER]


def add(slot: Slot, content: Any, place: Place) -> bytes:
    """Seal text, or any JSON value, for one place. Raises Invalid when it is neither."""
    header = FORMAT + (TEXT if isinstance(content, str) else JSON) + slot.key_id
    about = place.bound + header
    token = header + pairs.seal_to(slot.public_key, padded(content), about)
    return token + stamp(b"entry", about, token)


def read(private: bytes, key_id: bytes, token: bytes, place: Place) -> Any:
    """What was added at this place. Raises Damaged whatever else the token is."""
    header, body, mark = token[:HEADER], token[HEADER:-STAMP], token[-STAMP:]
    flag = header[len(FORMAT) : len(FORMAT) + 1]
    about = place.bound + header
    if key_id_of(token) != key_id or flag not in (TEXT, JSON):
        raise Damaged
    if not is_stamped(mark, b"entry", about, token[:-STAMP]):
        raise Damaged
    return content_of(pairs.open_with(private, body, about), is_text=flag == TEXT)
