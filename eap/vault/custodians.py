"""The custodians' key in the directory, and what is given to it. What it is for: `ceremonies`.

Replacing it. What is written from then on is sealed to the new key, as to anyone's
standing key. What was sealed to the old one stays so: whoever runs the server could enter a key of
their own, and readers must not carry every file over to it by merely reading on. Each reader, once,
compares the fingerprint with a custodian and gives them what they hold, by hand (`give`). Until
then the old shares still serve: a bundle carries the wraps of every key the custodians had, and
those who still hold the old shares open theirs. A first key has nothing before it to be mistaken
for, so places that wait for it are filled by reading (`settling`).
"""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from eap.access import notices
from eap.access.selectors import addresses, holders
from eap.audit.services import record
from eap.core.actor import Actor
from eap.core.database import acting, as_actor
from eap.core.errors import Conflict, Missing, Refused
from eap.core.ids import new_id
from eap.core.policy import require
from eap.vault import desks, directory, escrow, files, holding
from eap.vault.cipher import Damaged
from eap.vault.directory import Line
from eap.vault.escrow import PublicKey
from eap.vault.models import Wrap
from eap.vault.policies import READERS, VAULT
from eap.vault.unlock import Unlocked, unlocked
from eap.vault.words import DESKS, ESCROW


@as_actor
def enter(actor: Actor, *, key: PublicKey, replace: bool = False) -> Line:
    """Enter the custodians' public half in the directory, and tell every reader.

    Raises Conflict: "there_already" unless it is to be replaced, "same_key".
    """
    require(actor, "vault.escrow.conduct")
    line = directory.standing([ESCROW]).get(ESCROW)
    if line is not None and line.public_key == key.public_key:
        raise Conflict("same_key")
    if line is not None and not replace:
        raise Conflict("there_already")
    made = directory.enter(ESCROW, key.public_key, new_id())
    record(
        actor,
        action="vault.escrow.enter",
        object_kind="key_pair",
        object_id=made.id,
        details={
            "threshold": key.threshold,
            "of": key.count,
            "version": made.version,
            "fingerprint": escrow.fingerprint(key.public_key),
        },
    )
    tell("entered")
    return made


@dataclass(frozen=True)
class KeyView:
    """The custodians' standing key, as a reader sees it.

    `behind`: how many secrets the reader holds that wait to be given to it by hand.
    """

    fingerprint: str
    behind: int


@as_actor
def standing_key(actor: Actor) -> KeyView | None:
    """The custodians' key; None where there is none. Raises Refused for who reads no content."""
    require(actor, "vault.escrow.give")
    with acting(Actor.system(VAULT)):
        line = directory.standing([ESCROW]).get(ESCROW)
        if line is None:
            return None
        mine = Wrap.objects.filter(
            holder_id=actor.known_id, token__isnull=False, file_id__isnull=False
        )
        behind = places_for(mine.values_list("subject_id", flat=True)).exclude(pair_id=line.id)
        count = behind.count() if line.version > 1 else 0
    return KeyView(escrow.fingerprint(line.public_key), count)


def give(actor: Actor, *, fingerprint: str) -> int:
    """Give the custodians' standing key, by hand, whatever one holds that it does not open yet.

    `fingerprint` is what a custodian said it is. Returns how many secrets were given: seeds of
    files, and the keys of one's desks. Raises Locked, Missing without such a key,
    Refused("other_key").
    """
    require(actor, "vault.escrow.give")
    with acting(actor):
        held = unlocked(actor)
        with acting(Actor.system(VAULT)):
            line = directory.standing([ESCROW]).get(ESCROW)
            if line is None:
                raise Missing
            if not escrow.is_fingerprint_of(line.public_key, fingerprint):
                raise Refused("other_key")
            desk_lines = directory.standing(DESKS.values()).values()
            holding.take_up_desks(held, {one.id for one in desk_lines})
            given = _give_desks(held, desk_lines, line) + _give_files(held, line)
        record(
            actor,
            action="vault.escrow.give",
            object_kind="key_pair",
            object_id=line.id,
            details={"given": given},
        )
    return given


def _give_desks(held: Unlocked, desk_lines: Iterable[Line], line: Line) -> int:
    mine = {one.id for one in desk_lines if one.id in held.keys}
    there = Wrap.objects.filter(subject_id__in=mine, pair_id=line.id).values_list("subject_id")
    missing = mine - {subject for (subject,) in there}
    for pair_id in missing:
        desks.let_in(pair_id, held.keys[pair_id], line)
    return len(missing)


def _give_files(held: Unlocked, line: Line) -> int:
    mine = Wrap.objects.filter(pair_id__in=list(held.keys), file_id__isnull=False)
    opens = {wrap.subject_id: wrap for wrap in mine}
    given = 0
    for place in places_for(opens).exclude(pair_id=line.id):
        wrap = opens[place.subject_id]
        with suppress(Damaged):  # that one place stays as it is
            if wrap.pair_id is not None:
                files.fill(place, files.secret_in(wrap, held.opener(wrap.pair_id)), line)
                place.save(update_fields=files.FILLED)
                given += 1
    return given


def places_for(subjects: Iterable[UUID]) -> QuerySet[Wrap]:
    """The custodians' places for these secrets, filled or waiting. As the vault only."""
    return Wrap.objects.filter(
        holder=ESCROW.kind, holder_id=ESCROW.id, subject_id__in=list(subjects)
    )


def tell(what: str) -> None:
    """Mail to every reader once this is committed; Today shows what stands, mail or not."""
    readers = set[UUID]().union(*(holders(role) for role in READERS))
    for address, language in addresses(readers):
        transaction.on_commit(partial(notices.send_of_custodians, address, language, what))
