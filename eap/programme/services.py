"""Acts on the programme: bringing about what a setup file says."""

from dataclasses import dataclass

from eap.access import selectors as access_readings
from eap.access import services as access
from eap.audit import services as audit
from eap.core.actor import Actor
from eap.core.database import as_actor
from eap.core.policy import require
from eap.programme.models import (
    Employer,
    Headcount,
    HelpLine,
    Service,
    ShiftPattern,
    Site,
    Team,
)
from eap.programme.setup_plan import EmployerPlan, SetupPlan, SitePlan, StaffPlan


@dataclass(frozen=True, slots=True)
class SetUp:
    """What came of a setup: the keys with which new staff set their passwords, by e-mail."""

    invitations: dict[str, str]
    already_there: tuple[str, ...]


@as_actor
def set_up(actor: Actor, *, plan: SetupPlan) -> SetUp:
    """Make the programme what the plan says; safe to repeat.

    What the plan does not name stays as it is. Staff who have an account already keep it and
    their roles as they are by now.
    """
    require(actor, "programme.setup.change")
    employer = _employer(plan.employer)
    for shift in plan.shifts:
        ShiftPattern.objects.update_or_create(
            code=shift.code,
            defaults={"name_zh": shift.name.zh, "name_en": shift.name.en, "hours": shift.hours},
        )
    for site in plan.sites:
        _site(site)
    _headcounts(plan)
    _services(plan)
    _help_lines(plan)
    done = _staff(actor, plan.staff)
    audit.record(
        actor, action="programme.setup.change", object_kind="employer", object_id=employer.id
    )
    return done


def _employer(plan: EmployerPlan) -> Employer:
    employer, _ = Employer.objects.update_or_create(
        only=True,
        defaults={
            "name_zh": plan.name.zh,
            "name_en": plan.name.en,
            "callback_number": plan.callback_number,
            "region": plan.region,
            "no_card_percent": plan.no_card_percent,
            "sessions_free": plan.sessions_free,
        },
    )
    return employer


def _site(plan: SitePlan) -> None:
    site, _ = Site.objects.update_or_create(
        code=plan.code,
        defaults={
            "name_zh": plan.name.zh,
            "name_en": plan.name.en,
            "time_zone": plan.time_zone,
        },
    )
    shifts = dict(ShiftPattern.objects.values_list("code", "pk"))
    for team in plan.teams:
        Team.objects.update_or_create(
            site=site, code=team.code, defaults={"shift_id": shifts[team.shift]}
        )


def _headcounts(plan: SetupPlan) -> None:
    sites = dict(Site.objects.values_list("code", "pk"))
    shifts = dict(ShiftPattern.objects.values_list("code", "pk"))
    rows = [
        Headcount(
            site_id=sites[count.site],
            shift_id=shifts[count.shift],
            month=count.month,
            tenure=band,
            heads=heads,
        )
        for count in plan.headcounts
        for band, heads in count.heads.items()
    ]
    Headcount.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["month", "site", "shift", "tenure"],
        update_fields=["heads"],
    )


def _services(plan: SetupPlan) -> None:
    for order, service in enumerate(plan.services):
        Service.objects.update_or_create(
            code=service.code,
            defaults={
                "name_zh": service.name.zh,
                "name_en": service.name.en,
                "line_zh": service.line.zh,
                "line_en": service.line.en,
                "minutes": service.minutes,
                "modalities": list(service.modalities),
                "order": order,
            },
        )


def _help_lines(plan: SetupPlan) -> None:
    for order, line in enumerate(plan.help_lines):
        HelpLine.objects.update_or_create(
            kind=line.kind,
            number=line.number,
            defaults={
                "name_zh": line.name.zh,
                "name_en": line.name.en,
                "hours_zh": line.hours.zh,
                "hours_en": line.hours.en,
                "cost_zh": line.cost.zh,
                "cost_en": line.cost.en,
                "last_checked": line.last_checked,
                "order": order,
            },
        )


def _staff(actor: Actor, people: tuple[StaffPlan, ...]) -> SetUp:
    known = access_readings.ids_by_email({person.email for person in people})
    invitations = {}
    for person in people:
        if person.email not in known:
            invited = access.invite(
                actor,
                email=person.email,
                display_name=person.name,
                language=person.language,
                roles=person.roles,
            )
            invitations[person.email] = invited.key
    return SetUp(invitations, tuple(sorted(known)))
