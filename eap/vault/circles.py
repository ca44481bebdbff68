"""Changing who holds a file: taking it off a desk, handing it on, letting in again, leaving.

Each takes somebody who holds the file and has unlocked. No administrator can do any of it.
"""

from collections.abc import Sequence
from contextlib import suppress
from uuid import UUID

from eap.core.actor import Actor
from eap.core.database import acting, as_actor
from eap.core.errors import Conflict, Locked
from eap.vault import directory, files, manifests
from eap.vault.cipher import Damaged
from eap.vault.directory import Line
from eap.vault.holding import HeldFile, held_files
from eap.vault.models import File, Seed, Wrap
from eap.vault.policies import VAULT
from eap.vault.unlock import Unlocked, unlocked
from eap.vault.words import Held, Holder, staff


@as_actor
def take(actor: Actor, *, file_id: UUID) -> None:
    """Take a file off its desk: from now on the actor holds it, and the desk no longer does.

    What is written after has a seed that the desk never had, so that its members could read no
    further even if its place were put back. Of several who do this at once one can; the others
    get Locked, as without an unlock that opens it. Raises Damaged.
    """
    file = _held(actor, file_id)
    with acting(Actor.system(VAULT)):
        _give(file, file_id, [staff(actor.known_id)])
        off_the_desk, _ = Wrap.objects.filter(file_id=file_id, holder=Held.DESK).delete()
        if off_the_desk:
            renew(file)


@as_actor
def give(actor: Actor, *, file_id: UUID, holder: Holder) -> None:
    """Let somebody in to a file one holds, such as the next counsellor.

    Raises Locked, Damaged, Conflict("no_key_yet") when they have no key.
    """
    file = _held(actor, file_id)
    with acting(Actor.system(VAULT)):
        if holder not in directory.standing([holder]):
            raise Conflict("no_key_yet")
        _give(file, file_id, [holder])


@as_actor
def let_in(actor: Actor, *, file_id: UUID, holder: Holder) -> None:
    """Have a person's key open a file at which the server made them a place.

    By hand, for a first key as for one that took another's place: whoever came by a way in of
    theirs may have made it. Raises what `give` raises, Damaged for somebody without a place.
    """
    with acting(Actor.system(VAULT)):
        own = Wrap.objects.filter(file_id=file_id, holder=holder.kind, holder_id=holder.id)
        if not any(files.is_placed(place) for place in own):
            raise Damaged
    give(actor, file_id=file_id, holder=holder)


@as_actor
def leave_out(actor: Actor, *, file_id: UUID, holder: Holder) -> None:
    """Remove somebody from a file: what is written from now on has a seed they never had.

    What they could read until now must count as read. Whoever stays keeps their place at the
    latest seed; a place that was put in by SQL, or put back at an earlier seed, is not taken
    over. Raises Locked, Damaged, Conflict("no_key_yet") when nobody would be left.
    """
    file = _held(actor, file_id)
    with acting(Actor.system(VAULT)):
        Wrap.objects.filter(file_id=file_id, holder=holder.kind, holder_id=holder.id).delete()
        renew(file)


def follow(unlocked: Unlocked, line: Line) -> None:
    """Seal to a holder's new key whatever their earlier one opens; a damaged place stays shut.

    Within the vault's transaction.
    """
    for wrap in Wrap.objects.filter(pair_id__in=list(unlocked.keys), holder_id=line.holder.id):
        with suppress(Damaged):
            if wrap.pair_id is not None:
                files.fill(wrap, files.secret_in(wrap, unlocked.opener(wrap.pair_id)), line)
                wrap.save(update_fields=files.FILLED)


def renew(file: HeldFile) -> None:
    """The next seed, for whoever has a place at the latest one by the server's own hand.

    Within the vault's transaction. Whoever marked the file as due has it now.
    """
    file_id = file.latest.file_id
    places = Wrap.objects.filter(subject_id=file.latest.seed_id)
    keys = files.renew(file_id, file.share, [one for one in places if files.is_placed(one)])
    manifests.take_over(file.latest, keys)
    Seed.objects.filter(file_id=file_id).update(due=False)


def _held(actor: Actor, file_id: UUID) -> HeldFile:
    """The file as the actor holds it, with nobody else changing its circle until commit."""
    File.objects.select_for_update().filter(id=file_id).first()
    file = held_files(unlocked(actor), [file_id])[file_id]
    if file.is_erased:
        raise Conflict("erased")
    if file.is_damaged:
        raise Damaged
    if not file.keys:
        raise Locked("not_yours")
    return file


def _give(file: HeldFile, file_id: UUID, holders: Sequence[Holder]) -> None:
    """A place for each of them at each seed, filled when they have a key."""
    lines = directory.standing(holders)
    for holder in holders:
        Wrap.objects.filter(file_id=file_id, holder=holder.kind, holder_id=holder.id).delete()
        places = [files.place_of(keys.seed_id, holder, file_id) for keys in file.keys]
        for place, keys in zip(places, file.keys, strict=True):
            if holder in lines:
                files.fill(place, keys.masked(file.share), lines[holder])
        Wrap.objects.bulk_create(places)
