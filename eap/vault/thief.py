"""Playing the thief: the database, the keyring, the shares and this source, and nobody's secret.

It opens what it can. Whatever the server alone could open, it opens too, so it shows whether
content is really out of the server's reach. What it tries:

* every secret of the keyring, bare and derived as everything here is derived, as the seed of every
  file, the key of every cell and chunk, anybody's private half and a browser's half;
* every place: its outer layer under the KEK, and every 32 bytes of what is inside, with and
  without the file's share, as the file's seed or the desk's private half;
* a few common passphrases on every private half of staff, at their full price (Argon2id);
* on every private half under a passkey the same secrets, and all that its row says besides;
* from whatever private half opened, all that it leads to, by desks as well;
* a sealed column that is in clear (`plunder` tries the cells);
* the keys of subjects, and by them every operational cell, which the server opens too.

Not tried: guessing at length. Each guess costs one Argon2id of 64 MiB, for one person at a time;
a passkey's secret has 256 random bits.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple, NoReturn, TypeVar
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV
from django.apps import apps
from django.conf import settings
from django.db.models import Model, QuerySet

from eap.core.privacy import classify
from eap.vault import keyfile, operational, pairs, passphrases, prf, shares, unlock, wrapping
from eap.vault.cipher import NONCE, Damaged, derive
from eap.vault.files import FileKeys
from eap.vault.keyring import KEY_BYTES
from eap.vault.models import KeyPair, Passkey, Passphrase, Seed, UnlockWindow, Wrap
from eap.vault.roots import LocalRoot
from eap.vault.words import Holder

COMMON = ("correct horse battery staple", "password1234", "harbourharbour")
BATCH = 500
Row = TypeVar("Row", bound=Model)


class Readable(NamedTuple):
    """A table's operational fields, which the server reads in clear, and how many rows it has."""

    table: str
    rows: int
    fields: tuple[str, ...]


@contextmanager
def stolen(keyring: Path, kept_shares: Path) -> Iterator[None]:
    """Have this process use these files: whoever has the source uses it as it is."""
    before = settings.HARBOUR_KEYRING, settings.HARBOUR_SHARES
    settings.HARBOUR_KEYRING, settings.HARBOUR_SHARES = keyring, kept_shares
    try:
        yield
    finally:
        settings.HARBOUR_KEYRING, settings.HARBOUR_SHARES = before


def secrets_in(path: Path) -> dict[str, bytes]:
    """What a keyring file gives by itself, by name: all, or nothing where a server wraps it.

    Raises KeyringError when it cannot be read.
    """
    file = keyfile.read(path)
    if file.root["provider"] != LocalRoot.name:
        return {}
    under = LocalRoot.from_record(file.root)
    return {name: under.unwrap(wrapped, name) for name, wrapped in file.secrets.items()}


def readable() -> Iterator[Readable]:
    """Every table's operational fields in clear: the thief reads them in any dump."""
    sealed = {kept.model: kept.columns.keys() for kept in operational.kept()}
    for model in apps.get_models():
        classes = classify(model) if hasattr(model, "Privacy") else {}
        fields = sorted(
            name
            for name, kind in classes.items()
            if kind == "operational" and name not in sealed.get(model, ())
        )
        if fields:
            yield Readable(model._meta.db_table, model._base_manager.count(), tuple(fields))


class Thief:
    """Everything that was found so far: seeds by file, private halves by pair."""

    def __init__(self, secrets: dict[str, bytes]) -> None:
        """`secrets` are the keyring's, by name; empty where its file opened nothing."""
        self._secrets = secrets
        self.guesses = 0
        self._key_ids = {
            row.id: bytes(row.key_id) for row in _rows(Seed.objects.only("id", "key_id"))
        }
        self._keys: dict[UUID, list[FileKeys]] = defaultdict(list)
        self._privates: dict[UUID, bytes] = {}
        self._followed: set[UUID] = set()

    def __repr__(self) -> str:
        return "<Thief>"

    def __reduce__(self) -> NoReturn:
        raise TypeError("keys are not copied")

    @property
    def secrets(self) -> Iterable[bytes]:
        """The keyring's secrets, bare."""
        return self._secrets.values()

    @property
    def privates(self) -> Iterable[bytes]:
        """The private halves that were found."""
        return self._privates.values()

    @property
    def found(self) -> int:
        """How many seeds of files opened."""
        return sum(len(keys) for keys in self._keys.values())

    def search(self, *, guesses: Iterable[str] = COMMON) -> None:
        """Look for seeds and private halves, until nothing leads any further."""
        self._try_windows()
        self._try_passphrases(tuple(guesses))
        self._try_passkeys()
        self._try_pairs()
        for wrap in _rows(Wrap.objects.filter(token__isnull=False)):
            self._look_inside(wrap)
        while self._follow():
            pass

    def _bare(self, about: bytes = b"") -> Iterator[bytes]:
        """Every secret, and what is derived from it for the uses there are."""
        uses = (b"field key", b"entries", b"passphrase", b"recovery", b"client key", b"half mark")
        for secret in self._secrets.values():
            yield secret
            yield from (derive(secret, use, about) for use in uses)

    def _try_windows(self) -> None:
        """Private halves of open unlocks, whose lid is the browser's half."""
        for window in _rows(UnlockWindow.objects.all()):
            sealed, bound = bytes(window.sealed_keys), unlock._bound(window)
            for half in self._bare(window.id.bytes):
                for key in (half, derive(half, b"window", window.id.bytes)):
                    if (content := _opened(key, sealed, bound)) is not None:
                        self._take_window(content)

    def _take_window(self, content: bytes) -> None:
        for first in range(0, len(content), unlock._ONE):
            part = content[first : first + unlock._ONE]
            self._privates[UUID(bytes=part[:16])] = part[16:]

    def _try_passphrases(self, guesses: tuple[str, ...]) -> None:
        """Private halves of staff: by a secret of the server's, then by what many would choose."""
        for row in _rows(Passphrase.objects.all()):
            stored = passphrases.stored_in(row)
            for key in self._bare(row.staff_id.bytes):
                for sealed in (row.sealed_key, row.recovery_copy, row.waiting_copy):
                    for about in (stored.about, b"recovery" + stored.about):
                        if (found := _opened(key, bytes(sealed or b""), about)) is not None:
                            self._privates[row.pair_id] = found
            for guess in guesses if self._secrets else ():
                self.guesses += 1
                if (found := passphrases.opened(stored, guess)) is not None:
                    self._privates[row.pair_id] = found

    def _try_passkeys(self) -> None:
        """Private halves of staff: by a secret of the server's, or by what stands in the row.

        As the passkey's secret, and as the key itself, however much of the front is left off.
        """
        for row in _rows(Passkey.objects.all()) if self._secrets else ():
            stored = prf.stored_in(row)
            said = (stored.salt, stored.credential, stored.sealed_key, row.id.bytes)
            for secret in (*self._bare(stored.about), *said):
                found = prf.opened(stored, secret)
                for front in (0, prf.COMMITMENT):
                    found = found or _opened(secret, stored.sealed_key[front:], stored.about)
                if found is not None:
                    self._privates[row.pair_id] = found

    def _try_pairs(self) -> None:
        """Whether a line of the directory belongs to a secret of the server's."""
        for row in _rows(KeyPair.objects.all()):
            for private in self._bare(row.holder_id.bytes):
                if pairs.public_of(private) == bytes(row.public_key):
                    self._privates[row.id] = private

    def _look_inside(self, wrap: Wrap) -> None:
        """Take off the outer layer and try whatever 32 bytes are within."""
        share, inner = _share_of(wrap), self._inner(wrap)
        for first in range(max(len(inner) - KEY_BYTES + 1, 0)):
            self._try_secret(wrap, inner[first : first + KEY_BYTES], share)

    def _inner(self, wrap: Wrap) -> bytes:
        """What is under the KEK, or the token itself where that does not open."""
        token = bytes(wrap.token or b"")
        kek = self._secrets.get(keyfile.KEK + wrap.kek_id)
        opened = None
        if kek is not None:
            opened = _opened(kek, token, wrap.kek_id.encode() + _place_of(wrap).about)
        return token if opened is None else opened

    def _try_secret(self, wrap: Wrap, secret: bytes, share: bytes) -> bool:
        """Whether this is what the place holds; then it is kept."""
        if wrap.file_id is None:
            return self._take_desk(wrap.subject_id, secret)
        masked = wrapping.masked(secret, share, wrap.subject_id) if share else secret
        tried = [self._take_seed(wrap.subject_id, wrap.file_id, one) for one in (secret, masked)]
        return any(tried)

    def _take_desk(self, pair_id: UUID, private: bytes) -> bool:
        line = KeyPair.objects.filter(id=pair_id).first()
        if line is None or pairs.public_of(private) != bytes(line.public_key):
            return False
        self._privates[pair_id] = private
        return True

    def _take_seed(self, seed_id: UUID, file_id: UUID, secret: bytes) -> bool:
        keys = FileKeys(secret, seed_id, file_id)
        if keys.key_id != self._key_ids.get(seed_id):
            return False
        if all(known.seed_id != seed_id for known in self._keys[file_id]):
            self._keys[file_id].append(keys)
        return True

    def _follow(self) -> bool:
        """Open the places of every pair whose private half is known; whether that led on."""
        new = self._privates.keys() - self._followed
        self._followed |= new
        for wrap in _rows(Wrap.objects.filter(pair_id__in=new, token__isnull=False)):
            with suppress(Damaged):
                private = self._privates[wrap.pair_id or wrap.id]
                secret = pairs.open_with(private, self._inner(wrap), _place_of(wrap).about)
                self._try_secret(wrap, secret, _share_of(wrap))
        return bool(new)

    def keys_of(self, file_id: UUID) -> list[FileKeys]:
        """The keys that were found for a file, and those that a secret of the server would give."""
        guessed = [FileKeys(one, file_id, file_id) for one in self._bare(file_id.bytes)]
        share = shares.shares_of([file_id]).get(file_id)
        if share is not None:
            guessed.append(FileKeys(share, file_id, file_id))
        return [*self._keys[file_id], *guessed]


def _rows(rows: QuerySet[Row]) -> Iterator[Row]:
    return rows.order_by("pk").iterator(chunk_size=BATCH)


def _place_of(wrap: Wrap) -> wrapping.Place:
    holder = Holder(wrap.holder, wrap.holder_id)
    return wrapping.Place(wrap.subject_id, holder, wrap.pair_id or wrap.id)


def _share_of(wrap: Wrap) -> bytes:
    return shares.shares_of([wrap.file_id]).get(wrap.file_id, b"") if wrap.file_id else b""


def _opened(key: bytes, sealed: bytes, about: bytes) -> bytes | None:
    """nonce 12 | AES-256-GCM-SIV | tag: how the server keeps its own small secrets."""
    try:
        return AESGCMSIV(key).decrypt(sealed[:NONCE], sealed[NONCE:], about)
    except (InvalidTag, ValueError):
        return None
