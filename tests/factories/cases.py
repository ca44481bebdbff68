"""Cases as they come about: a newcomer books what a counsellor offers, and is claimed."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from eap.booking.models import Counsellor
from eap.booking.selectors import AppointmentView
from eap.cases import services as cases
from eap.cases.models import Request
from eap.core.actor import Actor
from eap.core.database import acting
from eap.core.ids import new_id
from eap.desk import intake
from eap.desk.intake import Taken, Wanted
from eap.notes import services as notes
from eap.people.cards import make_cards
from eap.people.words import REQUIRED, TEXTS
from eap.programme.models import ShiftPattern, Site
from tests.factories import booking as hours
from tests.factories.keys import HALF, unlock

LINE = "I cannot sleep after night shifts."


@dataclass(frozen=True)
class Begun:
    """A booked first session: both sides, and what they share. The case waits on the desk."""

    counsellor: Actor
    client: Actor
    case_id: UUID
    request_id: UUID
    appointment: AppointmentView
    visit_code: str


def counsellor_of(row: Counsellor, *roles: str, session: UUID | None = None) -> Actor:
    """The counsellor, signed in on one device."""
    held = frozenset({"counsellor", *roles})
    return Actor.staff(row.staff_id, held, session=session or new_id(), half=HALF)


def stranger(*roles: str) -> Actor:
    """Somebody of staff who has nothing to do with the case; a counsellor unless said."""
    held = frozenset(roles or {"counsellor"})
    return Actor.staff(hours.make_staff("Zhao Min").id, held, session=new_id(), half=HALF)


def make_site(code: str = "S1") -> Site:
    """A site of the employer."""
    site, _ = Site.objects.get_or_create(
        code=code, defaults={"name_zh": "一号中心", "name_en": "Centre 1"}
    )
    return site


def make_card(site: str = "S1") -> str:
    """An unused card of a site whose people work one pattern."""
    make_site(site)
    ShiftPattern.objects.get_or_create(
        code="day", defaults={"name_zh": "白班", "name_en": "Day", "hours": ""}
    )
    return make_cards(Actor.system("vouchers"), site=site, shift="day", count=1)[0]


def wanted(
    *,
    card: str | None,
    slot: int = 0,
    modality: str = "text",
    statistics: bool = True,
    line: str = LINE,
    key: str | None = None,
    actor: Actor | None = None,
) -> Wanted:
    """What a browser sends after holding one of the offered slots."""
    hold = hours.hold_of(hours.offered(actor)[slot], modality, actor)
    return Wanted(
        hold=hold.id,
        secret=hold.secret,
        card=card,
        consent=TEXTS[REQUIRED],
        statistics=statistics,
        line=line,
        language="zh-Hans",
        key=key or new_id().hex,
    )


def begin(
    counsellor: Counsellor | None = None, *, claimed: bool = True, statistics: bool = True
) -> Begun:
    """A newcomer books the first slot offered by a counsellor, who claims the request."""
    hours.make_service()
    row = counsellor or hours.make_counsellor()
    starts = [slot.counsellor.id == row.staff_id for slot in hours.offered()]
    taken = intake.take_request(
        Actor.anonymous(half=HALF),
        wanted=wanted(card=make_card(), slot=starts.index(True), statistics=statistics),
    )
    return begun(row, taken, claimed=claimed)


def begun(row: Counsellor, taken: Taken, *, claimed: bool = True) -> Begun:
    """Both sides of a booking that was just taken."""
    keeper = counsellor_of(row)
    request = request_of(keeper, taken.appointment.id)
    if claimed:
        claim(keeper, request.id)
    return Begun(
        counsellor=keeper,
        client=client_of(request),
        case_id=request.case_id,
        request_id=request.id,
        appointment=taken.appointment,
        visit_code=taken.visit_code or "",
    )


def claim(keeper: Actor, request_id: UUID) -> UUID:
    """Claim a request on another device, where it was unlocked; returns the case's id."""
    return cases.claim(unlock(replace(keeper, session=new_id())), request_id=request_id)


def request_of(actor: Actor, appointment_id: UUID) -> Request:
    """The request that booked an appointment, as the actor sees it."""
    with acting(actor):
        return Request.objects.select_related("case").get(appointment_id=appointment_id)


def client_of(request: Request) -> Actor:
    """The client of a request, come in by visit code."""
    return Actor.client(request.case.client_id, session=new_id(), half=HALF)


def let_key_in(begun: Begun) -> None:
    """The counsellor lets in the key that the client has made, as in a session."""
    cases.let_key_in(unlock(replace(begun.counsellor, session=new_id())), case_id=begun.case_id)


def during(appointment: AppointmentView, *, minutes: int = 5) -> datetime:
    """A moment within the session, `minutes` after its start."""
    return appointment.start + timedelta(minutes=minutes)


def write_note(begun: Begun, *, kind: str = "progress", appointment: UUID | None = None) -> UUID:
    """A draft of the case's counsellor in which something is written; returns its id."""
    note = notes.start_note(
        begun.counsellor,
        case_id=begun.case_id,
        kind=kind,
        template="free",
        appointment_id=appointment,
    )
    notes.save_draft(
        begun.counsellor,
        note_id=note.note_id,
        version=note.version,
        sections={"free": "Sleeps three hours."},
    )
    return note.note_id
