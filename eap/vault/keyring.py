"""The keyring: the server's own secrets, in one private file beside the database, never in it.

It holds the keys that wrap file seeds (KEKs, one of them primary), the roots of the blind indexes
by version (one of them current), the pepper of the notes passphrases, and the keys of the client
sessions, of the server's stamp on entries and of the directory of public keys: each of its own,
so that one can be replaced without the others.

In the file each stands wrapped by a root provider (`roots`), under its own name. The provider is
asked when a process first needs the keyring and when the file is changed, never for a case.
"""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV
from django.conf import settings

from eap.vault import keyfile
from eap.vault.keyfile import INDEX_ROOT, KEK, KeyFile
from eap.vault.private_files import one_at_a_time
from eap.vault.roots import KeyringError, LocalRoot, RootProvider

__all__ = [
    "Kek",
    "Keyring",
    "KeyringError",
    "add_index_root",
    "add_kek",
    "client_session_key",
    "keyring",
    "make_keyring",
    "move_root",
    "retire_index_root",
    "retire_kek",
    "retire_root",
    "root",
    "rotate_root",
    "use_index_root",
]

KEY_BYTES = 32
KEK_ID_BYTES = 8


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
    """The loaded file; every secret has 32 bytes. Nothing of it is ever printed or copied.

    keks, primary       what wraps file seeds, by id; new ones are wrapped under `primary`
    index_roots         roots of the blind indexes by version; `index_version` is the current one
    pepper              of the notes passphrases
    client_sessions     binds the sessions of clients
    entries             HMAC key of the server's stamp on what is added without an unlock
    directory           Ed25519 seed that signs the directory of public keys
    """

    __slots__ = (
        "client_sessions",
        "directory",
        "entries",
        "index_roots",
        "index_version",
        "keks",
        "pepper",
        "primary",
    )

    def __init__(self, file: KeyFile, plain: dict[str, bytes]) -> None:
        self.keks = {one: Kek(one, plain[KEK + one]) for one in file.kek_ids}
        self.primary = self.keks[file.primary_kek]
        self.index_roots = {one: plain[f"{INDEX_ROOT}{one}"] for one in file.index_versions}
        self.index_version = file.index_version
        self.pepper = plain[keyfile.PEPPER]
        self.client_sessions = plain[keyfile.CLIENT_SESSIONS]
        self.entries = plain[keyfile.ENTRIES]
        self.directory = plain[keyfile.DIRECTORY]

    def __repr__(self) -> str:
        return "<Keyring>"

    def __reduce__(self) -> NoReturn:
        raise TypeError("the keyring is not copied")


_Identity = tuple[Path, int, int, int]
_loaded: tuple[_Identity, Keyring] | None = None


def keyring() -> Keyring:
    """The keyring of this installation, read again whenever the file is another one.

    Raises KeyringError when the file is missing, readable by others, damaged, or not opened by
    its provider. A bad new file is not papered over with the old keys: content sealed under keys
    that are nowhere kept would be lost at the next start.
    """
    global _loaded
    path = settings.HARBOUR_KEYRING
    identity = _identity(path)
    known = _loaded
    if known is not None and known[0] == identity:
        return known[1]
    fresh = _opened(path, keyfile.read(path))
    if identity is not None:
        _loaded = (identity, fresh)  # what was replaced while we read is read again next time
    return fresh


def client_session_key() -> bytes:
    """The 32-byte key under which the api binds client sessions; of no use for content."""
    return keyring().client_sessions


def make_keyring() -> bool:
    """Create the keyring with fresh keys. Returns False when there already is one.

    It is wrapped by the transit server where one is set, else by keys in the file. Of several
    processes doing this at once one wins and all read the same keys.
    """
    path = settings.HARBOUR_KEYRING
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with one_at_a_time(path.parent):
        if path.exists():
            return False
        file = _fresh(provider("transit" if settings.HARBOUR_TRANSIT_ADDRESS else "local"))
        _opened(path, file)
        keyfile.write(path, file)
    return True


def add_kek() -> str:
    """Make a new KEK and return its id. It is primary from now on; the others still unwrap."""
    with _changing() as (file, under):
        kek_id = secrets.token_hex(KEK_ID_BYTES)
        file.secrets[KEK + kek_id] = under.wrap(_new_secret(), KEK + kek_id)
        file.primary_kek = kek_id
    return kek_id


def retire_kek(kek_id: str) -> None:
    """Forget a KEK: whatever is still wrapped under it is lost. The caller has looked.

    Raises KeyringError when it is primary or unknown.
    """
    with _changing() as (file, _):
        if kek_id == file.primary_kek:
            raise KeyringError(f"KEK {kek_id} is primary. Add another one first.")
        if file.secrets.pop(KEK + kek_id, None) is None:
            raise KeyringError(f"There is no KEK {kek_id}.")


def add_index_root() -> int:
    """Make a new root of the blind indexes and return its version. It is not yet current."""
    with _changing() as (file, under):
        file.index_made += 1
        name = f"{INDEX_ROOT}{file.index_made}"
        file.secrets[name] = under.wrap(_new_secret(), name)
        return file.index_made


def use_index_root(version: int) -> None:
    """Make this version the current one. Raises KeyringError when it is unknown."""
    with _changing() as (file, _):
        if version not in file.index_versions:
            raise KeyringError(f"There is no index root {version}.")
        file.index_version = version


def retire_index_root(version: int) -> None:
    """Forget a version: rows are no longer found by it. The caller has looked.

    Raises KeyringError when it is current or unknown.
    """
    with _changing() as (file, _):
        if version == file.index_version:
            raise KeyringError(f"Index root {version} is current. Use another one first.")
        if file.secrets.pop(f"{INDEX_ROOT}{version}", None) is None:
            raise KeyringError(f"There is no index root {version}.")


def root() -> RootProvider:
    """The provider that wraps this keyring."""
    return _root_of(keyfile.read(settings.HARBOUR_KEYRING))


def provider(name: str) -> RootProvider:
    """A provider to make a keyring with or to move it to: "local" with a new key, or "transit"."""
    if name == LocalRoot.name:
        return LocalRoot.fresh()
    from eap.vault.transit import TransitRoot  # a tenth of a second, and seldom needed

    if name == TransitRoot.name:
        return TransitRoot.from_settings()
    raise KeyringError(f"There is no root provider {name!r}.")


def move_root(to: RootProvider) -> None:
    """Wrap everything anew under another provider; the one before opens the new file no more.

    Copies of the old file still open as they did.
    """
    with _changing() as (file, under):
        _wrap_anew(file, under, to)


def rotate_root() -> str:
    """Make a new root key, wrap everything anew under it and return its id.

    The old root key is kept, for copies of the file that were made before; see `retire_root`.
    """
    with _changing() as (file, under):
        key_id = under.rotate()
        _wrap_anew(file, under, under)
    return key_id


def retire_root(key_id: str) -> None:
    """End a root key: copies of the keyring that were made under it open no more.

    Raises KeyringError when it is primary or unknown.
    """
    with _changing() as (file, under):  # a server may have rotated by itself since the last time
        _wrap_anew(file, under, under)
    with _changing() as (file, under):
        under.retire(key_id)
        file.root = under.record()


@contextmanager
def _changing() -> Iterator[tuple[KeyFile, RootProvider]]:
    """The file and its provider, alone; what was changed is tried, then written in one step."""
    path = settings.HARBOUR_KEYRING
    if not path.exists():
        raise KeyringError(f"There is no keyring at {path}. {keyfile.MISSING}")
    with one_at_a_time(path.parent):
        file = keyfile.read(path)
        yield file, _root_of(file)
        _opened(path, file)
        keyfile.write(path, file)


def _identity(path: Path) -> _Identity | None:
    try:
        found = path.stat()
    except OSError:
        return None  # reading it says what is wrong
    return (path, found.st_ino, found.st_mtime_ns, found.st_size)


def _fresh(under: RootProvider) -> KeyFile:
    kek_id = secrets.token_hex(KEK_ID_BYTES)
    names = (KEK + kek_id, f"{INDEX_ROOT}1", *keyfile.SINGLE)
    wrapped = {name: under.wrap(_new_secret(), name) for name in names}
    return KeyFile(under.record(), kek_id, 1, 1, wrapped)


def _new_secret() -> bytes:
    return secrets.token_bytes(KEY_BYTES)


def _root_of(file: KeyFile) -> RootProvider:
    if file.root["provider"] != LocalRoot.name:
        return provider(file.root["provider"])
    try:
        return LocalRoot.from_record(file.root)
    except (ValueError, KeyError, TypeError):
        pass
    raise keyfile.damaged(settings.HARBOUR_KEYRING)


def _opened(path: Path, file: KeyFile) -> Keyring:
    under = _root_of(file)
    plain = {name: under.unwrap(wrapped, name) for name, wrapped in file.secrets.items()}
    if {len(secret) for secret in plain.values()} != {KEY_BYTES}:
        raise keyfile.damaged(path)
    return Keyring(file, plain)


def _wrap_anew(file: KeyFile, old: RootProvider, new: RootProvider) -> None:
    file.secrets = {
        name: new.wrap(old.unwrap(wrapped, name), name) for name, wrapped in file.secrets.items()
    }
    file.root = new.record()
