"""Unlocking: by whom, for how long, for what, and how it is remembered."""

import copy
import dataclasses
import pickle
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction

from eap.audit.models import AuditEvent
from eap.core import clock
from eap.core.actor import Actor
from eap.core.database import acting
from eap.core.errors import Conflict, Invalid, Locked, Refused, Throttled
from eap.core.roles import Role
from eap.vault import desks, directory, enrolment, passphrases
from eap.vault import unlock as vault
from eap.vault.models import Passphrase, UnlockWindow
from eap.vault.policies import VAULT
from eap.vault.sealing import new_file
from eap.vault.unlock import Unlocked
from eap.vault.words import DESKS, Desk
from tests.factories import keys

from .conftest import PASSPHRASE, at_once, enrol, holder_of, staff, unlocked_client, visitor

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
    enrol(counsellor)
    return counsellor


@pytest.fixture
def client(db: None) -> Actor:
    """A client who unlocked by private key."""
    return unlocked_client()


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
                Unlocked({uuid4(): bytes(32)}, {}, maker)
        with pytest.raises(TypeError):
            Unlocked({uuid4(): bytes(32)})

    @pytest.mark.django_db
    def test_a_real_one_is_neither_changed_nor_multiplied(self, client: Actor) -> None:
        proof = vault.unlocked(client)
        assert repr(proof) == "<Unlocked>"
        for multiply in (copy.copy, copy.deepcopy, pickle.dumps):
            with pytest.raises(TypeError):
                multiply(proof)
        with pytest.raises(TypeError, match="only an unlock"):
            dataclasses.replace(proof, keys={})
        with pytest.raises(dataclasses.FrozenInstanceError):
            proof.keys = {}  # type: ignore[misc]


@pytest.mark.django_db
class TestPassphrase:
    def test_the_right_one_opens_and_leaves_a_trace(self, ready: Actor) -> None:
        state = vault.unlock(ready, passphrase=PASSPHRASE)
        assert state.is_open
        assert state == vault.unlock_state(ready)
        assert (state.kinds, state.opened_at) == (frozenset({"care"}), NOW)
        assert (state.idle_until, state.until) == (NOW + 10 * MINUTE, NOW + 720 * MINUTE)
        assert list(vault.unlocked(ready).keys) == [line_of(ready).id]
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
        enrol(other)
        for minutes in (0, 1, 2):
            with at(minutes), pytest.raises(Refused):
                vault.unlock(other, passphrase=WRONG)
        with at(2):
            assert vault.unlock(ready, passphrase=PASSPHRASE).is_open

    def test_without_one_there_is_nothing_to_open(self, counsellor: Actor) -> None:
        with pytest.raises(Conflict, match="no_passphrase"):
            vault.unlock(counsellor, passphrase=PASSPHRASE)

    @pytest.mark.parametrize("role", [Role.OPERATIONS, Role.AUDITOR, Role.SYSTEM_ADMIN])
    def test_who_never_reads_has_nothing_to_unlock(self, role: Role) -> None:
        actor = staff(role)
        with pytest.raises(Refused):
            vault.unlock(actor, passphrase=PASSPHRASE)


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
        for minutes in range(0, 720, 29):
            with at(minutes):
                vault.unlocked(client)
        with at(720), pytest.raises(Locked):
            vault.unlocked(client)

    def test_a_client_has_thirty_minutes(self, client: Actor) -> None:
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
        with at(11):
            assert vault.sweep(Actor.system("vault")) == 1
            assert vault.unlock_state(client).is_open
        with pytest.raises(Refused):
            vault.sweep(ready)


@pytest.mark.django_db
class TestBrowser:
    """What is unlocked is under the half key in the cookie of the browser that unlocked it."""

    def test_another_browsers_half_opens_nothing_and_closes_nothing(self, ready: Actor) -> None:
        vault.unlock(ready, passphrase=PASSPHRASE)
        for half in (None, b"", b"x" * vault.HALF, keys.HALF[:-1], keys.HALF + b"x"):
            elsewhere = dataclasses.replace(ready, half=half)
            assert not vault.unlock_state(elsewhere).is_open
            with pytest.raises(Locked):
                vault.unlocked(elsewhere)
            assert vault.held_by(elsewhere) is None
        assert vault.unlock_state(ready).is_open

    def test_without_a_half_nothing_is_unlocked(self, ready: Actor) -> None:
        for half in (None, b"", b"short"):
            with pytest.raises(Refused, match="not_signed_in"):
                vault.unlock(dataclasses.replace(ready, half=half), passphrase=PASSPHRASE)

    def test_a_row_moved_to_another_session_person_or_kind_opens_nothing(
        self, ready: Actor
    ) -> None:
        """The browser's own half, and a row that SQL has made to look like its own."""
        vault.unlock(ready, passphrase=PASSPHRASE)
        thief = keys.unlock(staff(Role.COUNSELLOR, Role.ON_CALL))
        with acting(ready):
            row = UnlockWindow.objects.get()
        with acting(thief):
            mine = UnlockWindow.objects.get()
            for columns in (
                ("sealed_keys",),
                ("sealed_keys", "kind"),
                ("sealed_keys", "opened_at"),
            ):
                for column in columns:
                    setattr(mine, column, getattr(row, column))
                mine.save()
                with pytest.raises(Locked):
                    vault.unlocked(thief)

    @pytest.mark.parametrize("cut", [0, 5, 12, 40])
    def test_a_hurt_row_opens_nothing(self, ready: Actor, cut: int) -> None:
        vault.unlock(ready, passphrase=PASSPHRASE)
        with acting(ready):
            row = UnlockWindow.objects.get()
            row.sealed_keys = bytes(row.sealed_keys)[:cut]
            row.save()
            with pytest.raises(Locked):
                vault.unlocked(ready)

    def test_no_key_and_no_half_is_in_the_row(self, ready: Actor) -> None:
        vault.unlock(ready, passphrase=PASSPHRASE)
        (private,) = vault.unlocked(ready).keys.values()
        with acting(ready):
            row = UnlockWindow.objects.get()
        kept = b"".join(bytes(one) for one in (row.sealed_keys, row.half_mark))
        assert private not in kept and keys.HALF not in kept
        assert row.public_key is None


@pytest.mark.django_db
class TestClient:
    def test_only_the_private_key_opens_ones_own(self, client: Actor, ready: Actor) -> None:
        assert vault.unlock_state(client).kinds == {"own"}
        assert trail(client) == [("vault.unlock.own", "allowed")]
        private = bytes(32)
        with pytest.raises(Refused, match="private_key_needed"):
            vault.unlock_own(client, private=private)
        with pytest.raises(Refused, match="private_key_needed"):
            vault.unlock_own(visitor(), private=private)
        with pytest.raises(Refused, match="private_key_needed"):
            vault.unlock_own(visitor(client.id, way_in="visit"), private=private)
        with pytest.raises(Refused):
            vault.unlock_own(ready, private=private)
        with pytest.raises(Refused):
            vault.unlock(client, passphrase=PASSPHRASE)

    def test_a_live_session_lasts_until_its_end(self) -> None:
        caller = visitor(way_in="visit")
        file_id = new_file("case", circle=[DESKS[Desk.INTAKE], holder_of(caller)])
        live = vault.unlock_live(
            caller, appointment_id=uuid4(), file_id=file_id, until=NOW + 50 * MINUTE
        )
        assert live.until == NOW + 50 * MINUTE
        with at(49):
            proof = vault.unlocked(caller)
            assert (set(proof.keys), set(proof.live)) == ({file_id}, {file_id})
        with at(50), pytest.raises(Locked):
            vault.unlocked(caller)
        with pytest.raises(Invalid):
            vault.unlock_live(
                caller, appointment_id=uuid4(), file_id=file_id, until=NOW + 200 * MINUTE
            )


@pytest.mark.django_db
class TestDuty:
    @pytest.fixture
    def on_call(self) -> Actor:
        return keys.unlock(staff(Role.COUNSELLOR, Role.ON_CALL))

    @staticmethod
    def start(actor: Actor, minutes: int) -> vault.UnlockState:
        desk_key = desks.key_of(actor, Desk.ON_CALL)
        return vault.start_duty(actor, until=NOW + minutes * MINUTE, desk_key=desk_key)

    def test_it_needs_an_open_unlock_the_desk_and_the_role(self, on_call: Actor) -> None:
        desk_key = desks.key_of(on_call, Desk.ON_CALL)
        lead = keys.unlock(staff(Role.CLINICAL_LEAD))
        with pytest.raises(Refused):
            vault.start_duty(lead, until=NOW + 60 * MINUTE, desk_key=desk_key)
        outside = keys.unlock_only(staff(Role.ON_CALL))
        with pytest.raises(Conflict, match="not_let_in"):
            self.start(outside, 60)
        vault.lock(on_call)
        with pytest.raises(Locked):
            self.start(on_call, 60)
        with pytest.raises(Locked):
            vault.start_duty(on_call, until=NOW + 60 * MINUTE, desk_key=desk_key)

    def test_it_lasts_the_shift_and_opens_with_the_desks_key_alone(self, on_call: Actor) -> None:
        assert self.start(on_call, 480).kinds == {"care", "duty"}
        vault.lock(on_call)
        with acting(Actor.system(VAULT)):
            desk = directory.standing([DESKS[Desk.ON_CALL]])[DESKS[Desk.ON_CALL]]
        with at(479):
            assert list(vault.unlocked(on_call).keys) == [desk.id]
            assert vault.is_on_duty(on_call)
        with at(480), pytest.raises(Locked):
            vault.unlocked(on_call)

    def test_it_lasts_twelve_hours_at_most(self, on_call: Actor) -> None:
        with pytest.raises(Invalid, match="too_long"):
            self.start(on_call, 721)

    def test_sign_out_ends_it_too(self, on_call: Actor) -> None:
        self.start(on_call, 60)
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
        def attempt(_: int) -> None:
            with clock.standing_at(NOW):
                vault.unlock(ready, passphrase=WRONG)

        said = at_once(range(12), attempt)
        assert sorted(said) == ["too_many_tries"] * 9 + ["wrong_passphrase"] * 3

    def test_a_hundred_unlocks_at_once_all_open_each_their_own(self) -> None:
        """As many at a time as the database has connections for."""
        people = [staff(Role.COUNSELLOR) for _ in range(100)]
        for one in people:
            keys.give_passphrase(one, PASSPHRASE)

        def attempt(one: Actor) -> None:
            with clock.standing_at(NOW):
                vault.unlock(one, passphrase=PASSPHRASE)

        for first in range(0, 100, 25):
            assert at_once(people[first : first + 25], attempt) == ["done"] * 25
        for one in people:
            assert list(vault.unlocked(one).keys) == [line_of(one).id]

    def test_unlocking_again_and_again_in_one_session_at_once(self, ready: Actor) -> None:
        def attempt(_: int) -> None:
            with clock.standing_at(NOW):
                vault.unlock(ready, passphrase=PASSPHRASE)

        assert at_once(range(3), attempt) == ["done"] * 3
        assert vault.unlock_state(ready).is_open

    def test_right_ones_at_once_do_not_throttle_each_other(self, ready: Actor) -> None:
        """Not even after wrong ones, when the next wrong one would have to wait."""

        def attempt(passphrase: str) -> None:
            with clock.standing_at(NOW):
                vault.unlock(ready, passphrase=passphrase)

        assert at_once([WRONG] * 2, attempt) == ["wrong_passphrase"] * 2
        assert at_once([PASSPHRASE] * 8, attempt) == ["done"] * 8
        with acting(ready):
            assert Passphrase.objects.get().tries == 0

    @pytest.mark.parametrize(
        "change", ["salt = 'short'", "salt = ''", "sealed_key = substr(sealed_key, 2)"]
    )
    def test_a_damaged_row_says_so_and_the_code_still_opens(
        self, as_owner: Callable[[], Any], change: str
    ) -> None:
        actor = staff(Role.COUNSELLOR)
        code = keys.give_passphrase(actor, PASSPHRASE)
        with as_owner() as owner:
            owner.execute(f"UPDATE vault_passphrase SET {change}")
        with acting(actor):
            pair_id = Passphrase.objects.get().pair_id
        for act in (
            lambda: vault.unlock(actor, passphrase=PASSPHRASE),
            lambda: enrolment.set_passphrase(actor, passphrase="x" + WRONG, current=PASSPHRASE),
        ):
            with pytest.raises(Conflict, match="key_damaged") as caught:
                act()
            assert caught.value.extra == {"reference": str(pair_id)}
        assert ("vault.damaged", "refused") in trail(actor)
        enrolment.recover(actor, words=" ".join(code), passphrase="x" + WRONG)
        assert vault.unlock(actor, passphrase="x" + WRONG).is_open


@pytest.mark.django_db(transaction=True)
def test_it_costs_what_is_promised(monkeypatch: pytest.MonkeyPatch) -> None:
    """The one unlock at full cost: 64 MiB, three passes."""
    monkeypatch.setattr(passphrases, "MEMORY_KIB", 64 * 1024)
    actor = staff(Role.COUNSELLOR)
    enrol(actor)
    began = time.process_time()
    vault.unlock(actor, passphrase=PASSPHRASE)
    assert time.process_time() - began > 0.04


def line_of(actor: Actor) -> directory.Line:
    """The actor's line in the directory."""
    with acting(Actor.system(VAULT)):
        return directory.standing([holder_of(actor)])[holder_of(actor)]
