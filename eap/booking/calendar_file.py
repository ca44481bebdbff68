"""The calendar file a client may take along. It says that there is something, and nothing of what.

RFC 5545 in UTC, so that no client has to know our zones. No description, place, person or link;
the UID is random and follows the appointment when it moves.
"""

from uuid import UUID

from icalendar import Calendar, Event

from eap.booking.models import Appointment
from eap.booking.selectors import find_appointment
from eap.booking.words import Status
from eap.core import clock
from eap.core.actor import Actor
from eap.core.database import as_actor
from eap.core.policy import require

SUMMARY = {"zh-Hans": "预约", "en": "Appointment"}


@as_actor
def neutral_ics(actor: Actor, *, appointment_id: UUID, language: str) -> bytes:
    """The appointment as a calendar file. Raises Missing."""
    row = find_appointment(appointment_id)
    require(actor, "booking.appointment.read", row)
    return _file(row, SUMMARY.get(language, SUMMARY["en"]))


def _file(row: Appointment, summary: str) -> bytes:
    event = Event()
    event.add("uid", str(row.ical_uid))
    event.add("sequence", row.sequence)
    event.add("dtstamp", clock.now())
    event.add("dtstart", row.during.lower)
    event.add("dtend", row.during.upper)
    event.add("summary", summary)
    event.add("class", "PRIVATE")
    event.add("transp", "OPAQUE")
    event.add("status", "CONFIRMED" if row.status == Status.BOOKED else "CANCELLED")
    calendar = Calendar()
    calendar.add("prodid", "-//calendar//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(event)
    return bytes(calendar.to_ical())
