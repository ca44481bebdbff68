"""Field packages of other projects, measured in an environment of their own.

Run by bench_vault.py with that environment's Python; it needs nothing of the app. Prints one line
of JSON for each package that is installed there and each size. Each package is used as its
documentation says: one text field, `get_db_prep_save` to write and `from_db_value` to read, the
keys made once. The call beside it is the same as everywhere: AES-256-GCM on the same bytes.
"""

import base64
import contextlib
import json
import os
import sys
import tempfile
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, NamedTuple

import django
from django.conf import settings
from django.db import connection, models
from pairs import SIZES, call_reading, call_writing, calls_for, each, ratios, text_of

ROUNDS = 31


class Peer(NamedTuple):
    """How one package turns text into what is stored, and back."""

    write: Callable[[str], Any]
    read: Callable[[Any], str]


def _of_field(field: Any) -> Peer:
    """A model field: what Django calls before a statement and after a row."""
    return Peer(
        write=lambda text: field.get_db_prep_save(text, connection),
        read=lambda stored: field.from_db_value(stored, None, connection),
    )


def _cryptography_5() -> Peer:
    from django_cryptography.fields import encrypt

    return _of_field(encrypt(models.TextField()))


def _encrypted_model_fields() -> Peer:
    from encrypted_model_fields.fields import EncryptedTextField

    return _of_field(EncryptedTextField())


def _encrypted_fields() -> Peer:
    """django-fernet-encrypted-fields or django-searchable-encrypted-fields: one module name."""
    from encrypted_fields.fields import EncryptedTextField

    return _of_field(EncryptedTextField())


def _encrypted_field() -> Peer:
    from encrypted_field import EncryptedField

    return _of_field(EncryptedField())


def _crypto_fields() -> Peer:
    """Its cipher alone: its field asks the database for a hash of each value besides."""
    with contextlib.redirect_stdout(sys.stderr):
        from django_crypto_fields.cryptor import Cryptor

        cryptor = Cryptor("aes", "local")
    return Peer(cryptor.encrypt, cryptor.decrypt)


PEERS: dict[str, Callable[[], Peer]] = {
    "django-cryptography-5": _cryptography_5,
    "django-encrypted-model-fields": _encrypted_model_fields,
    "django-fernet-encrypted-fields": _encrypted_fields,
    "django-searchable-encrypted-fields": _encrypted_fields,
    "django-encrypted-field": _encrypted_field,
    "django-crypto-fields": _crypto_fields,
}


def installed() -> dict[str, str]:
    """name -> version of the packages that are here."""
    found = {}
    for name in PEERS:
        with contextlib.suppress(PackageNotFoundError):
            found[name] = version(name)
    return found


def configure(folder: str) -> None:
    """The settings all of them ask for; `folder` takes the key files of the one that makes some."""
    settings.configure(
        SECRET_KEY="only for measuring",
        SALT_KEY="only for measuring",
        FIELD_ENCRYPTION_KEY=base64.urlsafe_b64encode(os.urandom(32)),
        FIELD_ENCRYPTION_KEYS=[os.urandom(32).hex()],
        DJANGO_ENCRYPTED_FIELD_KEY=os.urandom(32),
        AUTO_CREATE_KEYS=True,
        DJANGO_CRYPTO_FIELDS_KEY_PATH=folder,
        BASE_DIR=Path(__file__).parent,
        DATABASES={"default": {"ENGINE": "django.db.backends.postgresql", "NAME": "unused"}},
    )
    django.setup()


def measured(peer: Peer, size: int) -> dict[str, float]:
    """write and read to the bare call, and the bytes stored, for texts of `size` bytes."""
    texts = [text_of(size)] * calls_for(size)
    written = [_stored(peer.write(text)) for text in texts]
    if [peer.read(one) for one in written] != texts:
        raise SystemExit("a package does not give back what was written")
    write, read = each(peer.write, texts), each(peer.read, written)
    return {
        "write": ratios({"": write}, call_writing(size), rounds=ROUNDS)[""].median,
        "read": ratios({"": read}, call_reading(size), rounds=ROUNDS)[""].median,
        "stored": len(written[0]),
    }


def _stored(prepared: Any) -> Any:
    """What the driver gives back for what it was given: text, or bytes out of its wrapper."""
    return prepared if isinstance(prepared, str | bytes) else bytes(prepared.obj)


def main() -> None:
    """Measure what is installed."""
    with tempfile.TemporaryDirectory() as folder:
        configure(folder)
        for name, number in installed().items():
            peer = PEERS[name]()
            for size in SIZES:
                figures = {"peer": name, "version": number, "size": size, **measured(peer, size)}
                print(json.dumps(figures), flush=True)


if __name__ == "__main__":
    main()
