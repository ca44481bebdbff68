"""Setting up brings about what the file says, twice the same, and by nobody but setup."""

import pytest
from django.conf import settings

from eap.access import addresses
from eap.access.models import RoleGrant, Staff
from eap.core.actor import Actor
from eap.core.errors import Refused
from eap.programme import models, selectors, services, setup_file
from tests.factories.staff import staff_actor

pytestmark = pytest.mark.django_db
SETUP = Actor.system("setup")
PLAN = setup_file.read((settings.BASE_DIR / "deploy" / "setup.example.yaml").read_text())


def counts() -> dict[str, int]:
    tables = (
        models.Employer,
        models.Site,
        models.ShiftPattern,
        models.Team,
        models.Headcount,
        models.Service,
        models.HelpLine,
        Staff,
        RoleGrant,
    )
    return {table.__name__: table.objects.count() for table in tables}


def test_everything_stands_as_the_file_says() -> None:
    done = services.set_up(SETUP, plan=PLAN)
    assert set(done.invitations) == {"manager@eap.example", "counsellor@eap.example"}
    assert selectors.employer().callback_number == "400 000 0000"
    (site,) = selectors.sites()
    assert (site.code, site.heads) == ("HZ", 310)
    assert [service.code for service in selectors.services()] == ["talk", "after-call"]
    assert [line.number for line in selectors.help_lines()] == ["12356", "120", "110"]


def test_a_second_run_changes_nothing_and_invites_nobody_again() -> None:
    services.set_up(SETUP, plan=PLAN)
    before = counts()
    staff = addresses.holder("manager@eap.example")
    assert staff
    RoleGrant.objects.filter(staff=staff).update(until="2026-01-01T00:00Z")
    again = services.set_up(SETUP, plan=PLAN)
    assert again.invitations == {}
    assert again.already_there == ("counsellor@eap.example", "manager@eap.example")
    assert counts() == before
    assert not staff.roles_now()


def test_a_changed_file_changes_what_it_names() -> None:
    services.set_up(SETUP, plan=PLAN)
    text = (settings.BASE_DIR / "deploy" / "setup.example.yaml").read_text()
    changed = setup_file.read(
        text.replace("en: Hangzhou", "en: Hang Zhou").replace("t0: 20", "t0: 30")
    )
    services.set_up(SETUP, plan=changed)
    (site,) = selectors.sites()
    assert (site.name_en, site.heads) == ("Hang Zhou", 320)


def test_nobody_else_sets_up() -> None:
    for actor in (staff_actor("programme_manager"), Actor.anonymous(), Actor.system("sweep")):
        with pytest.raises(Refused):
            services.set_up(actor, plan=PLAN)
    assert counts()["Employer"] == 0
