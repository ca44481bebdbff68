"""The keys of operational values: one of 32 bytes for each subject, a person of staff, say.

It lies in the database as a file's seed does, without the layer of a holder: masked with a share
that is kept outside of the database (`shares`), then wrapped under the keyring's KEK. So the server
opens it, and whoever has database, keyring and shares; a dump alone tells nothing, and once the
share is destroyed no dump ever does.

Within the vault's transaction.
"""

import hmac
import os
from collections.abc import Collection, Iterable, Mapping
from uuid import UUID

from cryptography.exceptions import InvalidTag

from eap.core.ids import new_id
from eap.vault import shares, wrapping
from eap.vault.cipher import NONCE, TAG, Damaged, FieldKey, derive
from eap.vault.keyring import Kek, keyring
from eap.vault.models import SubjectKey

COMMITMENT = 16
_known: dict[UUID, FieldKey] = {}  # what this process opened, by the key's id; see `keys_of`


def keys_of(subjects: Collection[UUID], *, make: bool = False) -> dict[UUID, FieldKey]:
    """The keys of these subjects, in a constant number of statements, without damaged ones.

    `make`: who has none yet gets one. Raises KeyringError, and SharesError when the store of
    shares is broken and this process has opened none of them before: people on duty are paged
    although it broke.
    """
    rows = list(SubjectKey.objects.filter(subject_id__in=subjects)) if subjects else []
    try:
        keys = keys_in(rows, keyring().keks)
    except shares.SharesError:
        keys = _remembered(rows)
        if not keys:
            raise
    _known.update({row.id: keys[row.subject_id] for row in rows if row.subject_id in keys})
    missing = set(subjects) - {row.subject_id for row in rows}
    if make and missing:
        keys |= _make(missing)
    return keys


def keys_in(rows: Iterable[SubjectKey], keks: Mapping[str, Kek]) -> dict[UUID, FieldKey]:
    """The keys in these rows that open by these KEKs, by subject."""
    by_id = {row.id: row for row in rows}
    kept = shares.shares_of(by_id) if by_id else {}
    found = {}
    for key_id, row in by_id.items():
        try:
            found[row.subject_id] = _key_in(row, keks.get(row.kek_id), kept.get(key_id))
        except Damaged:
            continue
    return found


def rewrapped(old: Kek, new: Kek, token: bytes, key_id: UUID, subject: UUID) -> bytes:
    """A subject's key under another KEK; it stays shut. Raises Damaged."""
    return _outer(new, _inner(old, token, key_id, subject), key_id, subject)


def _make(subjects: Collection[UUID]) -> dict[UUID, FieldKey]:
    """A key's share goes by the key's own id: what a failed transaction leaves fits no other."""
    kek = keyring().primary
    secrets = {subject: os.urandom(wrapping.SECRET) for subject in subjects}
    masks = {new_id(): os.urandom(shares.SHARE) for _ in subjects}
    shares.keep(masks)
    SubjectKey.objects.bulk_create(
        SubjectKey(
            id=key_id,
            subject_id=subject,
            token=_outer(kek, wrapping.masked(secret, share, key_id), key_id, subject),
            kek_id=kek.id,
            commitment=_commitment(secret, subject),
        )
        for (subject, secret), (key_id, share) in zip(secrets.items(), masks.items(), strict=True)
    )
    keys = {subject: FieldKey(secret, subject) for subject, secret in secrets.items()}
    _known.update(dict(zip(masks, keys.values(), strict=True)))
    return keys


def _remembered(rows: Iterable[SubjectKey]) -> dict[UUID, FieldKey]:
    return {row.subject_id: _known[row.id] for row in rows if row.id in _known}


def _key_in(row: SubjectKey, kek: Kek | None, share: bytes | None) -> FieldKey:
    if kek is None or share is None:
        raise Damaged
    masked = _inner(kek, bytes(row.token), row.id, row.subject_id)
    secret = wrapping.masked(masked, share, row.id)
    commit = _commitment(secret, row.subject_id)
    if not hmac.compare_digest(commit, bytes(row.commitment)):
        raise Damaged
    return FieldKey(secret, row.subject_id)


def _outer(kek: Kek, masked: bytes, key_id: UUID, subject: UUID) -> bytes:
    """nonce 12 | AES-256-GCM-SIV of the masked key | tag."""
    nonce = os.urandom(NONCE)
    return nonce + kek.siv.encrypt(nonce, masked, _about(kek, key_id, subject))


def _inner(kek: Kek, token: bytes, key_id: UUID, subject: UUID) -> bytes:
    if len(token) == NONCE + wrapping.SECRET + TAG:
        try:
            return kek.siv.decrypt(token[:NONCE], token[NONCE:], _about(kek, key_id, subject))
        except InvalidTag:
            pass
    raise Damaged  # outside of the handler: without its context


def _about(kek: Kek, key_id: UUID, subject: UUID) -> bytes:
    return kek.id.encode() + b"eap1 subject" + key_id.bytes + subject.bytes


def _commitment(secret: bytes, subject: UUID) -> bytes:
    """16 bytes that fit this key only: GCM alone could open under two keys."""
    return derive(secret, b"subject commitment", subject.bytes, length=COMMITMENT)
