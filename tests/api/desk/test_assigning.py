"""Assigning what waits: the manager sends it and reads nothing, the claimant reads, nobody else.

Works, wrong person, wrong state, bad input.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from eap.access.models import Staff
from eap.booking import services
from eap.booking.models import Appointment, Counsellor
from eap.core import clock
from eap.core.actor import Actor
from eap.core.database import acting
from eap.core.ids import new_id
from eap.desk import staffing
from eap.vault.unlock import lock
from tests.factories import booking as hours
from tests.factories import cases as make
from tests.factories import doors
from tests.factories.booking import NOON
from tests.factories.doors import Door
from tests.factories.staff import make_staff, staff_actor

pytestmark = pytest.mark.django_db(transaction=True)
Owner = Callable[[], AbstractContextManager[Any]]
CARE = {"purpose": "care"}


@pytest.fixture(autouse=True)
def _noon() -> Any:
    with clock.standing_at(NOON):
        yield


@pytest.fixture
def begun() -> make.Begun:
    """A request that waits for Li Wen, whom the client chose."""
    return make.begin(claimed=False)


@pytest.fixture
def other(begun: make.Begun) -> Counsellor:
    return hours.make_counsellor("Zhao Min")


def at_door(row: Counsellor) -> Door:
    """Unlocked and let in to what waits."""
    return doors.staff_of(Staff.objects.get(pk=row.staff_id))


def manager() -> Door:
    return doors.staff_of(make_staff("programme_manager", name="Xu Lan"), unlocked=False)


def assign(door: Door, begun: make.Begun, to: UUID) -> tuple[int, str]:
    """Ask for it: status and code."""
    status, body = door.post(f"staff/waiting/{begun.request_id}/assign", {"counsellor": str(to)})
    return status, (body or {}).get("code", "")


def opening(door: Door, begun: make.Begun) -> tuple[int, Any]:
    return door.post(f"staff/queue/{begun.request_id}/open", CARE)


def holders(as_owner: Owner, begun: make.Begun) -> set[tuple[str, UUID]]:
    """Who has a place at the case's file, past every wall."""
    with as_owner() as owner:
        owner.execute("SET harbour.roles = 'system:vault,system:hand_on'")
        found = owner.execute(
            "SELECT holder, holder_id FROM vault_wrap WHERE file_id ="
            " (SELECT file_id FROM cases_case WHERE id = %s)",
            [begun.case_id],
        )
        return set(found.fetchall())


def session_of(begun: make.Begun) -> Appointment:
    with acting(Actor.system("reassign")):
        return Appointment.objects.get(pk=begun.appointment.id)


class TestWorks:
    def test_only_who_claims_reads_and_the_desk_no_longer_holds_it(
        self, begun: make.Begun, other: Counsellor, as_owner: Owner
    ) -> None:
        xu, zhao = manager(), at_door(other)
        assert assign(xu, begun, other.staff_id) == (204, "")
        assert {kind for kind, _ in holders(as_owner, begun)} == {"desk", "client", "escrow"}
        assert opening(doors.counsellor_of(begun), begun)[0] == 404
        assert zhao.post(f"staff/queue/{begun.request_id}/claim")[0] == 200
        after = holders(as_owner, begun)
        assert ("staff", other.staff_id) in after
        assert {kind for kind, _ in after} == {"staff", "client", "escrow"}
        status, told = zhao.post(f"staff/cases/{begun.case_id}/open", CARE)
        assert (status, told["told"][0]["line"]) == (200, make.LINE)
        for nobody in (
            doors.counsellor_of(begun),
            doors.stranger(),
            doors.stranger("clinical_lead"),
        ):
            assert opening(nobody, begun)[0] == 404
            absent = nobody.post(f"staff/cases/{new_id()}/open", CARE)
            assert nobody.post(f"staff/cases/{begun.case_id}/open", CARE) == absent

    def test_the_manager_sees_when_and_what_and_never_what_was_told(
        self, begun: make.Begun, other: Counsellor
    ) -> None:
        status, body = manager().get("staff/waiting")
        assert status == 200
        (line,) = body["requests"]
        assert (line["waits_for"], line["urgent"], line["service"]["code"]) == (
            "Li Wen",
            False,
            "talk",
        )
        assert make.LINE not in str(body)
        assert set(line) == {
            "id", "case", "urgent", "service", "language", "submitted_at", "appointment",
            "waits_for", "is_gone", "sent_as", "sent_by", "sent_at",
        }  # fmt: skip

    def test_the_counsellor_sees_by_whom_and_the_session_came_along(
        self, begun: make.Begun, other: Counsellor
    ) -> None:
        zhao = at_door(other)
        assert zhao.get("staff/queue")[1]["requests"] == []
        assign(manager(), begun, other.staff_id)
        (line,) = zhao.get("staff/queue")[1]["requests"]
        assert (line["sent_as"], line["sent_by"]) == ("assigned", "Xu Lan")
        assert line["appointment"]["id"] == str(begun.appointment.id)
        assert zhao.get("staff/today")[1]["waiting_requests"]["sent"] == 1
        assert doors.counsellor_of(begun).get("staff/queue")[1]["requests"] == []
        upcoming = doors.client_of(begun).get("appointments")[1]["upcoming"]
        assert [one["counsellor"]["name_en"] for one in upcoming] == ["Zhao Min"]
        assert upcoming[0]["start"] == begun.appointment.start.isoformat().replace("+00:00", "Z")

    def test_who_fits_is_said_with_what_stands_in_the_way(
        self, begun: make.Begun, other: Counsellor
    ) -> None:
        at_door(other)
        hours.make_counsellor("Sun Lei", languages=("en",), modalities=("phone",))
        address = f"staff/waiting/{begun.request_id}/counsellors"
        found = {one["name"]: one for one in manager().get(address)[1]["counsellors"]}
        assert next(iter(found)) == "Zhao Min"
        assert found["Zhao Min"]["is_possible"]
        assert found["Li Wen"]["is_chosen"]
        sun = found["Sun Lei"]
        assert (sun["can_open"], sun["speaks"], sun["meets"]) == (False, False, False)

    def test_what_waits_for_somebody_who_left_goes_to_somebody_else(
        self, begun: make.Begun, other: Counsellor
    ) -> None:
        zhao, gone = at_door(other), begun.counsellor.known_id
        staffing.retire(staff_actor("programme_manager"), staff_id=gone)
        xu = manager()
        (line,) = xu.get("staff/waiting")[1]["requests"]
        assert line["is_gone"]
        assert xu.get(f"staff/people/{gone}/leaving")[1]["waiting"] == 1
        assert assign(xu, begun, other.staff_id) == (204, "")
        assert zhao.post(f"staff/queue/{begun.request_id}/claim")[0] == 200


class TestWrongPerson:
    @pytest.mark.parametrize(
        "role", ["counsellor", "clinical_lead", "on_call", "operations", "system_admin"]
    )
    def test_nobody_but_the_manager_assigns(
        self, begun: make.Begun, other: Counsellor, role: str
    ) -> None:
        door = doors.stranger(role)
        assert door.get("staff/waiting")[0] == 403
        assert door.get(f"staff/waiting/{begun.request_id}/counsellors")[0] == 403
        assert assign(door, begun, other.staff_id) == (403, "not_allowed")

    def test_the_manager_opens_and_claims_nothing(
        self, begun: make.Begun, other: Counsellor
    ) -> None:
        xu = manager()
        assign(xu, begun, other.staff_id)
        assert opening(xu, begun)[0] == 423
        assert xu.post(f"staff/queue/{begun.request_id}/claim")[0] == 403
        assert xu.post("unlock", {"passphrase": "seven quiet boats"})[0] == 403


class TestWrongState:
    def test_who_was_not_let_in_gets_nothing_assigned(
        self, begun: make.Begun, other: Counsellor
    ) -> None:
        assert assign(manager(), begun, other.staff_id) == (409, "not_let_in")
        assert session_of(begun).counsellor_id == begun.counsellor.known_id, "nothing stands"

    def test_a_claimed_request_waits_no_more(self, begun: make.Begun, other: Counsellor) -> None:
        at_door(other)
        doors.counsellor_of(begun).post(f"staff/queue/{begun.request_id}/claim")
        xu = manager()
        assert assign(xu, begun, other.staff_id) == (409, "already_claimed")
        assert xu.get(f"staff/waiting/{begun.request_id}/counsellors")[0] == 404

    def test_who_has_something_else_at_that_hour_cannot_have_it(
        self, begun: make.Begun, other: Counsellor
    ) -> None:
        at_door(other)
        mine = session_of(begun).during
        services.reserve(make.counsellor_of(other), start=mine.lower, end=mine.upper)
        assert assign(manager(), begun, other.staff_id) == (409, "not_free")

    def test_a_session_that_runs_stays_with_whom_it_runs(
        self, begun: make.Begun, other: Counsellor
    ) -> None:
        with clock.standing_at(begun.appointment.start + timedelta(minutes=5)):
            at_door(other)
            assert assign(manager(), begun, other.staff_id) == (409, "begun")

    def test_claiming_takes_an_unlock(self, begun: make.Begun, other: Counsellor) -> None:
        zhao = at_door(other)
        assign(manager(), begun, other.staff_id)
        lock(zhao.session_actor())
        status, body = zhao.post(f"staff/queue/{begun.request_id}/claim")
        assert (status, body["code"]) == (423, "locked")


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({}, 400),
        ({"counsellor": "Zhao Min"}, 400),
        ({"counsellor": str(new_id())}, 404),
        ({"counsellor": str(new_id()), "why": "x"}, 400),
    ],
)
def test_bad_input(begun: make.Begun, body: object, status: int) -> None:
    assert manager().post(f"staff/waiting/{begun.request_id}/assign", body)[0] == status
