"""The local keyring file: the server's own secrets, beside the database and never in it.

JSON, one line per secret, mode 0600. It holds the keys that wrap file seeds (KEKs, one of them
primary), the root of the blind indexes, the pepper of the notes passphrases and the key of the
client sessions, each of its own so that one can be replaced without the others. A checksum tells
a damaged file from a good one before a single cell is tried.
"""

import base64
import binascii
import hashlib
import hmac
import json
import os
import secrets
import stat
import tempfile
from functools import lru_cache
from pathlib import Path
from typing import Any, NoReturn

from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV
from django.conf import settings

FORMAT = "harbour keyring 1"
KEY_BYTES = 32
KEK_ID_BYTES = 8
PRIMARY, ENABLED = "primary", "enabled"
ROOTS = ("index_root", "pepper", "client_sessions")


class KeyringError(RuntimeError):
    """The keyring file cannot be used. The message says why and what to do, never a secret."""


class Kek:
    """A key that wraps file seeds. `id` is stored beside what it wrapped."""

    __slots__ = ("id", "siv")

    def __init__(self, kek_id: str, key: bytes) -> None:
        self.id = kek_id
        self.siv = AESGCMSIV(key)

    def __repr__(self) -> str:
        return "<Kek>"

    def __reduce__(self) -> NoReturn:
        raise TypeError("keys are not copied")


class Keyring:
    """The loaded file. Nothing of it is ever printed, copied or pickled."""

    __slots__ = ("client_sessions", "index_root", "keks", "pepper", "primary")

    def __init__(self, keks: dict[str, Kek], primary: Kek, roots: dict[str, bytes]) -> None:
        self.keks = keks
        self.primary = primary
        self.index_root = roots["index_root"]
        self.pepper = roots["pepper"]
        self.client_sessions = roots["client_sessions"]

    def __repr__(self) -> str:
        return "<Keyring>"

    def __reduce__(self) -> NoReturn:
        raise TypeError("the keyring is not copied")


def keyring() -> Keyring:
    """The keyring of this installation, read once per process.

    Raises KeyringError when the file is missing, readable by others, or damaged.
    """
    return _read(Path(settings.HARBOUR_KEYRING))


def client_session_key() -> bytes:
    """The 32-byte key under which the api binds client sessions; of no use for content."""
    return keyring().client_sessions


def make_keyring() -> bool:
    """Create the keyring with fresh keys. Returns False when there already is one.

    The finished file appears under its name in one step, so that of several processes doing
    this at once one wins and all read the same keys.
    """
    path = Path(settings.HARBOUR_KEYRING)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".keyring-")  # mode 0600
    part = Path(name)
    try:
        with os.fdopen(descriptor, "w") as file:
            file.write(_fresh())
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(part, path)
        except FileExistsError:
            return False
        _sync_folder(path.parent)
        return True
    finally:
        part.unlink()


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _fresh() -> str:
    kek = {"id": secrets.token_hex(KEK_ID_BYTES), "state": PRIMARY, "key": _new_secret()}
    content: dict[str, Any] = {"format": FORMAT, "keks": [kek]}
    content |= {root: _new_secret() for root in ROOTS}
    return json.dumps(content | {"checksum": _checksum(content)}, indent=1) + "\n"


def _new_secret() -> str:
    return base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode()


def _checksum(content: dict[str, Any]) -> str:
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


@lru_cache(maxsize=4)
def _read(path: Path) -> Keyring:
    text = _private_text(path)
    try:
        content = json.loads(text)
        checksum = content.pop("checksum")
        whole = hmac.compare_digest(checksum, _checksum(content)) and content["format"] == FORMAT
        loaded = _loaded(content) if whole else None
    except (ValueError, KeyError, TypeError, AttributeError):
        loaded = None
    if loaded is None:
        raise KeyringError(f"The keyring {path} is damaged. Put it back from its own backup.")
    return loaded


def _private_text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            if stat.S_IMODE(os.fstat(file.fileno()).st_mode) & 0o077:
                raise KeyringError(f"The keyring {path} is open to others. Run: chmod 600 {path}")
            return file.read().decode("ascii", "replace")
    except FileNotFoundError:
        raise KeyringError(
            f"There is no keyring at {path}. Put it back from its own backup; only for a new,"
            " empty database make one with: manage.py keys"
        ) from None
    except OSError as error:
        raise KeyringError(f"The keyring {path} cannot be read: {error.strerror}.") from None


def _loaded(content: dict[str, Any]) -> Keyring | None:
    states = [entry["state"] for entry in content["keks"]]
    keks = {entry["id"]: Kek(entry["id"], _secret(entry["key"])) for entry in content["keks"]}
    if states.count(PRIMARY) != 1 or len(keks) != len(states):
        return None
    if not {PRIMARY, ENABLED}.issuperset(states):
        return None
    primary = content["keks"][states.index(PRIMARY)]["id"]
    return Keyring(keks, keks[primary], {root: _secret(content[root]) for root in ROOTS})


def _secret(text: str) -> bytes:
    try:
        found = base64.b64decode(text, validate=True)
    except binascii.Error:
        raise ValueError from None
    if len(found) != KEY_BYTES:
        raise ValueError
    return found
