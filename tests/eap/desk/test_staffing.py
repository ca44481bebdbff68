"""Staff who take sessions get a calendar with their account, and a setup file is a beginning."""

from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings

from eap.access import addresses
from eap.access import selectors as accounts
from eap.booking.models import AvailabilityRule, Counsellor
from eap.booking.selectors import slots
from eap.core import clock
from eap.core.actor import Actor
from eap.core.errors import Refused
from eap.desk import staffing
from eap.programme import setup_file
from tests.factories.programme import make_site
from tests.factories.staff import make_staff, staff_actor

pytestmark = pytest.mark.django_db
SETUP = Actor.system("setup")
TEXT = (settings.BASE_DIR / "deploy" / "setup.example.yaml").read_text()
MONDAY = datetime(2027, 3, 1, tzinfo=UTC)
PERSON = {"email": "wang@eap.example", "display_name": "Wang Min", "language": "en"}


def offers_anything() -> bool:
    """Whether anybody could book within a week."""
    first = clock.today()
    found = slots(Actor.anonymous(), service="talk", first=first, last=first + timedelta(days=6))
    return any(day.slots for day in found.days)


def test_after_setup_somebody_can_book() -> None:
    with clock.standing_at(MONDAY):
        staffing.set_up(SETUP, plan=setup_file.read(TEXT))
        assert offers_anything()
    found = Counsellor.objects.get(name_zh="陈宇")
    assert (found.phone_line, found.pronoun) == ("400 000 0001", "she")


def test_a_second_setup_follows_the_file_and_leaves_the_hours() -> None:
    staffing.set_up(SETUP, plan=setup_file.read(TEXT))
    AvailabilityRule.objects.filter(offset_day=0).update(starts="10:00")
    changed = TEXT.replace("en: Chen Yu}\n      pronoun: she", "en: Yu Chen}\n      pronoun: they")
    done = staffing.set_up(SETUP, plan=setup_file.read(changed))
    assert not done.invitations
    assert Counsellor.objects.get().name_en == "Yu Chen"
    assert AvailabilityRule.objects.count() == 5
    assert str(AvailabilityRule.objects.get(offset_day=0).starts) == "10:00:00"


def test_hours_past_midnight_end_the_next_day() -> None:
    night = TEXT.replace('from: "09:00", to: "17:00"', 'from: "20:00", to: "00:00"')
    staffing.set_up(SETUP, plan=setup_file.read(night))
    assert {rule.length for rule in AvailabilityRule.objects.all()} == {timedelta(hours=4)}


def test_an_invited_counsellor_has_a_calendar_and_others_have_none() -> None:
    make_site("HZ")
    manager = staff_actor("programme_manager")
    invited = staffing.invite(manager, **PERSON, roles=frozenset({"counsellor"}))
    calendar = Counsellor.objects.get(pk=invited.staff_id)
    assert (calendar.name_en, calendar.time_zone) == ("Wang Min", "Asia/Shanghai")
    other = PERSON | {"email": "ops@eap.example"}
    staffing.invite(manager, **other, roles=frozenset({"operations"}))
    assert Counsellor.objects.count() == 1


def test_somebody_who_becomes_a_counsellor_gets_one_and_keeps_what_it_says() -> None:
    manager = staff_actor("programme_manager")
    person = make_staff("auditor", name="Zhao")
    staffing.change_roles(manager, staff_id=person.id, roles=frozenset({"counsellor"}))
    assert Counsellor.objects.get(pk=person.id).time_zone == "UTC"
    Counsellor.objects.filter(pk=person.id).update(name_en="Zhao Lin")
    staffing.change_roles(manager, staff_id=person.id, roles=frozenset({"counsellor", "on_call"}))
    assert Counsellor.objects.get(pk=person.id).name_en == "Zhao Lin"
    assert accounts.staff_actor(person.id, "s").roles == {"counsellor", "on_call"}


def test_a_retired_counsellors_hours_are_offered_no_more() -> None:
    with clock.standing_at(MONDAY):
        staffing.set_up(SETUP, plan=setup_file.read(TEXT))
        staffing.retire(staff_actor("programme_manager"), staff_id=Counsellor.objects.get().pk)
        assert not offers_anything()
        staffing.set_up(SETUP, plan=setup_file.read(TEXT))
        assert not offers_anything(), "a second setup brings nobody back"


def test_who_is_a_counsellor_no_more_offers_nothing_until_they_are_again() -> None:
    manager = staff_actor("programme_manager")
    with clock.standing_at(MONDAY):
        staffing.set_up(SETUP, plan=setup_file.read(TEXT))
        staff_id = Counsellor.objects.get().pk
        for roles, offers in (
            ({"on_call"}, False),
            ({"on_call", "clinical_lead"}, False),
            ({"counsellor"}, True),
        ):
            staffing.change_roles(manager, staff_id=staff_id, roles=frozenset(roles))
            assert offers_anything() is offers
        Counsellor.objects.update(taking=False)
        staffing.change_roles(
            manager, staff_id=staff_id, roles=frozenset({"counsellor", "on_call"})
        )
        assert not offers_anything(), "another role beside it changes nothing"


def test_who_may_not_manage_staff_makes_no_calendar_either() -> None:
    for role in ("counsellor", "operations", "system_admin"):
        with pytest.raises(Refused):
            staffing.invite(staff_actor(role), **PERSON, roles=frozenset({"counsellor"}))
    assert not Counsellor.objects.exists()
    assert addresses.holder(PERSON["email"]) is None
