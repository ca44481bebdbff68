"""Counsellors with hours, services, holds and bookings.

Rows that no login of the product could write (an appointment of the past) are written by the
database's owner, past the walls.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange, DateTimeTZRange

from eap.booking import services
from eap.booking.models import Appointment, AvailabilityRule, Counsellor
from eap.booking.offers import Slot
from eap.booking.selectors import AppointmentView, slots
from eap.booking.words import GAP, Kind, Status
from eap.core import clock
from eap.core.actor import Actor
from eap.core.ids import new_id
from eap.programme.models import Service
from tests.factories.staff import make_staff

NOON = datetime(2027, 3, 1, 12, 0, tzinfo=UTC)  # a Monday, and the tests' usual moment
SERVICE = "talk"


def make_service(code: str = SERVICE, minutes: int = 50) -> Service:
    """A service that may be met in every way."""
    service, _ = Service.objects.update_or_create(
        code=code,
        defaults={
            "name_zh": "与咨询师聊聊",
            "name_en": "Talk to a counsellor",
            "line_zh": "",
            "line_en": "",
            "minutes": minutes,
            "modalities": ["text", "phone", "room"],
        },
    )
    return service


def make_counsellor(
    name: str = "Li Wen",
    *,
    time_zone: str = "Asia/Shanghai",
    languages: tuple[str, ...] = ("zh-Hans", "en"),
    modalities: tuple[str, ...] = ("text", "phone", "room"),
    room: str = "",
    every_day: bool = True,
) -> Counsellor:
    """A counsellor, by default there every day from 09:00 to 17:00."""
    counsellor = Counsellor.objects.create(
        staff=make_staff("counsellor", name=name),
        name_zh="李文",
        name_en=name,
        time_zone=time_zone,
        languages=list(languages),
        modalities=list(modalities),
        phone_line="400 820 0000",
        room=room,
    )
    if every_day:
        make_rule(counsellor)
    return counsellor


def make_rule(
    counsellor: Counsellor,
    *,
    anchor: date = date(2026, 1, 1),
    cycle_days: int = 1,
    offset_day: int = 0,
    starts: time = time(9),
    hours: float = 8,
    valid: DateRange | None = None,
) -> AvailabilityRule:
    """Hours that come round."""
    return AvailabilityRule.objects.create(
        counsellor=counsellor,
        anchor=anchor,
        cycle_days=cycle_days,
        offset_day=offset_day,
        starts=starts,
        length=timedelta(hours=hours),
        valid=valid or DateRange(None, None),
    )


def counsellor_actor(counsellor: Counsellor) -> Actor:
    """The counsellor, signed in."""
    return Actor.staff(counsellor.staff_id, frozenset({"counsellor"}))


def client_actor() -> Actor:
    """A client nobody has met before."""
    return Actor.client(new_id())


def offered(actor: Actor | None = None, *, days: int = 10) -> list[Slot]:
    """Every slot offered in the next days, in order."""
    first = clock.today()
    found = slots(
        actor or Actor.anonymous(),
        service=SERVICE,
        first=first,
        last=first + timedelta(days=days),
    )
    return [slot for day in found.days for slot in day.slots]


def overlapping(first: str, second: str) -> tuple[Slot, Slot]:
    """Two offered slots of two counsellors, by name, that lie across each other."""
    found = [slot for slot in offered() if slot.start > clock.now() + timedelta(days=3)]
    return next(
        (one, other)
        for one in found
        for other in found
        if (one.counsellor.name_en, other.counsellor.name_en) == (first, second)
        and abs(one.start - other.start) < timedelta(minutes=50)
    )


def hold_of(slot: Slot, modality: str = "text", actor: Actor | None = None) -> services.Hold:
    """Hold an offered slot."""
    return services.hold(
        actor or Actor.anonymous(),
        service=SERVICE,
        counsellor_id=slot.counsellor.id,
        start=slot.start,
        modality=modality,
    )


def booked(
    client: Actor, slot: Slot, modality: str = "text", case_id: UUID | None = None
) -> AppointmentView:
    """Hold and book an offered slot for a client."""
    hold = hold_of(slot, modality, client)
    return services.book_hold(
        client,
        hold=hold.id,
        secret=hold.secret,
        client_id=client.known_id,
        case_id=case_id or new_id(),
    )


@contextmanager
def past_the_walls() -> Iterator[None]:
    """Be the database's owner on the test's own connection, inside its transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE NONE")
        try:
            yield
        finally:
            cursor.execute("RESET ROLE")


def status_of(row_id: UUID) -> int:
    """How a hold or an appointment stands."""
    with past_the_walls():
        return Appointment.objects.get(pk=row_id).status


def insert_appointment(
    counsellor: Counsellor,
    start: datetime,
    *,
    minutes: int = 50,
    status: Status = Status.BOOKED,
    client_id: UUID | None = None,
    case_id: UUID | None = None,
    kind: str = Kind.SESSION,
    modality: str = "text",
    room: str | None = None,
    expires: datetime | None = None,
) -> UUID:
    """An appointment past all rules. A hold with `expires`; anything else has a client."""
    row_id, end = new_id(), start + timedelta(minutes=minutes)
    held = status in (Status.HELD, Status.EXPIRED)
    with past_the_walls():
        Appointment.objects.bulk_create(
            [
                Appointment(
                    id=row_id,
                    counsellor=counsellor,
                    client_id=None if held else client_id or new_id(),
                    case_id=None if held else case_id or new_id(),
                    kind=kind,
                    service=SERVICE,
                    modality=modality,
                    room=room,
                    during=DateTimeTZRange(start, end),
                    block=DateTimeTZRange(start, end + GAP),
                    status=status,
                    hold_index=b"x" * 16 if held else None,
                    hold_expires_at=expires,
                    created_at=start,
                )
            ]
        )
    return row_id
