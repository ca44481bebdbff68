"""Choice lists of the trail, and the plain words a client reads in the access log."""

from django.db import models

from eap.core.actor import ANONYMOUS, CLIENT, STAFF, SYSTEM
from eap.core.roles import Role

KINDS = (ANONYMOUS, CLIENT, STAFF, SYSTEM)
SEALING = "system:audit"  # closes batches and verifies them
ERASING = "system:erasure"  # carries out what a client asked, and what is past its time

OWN_COUNSELLOR = "own_counsellor"  # in a client's access log: the one who keeps their case


class Decision(models.TextChoices):
    """What the permission table answered."""

    ALLOWED = "allowed", "Allowed"
    REFUSED = "refused", "Refused"


ACTS = {
    "read": "looked",
    "list": "looked",
    "open": "opened",
    "create": "wrote",
    "write": "wrote",
    "add": "wrote",
    "answer": "wrote",
    "give": "wrote",
    "save": "wrote",
    "sign": "wrote",
    "send": "wrote",
    "change": "changed",
    "move": "changed",
    "close": "changed",
    "mark": "changed",
    "set": "changed",
    "claim": "handed_on",
    "book": "booked",
    "hold": "booked",
    "cancel": "cancelled",
    "come_in": "came_in",
    "join": "came_in",
    "take": "came_in",
    "unlock": "came_in",
    "leave": "left",
    "lock": "left",
    "raise": "asked_for_help",
    "page": "called_for_help",
    "erase": "erased",
    "delete": "erased",
}


WHOLE = {  # said by themselves: "changed your record" would not tell what was done
    "people.session.come_in": "came_in_by_code",
    "vault.unlock.own": "came_in_by_key",
    "people.private_key.create": "made_key",
    "people.private_key.change": "set_key",
    "crisis.all_right": "all_right",
    "people.erasure.ask": "asked_erasure",
    "people.erasure.take_back": "took_back_erasure",
}


def plain_act(action: str) -> str:
    """The kind of act behind an action such as `notes.note.open` or `vault.unlock.own`.

    A few are said as a whole; else the last part that names one counts, and `acted` when none does.
    """
    if action in WHOLE:
        return WHOLE[action]
    return next((ACTS[part] for part in reversed(action.split(".")) if part in ACTS), "acted")


def plain_who(kind: str, role: str, *, same: bool) -> str:
    """Who acted, as a role word and never a name.

    `same` tells that the actor is the reader. Of several staff roles the first in the order of
    `Role` speaks, because it is the one closest to the client.
    """
    if kind == CLIENT:
        return "you" if same else "another_client"
    if kind == STAFF:
        held = role.split(",")
        return next((known for known in Role.values if known in held), STAFF)
    return kind
