"""Desks: a key that several people hold, for what nobody is assigned to yet.

The first person of a fitting role to get a key founds a desk. Everybody after is let in by a
member, by hand: whoever may give a role in the programme cannot give what the desk opens.
"""

from collections.abc import Iterable
from typing import NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from eap.audit.services import record
from eap.core.actor import Actor
from eap.core.database import acting, as_actor
from eap.core.errors import Conflict, Missing
from eap.core.ids import new_id
from eap.core.policy import require
from eap.vault import directory, files, holding, pairs
from eap.vault.directory import Line
from eap.vault.models import KeyPair, Wrap
from eap.vault.policies import VAULT
from eap.vault.unlock import Unlocked, unlocked
from eap.vault.words import DESKS, ESCROW, MEMBERS, Desk, Held, Holder, staff


def found_missing(roles: Iterable[str], member: Line) -> None:
    """Found each desk of these roles that has no key yet, held by this member.

    Within the vault's transaction.
    """
    held = set(roles)
    one_at_a_time()
    open_to = [desk for desk, fitting in MEMBERS.items() if held & {role.value for role in fitting}]
    there = directory.standing(DESKS[desk] for desk in open_to)
    for desk in open_to:
        if DESKS[desk] not in there:
            found(desk, member)


def one_at_a_time() -> None:
    """Wait until nobody else changes a desk's key or who has it; nobody will until commit."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('vault desks'))")


def found(desk: Desk, member: Line) -> bytes:
    """Make a desk's key pair, held by one member and the custodians; returns the private half."""
    private = pairs.new_private()
    line = directory.enter(DESKS[desk], pairs.public_of(private), new_id())
    for holder in (member, *directory.standing([ESCROW]).values()):
        let_in(line.id, private, holder)
    return private


def let_in(pair_id: UUID, private: bytes, member: Line) -> None:
    """Seal a desk's private half to one holder. Within the vault's transaction."""
    Wrap.objects.filter(subject_id=pair_id, holder_id=member.holder.id).delete()
    place = files.place_of(pair_id, member.holder, None)
    files.fill(place, private, member)
    Wrap.objects.bulk_create([place])


def key_of(actor: Actor, desk: Desk) -> tuple[UUID, bytes]:
    """A desk's pair and its private half, for a member who has unlocked.

    Raises Locked, Conflict("not_let_in").
    """
    return _key(actor, unlocked(actor), desk)


@as_actor
def _key(actor: Actor, held: Unlocked, desk: Desk) -> tuple[UUID, bytes]:
    with acting(Actor.system(VAULT)):
        line = directory.standing([DESKS[desk]]).get(DESKS[desk])
    if line is None:
        raise Conflict("not_let_in")
    holding.take_up_desks(held, {line.id})
    if line.id not in held.keys:
        raise Conflict("not_let_in")
    return line.id, held.keys[line.id]


def admit(actor: Actor, *, staff_id: UUID, desk: Desk) -> None:
    """Let somebody of a fitting role, who has a key, in to a desk of one's own.

    Raises Locked, Conflict("not_let_in") for somebody who is not in it, Missing without a key.
    """
    require(actor, "vault.desk.admit")
    pair_id, private = key_of(actor, desk)
    with acting(actor), acting(Actor.system(VAULT)):
        line = directory.standing([staff(staff_id)]).get(staff(staff_id))
        if line is None:
            raise Missing
        let_in(pair_id, private, line)
    with acting(actor):
        record(
            actor,
            action="vault.desk.admit",
            object_kind="staff",
            object_id=staff_id,
            details={"desk": desk.value},
        )


def holders_of(pair_id: UUID) -> list[Wrap]:
    """The places at a desk's pair that open it for somebody of staff: each for their standing key.

    Within the vault's transaction.
    """
    places = Wrap.objects.filter(subject_id=pair_id, holder=Held.STAFF, token__isnull=False)
    standing = KeyPair.objects.filter(until__isnull=True).values("id")
    return [one for one in places.filter(pair_id__in=standing) if files.is_placed(one)]


class Standing(NamedTuple):
    """Who of some people has a key and was let in to a desk, and who has one and was not.

    `behind` are the secrets at the desk that its standing key does not open. `changed`: its line in
    the directory is not what was signed, and nothing is sealed to it.
    """

    inside: set[UUID]
    outside: set[UUID]
    behind: int = 0
    changed: bool = False


@as_actor
def standing(actor: Actor, *, desk: Desk, staff_ids: Iterable[UUID]) -> Standing:
    """Who of these is in the desk, and who could be let in. Without a key one is neither."""
    require(actor, "vault.desk.admit")
    return _standing_of(desk, staff_ids)


@as_actor
def members(actor: Actor, *, desk: Desk, staff_ids: Iterable[UUID]) -> set[UUID]:
    """Who of these was let in to the desk, for whoever assigns what waits there."""
    require(actor, "vault.desk.members")
    return _standing_of(desk, staff_ids).inside


def _standing_of(desk: Desk, staff_ids: Iterable[UUID]) -> Standing:
    with acting(Actor.system(VAULT)):
        line = KeyPair.objects.filter(holder_id=DESKS[desk].id, until__isnull=True).first()
        _, changed = directory.tried([DESKS[desk]])
        pairs_of = KeyPair.objects.filter(
            holder="staff", holder_id__in=list(staff_ids), until__isnull=True
        )
        keyed = dict(pairs_of.values_list("id", "holder_id"))
        if line is None:
            return Standing(set(), set(keyed.values()))
        let_in_by = Wrap.objects.filter(
            subject_id=line.id, pair_id__in=list(keyed), token__isnull=False
        )
        inside = {keyed[pair] for pair in let_in_by.values_list("pair_id", flat=True) if pair}
        outside = set(keyed.values()) - inside
        return Standing(inside, outside, behind(desk, line.id), changed=bool(changed))


def behind(desk: Desk, pair_id: UUID) -> int:
    """How many secrets wait at a desk under another key of its than this one.

    Only the custodians, or a member who has that key still, bring them back. Within the vault's
    transaction.
    """
    return shut_for(DESKS[desk], pair_id).count()


def shut_for(holder: Holder, pair_id: UUID) -> QuerySet[Wrap]:
    """The places of a holder that are filled for another pair than this."""
    filled = Wrap.objects.filter(holder=holder.kind, holder_id=holder.id, token__isnull=False)
    return filled.exclude(pair_id=pair_id)
