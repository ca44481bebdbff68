"""A desk's key when people leave it: the next member makes another, or somebody founds it anew.

Nobody but a member has a desk's private half, so whoever takes away a role can only mark the desk.
Its next member who unlocks makes its new pair, and carries over to it what still waits there. What
the one who left could open until then must count as read.

A desk that everybody left, or whose members all gave up their keys, is founded anew by the next
fitting person who unlocks; what waits under the earlier key then waits for the custodians. That
nobody is left is said by the server's own mark, made when the last one went: taking members away
by SQL makes nobody a founder.
"""

from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from uuid import UUID

from django.db.models import QuerySet

from eap.audit.services import record
from eap.core.actor import Actor
from eap.core.database import acting, as_actor
from eap.core.ids import new_id
from eap.core.policy import require
from eap.vault import desks, directory, files, holding, pairs, wrapping
from eap.vault.cipher import Damaged
from eap.vault.directory import KeyRefused, Line
from eap.vault.models import KeyPair, Seed, UnlockWindow, Wrap
from eap.vault.policies import VAULT
from eap.vault.unlock import Unlocked, held_by
from eap.vault.words import DESKS, ESCROW, MEMBERS, Desk, Held, Holder, Unlock, staff

AT_ONCE = 500  # files carried over in one transaction


@as_actor
def put_out(actor: Actor, *, staff_id: UUID, roles: Collection[str] = ()) -> None:
    """Take somebody out of every desk that is not of these roles of theirs, at once.

    Their windows are closed, and each of those desks gets another key at a member's next unlock.
    """
    require(actor, "vault.desk.put_out")
    with acting(Actor.system(VAULT)):
        left = [desk for desk in Desk if not set(roles) & set(MEMBERS[desk])]
        left = [desk for desk in left if _took_out(desk, staff_id)]
        if left:
            UnlockWindow.objects.filter(holder_id=staff_id).delete()
    for desk in left:
        _record(actor, "leave", staff_id, desk)


def _took_out(desk: Desk, staff_id: UUID) -> bool:
    desks.one_at_a_time()
    places = Wrap.objects.filter(
        subject_id__in=_pairs(desk).values("id"), holder=Held.STAFF, holder_id=staff_id
    )
    gone, _ = places.delete()
    if gone:
        _mark(desk)
    return bool(gone)


def given_up(staff_id: UUID) -> None:
    """Somebody gave up their key: at every desk their place waits anew, and the desk is marked.

    Within the vault's transaction. The place is for the custodians to fill.
    """
    desks.one_at_a_time()
    for desk in Desk:
        places = Wrap.objects.filter(
            subject_id__in=_pairs(desk).values("id"), holder=Held.STAFF, holder_id=staff_id
        )
        subjects = [place.subject_id for place in places if files.is_placed(place)]
        if places.delete()[0]:
            Wrap.objects.bulk_create(
                files.place_of(subject, staff(staff_id), None) for subject in subjects
            )
            _mark(desk)


def _mark(desk: Desk) -> None:
    """Somebody left: the desk's key is due, and when nobody is left, that is said."""
    for row in _pairs(desk).filter(until__isnull=True):
        row.due = True
        if not desks.holders_of(row.id):
            row.emptied = wrapping.stamp(*_left_by_all(row.id))
        row.save(update_fields=("due", "emptied"))


def _left_by_all(pair_id: UUID) -> tuple[bytes, bytes]:
    return b"desk left by all", pair_id.bytes


def _pairs(desk: Desk) -> QuerySet[KeyPair]:
    return KeyPair.objects.filter(holder=Held.DESK, holder_id=DESKS[desk].id)


def is_left(row: KeyPair) -> bool:
    """Whether everybody left this key of a desk, as the server saw it."""
    marked = row.emptied is not None and wrapping.is_stamped(
        bytes(row.emptied), *_left_by_all(row.id)
    )
    return marked and not desks.holders_of(row.id)


def tend(actor: Actor) -> None:
    """What somebody who has just unlocked does for the desks of their roles, where it is due.

    It holds up no unlock: where a line was changed all is left as it is, and told in the trail.
    """
    require(actor, "vault.unlock")
    held = held_by(actor)
    if held is None:
        return
    for desk in Desk:
        if actor.roles & set(MEMBERS[desk]):
            with suppress(KeyRefused):
                _tend(actor, held, desk)


def _tend(actor: Actor, held: Unlocked, desk: Desk) -> None:
    with acting(actor):
        with acting(Actor.system(VAULT)):
            desks.one_at_a_time()
            done, line = _kept(actor, held, desk)
        if done:
            _record(actor, done, line.id if line else None, desk)
    if line is not None and line.id in held.keys:
        while _carried_over(held, line):
            pass


def _kept(actor: Actor, held: Unlocked, desk: Desk) -> tuple[str, Line | None]:
    """What was done for a desk's key ("" for nothing), and the line that stands now."""
    own = directory.standing([staff(actor.known_id)]).get(staff(actor.known_id))
    line = directory.standing([DESKS[desk]]).get(DESKS[desk])
    row = _pairs(desk).filter(until__isnull=True).first()
    if own is None or own.id not in held.keys:
        return "", line
    _take_up(held, desk)
    if row is None or is_left(row):
        return "found", _founded(held, desk, own)
    if line is None or not row.due or line.id not in held.keys:
        return "", line
    return "renew", _renewed(held, desk, line)


def _take_up(held: Unlocked, desk: Desk) -> None:
    """The private halves of the desk's pairs, the earlier ones too."""
    holding.take_up_desks(held, set(_pairs(desk).values_list("id", flat=True)))


def _founded(held: Unlocked, desk: Desk, own: Line) -> Line:
    """The desk anew, with a place that waits at each earlier key that still shuts something."""
    private = desks.found(desk, own)
    line = directory.standing([DESKS[desk]])[DESKS[desk]]
    held.keys[line.id] = private
    earlier = desks.shut_for(line.holder, line.id).values_list("pair_id", flat=True)
    for pair_id in {one for one in earlier if one is not None}:
        if not Wrap.objects.filter(subject_id=pair_id, holder_id=own.holder.id).exists():
            Wrap.objects.bulk_create([files.place_of(pair_id, own.holder, None)])
    return line


def _renewed(held: Unlocked, desk: Desk, old: Line) -> Line:
    """The desk's next pair, for those who stay; old windows of duty have the old one and close."""
    private = pairs.new_private()
    staying = {place.pair_id: place for place in desks.holders_of(old.id)}
    escrow = directory.standing([ESCROW])
    lines, changed = directory.tried(staff(place.holder_id) for place in staying.values())
    line = directory.enter(DESKS[desk], pairs.public_of(private), new_id())
    for holder in (*lines.values(), *escrow.values()):
        if holder.holder == ESCROW or holder.id in staying:
            desks.let_in(line.id, private, holder)
    _keep_waiting(old, line)
    if desk == Desk.ON_CALL:
        UnlockWindow.objects.filter(kind=Unlock.DUTY).delete()
    held.keys[line.id] = private
    directory.tell(Actor.system(VAULT), changed)
    return line


def _keep_waiting(old: Line, line: Line) -> None:
    """Who had a place and is not in now, their key given up, waits for the custodians."""
    there = Wrap.objects.filter(subject_id=line.id).values("holder_id")
    waiting = Wrap.objects.filter(subject_id=old.id, holder=Held.STAFF).exclude(holder_id__in=there)
    Wrap.objects.bulk_create(
        files.place_of(line.id, Holder(place.holder, place.holder_id), None)
        for place in waiting
        if files.is_placed(place)
    )


def _carried_over(held: Unlocked, line: Line) -> bool:
    """Seal the next files that wait under an earlier key to this one; whether there were any.

    Their seeds are due as well: whoever left may have had those.
    """
    with acting(Actor.system(VAULT)):
        waiting = desks.shut_for(line.holder, line.id).filter(pair_id__in=list(held.keys))
        moved = list(_moved(held, line, waiting.select_for_update(skip_locked=True)[:AT_ONCE]))
        Wrap.objects.bulk_update(moved, files.FILLED)
        Seed.objects.filter(id__in=[place.subject_id for place in moved]).update(due=True)
    return bool(moved)


def _moved(held: Unlocked, line: Line, waiting: Iterable[Wrap]) -> Iterator[Wrap]:
    for place in waiting:
        with suppress(Damaged):  # that one stays as it is
            if place.pair_id is not None:
                files.fill(place, files.secret_in(place, held.opener(place.pair_id)), line)
                yield place


def _record(actor: Actor, what: str, about: UUID | None, desk: Desk) -> None:
    record(
        actor,
        action=f"vault.desk.{what}",
        object_kind="staff" if what == "leave" else "key_pair",
        object_id=about,
        details={"desk": desk.value},
    )
