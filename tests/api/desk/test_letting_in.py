"""Letting colleagues in to a desk: works, wrong person, wrong state, bad input."""

import pytest

from eap.access.models import Staff
from eap.core.ids import new_id
from tests.factories import doors
from tests.factories.cases import begin
from tests.factories.doors import Door
from tests.factories.keys import own_key, unlock_only
from tests.factories.staff import acting_as, make_staff

pytestmark = pytest.mark.django_db(transaction=True)


def colleague(*roles: str, name: str = "Chen Yu") -> Staff:
    """Somebody who has a key and was let in nowhere."""
    staff = make_staff(*(roles or ("counsellor",)), name=name)
    own_key(acting_as(staff))
    return staff


def unlocked(staff: Staff) -> Door:
    """At the door and unlocked, with no more than their own key."""
    door = doors.staff_of(staff, unlocked=False)
    unlock_only(door.session_actor())
    door.take_half()
    return door


def member(*roles: str) -> Door:
    """Somebody who is in the desks of their roles, unlocked."""
    return doors.staff_of(make_staff(*roles, name="Li Wen"), *roles)


def desks_of(door: Door) -> dict[str, tuple[bool, list[str], list[str]]]:
    """Each desk by name: whether one is in, who else is, who could be let in."""
    status, body = door.get("desks")
    assert status == 200
    return {
        desk["desk"]: (
            desk["inside"],
            [one["name"] for one in desk["members"]],
            [one["name"] for one in desk["outside"]],
        )
        for desk in body["desks"]
    }


def let_in(door: Door, staff: Staff, desk: str = "intake") -> tuple[int, str]:
    """Ask to let somebody in: status and code."""
    status, body = door.post(f"desks/{desk}/members", {"staff": str(staff.id)})
    return status, (body or {}).get("code", "")


class TestWorks:
    def test_who_was_let_in_opens_what_waits(self) -> None:
        begun = begin(claimed=False)
        staff = Staff.objects.get(pk=begun.counsellor.id)
        own_key(acting_as(staff))
        with_key = unlocked(staff)
        opening = f"staff/queue/{begun.request_id}/open"
        status, body = with_key.post(opening, {"purpose": "care"})
        assert (status, body["code"]) == (423, "not_yours")
        insider = member("counsellor")
        assert desks_of(insider)["intake"] == (True, [], [staff.display_name])
        assert let_in(insider, staff) == (204, "")
        assert with_key.post(opening, {"purpose": "care"})[0] == 200
        assert desks_of(insider)["intake"] == (True, [staff.display_name], [])
        assert with_key.post(f"staff/queue/{begun.request_id}/claim")[0] == 200

    def test_each_desk_has_its_own_members(self) -> None:
        both = member("counsellor", "on_call")
        colleague("clinical_lead", name="Sun Hong")
        colleague("counsellor", name="Chen Yu")
        assert desks_of(both) == {
            "intake": (True, [], ["Chen Yu"]),
            "on_call": (True, [], ["Sun Hong"]),
        }

    def test_who_is_not_in_learns_who_could_let_them_in(self) -> None:
        member("counsellor")
        colleague(name="Zhao Min")
        outsider = unlocked(colleague(name="Chen Yu"))
        assert desks_of(outsider) == {"intake": (False, ["Li Wen"], [])}

    def test_who_has_no_key_yet_cannot_be_let_in(self) -> None:
        insider = member("counsellor")
        make_staff("counsellor", name="Zhao Min")
        assert desks_of(insider)["intake"] == (True, [], [])


class TestWrongPerson:
    def test_who_is_not_in_lets_nobody_in(self) -> None:
        outsider = unlocked(colleague())
        assert let_in(outsider, colleague(name="Zhao Min")) == (409, "not_let_in")

    @pytest.mark.parametrize("role", ["programme_manager", "operations", "system_admin"])
    def test_who_gives_roles_lets_nobody_in(self, role: str) -> None:
        door = doors.staff_of(make_staff(role), role, unlocked=False)
        assert door.get("desks")[0] == 403
        assert let_in(door, colleague()) == (403, "not_allowed")

    def test_who_is_of_no_fitting_role_is_not_let_in(self) -> None:
        insider = member("counsellor")
        assert let_in(insider, colleague("on_call")) == (404, "not_found")


class TestWrongState:
    def test_it_takes_an_unlock(self) -> None:
        insider = doors.staff_of(make_staff("counsellor"), unlocked=False)
        assert let_in(insider, colleague()) == (423, "locked")

    def test_who_has_no_key_is_not_let_in(self) -> None:
        assert let_in(member("counsellor"), make_staff("counsellor")) == (404, "not_found")


@pytest.mark.parametrize(
    ("desk", "body", "status"),
    [
        ("intake", {}, 400),
        ("intake", {"staff": "Chen Yu"}, 400),
        ("intake", {"staff": str(new_id())}, 404),
        ("voice", {"staff": str(new_id())}, 404),
    ],
)
def test_bad_input(desk: str, body: object, status: int) -> None:
    assert member("counsellor").post(f"desks/{desk}/members", body)[0] == status
