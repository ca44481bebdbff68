"""Writing to the trail: in one's own name, once and for ever, with the client concerned found."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, ProgrammingError, connection, transaction

from eap.audit import services, statements
from eap.audit.models import AuditDetail, AuditEvent
from eap.core.actor import Actor
from eap.core.clock import standing_at
from eap.core.database import acting
from eap.core.errors import Refused
from eap.core.ids import new_id
from eap.core.policy import EVERYBODY, Relation, Rule

from .conftest import SEALER, tied

pytestmark = pytest.mark.django_db

AUDITOR = Actor.staff(new_id(), frozenset({"auditor"}))
MOMENT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


def recorded() -> list[AuditEvent]:
    """Everything there is, as the sealer sees it."""
    with acting(SEALER):
        return list(AuditEvent.objects.order_by("id"))


def insert(actor: Actor, **given: Any) -> None:
    services.record(
        actor, **{"action": "cases.case.read", "object_kind": "case", "object_id": None, **given}
    )


@pytest.mark.parametrize(
    "actor",
    [
        Actor.anonymous(),
        Actor.client(new_id()),
        Actor.staff(new_id(), frozenset({"counsellor", "on_call"})),
        Actor.system("desk"),
    ],
    ids=lambda actor: actor.kind,
)
def test_everybody_records_in_their_own_name(actor: Actor) -> None:
    with standing_at(MOMENT), acting(actor):
        insert(actor, purpose="care", rule="is on call")
    (event,) = recorded()
    assert (event.actor_kind, event.actor_id, event.at) == (actor.kind, actor.id, MOMENT)
    assert event.role == ",".join(sorted(actor.roles))
    assert (event.purpose, event.rule, event.decision) == ("care", "is on call", "allowed")
    assert event.commitment is None


def test_nobody_records_in_another_s_name(counsellor: Actor) -> None:
    with pytest.raises(ProgrammingError, match="row-level security"), acting(Actor.anonymous()):
        insert(counsellor)


def test_nobody_acting_records_nothing(counsellor: Actor) -> None:
    with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        insert(counsellor)


def test_a_rule_names_the_role_that_let_the_actor_in() -> None:
    actor = Actor.staff(new_id(), frozenset({"counsellor", "clinical_lead"}))
    relation = Relation("is the case's counsellor", holds=lambda a, t: True, sql="true")
    with acting(actor):
        insert(actor, rule=Rule("counsellor", relation))
        insert(actor, rule=Rule(EVERYBODY, relation))
    first, second = recorded()
    assert (first.role, first.rule) == ("counsellor", "is the case's counsellor")
    assert second.role == "clinical_lead,counsellor"


def test_an_unknown_decision_is_a_programming_error(counsellor: Actor) -> None:
    with pytest.raises(ValueError, match="perhaps"), acting(counsellor):
        insert(counsellor, decision="perhaps")


def test_the_database_stamps_subject_epoch_and_transaction(
    client: Actor, counsellor: Actor
) -> None:
    case = tied(client, client.known_id)
    with acting(counsellor):
        insert(counsellor, object_id=case)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_current_xact_id()::text::bigint")
            (xid,) = cursor.fetchone()
            cursor.execute("SELECT system_identifier FROM pg_control_system()")
            (epoch,) = cursor.fetchone()
    event = recorded()[-1]
    assert (event.subject_id, event.xid, event.epoch) == (client.id, xid, epoch)


def test_a_writer_cannot_choose_the_stamps(counsellor: Actor) -> None:
    with acting(counsellor), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO audit_event (at, actor_kind, actor_id, role, action, object_kind,"
            " purpose, decision, rule, request_id, writer, writer_no, xid, epoch, subject_id)"
            " VALUES (NULL, 'staff', %s, '', '', '', '', 'allowed', '', '',"
            " gen_random_uuid(), 1, 7, 7, gen_random_uuid())",
            [counsellor.id],
        )
    (event,) = recorded()
    assert event.xid != 7
    assert event.epoch != 7
    assert event.subject_id is None
    assert event.at is not None


@pytest.mark.parametrize("table", ["audit_event", "audit_batch", "audit_detail"])
@pytest.mark.parametrize("act", ["UPDATE {} SET {} = {}", "DELETE FROM {}", "TRUNCATE {}"])
@pytest.mark.parametrize("who", ["counsellor", "auditor", "system_admin", "privacy_officer"])
def test_the_app_only_inserts(table: str, act: str, who: str, write: Callable[..., None]) -> None:
    """The app may neither change nor delete; details are for the erasure job alone."""
    write(1)
    column = {"audit_event": "role", "audit_batch": "no", "audit_detail": "salt"}[table]
    actor = Actor.staff(new_id(), frozenset({who}))
    before = len(recorded()), details_left()
    try:
        with acting(actor), connection.cursor() as cursor:
            cursor.execute(act.format(table, column, column))
            touched = cursor.rowcount
    except DatabaseError as error:
        assert "permission denied" in str(error) or "only grows" in str(error)
    else:
        assert (table, act, touched) == ("audit_detail", "DELETE FROM {}", 0)
    assert (len(recorded()), details_left()) == before


def details_left() -> int:
    with acting(SEALER):
        return AuditDetail.objects.count()


@pytest.mark.parametrize("table", ["audit_event", "audit_batch"])
@pytest.mark.parametrize("act", ["UPDATE {0} SET {1} = {1}", "DELETE FROM {0}", "TRUNCATE {0}"])
def test_not_even_the_owner_changes_the_trail(
    table: str, act: str, write: Callable[..., None]
) -> None:
    write(1)
    column = {"audit_event": "role", "audit_batch": "root"}[table]
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE NONE")
        with (
            pytest.raises(ProgrammingError, match="the audit trail only grows"),
            transaction.atomic(),
        ):
            cursor.execute(act.format(table, column))
        cursor.execute("SET LOCAL ROLE harbour_app")
    assert len(recorded()) == 1


def test_details_are_kept_apart_under_a_salted_commitment(write: Callable[..., None]) -> None:
    write(2, details={"from": "draft", "to": "booked", "times": 2, "late": False, "by": None})
    first, second = recorded()
    assert first.commitment != second.commitment
    with acting(SEALER):
        kept = AuditDetail.objects.get(commitment=first.commitment)
    assert kept.details["to"] == "booked"
    assert statements.commitment(bytes(kept.salt), kept.details) == bytes(first.commitment or b"")


def test_an_object_is_tied_to_one_client_for_good(client: Actor) -> None:
    thing = tied(client, client.known_id)
    with pytest.raises(IntegrityError), acting(client):
        services.concerns(client, object_id=thing, client_id=new_id())


def test_only_the_client_sees_the_tie(client: Actor, counsellor: Actor) -> None:
    from eap.audit.models import SubjectLink

    tied(client, client.known_id)
    with acting(client):
        assert SubjectLink.objects.count() == 2
    for other in (counsellor, AUDITOR, Actor.client(new_id())):
        with acting(other):
            assert SubjectLink.objects.count() == 0


def test_writers_number_what_they_commit(counsellor: Actor) -> None:
    with acting(counsellor):
        insert(counsellor)
        with pytest.raises(RuntimeError), transaction.atomic():
            insert(counsellor)
            raise RuntimeError("the savepoint is rolled back")
        insert(counsellor)
    numbers = [(event.writer, event.writer_no) for event in recorded()]
    (writer, one), (same, two) = numbers
    assert writer == same
    assert two == one + 1


@pytest.mark.django_db(transaction=True)
def test_a_rollback_leaves_no_gap(counsellor: Actor) -> None:
    with acting(counsellor):
        insert(counsellor)
    with pytest.raises(RuntimeError), acting(counsellor):
        insert(counsellor)
        raise RuntimeError("the whole act is rolled back")
    with acting(counsellor):
        insert(counsellor)
        insert(counsellor)
    series: dict[Any, list[int]] = {}
    for event in recorded():
        series.setdefault(event.writer, []).append(event.writer_no)
    assert sorted(len(numbers) for numbers in series.values()) == [1, 2]
    fresh = next(numbers for numbers in series.values() if len(numbers) == 2)
    assert fresh == [1, 2]


def test_history_in_other_names_is_for_the_synthetic_company_alone(counsellor: Actor) -> None:
    events = [services.Event(by=counsellor, action="a", object_kind="case", object_id=None)]
    with pytest.raises(Refused):
        services.record_many(AUDITOR, events=events)


@pytest.mark.django_db(transaction=True)
def test_history_has_the_shape_of_what_is_recorded_one_by_one(
    client: Actor, counsellor: Actor, as_the_owner: None
) -> None:
    demo = Actor.system("demo")
    cases = {new_id(): client.known_id for _ in range(3)}
    with acting(demo):
        services.concern_many(demo, links=cases)
    written = services.record_many(
        demo,
        events=(
            services.Event(
                by=counsellor,
                action="cases.case.read",
                object_kind="case",
                object_id=list(cases)[number % 3],
                details={"number": number} if number % 2 else None,
                at=MOMENT,
            )
            for number in range(1201)
        ),
    )
    assert written == 1201
    with acting(demo):
        events = list(AuditEvent.objects.order_by("id"))
    assert len(events) == 1201
    assert {event.actor_id for event in events} == {counsellor.id}
    assert {event.subject_id for event in events} == {client.id}
    assert {event.at for event in events} == {MOMENT}
    assert sum(event.commitment is not None for event in events) == 600
    numbers = [event.writer_no for event in events]
    assert numbers == list(range(numbers[0], numbers[0] + 1201))


def test_erasing_takes_details_and_ties_and_leaves_the_headers(
    client: Actor, write: Callable[..., None]
) -> None:
    case, others = tied(client, client.known_id), Actor.client(new_id())
    theirs = tied(others, others.known_id)
    write(2, object_id=case)
    write(1, object_id=theirs)
    services.forget(Actor.system("erasure"), client_id=client.known_id)
    events = recorded()
    assert [event.action for event in events][-1] == "audit.detail.erase"
    assert [event.subject_id for event in events] == [client.id, client.id, others.id, client.id]
    assert details_left() == 1
    write(1, object_id=case)
    assert recorded()[-1].subject_id is None


def test_nobody_else_erases(client: Actor) -> None:
    for actor in (client, AUDITOR, Actor.system("desk")):
        with pytest.raises(Refused):
            services.forget(actor, client_id=client.known_id)


def test_the_auditor_sees_headers_and_no_details(write: Callable[..., None]) -> None:
    write(1)
    with acting(AUDITOR):
        assert AuditEvent.objects.count() == 1
        assert AuditDetail.objects.count() == 0
