"""Reading the trail: the client sees who looked at their things, and nothing of anybody else's."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from eap.audit import services
from eap.audit.models import AuditEvent
from eap.audit.selectors import Access, access_log
from eap.core.actor import Actor
from eap.core.clock import standing_at
from eap.core.database import acting
from eap.core.errors import Missing
from eap.core.ids import new_id
from eap.core.policy import Relation, Rule

from .conftest import SEALER, tied

pytestmark = pytest.mark.django_db

AUDITOR = Actor.staff(new_id(), frozenset({"auditor"}))
MOMENT = datetime(2026, 3, 2, 9, 41, 17, tzinfo=UTC)
HOUR = datetime(2026, 3, 2, 9, tzinfo=UTC)


def test_a_refused_attempt_on_what_the_actor_could_not_see_reaches_the_client_s_log(
    client: Actor,
) -> None:
    """The actor sees no row of the client, not even the tie; the client reads of the attempt."""
    case = tied(client, client.known_id)
    stranger = Actor.staff(new_id(), frozenset({"counsellor"}))
    with standing_at(MOMENT), acting(stranger):
        services.record(
            stranger,
            action="cases.case.read",
            object_kind="case",
            object_id=case,
            decision="refused",
        )
    (line,) = access_log(client).lines
    assert line == Access(HOUR, "counsellor", "looked", "case", "", allowed=False)
    with acting(stranger):
        assert AuditEvent.objects.get().action == "cases.case.read"


def test_another_client_s_log_stays_empty(client: Actor, write: Callable[..., None]) -> None:
    other = Actor.client(new_id())
    write(3, object_id=tied(client, client.known_id))
    assert len(access_log(client).lines) == 3
    assert access_log(other).lines == []
    with acting(other):
        assert AuditEvent.objects.count() == 0


def test_the_log_speaks_of_roles_and_never_of_persons(client: Actor) -> None:
    case = tied(client, client.known_id)
    lead = Actor.staff(new_id(), frozenset({"clinical_lead", "counsellor"}))
    by_rule = Rule("clinical_lead", Relation("open risk request", lambda a, t: True, "true"))
    actors: list[tuple[Actor, Rule | str]] = [
        (client, ""),
        (Actor.client(new_id()), ""),
        (Actor.anonymous(), ""),
        (Actor.system("desk"), ""),
        (lead, ""),
        (lead, by_rule),
        (Actor.staff(new_id(), frozenset()), ""),
    ]
    for actor, rule in actors:
        with acting(actor):
            services.record(actor, action="x.y.z", object_kind="case", object_id=case, rule=rule)
    lines = access_log(client).lines
    assert [line.who for line in lines] == [
        "staff",
        "clinical_lead",
        "counsellor",
        "system",
        "anonymous",
        "another_client",
    ]
    assert {line.act for line in lines} == {"acted"}
    assert [line.who for line in access_log(client, own=True).lines] == ["you"]


def test_one_s_own_doing_lies_by_itself_but_a_refusal_of_it_does_not(
    client: Actor, write: Callable[..., None]
) -> None:
    case = tied(client, client.known_id)
    with acting(client):
        for decision in ("allowed", "allowed", "refused"):
            services.record(
                client, action="x.y.z", object_kind="case", object_id=case, decision=decision
            )
    write(1, object_id=case)
    page, own = access_log(client), access_log(client, own=True, limit=1)
    assert [(line.who, line.allowed) for line in page.lines] == [
        ("counsellor", True),
        ("you", False),
    ]
    assert [(line.who, line.allowed) for line in own.lines] == [("you", True)]
    assert (page.own, own.own) == (2, 2)
    rest = access_log(client, own=True, older=own.older, limit=1)
    assert (len(rest.lines), rest.older) == (1, None)


def test_pages_of_the_log_do_not_shift_when_something_new_happens(
    client: Actor, write: Callable[..., None]
) -> None:
    case = tied(client, client.known_id)
    for number in range(5):
        with standing_at(MOMENT + timedelta(hours=number)):
            write(1, object_id=case)
    first = access_log(client, limit=2)
    with standing_at(MOMENT + timedelta(hours=9)):
        write(1, object_id=case)
    second = access_log(client, older=first.older, limit=2)
    third = access_log(client, older=second.older, limit=2)
    hours = [line.hour.hour for page in (first, second, third) for line in page.lines]
    assert hours == [13, 12, 11, 10, 9]
    assert third.older is None
    assert len(access_log(client, limit=10_000).lines) == 6


def test_only_a_client_has_an_access_log(counsellor: Actor) -> None:
    for actor in (counsellor, AUDITOR, Actor.anonymous(), SEALER):
        with pytest.raises(Missing):
            access_log(actor)


@pytest.mark.parametrize(
    "actor",
    [
        Actor.anonymous(),
        Actor.client(new_id()),
        *(
            Actor.staff(new_id(), frozenset({role}))
            for role in ("counsellor", "clinical_lead", "operations", "system_admin")
        ),
    ],
    ids=lambda actor: ",".join(actor.roles),
)
def test_the_trail_is_for_auditor_and_privacy_officer(
    actor: Actor, write: Callable[..., None]
) -> None:
    write(1)
    with acting(actor):
        assert AuditEvent.objects.count() == 0
    for role in ("auditor", "privacy_officer"):
        with acting(Actor.staff(new_id(), frozenset({role}))):
            assert AuditEvent.objects.count() == 1


def test_staff_see_their_own_acts_and_no_others(
    counsellor: Actor, write: Callable[..., None]
) -> None:
    write(2)
    colleague = Actor.staff(new_id(), frozenset({"counsellor"}))
    with acting(counsellor):
        assert AuditEvent.objects.count() == 2
    with acting(colleague):
        assert AuditEvent.objects.count() == 0
