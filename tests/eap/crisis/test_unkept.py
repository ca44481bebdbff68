"""A call is taken in even when nothing can be sealed: without content, and everybody says so."""

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.db import connection

from eap.audit.models import AuditEvent
from eap.core.actor import Actor
from eap.core.database import acting
from eap.core.errors import Conflict
from eap.core.ids import new_id
from eap.crisis import selectors, services
from eap.crisis.escalation import climb
from eap.crisis.models import Crisis
from eap.vault import subjects
from eap.vault.directory import KeyRefused
from eap.vault.models import KeyPair, Wrap
from eap.vault.policies import VAULT
from eap.vault.sealing import new_file
from eap.vault.words import DESKS, ESCROW, Desk, client
from tests.factories.crisis import (
    change_desk_key,
    make_duty_without_key,
    mend_desk_key,
    on_rota,
    only_call,
    raised,
)
from tests.factories.keys import enter, own_key, unlock, unlock_only
from tests.factories.staff import staff_actor

pytestmark = pytest.mark.django_db
NUMBER = "138 canary 42"
ON_CALL = DESKS[Desk.ON_CALL]


def no_members() -> None:
    with acting(Actor.system(VAULT)), connection.cursor() as cursor:
        cursor.execute("DELETE FROM vault_wrap WHERE file_id IS NULL AND holder = 'staff'")


@pytest.fixture
def no_store(tmp_path: Path, settings: Any) -> Iterator[Callable[[], None]]:
    """A store of shares that somebody else holds on to, or that is none."""
    broken = tmp_path / "shares"
    broken.write_bytes(b"no database" * 100)
    broken.chmod(0o600)

    def breaks() -> None:
        settings.HARBOUR_SHARES = str(broken)
        with pytest.raises(sqlite3.DatabaseError), sqlite3.connect(broken) as store:
            store.execute("SELECT * FROM share")

    yield breaks


def refusals() -> list[AuditEvent]:
    with acting(staff_actor("auditor")):
        return list(AuditEvent.objects.filter(action="vault.key.refused"))


def demand_taken_in(duty: Actor, why: str) -> None:
    """Paged, seen, without content, and nothing of it anywhere."""
    made = raised(NUMBER)
    assert not made.kept
    state = selectors.ticket_state(Actor.anonymous(), ticket=made.ticket)
    assert state is not None and (state.state, state.kept) == ("raised", False)
    assert climb() == 1
    assert len(mail.outbox) == 1
    call = only_call(duty)
    assert (call.unkept, call.has_number) == (why, False)
    with acting(duty):
        row = Crisis.objects.get()
        assert (row.file_id, row.number, row.whereabouts) == (None, None, None)
        with connection.cursor() as cursor:
            cursor.execute("SELECT c::text FROM crisis_crisis c")
            assert "canary" not in str(cursor.fetchall())


@pytest.mark.no_desks
def test_before_anybody_on_duty_has_a_key() -> None:
    demand_taken_in(make_duty_without_key(), "no_key")


def test_when_the_desks_key_was_changed_it_is_told_in_the_trail() -> None:
    duty = on_rota(1)
    change_desk_key()
    demand_taken_in(duty, "changed")
    with acting(Actor.system(VAULT)):
        line = KeyPair.objects.get(holder="desk", holder_id=ON_CALL.id, until=None)
    refused = refusals()
    assert {(event.object_kind, event.object_id) for event in refused} == {("key_pair", line.id)}
    assert {event.decision for event in refused} == {"refused"}


def test_when_nobody_is_left_who_has_the_desks_key() -> None:
    duty = on_rota(1)
    no_members()
    demand_taken_in(duty, "nobody")


def test_when_the_store_of_shares_is_broken(no_store: Callable[[], None]) -> None:
    duty = on_rota(1)
    no_store()
    demand_taken_in(duty, "no_store")


def test_a_worker_that_started_before_the_store_broke_pages_all_the_same(
    no_store: Callable[[], None],
) -> None:
    """It has paged nobody yet: its run of every minute knew whom it would have to."""
    duty = on_rota(1)
    subjects._known.clear()
    assert climb() == 0
    no_store()
    demand_taken_in(duty, "no_store")


def test_a_changed_key_of_the_client_or_the_custodians_costs_the_call_nothing() -> None:
    duty, client_id = on_rota(1), new_id()
    own_key_of = client(client_id)
    enter(own_key_of)
    change_desk_key(own_key_of)
    change_desk_key(ESCROW)
    assert raised(NUMBER, client_id=client_id).kept
    call = only_call(duty)
    assert (call.unkept, call.has_number) == ("", True)
    assert services.open_call(unlock(duty), crisis_id=call.id).number == NUMBER
    with acting(duty):
        file_id = Crisis.objects.get().file_id
    with acting(Actor.system(VAULT)):
        assert {wrap.holder for wrap in Wrap.objects.filter(file_id=file_id)} == {"desk"}
    assert len(refusals()) == 2


@pytest.mark.no_desks
def test_a_clients_own_key_is_none_for_the_people_on_duty() -> None:
    """Sealed to the client alone the number would be kept, and reach nobody."""
    client_id = new_id()
    enter(client(client_id))
    assert not raised(NUMBER, client_id=client_id).kept


@pytest.mark.no_desks
def test_nothing_was_lost_of_a_call_that_brought_nothing() -> None:
    duty = make_duty_without_key()
    assert raised("", client_id=new_id()).kept
    assert only_call(duty).unkept == ""


@pytest.mark.parametrize("mended", [True, False])
def test_notes_on_such_a_call_are_sealed_to_the_desk_or_to_who_writes_them(mended: bool) -> None:
    duty, other = on_rota(1), on_rota(2, name="Lin")
    change_desk_key()
    raised(NUMBER)
    call = only_call(duty)
    opened = services.open_call(unlock_only(duty), crisis_id=call.id)
    assert (opened.number, opened.damaged) == ("", [])
    if mended:
        mend_desk_key()
    services.acknowledge(duty, crisis_id=call.id)
    services.attempt(duty, crisis_id=call.id, note="Rang the site instead")
    services.close(duty, crisis_id=call.id, outcome="not_reached", note="Handed on")
    found = services.open_call(duty, crisis_id=call.id)
    assert sorted(found.notes.values()) == ["Handed on", "Rang the site instead"]
    with acting(duty):
        file_id = Crisis.objects.get().file_id
    with acting(Actor.system(VAULT)):
        holders = {wrap.holder_id for wrap in Wrap.objects.filter(file_id=file_id)}
    assert holders == {ON_CALL.id if mended else duty.id, ESCROW.id}
    assert other.id not in holders


@pytest.mark.no_desks
def test_a_note_that_nothing_can_be_sealed_for_is_refused_and_the_call_goes_on() -> None:
    duty = make_duty_without_key()
    raised(NUMBER)
    call = only_call(duty)
    services.acknowledge(duty, crisis_id=call.id)
    with pytest.raises(Conflict, match="no_key_yet"):
        services.attempt(duty, crisis_id=call.id, note="Rang the site")
    assert only_call(duty).attempts == 0
    services.attempt(duty, crisis_id=call.id)
    services.close(duty, crisis_id=call.id, outcome="not_reached")


def test_other_content_still_refuses() -> None:
    counsellor = on_rota(1)
    own_key(counsellor)
    change_desk_key()
    with pytest.raises(KeyRefused), acting(counsellor):
        new_file("crisis", circle=[ON_CALL])
