"""How somebody comes by a key: passphrase, recovery code, beginning anew, a client's words."""

import dataclasses
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from eap.core import clock
from eap.core.actor import Actor
from eap.core.database import acting
from eap.core.errors import Conflict, Invalid, Refused, Throttled
from eap.core.roles import Role
from eap.vault import directory, enrolment, pairs, passphrases, words12
from eap.vault import unlock as vault
from eap.vault.models import KeyPair, Passphrase, Wrap
from eap.vault.policies import VAULT
from eap.vault.words import DESKS, Desk, client
from tests.factories import keys

from .conftest import PASSPHRASE, at_once, enrol, holder_of, staff, trail, visitor

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("light_argon2")]
WRONG = "four loud grey herons"
NEW = "five quiet grey herons"


def line_of(actor: Actor) -> directory.Line | None:
    with acting(Actor.system(VAULT)):
        return directory.standing([holder_of(actor)]).get(holder_of(actor))


def other_words() -> str:
    return " ".join(words12.new_words("en"))


class TestFirst:
    def test_nothing_opens_until_the_code_was_typed_again(self, counsellor: Actor) -> None:
        code = enrolment.set_passphrase(counsellor, passphrase=PASSPHRASE)
        assert len(code) == 12
        assert line_of(counsellor) is None
        assert not vault.unlock_state(counsellor).is_set
        with pytest.raises(Conflict, match="no_passphrase"):
            vault.unlock(counsellor, passphrase=PASSPHRASE)
        with pytest.raises(Refused, match="wrong_code"):
            enrolment.confirm_recovery(counsellor, words=other_words())
        enrolment.confirm_recovery(counsellor, words=" ".join(code).upper())
        assert vault.unlock(counsellor, passphrase=PASSPHRASE).is_open
        assert line_of(counsellor) is not None
        assert [event.decision for event in trail("vault.passphrase.set")] == ["allowed"]

    def test_one_that_was_never_confirmed_is_set_again(self, counsellor: Actor) -> None:
        first = enrolment.set_passphrase(counsellor, passphrase=PASSPHRASE)
        second = enrolment.set_passphrase(counsellor, passphrase=NEW)
        with pytest.raises(Refused, match="wrong_code"):
            enrolment.confirm_recovery(counsellor, words=" ".join(first))
        enrolment.confirm_recovery(counsellor, words=" ".join(second))
        assert vault.unlock(counsellor, passphrase=NEW).is_open

    def test_in_chinese_too(self, counsellor: Actor) -> None:
        code = enrolment.set_passphrase(counsellor, passphrase=PASSPHRASE, language="zh-Hans")
        enrolment.confirm_recovery(counsellor, words="".join(code))
        assert vault.unlock(counsellor, passphrase=PASSPHRASE).is_open

    def test_two_at_once_leave_one_that_opens(self, counsellor: Actor) -> None:
        made: dict[str, list[str]] = {}

        def first(number: int) -> None:
            phrase = f"{number} quiet grey herons"
            made[phrase] = enrolment.set_passphrase(counsellor, passphrase=phrase)

        said = at_once(range(4), first)
        assert set(said) <= {"done", "stale"} and "done" in said
        kept = 0
        for phrase, code in made.items():
            try:
                enrolment.confirm_recovery(counsellor, words=" ".join(code))
            except (Refused, Conflict):
                continue
            kept += 1
            assert vault.unlock(counsellor, passphrase=phrase).is_open
        assert kept == 1
        with acting(counsellor):
            assert Passphrase.objects.count() == 1

    def test_confirming_twice_at_once_enters_one_key(self, counsellor: Actor) -> None:
        code = " ".join(enrolment.set_passphrase(counsellor, passphrase=PASSPHRASE))
        said = at_once(range(4), lambda _: enrolment.confirm_recovery(counsellor, words=code))
        assert said.count("done") == 1
        assert set(said) <= {"done", "stale", "no_code"}
        with acting(Actor.system(VAULT)):
            assert KeyPair.objects.filter(holder_id=counsellor.id).count() == 1

    def test_a_weak_one_is_not_set(self, counsellor: Actor) -> None:
        with pytest.raises(Invalid):
            enrolment.set_passphrase(counsellor, passphrase="short")

    @pytest.mark.parametrize("role", [Role.OPERATIONS, Role.AUDITOR, Role.SYSTEM_ADMIN])
    def test_who_never_reads_has_nothing_to_set(self, role: Role) -> None:
        actor = staff(role)
        for act in (
            lambda: enrolment.set_passphrase(actor, passphrase=PASSPHRASE),
            lambda: enrolment.confirm_recovery(actor, words=other_words()),
            lambda: enrolment.recover(actor, words=other_words(), passphrase=PASSPHRASE),
            lambda: enrolment.start_anew(actor),
        ):
            with pytest.raises(Refused):
                act()

    def test_it_is_stored_as_nothing_that_could_be_read(self, counsellor: Actor) -> None:
        code = enrol(counsellor)
        with acting(counsellor):
            row = Passphrase.objects.get()
        kept = bytes(row.salt) + bytes(row.sealed_key) + bytes(row.recovery_copy or b"")
        assert len(kept) == 16 + 2 * (12 + 32 + 16)
        private = passphrases.opened(passphrases.stored_in(row), PASSPHRASE)
        assert private is not None
        for secret in (PASSPHRASE.encode(), code.encode(), words12.entropy_of(code), private):
            assert secret not in kept

    @pytest.mark.no_desks
    def test_the_first_of_a_role_founds_its_desk_and_the_next_waits_outside(self) -> None:
        first, second = staff(Role.COUNSELLOR), staff(Role.COUNSELLOR, Role.ON_CALL)
        enrol(first)
        enrol(second)
        with acting(Actor.system(VAULT)):
            lines = directory.standing(DESKS.values())
            inside = {
                desk: list(
                    Wrap.objects.filter(
                        subject_id=lines[DESKS[desk]].id, holder="staff"
                    ).values_list("holder_id", flat=True)
                )
                for desk in Desk
            }
        assert inside == {Desk.INTAKE: [first.id], Desk.ON_CALL: [second.id]}

    @pytest.mark.no_desks
    def test_two_founders_at_once_leave_one_desk(self) -> None:
        people = [staff(Role.COUNSELLOR) for _ in range(3)]
        codes = {
            one: " ".join(enrolment.set_passphrase(one, passphrase=PASSPHRASE)) for one in people
        }
        said = at_once(people, lambda one: enrolment.confirm_recovery(one, words=codes[one]))
        assert set(said) <= {"done", "stale"} and "done" in said
        for one in people:
            if line_of(one) is None:
                enrolment.confirm_recovery(one, words=codes[one])
        with acting(Actor.system(VAULT)):
            assert KeyPair.objects.filter(holder="desk").count() == 1
            assert Wrap.objects.filter(holder="staff").count() == 1


class TestChange:
    def test_it_takes_the_old_one_closes_everything_and_keeps_the_code(
        self, counsellor: Actor
    ) -> None:
        code = enrol(counsellor)
        vault.unlock(counsellor, passphrase=PASSPHRASE)
        before = line_of(counsellor)
        for current in ("", WRONG):
            with pytest.raises(Refused, match="wrong_passphrase"):
                enrolment.set_passphrase(counsellor, passphrase=NEW, current=current)
        assert enrolment.set_passphrase(counsellor, passphrase=NEW, current=PASSPHRASE) == []
        assert not vault.unlock_state(counsellor).is_open
        assert line_of(counsellor) == before
        with pytest.raises(Refused):
            vault.unlock(counsellor, passphrase=PASSPHRASE)
        assert vault.unlock(counsellor, passphrase=NEW).is_open
        assert enrolment.recover(counsellor, words=code, passphrase=PASSPHRASE)


class TestRecovery:
    def test_the_code_opens_the_same_key_and_gives_a_new_code(self, counsellor: Actor) -> None:
        old = enrol(counsellor)
        before = line_of(counsellor)
        new = " ".join(enrolment.recover(counsellor, words=old, passphrase=NEW))
        assert new != old
        assert vault.unlock(counsellor, passphrase=NEW).is_open
        assert line_of(counsellor) == before
        with pytest.raises(Refused, match="wrong_code"):  # not yet typed again
            enrolment.recover(counsellor, words=new, passphrase=NEW)
        enrolment.confirm_recovery(counsellor, words=new)
        with pytest.raises(Refused, match="wrong_code"):
            enrolment.recover(counsellor, words=old, passphrase=NEW)
        enrolment.recover(counsellor, words=new, passphrase=PASSPHRASE)
        assert line_of(counsellor) == before

    def test_wrong_words_open_nothing_leave_an_event_and_are_slowed_down(
        self, counsellor: Actor
    ) -> None:
        enrol(counsellor)
        for _ in range(3):
            with pytest.raises(Refused, match="wrong_code"):
                enrolment.recover(counsellor, words=other_words(), passphrase=NEW)
        with pytest.raises(Throttled):
            enrolment.recover(counsellor, words=other_words(), passphrase=NEW)
        events = trail("vault.passphrase.recover")
        assert [event.decision for event in events] == ["refused"] * 3
        with clock.standing_at(clock.now() + timedelta(seconds=5)):
            assert vault.unlock(counsellor, passphrase=PASSPHRASE).is_open

    def test_words_that_are_none_cost_no_try(self, counsellor: Actor) -> None:
        enrol(counsellor)
        for words in ("", "one two three", "abandon " * 12):
            with pytest.raises(Invalid):
                enrolment.recover(counsellor, words=words, passphrase=NEW)
        with acting(counsellor):
            assert Passphrase.objects.get().tries == 0

    def test_anothers_code_and_anothers_row_open_nothing(
        self, counsellor: Actor, as_owner: Any
    ) -> None:
        other = staff(Role.COUNSELLOR)
        enrol(counsellor)
        code = enrol(other)
        with pytest.raises(Refused):
            enrolment.recover(counsellor, words=code, passphrase=NEW)
        columns = "salt, pair_id, sealed_key, recovery_copy"
        with as_owner() as owner:
            owner.execute(
                f"UPDATE vault_passphrase SET ({columns}) = (SELECT {columns}"
                " FROM vault_passphrase WHERE staff_id = %s) WHERE staff_id = %s",
                [other.id, counsellor.id],
            )
        with pytest.raises(Refused):
            vault.unlock(counsellor, passphrase=PASSPHRASE)
        with pytest.raises(Refused):
            enrolment.recover(counsellor, words=code, passphrase=NEW)

    def test_without_the_pepper_neither_opens(
        self, counsellor: Actor, request: pytest.FixtureRequest
    ) -> None:
        code = enrol(counsellor)
        request.getfixturevalue("other_keyring")
        with pytest.raises(Refused):
            vault.unlock(counsellor, passphrase=PASSPHRASE)
        with pytest.raises(Refused):
            enrolment.recover(counsellor, words=code, passphrase=NEW)

    def test_before_one_was_set_there_is_nothing_to_recover(self, counsellor: Actor) -> None:
        with pytest.raises(Conflict, match="no_passphrase"):
            enrolment.recover(counsellor, words=other_words(), passphrase=NEW)
        with pytest.raises(Conflict, match="no_code"):
            enrolment.confirm_recovery(counsellor, words=other_words())


class TestAnew:
    def test_the_old_key_is_given_up_and_the_new_one_is_the_second(self, counsellor: Actor) -> None:
        code = enrol(counsellor)
        vault.unlock(counsellor, passphrase=PASSPHRASE)
        before = line_of(counsellor)
        enrolment.start_anew(counsellor)
        assert not vault.unlock_state(counsellor).is_open
        assert line_of(counsellor) == before  # until another is confirmed
        with pytest.raises(Conflict, match="no_passphrase"):
            vault.unlock(counsellor, passphrase=PASSPHRASE)
        with pytest.raises(Conflict, match="no_passphrase"):
            enrolment.recover(counsellor, words=code, passphrase=NEW)
        enrol(counsellor, NEW)
        after = line_of(counsellor)
        assert before and after and (before.version, after.version) == (1, 2)
        assert before.public_key != after.public_key
        assert len(trail("vault.passphrase.lost")) == 1


class TestAdministrator:
    @pytest.mark.parametrize("role", [Role.SYSTEM_ADMIN, Role.PROGRAMME_MANAGER, Role.COUNSELLOR])
    def test_nobody_sees_or_changes_anothers(self, counsellor: Actor, role: Role) -> None:
        enrol(counsellor)
        with acting(staff(role)):
            assert not Passphrase.objects.exists()
            assert Passphrase.objects.update(sealed_key=bytes(60)) == 0

    def test_a_new_sign_in_for_the_same_person_opens_nothing(self, counsellor: Actor) -> None:
        """What an administrator can hand out: another session, in another browser."""
        enrol(counsellor)
        vault.unlock(counsellor, passphrase=PASSPHRASE)
        reset = dataclasses.replace(counsellor, session=uuid4(), half=b"h" * vault.HALF)
        assert not vault.unlock_state(reset).is_open
        with pytest.raises(Refused):
            vault.unlock(reset, passphrase=WRONG)
        with pytest.raises(Refused):
            enrolment.set_passphrase(reset, passphrase=NEW)


class TestClient:
    def test_words_give_the_same_key_every_time(self) -> None:
        words = other_words()
        private = vault.client_private(words)
        assert private == vault.client_private(words.upper())
        actor = visitor()
        enrolment.enter_client(actor, private=private)
        with acting(actor):
            line = directory.standing([client(actor.known_id)])[client(actor.known_id)]
        assert line.public_key == pairs.public_of(private)
        assert vault.unlock_own(actor, private=private).is_open

    def test_two_keys_at_once_leave_one_that_stands(self) -> None:
        actor, halves = visitor(), [pairs.new_private() for _ in range(4)]
        said = at_once(halves, lambda one: enrolment.enter_client(actor, private=one))
        assert "done" in said
        line = line_of(actor)
        assert line is not None
        assert line.public_key in {pairs.public_of(private) for private in halves}

    def test_what_was_laid_by_is_taken_up_in_this_browser_only(self) -> None:
        actor, private = visitor(), pairs.new_private()
        laid_by = vault.lay_by(actor, private)
        assert private not in laid_by
        assert vault.take_up(actor, laid_by) == private
        for other in (dataclasses.replace(actor, half=b"x" * vault.HALF), visitor()):
            with pytest.raises(Refused, match="other_browser"):
                vault.take_up(other, laid_by)
        for hurt in (b"", laid_by[:-1], laid_by[:20], keys.HALF):
            with pytest.raises(Refused, match="other_browser"):
                vault.take_up(actor, hurt)
