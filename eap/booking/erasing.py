"""Erasing appointments. Those ahead are cancelled first: each leaves its line in the trail."""

from uuid import UUID

from django.db.models import Q, QuerySet

from eap.audit import services as audit
from eap.booking.models import Appointment
from eap.booking.words import Status
from eap.core import clock
from eap.core.actor import Actor
from eap.core.database import as_actor
from eap.core.policy import require


@as_actor
def session_runs(actor: Actor, *, client_id: UUID) -> bool:
    """Whether a session of this client is going on right now, as far as the actor may see."""
    booked = Appointment.objects.filter(client_id=client_id, status=Status.BOOKED)
    return booked.filter(during__contains=clock.now()).exists()


@as_actor
def erase_of_client(actor: Actor, *, client_id: UUID) -> None:
    """Cancel what is ahead of a client and erase every appointment of theirs. Safe to repeat."""
    _erase(actor, Q(client_id=client_id))


@as_actor
def erase_of_case(actor: Actor, *, case_id: UUID) -> None:
    """The same for one case."""
    _erase(actor, Q(case_id=case_id))


def _erase(actor: Actor, whose: Q) -> None:
    rows = Appointment.objects.filter(whose, client_id__isnull=False)
    _cancel(actor, rows.filter(status=Status.BOOKED, during__startswith__gt=clock.now()))
    for row in rows:
        require(actor, "booking.appointment.erase", row)
    rows.delete()


def _cancel(actor: Actor, ahead: QuerySet[Appointment]) -> None:
    for row in ahead.select_for_update():
        rule = require(actor, "booking.appointment.cancel", row)
        row.status = Status.CANCELLED
        row.save(update_fields=("status",))
        audit.record(
            actor,
            action="booking.appointment.cancel",
            object_kind="appointment",
            object_id=row.id,
            rule=rule,
        )
