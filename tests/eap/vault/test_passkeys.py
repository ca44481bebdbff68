"""Unlocking by a passkey: who may add one, what it opens, and what tampering comes to."""

import dataclasses
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from eap.core import clock
from eap.core.actor import Actor
from eap.core.database import acting
from eap.core.errors import Conflict, Invalid, Locked, Missing, Refused, Throttled
from eap.core.roles import Role
from eap.vault import enrolment, passkeys, prf, webauthn
from eap.vault import unlock as vault
from eap.vault.keyring import keyring
from eap.vault.models import Passkey, PasskeyChallenge
from eap.vault.passkeys import Known
from eap.vault.policies import VAULT
from eap.vault.words import Device
from tests.factories.passkeys import PRESENT, VERIFIED, SoftPasskey

from .conftest import PASSPHRASE, at_once, enrol, staff, trail

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("light_argon2")]
LATER = timedelta(minutes=16)


@pytest.fixture(autouse=True)
def _address(settings: Any) -> None:
    settings.PUBLIC_ADDRESS = "https://eap.example.org"


def device(**more: Any) -> SoftPasskey:
    """A passkey that knows where it is used."""
    return SoftPasskey(**{"rp_id": "eap.example.org", "origin": "https://eap.example.org", **more})


@pytest.fixture
def person(counsellor: Actor) -> Actor:
    """A counsellor who has just unlocked by passphrase."""
    enrol(counsellor)
    vault.unlock(counsellor, passphrase=PASSPHRASE)
    return counsellor


def add(actor: Actor, key: SoftPasskey, *, kind: str = Device.LINUX) -> Known:
    """Add a passkey as a browser does."""
    asked = passkeys.begin_adding(actor)
    return passkeys.add(
        actor,
        made=key.make(asked.challenge),
        used=key.use(asked.challenge, asked.salt),
        device=kind,
        transports=("internal", "hybrid"),
    )


def open_with(actor: Actor, key: SoftPasskey) -> vault.UnlockState:
    """Unlock as a browser does that knows this passkey."""
    asked = passkeys.begin_unlock(actor)
    salts = {one.credential_id: one.salt for one in asked.passkeys}
    salt = salts.get(key.credential_id, next(iter(salts.values())))
    return passkeys.unlock_by_passkey(actor, used=key.use(asked.challenge, salt))


def anew(actor: Actor) -> Actor:
    """The same person, signed in once more in another browser."""
    return dataclasses.replace(actor, session=uuid4(), half=b"h" * vault.HALF)


class TestAdding:
    def test_it_opens_the_same_key_from_then_on(self, person: Actor) -> None:
        key = device()
        known = add(person, key)
        assert (known.device, known.made_on, known.used_on) == ("linux", clock.today(), None)
        by_passphrase = vault.unlocked(person).keys
        vault.lock(person)
        assert vault.unlock_state(person).has_passkey
        state = open_with(person, key)
        assert state.kinds == {"care"}
        assert vault.unlocked(person).keys == by_passphrase
        assert [one.used_on for one in passkeys.known_passkeys(person)] == [clock.today()]
        with acting(Actor.system(VAULT)):
            assert not PasskeyChallenge.objects.exists()
        assert [one.object_id for one in trail("vault.passkey.add")] == [known.id]
        assert len(trail("vault.unlock.care")) == 2

    def test_nothing_that_opens_is_kept(self, person: Actor) -> None:
        key = device()
        add(person, key)
        (private,) = vault.unlocked(person).keys.values()
        with acting(person):
            row = Passkey.objects.get()
        kept = b"".join(bytes(one) for one in (row.salt, row.credential, row.sealed_key))
        assert len(row.sealed_key) == 16 + 12 + 32 + 16
        for secret in (key.secret(bytes(row.salt)), key.inside, private, keyring().pepper):
            assert secret not in kept
        assert row.transports == "hybrid,internal"

    def test_it_takes_an_unlock_of_the_last_quarter_of_an_hour(self, person: Actor) -> None:
        with clock.standing_at(clock.now() + timedelta(minutes=9)):
            vault.unlocked(person)  # used meanwhile, and so still open afterwards
        with clock.standing_at(clock.now() + LATER), pytest.raises(Locked, match="unlock_again"):
            passkeys.begin_adding(person)
        vault.lock(person)
        with pytest.raises(Locked, match="locked"):
            passkeys.begin_adding(person)

    def test_locked_meanwhile_it_is_not_added(self, person: Actor) -> None:
        key = device()
        asked = passkeys.begin_adding(person)
        made, used = key.make(asked.challenge), key.use(asked.challenge, asked.salt)
        vault.lock(person)
        with pytest.raises(Locked):
            passkeys.add(person, made=made, used=used, device=Device.MAC)
        assert passkeys.known_passkeys(person) == []

    def test_neither_another_session_nor_another_browser_adds_one(self, person: Actor) -> None:
        """What a new password, or an administrator, can come by: a fresh sign-in."""
        asked = passkeys.begin_adding(person)
        key = device()
        made, used = key.make(asked.challenge), key.use(asked.challenge, asked.salt)
        other_browser = dataclasses.replace(person, half=b"h" * vault.HALF)
        for other in (anew(person), other_browser):
            with pytest.raises(Locked):
                passkeys.begin_adding(other)
            with pytest.raises(Locked):
                passkeys.add(other, made=made, used=used, device=Device.MAC)
        with acting(person):
            assert not Passkey.objects.exists()

    def test_a_challenge_is_answered_once_and_in_time(self, person: Actor) -> None:
        key = device()
        asked = passkeys.begin_adding(person)
        made, used = key.make(asked.challenge), key.use(asked.challenge, asked.salt)
        assert passkeys.add(person, made=made, used=used, device=Device.MAC)
        again = device()
        replayed = dataclasses.replace(again.make(asked.challenge))
        with pytest.raises(Conflict, match="stale"):
            passkeys.add(
                person, made=replayed, used=again.use(asked.challenge, asked.salt), device="mac"
            )
        asked = passkeys.begin_adding(person)
        with (
            clock.standing_at(clock.now() + timedelta(minutes=5)),
            pytest.raises(Conflict, match="stale"),
        ):
            passkeys.add(
                person,
                made=again.make(asked.challenge),
                used=again.use(asked.challenge, asked.salt),
                device="mac",
            )

    def test_the_same_one_is_there_once(self, person: Actor) -> None:
        key = device()
        add(person, key)
        assert [one.credential_id for one in passkeys.begin_adding(person).known] == [
            key.credential_id
        ]
        with pytest.raises(Conflict, match="there_already"):
            add(person, key)

    def test_ten_are_enough(self, person: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(passkeys, "MOST", 2)
        add(person, device())
        add(person, device())
        with pytest.raises(Conflict, match="too_many"):
            passkeys.begin_adding(person)

    @pytest.mark.parametrize(
        "bent",
        [
            {"origin": "https://eap.example.org.evil.example"},
            {"origin": "https://evil.eap.example.org"},
            {"origin": "http://eap.example.org"},
            {"origin": "https://eap.example.org:8443"},
            {"origin": "http://localhost:8000"},
            {"rp_id": "evil.example"},
            {"flags": PRESENT},
            {"flags": VERIFIED},
            {"flags": 0},
        ],
        ids=str,
    )
    def test_what_was_said_elsewhere_or_by_nobody_in_particular_is_refused(
        self, person: Actor, bent: dict[str, Any]
    ) -> None:
        asked = passkeys.begin_adding(person)
        key = device()
        used = key.use(asked.challenge, asked.salt)
        crooked = dataclasses.replace(key, **bent)
        for made, of in (
            (crooked.make(asked.challenge), used),
            (key.make(asked.challenge), crooked.use(asked.challenge, asked.salt)),
        ):
            with pytest.raises(Invalid, match="not_a_passkey"):
                passkeys.add(person, made=made, used=of, device=Device.MAC)
            asked = passkeys.begin_adding(person)
            used = key.use(asked.challenge, asked.salt)

    def test_rubbish_is_refused_whatever_it_is(self, person: Actor) -> None:
        key = device()
        for field in ("client_data", "attestation"):
            for bad in (b"", b"{}", b"\xff" * 40, b"[1]"):
                asked = passkeys.begin_adding(person)
                made = dataclasses.replace(key.make(asked.challenge), **{field: bad})
                with pytest.raises(Invalid):
                    passkeys.add(
                        person, made=made, used=key.use(asked.challenge, asked.salt), device="mac"
                    )
        for secret in (b"", b"short"):
            asked = passkeys.begin_adding(person)
            used = dataclasses.replace(key.use(asked.challenge, asked.salt), secret=secret)
            with pytest.raises(Invalid):
                passkeys.add(person, made=key.make(asked.challenge), used=used, device="mac")
        assert passkeys.known_passkeys(person) == []

    def test_before_the_code_was_typed_again_there_is_nothing_to_add_to(
        self, counsellor: Actor
    ) -> None:
        enrolment.set_passphrase(counsellor, passphrase=PASSPHRASE)
        with pytest.raises(Locked):
            passkeys.begin_adding(counsellor)
        with pytest.raises(Conflict, match="no_passkey"):
            passkeys.begin_unlock(counsellor)

    @pytest.mark.parametrize("role", [Role.OPERATIONS, Role.SYSTEM_ADMIN, Role.PROGRAMME_MANAGER])
    def test_who_never_reads_has_none(self, role: Role) -> None:
        actor, used = staff(role), device().use(bytes(32), bytes(32))
        for act in (
            lambda: passkeys.begin_adding(actor),
            lambda: passkeys.begin_unlock(actor),
            lambda: passkeys.known_passkeys(actor),
            lambda: passkeys.remove(actor, passkey_id=uuid4()),
            lambda: passkeys.unlock_by_passkey(actor, used=used),
        ):
            with pytest.raises(Refused):
                act()


@pytest.fixture
def key(person: Actor) -> SoftPasskey:
    """The person's passkey; nothing is unlocked."""
    made = device()
    add(person, made)
    vault.lock(person)
    return made


class TestUnlocking:
    def test_in_another_browser_too(self, person: Actor, key: SoftPasskey) -> None:
        elsewhere = anew(person)
        assert open_with(elsewhere, key).is_open
        assert not vault.unlock_state(person).is_open

    def test_what_was_overheard_opens_no_second_time(self, person: Actor, key: SoftPasskey) -> None:
        asked = passkeys.begin_unlock(person)
        used = key.use(asked.challenge, asked.passkeys[0].salt)
        assert passkeys.unlock_by_passkey(person, used=used).is_open
        vault.lock(person)
        with pytest.raises(Conflict, match="stale"):
            passkeys.unlock_by_passkey(person, used=used)
        passkeys.begin_unlock(person)  # another challenge does not help it
        with pytest.raises(Refused, match="wrong_passkey"):
            passkeys.unlock_by_passkey(person, used=used)
        assert not vault.unlock_state(person).is_open
        told = [(one.decision, one.rule) for one in trail("vault.unlock")]
        assert told == [("refused", "challenge over"), ("refused", "wrong passkey")]

    def test_two_at_once_with_one_challenge_open_once(
        self, person: Actor, key: SoftPasskey
    ) -> None:
        asked = passkeys.begin_unlock(person)
        used = key.use(asked.challenge, asked.passkeys[0].salt)
        said = at_once(range(4), lambda _: passkeys.unlock_by_passkey(person, used=used))
        assert said.count("done") == 1
        assert set(said) <= {"done", "stale", "too_many_tries"}

    def test_a_challenge_ends_after_five_minutes_and_is_swept_at_night(
        self, person: Actor, key: SoftPasskey
    ) -> None:
        asked = passkeys.begin_unlock(person)
        used = key.use(asked.challenge, asked.passkeys[0].salt)
        with clock.standing_at(clock.now() + timedelta(minutes=5)):
            with pytest.raises(Conflict, match="stale"):
                passkeys.unlock_by_passkey(person, used=used)
            passkeys.begin_unlock(person)
        with clock.standing_at(clock.now() + timedelta(hours=1)):
            vault.sweep(Actor.system(VAULT))
        with acting(person):
            assert not PasskeyChallenge.objects.exists()

    def test_a_challenge_of_another_session_or_for_adding_is_none(
        self, person: Actor, key: SoftPasskey
    ) -> None:
        asked = passkeys.begin_unlock(anew(person))
        salt = asked.passkeys[0].salt
        with pytest.raises(Conflict, match="stale"):
            passkeys.unlock_by_passkey(person, used=key.use(asked.challenge, salt))
        vault.unlock(person, passphrase=PASSPHRASE)
        adding = passkeys.begin_adding(person)
        with pytest.raises(Conflict, match="stale"):
            passkeys.unlock_by_passkey(person, used=key.use(adding.challenge, salt))

    def test_the_right_secret_with_a_wrong_signature_opens_nothing(
        self, person: Actor, key: SoftPasskey
    ) -> None:
        forger = dataclasses.replace(device(), credential_id=key.credential_id, inside=key.inside)
        with pytest.raises(Refused, match="wrong_passkey"):
            open_with(person, forger)

    def test_a_right_signature_with_a_wrong_secret_opens_nothing(
        self, person: Actor, key: SoftPasskey
    ) -> None:
        for inside in (bytes(32), device().inside):
            with pytest.raises(Refused, match="wrong_passkey"):
                open_with(person, dataclasses.replace(key, inside=inside))

    @pytest.mark.parametrize(
        "bent", [{"origin": "https://evil.example"}, {"rp_id": "evil.example"}, {"flags": PRESENT}],
        ids=str,
    )  # fmt: skip
    def test_elsewhere_or_without_looking_at_the_owner_it_opens_nothing(
        self, person: Actor, key: SoftPasskey, bent: dict[str, Any]
    ) -> None:
        with pytest.raises(Refused, match="wrong_passkey"):
            open_with(person, dataclasses.replace(key, **bent))

    def test_anothers_passkey_opens_nothing(self, person: Actor, key: SoftPasskey) -> None:
        other = staff(Role.COUNSELLOR)
        enrol(other)
        with pytest.raises(Conflict, match="no_passkey"):
            passkeys.begin_unlock(other)
        vault.unlock(other, passphrase=PASSPHRASE)
        add(other, device())
        vault.lock(other)
        with pytest.raises(Refused, match="wrong_passkey"):
            open_with(other, key)
        with pytest.raises(Missing):
            passkeys.remove(other, passkey_id=passkeys.known_passkeys(person)[0].id)

    def test_wrong_ones_are_slowed_down_together_with_the_passphrase(
        self, person: Actor, key: SoftPasskey
    ) -> None:
        with clock.standing_at(clock.now()):
            for _ in range(3):
                with pytest.raises(Refused):
                    open_with(person, dataclasses.replace(key, inside=bytes(32)))
            with pytest.raises(Throttled):
                open_with(person, key)
            with pytest.raises(Throttled):
                vault.unlock(person, passphrase=PASSPHRASE)
        with clock.standing_at(clock.now() + timedelta(seconds=5)):
            assert open_with(person, key).is_open
            vault.lock(person)
            assert vault.unlock(person, passphrase=PASSPHRASE).is_open


class TestVoid:
    def test_removed_it_opens_nothing(self, person: Actor, key: SoftPasskey) -> None:
        asked = passkeys.begin_unlock(person)
        used = key.use(asked.challenge, asked.passkeys[0].salt)
        (known,) = passkeys.known_passkeys(person)
        passkeys.remove(person, passkey_id=known.id)
        assert not vault.unlock_state(person).has_passkey
        with pytest.raises(Refused, match="wrong_passkey"):
            passkeys.unlock_by_passkey(person, used=used)
        with pytest.raises(Missing):
            passkeys.remove(person, passkey_id=known.id)
        assert len(trail("vault.passkey.remove")) == 1
        assert vault.unlock(person, passphrase=PASSPHRASE).is_open

    def test_another_passphrase_for_the_same_key_leaves_it(
        self, person: Actor, key: SoftPasskey
    ) -> None:
        enrolment.set_passphrase(person, passphrase="five quiet herons", current=PASSPHRASE)
        assert open_with(person, key).is_open

    def test_with_a_new_key_all_are_void(
        self, person: Actor, key: SoftPasskey, as_owner: Any
    ) -> None:
        kept = "SELECT * FROM vault_passkey"
        with as_owner() as owner:
            rows = owner.execute(kept).fetchall()
        enrolment.start_anew(person)
        with as_owner() as owner:
            assert owner.execute(kept).fetchall() == []
        assert not vault.unlock_state(person).has_passkey
        enrol(person)
        put = f"INSERT INTO vault_passkey VALUES ({', '.join(['%s'] * len(rows[0]))})"
        with as_owner() as owner:  # whoever restores the row restores nothing
            owner.execute(put, rows[0])
        assert passkeys.known_passkeys(person) == []
        with pytest.raises(Conflict, match="no_passkey"):
            passkeys.begin_unlock(person)
        with as_owner() as owner:
            owner.execute(
                "UPDATE vault_passkey SET pair_id = (SELECT pair_id FROM vault_passphrase)"
            )
        with pytest.raises(Refused, match="wrong_passkey"):
            open_with(person, key)


class TestTampered:
    def pair(self, person: Actor) -> tuple[Actor, SoftPasskey]:
        """Somebody else with a passkey of their own."""
        other, key = staff(Role.COUNSELLOR), device()
        enrol(other)
        vault.unlock(other, passphrase=PASSPHRASE)
        add(other, key)
        return other, key

    def test_rows_swapped_between_two_open_nothing(
        self, person: Actor, key: SoftPasskey, as_owner: Any
    ) -> None:
        """An administrator who is staff too puts their own passkey in a colleague's place."""
        other, own = self.pair(person)
        for columns in (
            "sealed_key",
            "credential_id, credential, salt",
            "credential_id, credential, salt, sealed_key",
            "credential_id, credential, salt, sealed_key, pair_id",
        ):
            with as_owner() as owner:
                before = owner.execute("SELECT * FROM vault_passkey ORDER BY id").fetchall()
                owner.execute(
                    f"UPDATE vault_passkey AS one SET ({columns}) = (SELECT {columns}"
                    " FROM vault_passkey AS two WHERE two.staff_id <> one.staff_id)"
                )
            for actor, used in ((person, own), (person, key), (other, key), (other, own)):
                with (
                    clock.standing_at(clock.now() + timedelta(hours=1)),
                    pytest.raises((Refused, Conflict)),
                ):
                    open_with(actor, used)
                with as_owner() as owner:
                    owner.execute("UPDATE vault_passphrase SET tries = 0, next_try_at = NULL")
            self.restore(as_owner, before)

    def restore(self, as_owner: Any, rows: list[tuple[Any, ...]]) -> None:
        put = f"INSERT INTO vault_passkey VALUES ({', '.join(['%s'] * len(rows[0]))})"
        with as_owner() as owner:
            owner.execute("DELETE FROM vault_passkey")
            for row in rows:
                owner.execute(put, row)

    def test_a_row_given_to_another_opens_nothing(
        self, person: Actor, key: SoftPasskey, as_owner: Any
    ) -> None:
        _, own = self.pair(person)
        with as_owner() as owner:
            owner.execute("DELETE FROM vault_passkey WHERE staff_id = %s", [person.id])
            owner.execute(
                "UPDATE vault_passkey SET staff_id = %s,"
                " pair_id = (SELECT pair_id FROM vault_passphrase WHERE staff_id = %s)",
                [person.id, person.id],
            )
        with pytest.raises(Refused, match="wrong_passkey"):
            open_with(person, own)

    def test_every_flipped_bit_and_every_cut_closes_it(
        self, person: Actor, key: SoftPasskey
    ) -> None:
        with acting(person):
            stored = prf.stored_in(Passkey.objects.get())
        secret = key.secret(stored.salt)
        assert prf.opened(stored, secret) is not None
        for field in ("sealed_key", "salt", "credential"):
            whole = getattr(stored, field)
            for place in range(len(whole)):
                hurt = bytearray(whole)
                hurt[place] ^= 1 << (place % 8)
                assert (
                    prf.opened(dataclasses.replace(stored, **{field: bytes(hurt)}), secret) is None
                )
        for length in range(len(stored.sealed_key)):
            cut = dataclasses.replace(stored, sealed_key=stored.sealed_key[:length])
            assert prf.opened(cut, secret) is None
        for field in ("id", "staff_id", "pair_id"):
            assert prf.opened(dataclasses.replace(stored, **{field: uuid4()}), secret) is None

    def test_rubbish_in_the_row_is_refused_like_a_wrong_passkey(
        self, person: Actor, key: SoftPasskey, as_owner: Any
    ) -> None:
        for column in ("credential", "salt", "sealed_key"):
            for bad in (b"", b"\x00", bytes(300)):
                with as_owner() as owner:
                    before = owner.execute("SELECT * FROM vault_passkey").fetchall()
                    owner.execute(f"UPDATE vault_passkey SET {column} = %s", [bad])
                    owner.execute("UPDATE vault_passphrase SET tries = 0, next_try_at = NULL")
                with pytest.raises(Refused, match="wrong_passkey"):
                    open_with(person, key)
                self.restore(as_owner, before)

    def test_another_pepper_closes_it(
        self, person: Actor, key: SoftPasskey, request: pytest.FixtureRequest
    ) -> None:
        request.getfixturevalue("other_keyring")
        with pytest.raises(Refused, match="wrong_passkey"):
            open_with(person, key)

    @pytest.mark.parametrize("role", [Role.SYSTEM_ADMIN, Role.PROGRAMME_MANAGER, Role.COUNSELLOR])
    def test_nobody_sees_or_changes_anothers(
        self, person: Actor, key: SoftPasskey, role: Role
    ) -> None:
        passkeys.begin_unlock(person)
        with acting(staff(role)):
            assert not Passkey.objects.exists()
            assert not PasskeyChallenge.objects.exists()
            assert Passkey.objects.update(sealed_key=b"") == 0


def test_the_address_decides_and_a_port_matters_only_away_from_development(settings: Any) -> None:
    for address, told, holds in (
        ("https://eap.example.org", "https://eap.example.org", True),
        ("https://eap.example.org:8443", "https://eap.example.org:8443", True),
        ("https://eap.example.org:8443", "https://eap.example.org", False),
        ("https://eap.example.org", "https://user@eap.example.org", False),
        ("http://localhost:8000", "http://localhost:9000", True),
        ("http://localhost:8000", "https://localhost:8000", False),
        ("http://localhost:8000", "http://127.0.0.1:8000", False),
    ):
        settings.PUBLIC_ADDRESS = address
        assert webauthn._is_ours(told) is holds, (address, told)
    settings.PUBLIC_ADDRESS = "https://eap.example.org:8443/"
    assert webauthn.rp_id() == "eap.example.org"


def test_a_secret_is_not_shown() -> None:
    used = device().use(bytes(32), bytes(32))
    assert repr(used.secret) not in repr(used)
    stored = prf.Stored(UUID(int=1), UUID(int=2), UUID(int=3), b"credential", b"salt", b"sealed")
    assert "sealed" not in repr(stored)
