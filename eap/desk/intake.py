"""A client's first steps: booking, and telling the counsellor something beforehand."""

from dataclasses import asdict, dataclass
from uuid import UUID

from eap.booking import selectors as booking
from eap.booking.selectors import AppointmentView
from eap.booking.services import book_hold, move
from eap.booking.supply import no_card_open
from eap.cases import own as own_cases
from eap.cases import services as case_acts
from eap.cases.services import Origin
from eap.cases.words import Band
from eap.core.actor import CLIENT, Actor
from eap.core.database import acting, as_actor
from eap.core.errors import Conflict, Invalid, Missing
from eap.core.policy import require
from eap.crisis import selectors as crisis
from eap.crisis.services import raise_crisis
from eap.crisis.words import Source
from eap.desk.words import LONGEST_LINE, LONGEST_TEXT, MOST_IMPACT, MOST_NAMED, Safety
from eap.people import selectors as people
from eap.people import services as people_acts
from eap.people.services import LEAST_KEY_BYTES
from eap.people.words import CODE_LASTS
from eap.programme.words import Concern, Driver
from eap.vault.cipher import Damaged


@dataclass(frozen=True)
class Wanted:
    """What somebody sends to book. `key` is random, made once by the browser for this booking.

    `card` is None for somebody who has no card; a client who has come in needs none. `consent`
    is the version of the text they agreed to.
    """

    hold: UUID
    secret: str
    card: str | None
    consent: str
    statistics: bool
    line: str
    language: str
    key: str


@dataclass(frozen=True, repr=False)
class Taken:
    """The booking. `visit_code` and `session_token` are None for a client who had come in."""

    visit_code: str | None
    session_token: str | None
    appointment: AppointmentView


@as_actor
def take_request(actor: Actor, *, wanted: Wanted) -> Taken:
    """Book what is held, in one transaction: client, case, appointment, request, trail.

    Sent again with the same `key` it answers the same and changes nothing. Nothing of it stands
    when any part fails: the card stays unused and the hold stays held. Raises NotAccepted (card),
    Conflict (card_needed, consent_changed, hold_expired, client_overlap, key_reused), Invalid,
    Refused for staff.
    """
    _demand(wanted)
    if actor.kind == CLIENT:
        return Taken(None, None, _booked(actor, wanted, _own_origin(actor), without_card=False))
    newcomer = people_acts.open_client(
        actor,
        card=wanted.card,
        language=wanted.language,
        statistics=wanted.statistics,
        consent_version=wanted.consent,
        key=wanted.key.encode(),
    )
    without_card = wanted.card is None
    if without_card and not newcomer.repeated and not no_card_open(actor):
        raise Conflict("card_needed")
    origin = Origin(
        site_id=newcomer.site_id,
        shift_id=newcomer.shift_id,
        tenure=newcomer.tenure or "",
        language=wanted.language,
        statistics=newcomer.statistics,
    )
    booked = _booked(newcomer.actor, wanted, origin, without_card=without_card)
    return Taken(newcomer.visit_code, newcomer.session_token, booked)


def _demand(wanted: Wanted) -> None:
    faults = {}
    if len(wanted.line) > LONGEST_LINE:
        faults["line"] = "max_length"
    if len(wanted.key.encode()) < LEAST_KEY_BYTES:
        faults["key"] = "too_short"
    if faults:
        raise Invalid(fields=faults)


def _own_origin(actor: Actor) -> Origin:
    own = people.own(actor)
    return Origin(own.site_id, own.shift_id, own.tenure or "", own.language, own.statistics)


def _booked(
    client: Actor, wanted: Wanted, origin: Origin, *, without_card: bool
) -> AppointmentView:
    with acting(client):
        before = own_cases.own_request_by_key(client, key=wanted.key)
        if before is not None:
            if before.appointment_id != wanted.hold:
                raise Conflict("key_reused")
            return booking.own_appointment(client, appointment_id=wanted.hold)
        return _book(client, wanted, origin, without_card=without_card)


def _book(client: Actor, wanted: Wanted, origin: Origin, *, without_card: bool) -> AppointmentView:
    held = booking.held(client, hold=wanted.hold, secret=wanted.secret)
    case_id = case_acts.open_case_for(
        client, counsellor_id=held.counsellor_id, service=held.service, origin=origin
    )
    appointment = book_hold(
        client,
        hold=wanted.hold,
        secret=wanted.secret,
        client_id=client.known_id,
        case_id=case_id,
        without_card=without_card,
    )
    case_acts.submit_request(
        client,
        case_id=case_id,
        service=held.service,
        appointment_id=appointment.id,
        line=wanted.line,
        key=wanted.key,
    )
    people_acts.extend_codes(
        client, client_id=client.known_id, until=appointment.end.date() + CODE_LASTS
    )
    return appointment


@as_actor
def move_appointment(
    actor: Actor, *, appointment_id: UUID, hold: UUID, secret: str, version: int
) -> AppointmentView:
    """Move a client's appointment to what is held, also to another counsellor.

    The case goes along while it waits on the desk; once somebody has claimed it, the appointment
    stays with them: Conflict("other_counsellor"). Raises besides what `booking.services.move` does.
    """
    booked = booking.find_appointment(appointment_id)
    require(actor, "booking.appointment.move", booked)
    held = booking.held(actor, hold=hold, secret=secret)
    if booked.case_id is not None and held.counsellor_id != booked.counsellor_id:
        case_acts.readdress(actor, case_id=booked.case_id, counsellor_id=held.counsellor_id)
    return move(actor, appointment_id=appointment_id, hold=hold, secret=secret, version=version)


@dataclass(frozen=True, repr=False)
class Preparation:
    """What a client tells beforehand; every part may be left out.

    `impact` is 0 to 10, concerns and drivers are codes of the programme, the two safety answers
    words of `Safety`; None means not answered, and the counsellor reads "not assessed".
    """

    concerns: tuple[str, ...]
    drivers: tuple[str, ...]
    impact: int | None
    text: str
    in_danger: str | None
    harm: str | None

    @property
    def band(self) -> str | None:
        """The band that an answer speaking of danger asks for, or None."""
        if self.in_danger == Safety.YES:
            return Band.CRISIS
        return Band.URGENT if self.harm == Safety.YES else None


@dataclass(frozen=True)
class PreparationState:
    """Whether something can be told, whether it was, and whether the client is counted."""

    possible: bool
    done: bool
    counted: bool


@as_actor
def preparation_state(actor: Actor) -> PreparationState:
    """How the preparation of a client's next session stands. Raises Missing for anybody else."""
    request = own_cases.own_request(actor)
    done = request is not None and request.prepared_at is not None
    return PreparationState(request is not None, done, people.own(actor).statistics)


@dataclass(frozen=True)
class About:
    """Where the client works, by codes, as far as they care to say."""

    site: str | None = None
    shift: str | None = None
    tenure: str | None = None


@dataclass(frozen=True)
class Prepared:
    """Whether people on duty were called; and if so, whether what came with it could be kept."""

    alert: bool
    number_kept: bool = True
    answers_kept: bool = True


def prepare(
    actor: Actor, *, preparation: Preparation, about: About, callback_number: str = ""
) -> Prepared:
    """Keep what the client tells before their next session, and call for help if it says so.

    An answer that speaks of danger calls the people on duty first, in a transaction of its own,
    so that nothing wrong with the rest can hold it up: then not even that nothing can be sealed
    is an error. Raises Missing when no session is ahead, Invalid, and without danger Damaged.
    """
    if preparation.band is None:
        _keep(actor, preparation, about)
        return Prepared(alert=False)
    number_kept = _call_for_help(actor, callback_number)
    try:
        _keep(actor, preparation, about)
    except Damaged:
        return Prepared(alert=True, number_kept=number_kept, answers_kept=False)
    return Prepared(alert=True, number_kept=number_kept)


@as_actor
def _call_for_help(actor: Actor, number: str) -> bool:
    """A second sending calls again when it brings a number, or after "I am all right".

    Returns whether the number, if any, could be kept.
    """
    own = people.own(actor)
    if not number and crisis.awaits_help(actor, client_id=own.client_id):
        return True
    raised = raise_crisis(
        actor,
        source=Source.PREPARATION,
        language=own.language,
        number=number,
        client_id=own.client_id,
    )
    return raised.kept


@as_actor
def _keep(actor: Actor, preparation: Preparation, about: About) -> None:
    request = own_cases.own_request(actor)
    if request is None:
        raise Missing
    _demand_known(preparation)
    people_acts.about_me(actor, site=about.site, shift=about.shift, tenure=about.tenure)
    own = people.own(actor)
    case_acts.describe_origin(
        actor, site_id=own.site_id, shift_id=own.shift_id, tenure=own.tenure or ""
    )
    case_acts.prepare_request(
        actor, request_id=request.id, content=asdict(preparation), band=preparation.band
    )


def _demand_known(told: Preparation) -> None:
    faults = {
        **_codes("concerns", told.concerns, Concern.values, always=Concern.SELF_HARM),
        **_codes("drivers", told.drivers, Driver.values),
    }
    if told.impact is not None and not 0 <= told.impact <= MOST_IMPACT:
        faults["impact"] = "out_of_range"
    if len(told.text) > LONGEST_TEXT:
        faults["text"] = "max_length"
    for name, answer in (("in_danger", told.in_danger), ("harm", told.harm)):
        if answer is not None and answer not in Safety.values:
            faults[name] = "unknown"
    if faults:
        raise Invalid(fields=faults)


def _codes(
    name: str, given: tuple[str, ...], known: list[str], *, always: str = ""
) -> dict[str, str]:
    """`always` may be named beside the most: nobody has to take something back to say it."""
    counted = [code for code in given if code != always]
    if len(counted) > MOST_NAMED or len(set(given)) < len(given):
        return {name: "too_many"}
    return {} if set(given) <= set(known) else {name: "unknown"}
