"""The directory: whose public key is whose, signed, so that none can be put in by SQL.

The cheapest attack of whoever has the database is to write their own key in a counsellor's line
and wait for what is sealed to it. Every line is signed by the key of the directory, which is in
the keyring; a changed or unsigned line refuses sealing.
"""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.db.models import Q

from eap.audit.services import record
from eap.audit.words import Decision
from eap.core import clock
from eap.core.actor import Actor
from eap.core.database import as_actor
from eap.core.errors import Alarm, Conflict
from eap.vault.keyring import keyring
from eap.vault.models import KeyPair
from eap.vault.words import Holder


class KeyRefused(Conflict, Alarm):
    """A line of the directory is not what was signed. Nothing is sealed to it. Names the line.

    Whatever act met it is undone; that it did stays in the trail.
    """

    def __init__(self, line_id: UUID) -> None:
        super().__init__("key_refused", reference=str(line_id))
        self.line_id = line_id

    def __str__(self) -> str:
        return f"the key {self.line_id} of the directory was changed"

    def ring(self, by: Actor) -> None:
        """Leave an event with the line's id."""
        as_actor(tell)(by, [self.line_id])


def tell(actor: Actor, changed: Iterable[UUID]) -> None:
    """Record that these lines were met and refused. Within the actor's transaction."""
    for line_id in changed:
        record(
            actor,
            action="vault.key.refused",
            object_kind="key_pair",
            object_id=line_id,
            decision=Decision.REFUSED,
        )


class Line(NamedTuple):
    """One signed line: a pair's id, its holder, its version and its public half."""

    id: UUID
    holder: Holder
    version: int
    public_key: bytes


def standing(holders: Iterable[Holder]) -> dict[Holder, Line]:
    """The standing key of each holder that has one. Raises KeyRefused.

    Within `acting` of somebody who may see the lines; the vault itself sees all.
    """
    lines, changed = tried(holders)
    if changed:
        raise KeyRefused(changed[0])
    return lines


def tried(holders: Iterable[Holder]) -> tuple[dict[Holder, Line], list[UUID]]:
    """The standing keys as in `standing`, and the ids of the lines that were changed.

    That a line ended is not signed; one that stands again, with a later one there, is refused.
    """
    wanted = Q(pk__in=[])
    for kind, holder_id in holders:
        wanted |= Q(holder=kind, holder_id=holder_id)
    rows = list(KeyPair.objects.filter(wanted).order_by("version"))
    latest = {(row.holder, row.holder_id): row.version for row in rows}
    lines, changed = {}, []
    for row in rows:
        if row.until is not None:
            continue
        try:
            line = proved(row)
        except KeyRefused:
            changed.append(row.id)
            continue
        if line.version < latest[line.holder]:
            changed.append(row.id)
        lines[line.holder] = line
    return {holder: line for holder, line in lines.items() if line.id not in changed}, changed


def enter(holder: Holder, public_key: bytes, pair_id: UUID) -> Line:
    """Write and sign a holder's new line; the one that stood until now ends.

    What was sealed to the old one waits for somebody who holds it, and gives it by hand.

    Raises IntegrityError when somebody else enters one for the same holder at this moment.
    """
    lines = KeyPair.objects.filter(holder=holder.kind, holder_id=holder.id)
    version = lines.count() + 1
    today = clock.today()
    lines.filter(until__isnull=True).update(until=today)
    line = Line(pair_id, holder, version, public_key)
    KeyPair.objects.bulk_create([row_of(line, since=today)])
    return line


def end(holder: Holder) -> None:
    """End a holder's standing line, with no other in its place."""
    lines = KeyPair.objects.filter(holder=holder.kind, holder_id=holder.id, until__isnull=True)
    lines.update(until=clock.today())


def row_of(line: Line, *, since: date) -> KeyPair:
    """A line as it is kept, signed."""
    return KeyPair(
        id=line.id,
        holder=line.holder.kind,
        holder_id=line.holder.id,
        version=line.version,
        public_key=line.public_key,
        signature=_signer().sign(_said(line)),
        since=since,
    )


def proved(row: KeyPair) -> Line:
    """The line, if it is what was signed. Raises KeyRefused."""
    holder = Holder(row.holder, row.holder_id)
    line = Line(row.id, holder, row.version, bytes(row.public_key))
    try:
        _checker().verify(bytes(row.signature), _said(line))
    except InvalidSignature:
        raise KeyRefused(row.id) from None
    return line


def _said(line: Line) -> bytes:
    kind, holder_id = line.holder
    ids = line.id.bytes + holder_id.bytes + line.version.to_bytes(4, signed=True)
    return b"eap1 directory" + ids + line.public_key + kind.encode()


def _signer() -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(keyring().directory)


def _checker() -> Ed25519PublicKey:
    return _signer().public_key()
