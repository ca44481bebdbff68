"""Groups through HTTP: works, wrong person, wrong state, bad input, and no id anywhere."""

from collections.abc import Iterator
from uuid import UUID, uuid4

import pytest
from django.test import Client as Browser

from eap.access.models import Staff
from eap.booking.models import Counsellor
from eap.core.clock import standing_at
from tests.factories.booking import NOON, make_counsellor
from tests.factories.browsers import client_browser, read, send
from tests.factories.groups import ALIASES, END, START, join, make_group
from tests.factories.staff import make_staff, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _noon() -> Iterator[None]:
    with standing_at(NOON):
        yield


@pytest.fixture
def ann() -> Counsellor:
    return make_counsellor("Ann")


@pytest.fixture
def leader(ann: Counsellor) -> Browser:
    return sign_in(Browser(), Staff.objects.get(pk=ann.staff_id))


@pytest.fixture
def group(ann: Counsellor) -> UUID:
    return make_group(ann, capacity=2)


PLAN = {
    "title_zh": "难打的电话之后",
    "title_en": "After hard calls",
    "kind": "circle",
    "language": "zh-Hans",
    "start": START.isoformat(),
    "end": END.isoformat(),
    "capacity": 8,
    "minimum": 3,
}


def test_from_a_plan_to_a_met_group(ann: Counsellor, leader: Browser) -> None:
    made = send(leader, "staff/groups", PLAN)
    assert made.status_code == 201
    group = made.json()["id"]
    manager = sign_in(Browser(), make_staff("programme_manager"))
    assert read(Browser(), "groups").json() == {"groups": []}
    assert send(manager, f"staff/groups/{group}/state", {"to": "approved"}).status_code == 200
    assert send(leader, f"staff/groups/{group}/state", {"to": "open"}).json() == {"state": "open"}
    browser, _ = client_browser()
    joined = send(browser, f"groups/{group}/seat", {"alias": "榆树"})
    assert (joined.status_code, joined.json()["number"]) == (201, 1)
    with standing_at(END):
        for to in ("closed", "running"):
            send(leader, f"staff/groups/{group}/state", {"to": to})
        early = send(leader, f"staff/groups/{group}/state", {"to": "completed"})
        assert (early.status_code, early.json()["seats"]) == (409, [1])
        mark = {"seat": 1, "state": "attended"}
        assert send(leader, f"staff/groups/{group}/attendance", mark).status_code == 204
        assert send(leader, f"staff/groups/{group}/state", {"to": "completed"}).status_code == 200
    roster = read(leader, f"staff/groups/{group}").json()
    assert roster["seats"][0] == {"seat": 1, "alias": "Elm 榆树", "state": "attended"}


def test_a_draft_is_rewritten_until_it_is_approved(leader: Browser) -> None:
    path = f"staff/groups/{send(leader, 'staff/groups', PLAN).json()['id']}"
    other = {**PLAN, "capacity": 5, "version": 1}
    assert send(leader, path, other, method="put").json() == {"version": 2}
    found = read(leader, path).json()
    assert (found["group"]["capacity"], found["group"]["version"], len(found["seats"])) == (5, 2, 5)
    again = send(leader, path, other, method="put")
    assert (again.status_code, again.json()["code"]) == (409, "stale")
    manager = sign_in(Browser(), make_staff("programme_manager"))
    unseen = send(manager, f"{path}/state", {"to": "approved", "version": 1})
    assert (unseen.status_code, unseen.json()["version"]) == (409, 2)
    assert send(manager, path, {**other, "version": 2}, method="put").status_code == 404
    assert send(leader, path, PLAN, method="put").status_code == 400


def test_a_full_group_answers_with_a_place_in_the_line(group: UUID) -> None:
    for alias in ALIASES[:2]:
        join(group, alias)
    browser, _ = client_browser()
    answer = send(browser, f"groups/{group}/seat", {"alias": "Rowan"})
    assert (answer.status_code, answer.json()["position_band"]) == (202, "1-3")
    body = read(browser, f"groups/{group}").json()
    assert (body["seat"], body["aliases"]) == (None, [])
    assert (body["group"]["state"], body["group"]["mine"]) == ("full", "waiting")
    assert send(browser, f"groups/{group}/seat", method="delete").status_code == 204
    assert send(browser, f"groups/{group}/seat", method="delete").status_code == 404


def test_no_answer_of_any_door_carries_another_members_id(group: UUID, leader: Browser) -> None:
    browser, me = client_browser()
    send(browser, f"groups/{group}/seat", {"alias": "Maple"})
    others = [join(group, alias) for alias in ("Oak", "Rowan")]
    reader, _ = client_browser()
    answers = [
        read(browser, f"groups/{group}"),
        read(browser, "groups"),
        read(reader, f"groups/{group}"),
        read(leader, f"staff/groups/{group}"),
        read(leader, "staff/groups"),
        send(browser, f"groups/{group}/seat", {"alias": "Oak"}),
        send(reader, f"groups/{group}/seat", {"alias": "Oak"}),
    ]
    for answer in answers:
        for client in (me, *others):
            assert str(client.id) not in answer.content.decode()
            assert client.known_id.hex not in answer.content.decode()
    assert read(browser, f"groups/{group}").json()["aliases"] == ["Maple 枫树", "Oak 橡树"]


def test_whoever_may_join_is_offered_the_names_nobody_has(group: UUID) -> None:
    join(group, "Oak")
    browser, _ = client_browser()
    offered = read(browser, f"groups/{group}").json()["names"]
    assert "Elm 榆树" in offered and "Oak 橡树" not in offered
    send(browser, f"groups/{group}/seat", {"alias": offered[0]})
    assert read(browser, f"groups/{group}").json()["names"] == []
    assert read(Browser(), f"groups/{group}").json()["names"] == []


@pytest.mark.parametrize(
    "body", [{}, {"alias": ""}, {"alias": "x" * 41}, {"alias": "Oak", "number": 3}]
)
def test_bad_input_to_joining(group: UUID, body: dict[str, object]) -> None:
    browser, _ = client_browser()
    assert send(browser, f"groups/{group}/seat", body).status_code == 400


def test_refusals_of_joining_each_have_a_code(group: UUID) -> None:
    browser, _ = client_browser()
    path = f"groups/{group}/seat"
    own = send(browser, path, {"alias": "Mary Lin"})
    assert (own.status_code, own.json()["fields"]) == (422, {"alias": "not_offered"})
    assert send(browser, f"groups/{uuid4()}/seat", {"alias": "Oak"}).status_code == 404
    send(browser, path, {"alias": "Oak"})
    assert send(browser, path, {"alias": "Elm"}).json()["code"] == "already_joined"
    other, _ = client_browser()
    assert send(other, path, {"alias": "橡树"}).json()["code"] == "alias_taken"
    assert send(Browser(), path, {"alias": "Fir"}).status_code in (401, 403)


def test_a_draft_is_not_there_for_agents(ann: Counsellor) -> None:
    draft = make_group(ann, state="draft")
    browser, _ = client_browser()
    real, absent = (read(browser, f"groups/{one}") for one in (draft, uuid4()))
    assert real.status_code == absent.status_code == 404
    assert real.content == absent.content


STAFF_ROUTES = {
    "attendance": {"seat": 1, "state": "attended"},
    "state": {"to": "closed"},
}


@pytest.mark.parametrize("role", ["counsellor", "operations", "programme_manager", "auditor"])
def test_another_persons_group_answers_as_an_absent_one(group: UUID, role: str) -> None:
    join(group, "Oak")
    browser = sign_in(Browser(), make_staff(role))
    for route, body in STAFF_ROUTES.items():
        real, absent = (
            send(browser, f"staff/groups/{one}/{route}", body) for one in (group, uuid4())
        )
        assert real.status_code == absent.status_code == 404
        assert real.content == absent.content
    assert read(browser, f"staff/groups/{group}").status_code == 404


def test_who_sees_the_list_of_staff(group: UUID, leader: Browser) -> None:
    assert len(read(leader, "staff/groups").json()["groups"]) == 1
    manager = sign_in(Browser(), make_staff("programme_manager"))
    assert len(read(manager, "staff/groups").json()["groups"]) == 1
    other = sign_in(Browser(), make_staff("counsellor"))
    assert read(other, "staff/groups").json()["groups"] == []
    assert read(sign_in(Browser(), make_staff("operations")), "staff/groups").status_code == 403
    assert read(Browser(), "staff/groups").status_code in (401, 403)


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"capacity": 1}, 400),
        ({"capacity": 41}, 400),
        ({"minimum": 9}, 422),
        ({"kind": "party"}, 400),
        ({"title_zh": " "}, 400),
        ({"end": PLAN["start"]}, 422),
        ({"start": "2020-01-01T00:00:00Z", "end": "2020-01-01T01:00:00Z"}, 422),
        ({"start": "9999-12-31T20:00:00Z", "end": "9999-12-31T23:00:00Z"}, 422),
        ({"facilitator": str(uuid4())}, 400),
    ],
)
def test_plans_that_cannot_be(leader: Browser, changed: dict[str, object], status: int) -> None:
    assert send(leader, "staff/groups", {**PLAN, **changed}).status_code == status


def test_attendance_takes_only_seats_and_marks_that_are(group: UUID, leader: Browser) -> None:
    join(group, "Oak")
    path = f"staff/groups/{group}/attendance"
    early = send(leader, path, {"seat": 1, "state": "attended"})
    assert (early.status_code, early.json()["code"]) == (409, "not_begun")
    with standing_at(END):
        for wrong in ({"seat": 10**12, "state": "attended"}, {"seat": 1, "state": "free"}):
            assert send(leader, path, wrong).status_code == 400
        assert send(leader, path, {"seat": 2, "state": "attended"}).status_code == 404
