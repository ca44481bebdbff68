"""The vault's choice lists: kinds of files, who may hold one, purposes of reading, unlocks."""

from typing import NamedTuple
from uuid import UUID

from django.db import models

from eap.core.roles import Role


class Kind(models.TextChoices):
    """What a file belongs to."""

    CASE = "case", "Case"
    DRAWER = "drawer", "A client's own drawer"
    CRISIS = "crisis", "Crisis request"


class Held(models.TextChoices):
    """What kind of holder a key pair, and a place in a circle of care, belongs to."""

    STAFF = "staff", "A person of staff"
    CLIENT = "client", "A client"
    DESK = "desk", "A desk, whose members share its key"
    ESCROW = "escrow", "The custodians, several of whom must come together"


# What a tombstone can stand for.
SUBJECT = "subject"
ERASABLE = (
    *Kind.choices,
    (Held.CLIENT.value, "A client"),
    (SUBJECT, "The key of somebody's operational values"),
)


class Desk(models.TextChoices):
    """Who may open what nobody is assigned to yet."""

    INTAKE = "intake", "Requests that wait for a counsellor"
    ON_CALL = "on_call", "Calls for help"


class Holder(NamedTuple):
    """Somebody a file can be sealed to."""

    kind: str
    id: UUID


# Fixed for good: they are part of what is sealed.
DESKS = {
    Desk.INTAKE: Holder(Held.DESK.value, UUID("6c6f5d0e-0d7b-4f0e-9f0c-6a7d1c1b9e01")),
    Desk.ON_CALL: Holder(Held.DESK.value, UUID("6c6f5d0e-0d7b-4f0e-9f0c-6a7d1c1b9e02")),
}
ESCROW = Holder(Held.ESCROW.value, UUID("6c6f5d0e-0d7b-4f0e-9f0c-6a7d1c1b9e0f"))

# Who of staff may be let in to a desk. Being let in takes a member besides (`desks.admit`).
MEMBERS = {
    Desk.INTAKE: (Role.COUNSELLOR,),
    Desk.ON_CALL: (Role.ON_CALL, Role.CLINICAL_LEAD),
}


def staff(staff_id: UUID) -> Holder:
    """A person of staff as a holder."""
    return Holder(Held.STAFF.value, staff_id)


def client(client_id: UUID) -> Holder:
    """A client as a holder, whether or not they have a private key yet."""
    return Holder(Held.CLIENT.value, client_id)


class Purpose(models.TextChoices):
    """Why content is read. Every reading names one, and the trace keeps it."""

    CARE = "care", "Care of one's own client"
    CRISIS = "crisis", "Crisis"
    SUPERVISION = "supervision", "Supervision or review of a risk"
    SUBJECT_ACCESS = "subject_access", "The client asked for their own record"
    LEGAL_ORDER = "legal_order", "A written legal demand"
    OWN = "own", "The client's own reading"


class Unlock(models.TextChoices):
    """How a window was opened, which decides what it reaches."""

    CARE = "care", "By passphrase or passkey"
    DUTY = "duty", "For a shift on call: crisis files only"
    OWN = "own", "By the client's private key"
    LIVE = "live", "For one live text session: that file's messages only"


class Unkept(models.TextChoices):
    """Why nothing that came with a call for help could be sealed to the people on duty."""

    NO_KEY = "no_key", "Nobody had a key to the desk yet"
    NOBODY = "nobody", "Nobody was left who has the desk's key"
    CHANGED = "changed", "The desk's key was changed in the directory"
    NO_STORE = "no_store", "The store of shares could not be used"


class EscrowReason(models.TextChoices):
    """Why the custodians are asked for what a counsellor's lost key opened."""

    LOST = "lost", "Passphrase and recovery code are lost"
    STOLEN = "stolen", "They were stolen, and the key was given up"


class EscrowEnd(models.TextChoices):
    """How a request to the custodians ended."""

    DONE = "done", "All that they hold was brought back"
    WITHDRAWN = "withdrawn", "Withdrawn"
    OBJECTED = "objected", "A counsellor objected"


class Device(models.TextChoices):
    """What a passkey is on, so that its owner knows it again in a list. Not a name they gave."""

    WINDOWS = "windows", "Windows"
    MAC = "mac", "Mac"
    IOS = "ios", "iPhone or iPad"
    ANDROID = "android", "Android"
    LINUX = "linux", "Linux"
    KEY = "key", "A security key, or another device"
    OTHER = "other", "Something else"


class Challenge(models.TextChoices):
    """What a passkey is asked for."""

    ADD = "add", "To be added"
    OPEN = "open", "To unlock"
