"""Staff who take sessions get a calendar together with their account."""

from datetime import date, datetime, timedelta
from uuid import UUID

from eap.access import selectors as accounts
from eap.access import services as access
from eap.access.services import Invited
from eap.booking.models import AvailabilityRule, Counsellor
from eap.booking.planning import Pattern, Profile, add_rule, put_counsellor
from eap.booking.words import RuleKind
from eap.cases import selectors as cases
from eap.core.actor import Actor
from eap.core.database import as_actor
from eap.core.errors import Conflict
from eap.core.languages import LANGUAGES
from eap.core.roles import Role
from eap.programme import selectors as programme
from eap.programme import services as programme_acts
from eap.programme.services import SetUp
from eap.programme.setup_plan import CounsellorPlan, HoursPlan, SetupPlan
from eap.programme.words import Modality
from eap.vault.desk_keys import put_out

SOME_MONDAY = date(2024, 1, 1)


@as_actor
def set_up(actor: Actor, *, plan: SetupPlan) -> SetUp:
    """Bring about a whole setup file: the programme, its first staff and their calendars.

    Safe to repeat: what clients see of a counsellor follows the file, hours are given only to
    somebody who has none yet, and who is a counsellor no more is left as they are.
    """
    done = programme_acts.set_up(actor, plan=plan)
    ids = accounts.ids_by_email({person.email for person in plan.staff})
    counsellors = accounts.holders(Role.COUNSELLOR)
    for person in plan.staff:
        if ids[person.email] not in counsellors:
            continue
        if person.counsellor:
            _plan_calendar(actor, ids[person.email], person.counsellor)
        else:
            _plain_calendar(actor, ids[person.email], person.name)
    return done


@as_actor
def invite(
    actor: Actor, *, email: str, display_name: str, language: str, roles: frozenset[str]
) -> Invited:
    """Create an account, and for a counsellor a calendar. Raises what `access` raises."""
    invited = access.invite(
        actor, email=email, display_name=display_name, language=language, roles=roles
    )
    if Role.COUNSELLOR in roles:
        _plain_calendar(actor, invited.staff_id, display_name)
    return invited


@as_actor
def change_roles(actor: Actor, *, staff_id: UUID, roles: frozenset[str]) -> None:
    """Make these the person's roles. Raises as `access` does.

    A new counsellor gets a calendar, or theirs is offered again; who is one no more offers none.
    What waits at a desk that is not of their roles opens to them no more.
    """
    was_counsellor = staff_id in accounts.holders(Role.COUNSELLOR)
    access.change_roles(actor, staff_id=staff_id, roles=roles)
    put_out(actor, staff_id=staff_id, roles=roles)
    if Role.COUNSELLOR not in roles:
        _offer_hours(staff_id, taking=False)
    elif not was_counsellor:
        _offer_hours(staff_id, taking=True)
        _plain_calendar(actor, staff_id, accounts.display_names({staff_id})[staff_id])


@as_actor
def retire(actor: Actor, *, staff_id: UUID, leave_cases: bool = False) -> None:
    """End somebody's sign-in, and offer none of their hours any more; what is booked stays.

    They are out of every desk at once. Open cases that nobody else can open are to be handed over
    before, by their counsellor: without `leave_cases` Conflict("cases_left", count=n) is raised
    while there are any. What they would leave is `selectors.leaver`. Raises besides what `access`
    raises.
    """
    access.retire(actor, staff_id=staff_id)
    put_out(actor, staff_id=staff_id)
    left = cases.open_cases_of(actor, counsellor_id=staff_id)
    if left and not leave_cases:
        raise Conflict("cases_left", count=len(left))
    _offer_hours(staff_id, taking=False)


def _offer_hours(staff_id: UUID, *, taking: bool) -> None:
    Counsellor.objects.filter(pk=staff_id).update(taking=taking)


def _plain_calendar(actor: Actor, staff_id: UUID, name: str) -> None:
    """A calendar without hours in the zone of the largest site, unless there is one."""
    if Counsellor.objects.filter(pk=staff_id).exists():
        return
    zones = [site.time_zone for site in programme.sites()]
    profile = Profile(
        name_zh=name[:40],
        name_en=name[:60],
        time_zone=zones[0] if zones else "UTC",
        languages=LANGUAGES,
        modalities=(Modality.TEXT.value, Modality.PHONE.value),
    )
    put_counsellor(actor, staff_id=staff_id, profile=profile)


def _plan_calendar(actor: Actor, staff_id: UUID, plan: CounsellorPlan) -> None:
    profile = Profile(
        name_zh=plan.name.zh,
        name_en=plan.name.en,
        pronoun=plan.pronoun,
        time_zone=plan.time_zone,
        languages=plan.languages,
        modalities=plan.modalities,
        phone_line=plan.phone_line,
        room=plan.room,
    )
    put_counsellor(actor, staff_id=staff_id, profile=profile)
    if AvailabilityRule.objects.filter(counsellor_id=staff_id).exists():
        return
    for hours in plan.hours:
        for day in hours.days:
            add_rule(actor, counsellor_id=staff_id, pattern=_weekly(hours, day))


def _weekly(hours: HoursPlan, day: int) -> Pattern:
    starts = datetime.combine(SOME_MONDAY, hours.starts)
    ends = datetime.combine(SOME_MONDAY, hours.ends)
    # Hours that end at or after midnight end on the next day.
    length = ends - starts if ends > starts else ends - starts + timedelta(days=1)
    return Pattern(
        kind=RuleKind.NORMAL,
        anchor=SOME_MONDAY,
        cycle_days=7,
        offset_day=day,
        starts=hours.starts,
        length=length,
    )
