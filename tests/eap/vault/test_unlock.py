"""Unlocking: by whom, for how long, for what, and how it is remembered."""

import copy
import dataclasses
import pickle
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, transaction

from eap.audit.models import AuditEvent
from eap.core import clock
from eap.core.actor import PRIVATE_KEY, Actor
from eap.core.database import acting
from eap.core.errors import Conflict, Invalid, Locked, Refused, Throttled
from eap.core.roles import Role
from eap.vault import unlock as vault
from eap.vault.models import Passphrase, UnlockWindow
from eap.vault.unlock import Reach, Unlocked

from .conftest import PASSPHRASE, staff

pytestmark = pytest.mark.usefixtures("light_argon2")
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
WRONG = "four loud grey herons"


@pytest.fixture(autouse=True)
def nine_o_clock() -> Iterator[None]:
    with clock.standing_at(NOW):
        yield


@pytest.fixture
def ready(counsellor: Actor) -> Actor:
    """A counsellor who has set the passphrase."""
    vault.set_passphrase(counsellor, passphrase=PASSPHRASE)
    return counsellor


@pytest.fixture
def client() -> Actor:
    """A client who came in by private key."""
    return Actor.client(uuid4(), session=uuid4(), way_in=PRIVATE_KEY)


def trail(actor: Actor) -> list[tuple[str, str]]:
    """What the trail says this actor did, in order."""
    auditor = staff(Role.AUDITOR)
    with acting(auditor):
        events = AuditEvent.objects.filter(actor_id=actor.id).order_by("id")
        return list(events.values_list("action", "decision"))


def at(minutes: float) -> Any:
    """The clock so many minutes after nine."""
    return clock.standing_at(NOW + minutes * MINUTE)


class TestProof:
    def test_nobody_outside_makes_one(self) -> None:
        for maker in (None, object(), "maker", vault):
            with pytest.raises(TypeError, match="only an unlock"):
                Unlocked((Reach("care", None),), maker)
        with pytest.raises(TypeError):
            Unlocked((Reach("care", None),))  # type: ignore[call-arg]

    @pytest.mark.django_db
    def test_a_real_one_is_neither_changed_nor_multiplied(self, client: Actor) -> None:
        vault.unlock_own(client)
        proof = vault.unlocked(client)
        assert repr(proof) == "<Unlocked>"
        for multiply in (copy.copy, copy.deepcopy, pickle.dumps):
            with pytest.raises(TypeError):
                multiply(proof)
        with pytest.raises(ValueError, match="maker"):
            dataclasses.replace(proof, reaches=())
        with pytest.raises(dataclasses.FrozenInstanceError):
            proof.reaches = ()  # type: ignore[misc]


@pytest.mark.django_db
class TestPassphrase:
    def test_the_right_one_opens_and_leaves_a_trace(self, ready: Actor) -> None:
        state = vault.unlock(ready, passphrase=PASSPHRASE)
        assert state.is_open
        assert state == vault.unlock_state(ready)
        assert (state.kinds, state.opened_at) == (frozenset({"care"}), NOW)
        assert (state.idle_until, state.until) == (NOW + 10 * MINUTE, NOW + 720 * MINUTE)
        assert vault.unlocked(ready).covers("case", uuid4(), "note")
        assert trail(ready) == [
            ("vault.passphrase.set", "allowed"),
            ("vault.unlock.care", "allowed"),
        ]

    def test_a_wrong_one_opens_nothing_and_leaves_a_trace(self, ready: Actor) -> None:
        with pytest.raises(Refused, match="wrong_passphrase"):
            vault.unlock(ready, passphrase=WRONG)
        assert not vault.unlock_state(ready).is_open
        assert trail(ready)[-1] == ("vault.unlock", "refused")

    def test_the_wait_grows_and_a_right_one_ends_it(self, ready: Actor) -> None:
        for minutes in (0, 1, 2):
            with at(minutes), pytest.raises(Refused):
                vault.unlock(ready, passphrase=WRONG)
        with at(2), pytest.raises(Throttled) as caught:
            vault.unlock(ready, passphrase=PASSPHRASE)
        assert caught.value.retry_after == 2
        with at(2.1):
            vault.unlock(ready, passphrase=PASSPHRASE)
        with acting(ready):
            row = Passphrase.objects.get()
        assert (row.tries, row.next_try_at) == (0, None)

    def test_one_persons_wrong_tries_do_not_slow_another(self, ready: Actor) -> None:
        other = staff(Role.COUNSELLOR)
        vault.set_passphrase(other, passphrase=PASSPHRASE)
        for minutes in (0, 1, 2):
            with at(minutes), pytest.raises(Refused):
                vault.unlock(other, passphrase=WRONG)
        with at(2):
            assert vault.unlock(ready, passphrase=PASSPHRASE).is_open

    def test_without_one_there_is_nothing_to_open(self, counsellor: Actor) -> None:
        with pytest.raises(Conflict, match="no_passphrase"):
            vault.unlock(counsellor, passphrase=PASSPHRASE)

    def test_changing_it_takes_the_old_one_and_closes_everything(self, ready: Actor) -> None:
        vault.unlock(ready, passphrase=PASSPHRASE)
        for current in ("", WRONG):
            with pytest.raises(Refused):
                vault.set_passphrase(ready, passphrase="five quiet grey herons", current=current)
        vault.set_passphrase(ready, passphrase="five quiet grey herons", current=PASSPHRASE)
        assert not vault.unlock_state(ready).is_open
        with pytest.raises(Refused):
            vault.unlock(ready, passphrase=PASSPHRASE)
        with at(1):
            assert vault.unlock(ready, passphrase="five quiet grey herons").is_open

    def test_a_weak_one_is_not_set(self, counsellor: Actor) -> None:
        with pytest.raises(Invalid):
            vault.set_passphrase(counsellor, passphrase="short")

    @pytest.mark.parametrize("role", [Role.OPERATIONS, Role.AUDITOR, Role.SYSTEM_ADMIN])
    def test_who_never_reads_has_nothing_to_unlock(self, role: Role) -> None:
        actor = staff(role)
        with pytest.raises(Refused):
            vault.set_passphrase(actor, passphrase=PASSPHRASE)
        with pytest.raises(Refused):
            vault.unlock(actor, passphrase=PASSPHRASE)

    def test_it_is_stored_as_nothing_that_could_be_read(self, ready: Actor) -> None:
        with acting(ready):
            row = Passphrase.objects.get()
        kept = bytes(row.salt) + bytes(row.verifier)
        assert len(kept) == 16 + 32
        assert PASSPHRASE.encode() not in kept

    def test_an_administrator_sees_nobodys_and_changes_nobodys(self, ready: Actor) -> None:
        for role in (Role.SYSTEM_ADMIN, Role.PROGRAMME_MANAGER, Role.COUNSELLOR):
            with acting(staff(role)):
                assert not Passphrase.objects.exists()
                assert Passphrase.objects.update(verifier=bytes(32)) == 0


@pytest.mark.django_db
class TestTime:
    def test_unused_it_ends_after_ten_minutes_and_use_moves_that_on(self, ready: Actor) -> None:
        vault.unlock(ready, passphrase=PASSPHRASE)
        for minutes in (9.9, 19.8, 29.7):
            with at(minutes):
                vault.unlocked(ready)
        with at(39.7):
            assert not vault.unlock_state(ready).is_open
            with pytest.raises(Locked):
                vault.unlocked(ready)

    def test_asking_is_not_using(self, ready: Actor) -> None:
        vault.unlock(ready, passphrase=PASSPHRASE)
        with at(9):
            assert vault.unlock_state(ready).is_open
        with at(10):
            assert not vault.unlock_state(ready).is_open

    def test_however_much_it_is_used_it_ends_after_twelve_hours(self, client: Actor) -> None:
        vault.unlock_own(client)
        for minutes in range(0, 720, 29):
            with at(minutes):
                vault.unlocked(client)
        with at(720), pytest.raises(Locked):
            vault.unlocked(client)

    def test_a_client_has_thirty_minutes(self, client: Actor) -> None:
        vault.unlock_own(client)
        with at(29.9):
            vault.unlocked(client)
        with at(59.9), pytest.raises(Locked):
            vault.unlocked(client)

    def test_a_running_session_keeps_a_counsellors_open(self, ready: Actor) -> None:
        vault.unlock(ready, passphrase=PASSPHRASE)
        vault.stay_open(ready, until=NOW + 60 * MINUTE)
        with at(59):
            vault.unlocked(ready)
        with at(68):
            vault.unlocked(ready)
        with at(78), pytest.raises(Locked):
            vault.unlocked(ready)

    def test_it_is_kept_open_for_a_session_only_and_only_when_open(self, ready: Actor) -> None:
        with pytest.raises(Locked):
            vault.stay_open(ready, until=NOW + 60 * MINUTE)
        vault.unlock(ready, passphrase=PASSPHRASE)
        with pytest.raises(Invalid):
            vault.stay_open(ready, until=NOW + 181 * MINUTE)

    def test_unlocking_again_starts_anew_and_keeps_one_window(self, ready: Actor) -> None:
        vault.unlock(ready, passphrase=PASSPHRASE)
        with at(5):
            assert vault.unlock(ready, passphrase=PASSPHRASE).opened_at == NOW + 5 * MINUTE
            with acting(ready):
                assert UnlockWindow.objects.count() == 1


@pytest.mark.django_db
class TestSession:
    def test_another_session_of_the_same_person_is_locked(self, ready: Actor) -> None:
        vault.unlock(ready, passphrase=PASSPHRASE)
        elsewhere = dataclasses.replace(ready, session=uuid4())
        assert not vault.unlock_state(elsewhere).is_open
        with pytest.raises(Locked):
            vault.unlocked(elsewhere)

    def test_another_person_in_the_same_session_is_locked(self, ready: Actor) -> None:
        vault.unlock(ready, passphrase=PASSPHRASE)
        with pytest.raises(Locked):
            vault.unlocked(dataclasses.replace(ready, id=uuid4()))
        with pytest.raises(Locked):
            vault.unlocked(Actor.client(ready.known_id, session=ready.session))

    def test_without_a_session_nothing_opens(self, ready: Actor) -> None:
        with pytest.raises(Refused, match="not_signed_in"):
            vault.unlock(dataclasses.replace(ready, session=None), passphrase=PASSPHRASE)
        for nobody in (Actor.anonymous(), Actor.system("reminders")):
            with pytest.raises(Locked):
                vault.unlocked(nobody)

    def test_locking_closes_this_session_and_no_other(self, ready: Actor) -> None:
        elsewhere = dataclasses.replace(ready, session=uuid4())
        vault.unlock(ready, passphrase=PASSPHRASE)
        vault.unlock(elsewhere, passphrase=PASSPHRASE)
        vault.lock(ready)
        assert not vault.unlock_state(ready).is_open
        assert vault.unlock_state(elsewhere).is_open
        assert trail(ready)[-1] == ("vault.lock", "allowed")

    def test_nobody_else_sees_or_moves_the_window(self, ready: Actor) -> None:
        vault.unlock(ready, passphrase=PASSPHRASE)
        with acting(staff(*Role.values)):
            assert not UnlockWindow.objects.exists()
            assert UnlockWindow.objects.update(idle_until=NOW + 700 * MINUTE) == 0

    def test_what_has_ended_is_swept_away(self, ready: Actor, client: Actor) -> None:
        vault.unlock(ready, passphrase=PASSPHRASE)
        vault.unlock_own(client)
        with at(11):
            assert vault.sweep(Actor.system("vault")) == 1
            assert vault.unlock_state(client).is_open
        with pytest.raises(Refused):
            vault.sweep(ready)


@pytest.mark.django_db
class TestClient:
    def test_only_the_private_key_opens_ones_own(self, client: Actor, ready: Actor) -> None:
        assert vault.unlock_own(client).kinds == {"own"}
        assert trail(client) == [("vault.unlock.own", "allowed")]
        with pytest.raises(Refused, match="private_key_needed"):
            vault.unlock_own(Actor.client(uuid4(), session=uuid4()))
        with pytest.raises(Refused):
            vault.unlock_own(ready)
        with pytest.raises(Refused):
            vault.unlock(client, passphrase=PASSPHRASE)

    def test_a_live_session_reaches_its_messages_until_its_end(self) -> None:
        visitor, file_id = Actor.client(uuid4(), session=uuid4()), uuid4()
        live = vault.unlock_live(
            visitor, appointment_id=uuid4(), file_id=file_id, until=NOW + 50 * MINUTE
        )
        assert live.until == NOW + 50 * MINUTE
        with at(49):
            proof = vault.unlocked(visitor)
            assert proof.covers("case", file_id, "message")
            assert not proof.covers("case", uuid4(), "message")
            assert not proof.covers("case", file_id, "note")
        with at(50), pytest.raises(Locked):
            vault.unlocked(visitor)
        with pytest.raises(Invalid):
            vault.unlock_live(
                visitor, appointment_id=uuid4(), file_id=file_id, until=NOW + 200 * MINUTE
            )


@pytest.mark.django_db
class TestDuty:
    @pytest.fixture
    def on_call(self) -> Actor:
        actor = staff(Role.COUNSELLOR, Role.ON_CALL)
        vault.set_passphrase(actor, passphrase=PASSPHRASE)
        return actor

    def test_it_needs_an_open_unlock_and_the_role(self, on_call: Actor, ready: Actor) -> None:
        with pytest.raises(Locked):
            vault.start_duty(on_call, until=NOW + 60 * MINUTE)
        vault.unlock(ready, passphrase=PASSPHRASE)
        with pytest.raises(Refused):
            vault.start_duty(ready, until=NOW + 60 * MINUTE)

    def test_it_lasts_the_shift_for_crisis_files_only(self, on_call: Actor) -> None:
        vault.unlock(on_call, passphrase=PASSPHRASE)
        assert vault.start_duty(on_call, until=NOW + 480 * MINUTE).kinds == {"care", "duty"}
        vault.lock(on_call)
        with at(479):
            proof = vault.unlocked(on_call)
            assert proof.covers("crisis", uuid4(), "crisis")
            for kind in ("case", "drawer"):
                assert not proof.covers(kind, uuid4(), "note")
        with at(480), pytest.raises(Locked):
            vault.unlocked(on_call)

    def test_it_lasts_twelve_hours_at_most(self, on_call: Actor) -> None:
        vault.unlock(on_call, passphrase=PASSPHRASE)
        with pytest.raises(Invalid, match="too_long"):
            vault.start_duty(on_call, until=NOW + 721 * MINUTE)

    def test_sign_out_ends_it_too(self, on_call: Actor) -> None:
        vault.unlock(on_call, passphrase=PASSPHRASE)
        vault.start_duty(on_call, until=NOW + 60 * MINUTE)
        vault.lock(on_call, duty=True)
        assert not vault.unlock_state(on_call).is_open


@pytest.mark.django_db(transaction=True)
class TestCommitted:
    def test_a_wrong_try_cannot_be_rolled_back_by_its_caller(self, ready: Actor) -> None:
        with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
            vault.unlock(ready, passphrase=WRONG)
        with pytest.raises(Refused):
            vault.unlock(ready, passphrase=WRONG)
        assert trail(ready)[-1] == ("vault.unlock", "refused")
        with acting(ready):
            assert Passphrase.objects.get().tries == 1

    def test_many_tries_at_once_gain_nothing(self, ready: Actor) -> None:
        said: list[str] = []

        def attempt() -> None:
            with clock.standing_at(NOW):
                try:
                    vault.unlock(ready, passphrase=WRONG)
                except (Refused, Throttled) as error:
                    said.append(error.code)
                finally:
                    connection.close()

        threads = [threading.Thread(target=attempt) for _ in range(12)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(said) == ["too_many_tries"] * 9 + ["wrong_passphrase"] * 3

    def test_two_first_passphrases_at_once_leave_one(self, counsellor: Actor) -> None:
        said: list[str] = []

        def attempt(number: int) -> None:
            with clock.standing_at(NOW):
                try:
                    vault.set_passphrase(counsellor, passphrase=f"{number} quiet grey herons")
                    said.append("set")
                except (Conflict, Refused) as error:
                    said.append(error.code)
                finally:
                    connection.close()

        threads = [threading.Thread(target=attempt, args=(n,)) for n in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(said) in (["set", "stale"], ["set", "wrong_passphrase"])
