"""The file of a call for help. If something has to give way, it is the content, never the call.

Only the desk's own key decides whether a number can be kept: it must stand as it was signed, and
somebody must have it. A changed line of anybody else costs them their place and the call nothing.
"""

from collections.abc import Iterator, Sequence
from uuid import UUID

from eap.core.actor import Actor
from eap.core.database import acting, as_actor
from eap.vault import desks, directory, files, sealing
from eap.vault.directory import KeyRefused
from eap.vault.policies import VAULT
from eap.vault.shares import SharesError
from eap.vault.words import DESKS, ESCROW, Desk, Holder, Kind, Unkept, staff

ON_CALL = DESKS[Desk.ON_CALL]


@as_actor
def new_call_file(actor: Actor, *, others: Sequence[Holder] = ()) -> UUID | Unkept:
    """A file for a call, sealed to the people on duty and to `others`; or why there is none.

    Refuses nothing: whoever calls is taken in. A refused line leaves its event in the trail.
    """
    try:
        return hindrance(actor) or _new_file(actor, ON_CALL, others)
    except SharesError:
        return Unkept.NO_STORE


@as_actor
def note_file(actor: Actor, *, others: Sequence[Holder] = ()) -> UUID:
    """A file for notes on a call that was taken in without one, by somebody with a key.

    Where the desk cannot hold it they do so themselves. Raises Conflict("no_key_yet"),
    KeyRefused, SharesError: a note that cannot be sealed is not taken.
    """
    return _new_file(actor, staff(actor.known_id) if hindrance(actor) else ON_CALL, others)


@as_actor
def hindrance(actor: Actor) -> Unkept | None:
    """Why nothing can be sealed to the people on duty now, if so."""
    try:
        with acting(Actor.system(VAULT)):
            line = directory.standing([ON_CALL]).get(ON_CALL)
            if line is None:
                return Unkept.NO_KEY
            return None if desks.holders_of(line.id) else Unkept.NOBODY
    except KeyRefused as refused:
        refused.ring(actor)
        return Unkept.CHANGED


def _new_file(actor: Actor, holder: Holder, others: Sequence[Holder]) -> UUID:
    circle = (holder, *_sound(actor, (*others, ESCROW)))
    made = sealing.Fresh(files.draft(Kind.CRISIS.value, circle))
    sealing.keep([made])
    return made.id


def _sound(actor: Actor, holders: Sequence[Holder]) -> Iterator[Holder]:
    """Those of whom no line was changed, with a key or without."""
    for holder in holders:
        try:
            with acting(Actor.system(VAULT)):
                directory.standing([holder])
            yield holder
        except KeyRefused as refused:
            refused.ring(actor)
