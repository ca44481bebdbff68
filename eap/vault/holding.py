"""From what somebody unlocked to the keys of files: by their own place in a circle, or a desk's."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q

from eap.core.actor import Actor
from eap.core.database import acting, as_actor
from eap.vault import directory, files, shares
from eap.vault.cipher import Damaged
from eap.vault.files import FileKeys
from eap.vault.models import Seed, Wrap
from eap.vault.policies import VAULT
from eap.vault.shredding import erased_of
from eap.vault.unlock import Unlocked, held_by
from eap.vault.words import Held, Holder


class HeldFile(NamedTuple):
    """A file as its holder has it: the keys of its seeds, the latest first.

    `is_damaged` when a seed, a wrap or the share is gone or was changed; `is_erased` when it was
    erased, in this database or, being one of before, after it. Else, without keys, the file is
    somebody else's.
    """

    keys: tuple[FileKeys, ...] = ()
    is_damaged: bool = False
    share: bytes = b""
    is_erased: bool = False

    def __repr__(self) -> str:
        return "<HeldFile>"

    @property
    def latest(self) -> FileKeys:
        """The keys under which one writes."""
        return self.keys[0]

    def named(self, key_id: bytes) -> FileKeys | None:
        """The keys that a cell's header names."""
        for keys in self.keys:
            if keys.key_id == key_id:
                return keys
        return None


def held_files(unlocked: Unlocked, file_ids: Iterable[UUID]) -> dict[UUID, HeldFile]:
    """Each file that was asked for, in a constant number of statements."""
    wanted = set(file_ids)
    seeds = defaultdict(list)
    for seed in Seed.objects.filter(file_id__in=wanted).order_by("-number"):
        seeds[seed.file_id].append(seed)
    subjects = [seed.id for group in seeds.values() for seed in group]
    wraps = _wraps(unlocked, subjects)
    masks = shares.shares_of(seeds)
    erased = erased_of(wanted - (seeds.keys() & masks.keys()))
    return {
        one: HeldFile(is_erased=True)
        if one in erased
        else _held(unlocked, seeds[one], wraps, masks.get(one))
        for one in wanted
    }


def _held(
    unlocked: Unlocked, seeds: list[Seed], wraps: Mapping[UUID, Wrap], share: bytes | None
) -> HeldFile:
    if not seeds or share is None:
        return HeldFile(is_damaged=True)
    try:
        keys = tuple(
            files.keys_in(seed, _secret(unlocked, wraps[seed.id]), share)
            for seed in seeds
            if seed.id in wraps
        )
    except Damaged:
        return HeldFile(is_damaged=True)
    return HeldFile(keys, share=share)


def _wraps(unlocked: Unlocked, subjects: list[UUID]) -> dict[UUID, Wrap]:
    """The wraps that can be opened, one for each subject, one's own before the desk's."""
    rows = Wrap.objects.filter(subject_id__in=subjects, token__isnull=False)
    mine = rows.filter(Q(pair_id__in=list(unlocked.keys)) | Q(holder=Held.DESK))
    found = {wrap.subject_id: wrap for wrap in mine if wrap.pair_id in unlocked.keys}
    desks = [wrap for wrap in mine if wrap.subject_id not in found]
    take_up_desks(unlocked, {wrap.pair_id for wrap in desks if wrap.pair_id})
    return found | {wrap.subject_id: wrap for wrap in desks if wrap.pair_id in unlocked.keys}


def take_up_desks(unlocked: Unlocked, pairs: set[UUID]) -> None:
    """Add the private halves of these desks' pairs, where a member has unlocked."""
    missing = pairs - unlocked.keys.keys()
    if not missing:
        return
    mine = Wrap.objects.filter(subject_id__in=missing, pair_id__in=list(unlocked.keys))
    for wrap in mine.filter(token__isnull=False):
        try:
            unlocked.keys[wrap.subject_id] = _secret(unlocked, wrap)
        except Damaged:
            continue  # what only the desk holds then stays shut


def _secret(unlocked: Unlocked, wrap: Wrap) -> bytes:
    if wrap.pair_id is None:
        raise Damaged
    return files.secret_in(wrap, unlocked.opener(wrap.pair_id))


@as_actor
def is_let_in(actor: Actor, *, file_id: UUID) -> bool:
    """Whether what the actor has unlocked by a key of their own was given this file."""
    unlocked = held_by(actor)
    if unlocked is None:
        return False
    own = Wrap.objects.filter(file_id=file_id, holder=actor.kind, holder_id=actor.known_id)
    return own.filter(pair_id__in=list(unlocked.keys)).exists()


def waits(holder: Holder, *, file_ids: Collection[UUID]) -> bool:
    """Whether a person's standing key was not yet let in to one of these files of theirs."""
    with acting(Actor.system(VAULT)):
        lines, _ = directory.tried([holder])
        if holder not in lines:
            return False
        own = Wrap.objects.filter(file_id__in=file_ids, holder=holder.kind, holder_id=holder.id)
        return own.exclude(pair_id=lines[holder].id).exists()
