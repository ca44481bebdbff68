"""The ceremony by which the custodians bring back what a counsellor's lost key opened.

A counsellor who lost both passphrase and recovery code starts anew with a new key, which opens
nothing that was written before. Somebody else of the programme asks the custodians; every reader
of content is told at once and may object; after 24 hours the custodians' wraps are handed out, and
what comes back from them (`escrow`) is put in the counsellor's places. Who puts it there is not
who asked. What the new key shall open is said by places the server made for the counsellor, never
by who asks: the ceremony lets nobody in anywhere.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q

from eap.access.selectors import display_names, holders
from eap.audit.services import record
from eap.core import clock
from eap.core.actor import Actor
from eap.core.database import acting, as_actor
from eap.core.errors import Conflict, Missing, Refused
from eap.core.ids import new_id
from eap.core.policy import require
from eap.core.roles import Role
from eap.vault import directory, escrow, files, pairs, wrapping
from eap.vault.cipher import Damaged
from eap.vault.custodians import places_for, tell
from eap.vault.directory import Line
from eap.vault.escrow import Answer, Bundle, EscrowKey, Part
from eap.vault.keyring import keyring
from eap.vault.models import EscrowRequest, KeyPair, Wrap
from eap.vault.policies import VAULT
from eap.vault.words import ESCROW, EscrowEnd, EscrowReason, Held, Holder, staff

OBJECTION = timedelta(hours=24)  # for the readers to hear of it
LONGEST = timedelta(days=14)  # then nobody remembers it, and it has to be asked anew

# Who may ask, and put back what came: in the smallest programme a manager and a counsellor.
CONDUCT = (
    Role.PROGRAMME_MANAGER,
    Role.PRIVACY_OFFICER,
    Role.SYSTEM_ADMIN,
    Role.CLINICAL_LEAD,
    Role.COUNSELLOR,
)


@dataclass(frozen=True)
class Standing:
    """A request that stands, as readers see it.

    `own`: it is for the reader. `fingerprint` is that of the new key; its holder reads it to the
    custodians.
    """

    id: UUID
    staff_id: UUID
    name: str
    own: bool
    reason: str
    asked_at: datetime
    not_before: datetime
    until: datetime
    fingerprint: str


class Placed(NamedTuple):
    """How many secrets the holder's new key opens now, and how many it still does not."""

    placed: int
    left: int


@as_actor
def ask(actor: Actor, *, staff_id: UUID, by: UUID, reason: str) -> Standing:
    """Ask the custodians to bring back what somebody's lost key opened.

    They have enrolled anew before: what comes back is sealed to their new key. Or they founded a
    desk anew, and what waits under its earlier key is brought back to them. Every reader is told.
    Raises Conflict: "not_anew" for anybody else, "nothing_held" when the lost key held nothing the
    custodians hold, "asked_already". Raises Refused("not_allowed") for who may not ask,
    Refused("two_people") for somebody's own.
    """
    require(actor, "vault.escrow.conduct")
    _demand_conduct(by, other_than=staff_id)
    line = directory.standing([staff(staff_id)]).get(staff(staff_id))
    if line is None or (line.version == 1 and not _founded_anew(staff_id)):
        raise Conflict("not_anew")
    now = clock.now()
    request = EscrowRequest(
        id=new_id(),
        staff_id=staff_id,
        pair_id=line.id,
        reason=EscrowReason(reason).value,
        asked_by=by,
        asked_at=now,
        not_before=now + OBJECTION,
        until=now + LONGEST,
    )
    if not places_for(_lost(request)).filter(token__isnull=False).exists():
        raise Conflict("nothing_held")
    ran_out = EscrowRequest.objects.filter(staff_id=staff_id, end="", until__lte=now)
    ran_out.update(end=EscrowEnd.WITHDRAWN, ended_at=now)
    try:
        with transaction.atomic():
            request.save(force_insert=True)
    except IntegrityError:
        raise Conflict("asked_already") from None
    _record(actor, request, "ask", {"by": str(by), "reason": request.reason})
    tell("asked")
    return _view(actor, request, {line.holder: line})


def _founded_anew(staff_id: UUID) -> bool:
    return Wrap.objects.filter(
        holder=Held.STAFF, holder_id=staff_id, file_id__isnull=True, token__isnull=True
    ).exists()


@as_actor
def withdraw(actor: Actor, *, request_id: UUID, by: UUID) -> None:
    """End a request that stands. Raises Missing, Conflict("ended"), Refused("not_allowed")."""
    require(actor, "vault.escrow.conduct")
    _demand_conduct(by)
    request = _standing_request(request_id)
    _end(request, EscrowEnd.WITHDRAWN, by)
    _record(actor, request, "withdraw", {"by": str(by)})
    tell("ended")


@as_actor
def object_to(actor: Actor, *, request_id: UUID) -> None:
    """A reader's objection: nothing comes of the request any more; it would have to be asked anew.

    Raises Refused, Missing, Conflict("ended").
    """
    rule = require(actor, "vault.escrow.object")
    with acting(Actor.system(VAULT)):
        request = _standing_request(request_id)
        _end(request, EscrowEnd.OBJECTED, actor.known_id)
    record(
        actor,
        action="vault.escrow.object",
        object_kind="staff",
        object_id=request.staff_id,
        rule=rule,
    )
    tell("ended")


@as_actor
def standing_requests(actor: Actor) -> list[Standing]:
    """Requests nobody has ended, the latest first. Raises Refused."""
    require(actor, "vault.escrow.object")
    rows = EscrowRequest.objects.filter(end="", until__gt=clock.now()).order_by("-asked_at")
    found = list(rows)
    with acting(Actor.system(VAULT)):
        lines = directory.standing(staff(row.staff_id) for row in found)
    return [_view(actor, row, lines) for row in found if staff(row.staff_id) in lines]


def _view(actor: Actor, row: EscrowRequest, lines: Mapping[Holder, Line]) -> Standing:
    return Standing(
        id=row.id,
        staff_id=row.staff_id,
        name=display_names({row.staff_id})[row.staff_id],
        own=row.staff_id == actor.id,
        reason=row.reason,
        asked_at=row.asked_at,
        not_before=row.not_before,
        until=row.until,
        fingerprint=escrow.fingerprint(lines[staff(row.staff_id)].public_key),
    )


@as_actor
def export(actor: Actor, *, request_id: UUID) -> Bundle:
    """What the custodians need, from 24 hours after the request on.

    Raises Missing, Conflict: "ended", "too_early", "ran_out", "other_key" when the counsellor has
    yet another key by now.
    """
    require(actor, "vault.escrow.conduct")
    request, line = _due(request_id)
    lost = _lost(request)
    wraps = [wrap for wrap in places_for(lost) if wrap.token is not None]
    parts = [part for part in map(_bared, wraps) if part is not None]
    made = Bundle(request.id, request.staff_id, line.id, line.public_key, parts=tuple(parts))
    pairs_of = KeyPair.objects.filter(id__in={part.pair for part in parts}, holder=Held.ESCROW)
    keys = [_challenged(made, directory.proved(row)) for row in pairs_of.order_by("-version")]
    _record(
        actor,
        request,
        "export",
        {"parts": len(parts), "damaged": len(wraps) - len(parts), "lost": len(lost)},
    )
    return replace(made, keys=tuple(keys))


def _bared(wrap: Wrap) -> Part | None:
    kek = keyring().keks.get(wrap.kek_id)
    if kek is None or wrap.token is None or wrap.pair_id is None or not files.is_placed(wrap):
        return None
    place = wrapping.Place(wrap.subject_id, ESCROW, wrap.pair_id)
    try:
        return Part(wrap.subject_id, wrap.pair_id, wrapping.bare(kek, bytes(wrap.token), place))
    except Damaged:
        return None


def _challenged(made: Bundle, line: Line) -> EscrowKey:
    about = made.about(line.id)
    sealed = pairs.seal_to(line.public_key, _challenge(about), about)
    return EscrowKey(line.id, line.public_key, sealed)


def _challenge(about: bytes) -> bytes:
    """Made anew whenever it is needed, and kept nowhere."""
    return wrapping.stamp(b"escrow challenge", about)


@as_actor
def place(actor: Actor, *, answer: Answer, by: UUID) -> Placed:
    """Put what the custodians sealed to the new key in its holder's places, and tell every reader.

    Only places that are there and still shut are filled. The request ends when the custodians hold
    nothing more for it. Raises what `export` raises; Refused: "not_allowed", "two_people" for who
    asked, "not_the_answer" for an answer to anything else, or changed.
    """
    require(actor, "vault.escrow.conduct")
    request, line = _due(answer.request)
    _demand_conduct(by, other_than=request.staff_id)
    if by == request.asked_by:
        raise Refused("two_people")
    asked = Bundle(request.id, request.staff_id, line.id, line.public_key)
    if not answer.is_by(_challenge(asked.about(answer.escrow))):
        raise Refused("not_the_answer")
    lost, placed = _lost(request), 0
    for part in answer.parts:
        wrap = lost.get(part.subject)
        if wrap is not None and part.pair == line.id:
            files.put_in(wrap, part.sealed, line)
            wrap.save(update_fields=files.FILLED)
            placed += 1
    left = _lost(request)
    if not places_for(left).filter(token__isnull=False).exists():
        _end(request, EscrowEnd.DONE, by)
    _record(actor, request, "place", {"by": str(by), "placed": placed, "left": len(left)})
    tell("placed")
    return Placed(placed, len(left))


def _lost(request: EscrowRequest) -> dict[UUID, Wrap]:
    """The holder's places that their new key does not open, as the server made them, by subject."""
    mine = Wrap.objects.filter(holder=Held.STAFF, holder_id=request.staff_id)
    shut = mine.filter(Q(pair_id__isnull=True) | ~Q(pair_id=request.pair_id))
    return {wrap.subject_id: wrap for wrap in shut if files.is_placed(wrap)}


def _due(request_id: UUID) -> tuple[EscrowRequest, Line]:
    request, now = _standing_request(request_id), clock.now()
    if now < request.not_before:
        raise Conflict("too_early")
    if now >= request.until:
        raise Conflict("ran_out")
    holder = staff(request.staff_id)
    line = directory.standing([holder]).get(holder)
    if line is None or line.id != request.pair_id:
        raise Conflict("other_key")
    return request, line


def _standing_request(request_id: UUID) -> EscrowRequest:
    request = EscrowRequest.objects.select_for_update().filter(id=request_id).first()
    if request is None:
        raise Missing
    if request.end:
        raise Conflict("ended")
    return request


def _end(request: EscrowRequest, how: EscrowEnd, by: UUID) -> None:
    request.end, request.ended_at, request.ended_by = how.value, clock.now(), by
    request.save(update_fields=("end", "ended_at", "ended_by"))


def _demand_conduct(by: UUID, *, other_than: UUID | None = None) -> None:
    if by == other_than:
        raise Refused("two_people")
    if not any(by in holders(role) for role in CONDUCT):
        raise Refused("not_allowed")


def _record(actor: Actor, request: EscrowRequest, what: str, details: dict[str, str | int]) -> None:
    record(
        actor,
        action=f"vault.escrow.{what}",
        object_kind="staff",
        object_id=request.staff_id,
        details={"request": str(request.id), **details},
    )
