"""Staff with roles, as actors and signed in."""

from django.test import Client as Browser

from eap.access import addresses
from eap.access.models import RoleGrant, Staff
from eap.core import clock
from eap.core.actor import Actor
from eap.core.ids import new_id
from tests.factories.keys import HALF

BACKEND = "api.staff_door.StaffBackend"


def make_staff(*roles: str, name: str = "Li Wen") -> Staff:
    """An account that holds these roles now. It has no password: see `sign_in`."""
    staff_id = new_id()
    staff = Staff(id=staff_id, display_name=name, language="en")
    addresses.give([(staff, f"{staff_id}@eap.example")])
    staff.set_unusable_password()
    staff.save(force_insert=True)
    RoleGrant.objects.bulk_create(
        RoleGrant(staff=staff, role=role, since=clock.now()) for role in roles
    )
    return staff


def acting_as(staff: Staff) -> Actor:
    """The actor of an account, in some session of its own."""
    return Actor.staff(staff.id, staff.roles_now(), session=new_id(), half=HALF)


def staff_actor(*roles: str) -> Actor:
    """A new account's actor."""
    return acting_as(make_staff(*roles))


def sign_in(browser: Browser, staff: Staff) -> Browser:
    """Sign a browser in as `staff` without its password."""
    browser.force_login(staff, backend=BACKEND)
    return browser


def address_of(staff: Staff) -> str:
    """The address an account signs in with."""
    address = addresses.of_one(staff)
    assert address is not None
    return address
