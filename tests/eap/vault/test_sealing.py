"""Making files for their circles, and adding to them; what is held is written under its key."""

import resource
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.exceptions import ValidationError

from eap.core import clock
from eap.core.actor import Actor
from eap.core.database import acting
from eap.core.errors import Conflict, Invalid, Locked
from eap.core.roles import Role
from eap.vault import cipher, entries, files, keyfile, keyring, shares
from eap.vault import unlock as vault
from eap.vault.cipher import Damaged
from eap.vault.fields import Sealed, token_of
from eap.vault.files import FileKeys
from eap.vault.holding import held_files
from eap.vault.keyfile import KEK
from eap.vault.models import File, Manifest, Seed, Wrap
from eap.vault.pairs import Opener
from eap.vault.policies import VAULT
from eap.vault.sealing import (
    NotYours,
    Place,
    destroy_file,
    erased,
    fresh_file,
    keep,
    new_file,
    seal,
)
from eap.vault.words import DESKS, ESCROW, Desk, Holder, Kind, Unlock
from tests.factories import keys

from .conftest import holder_of, staff, unlocked_client

pytestmark = pytest.mark.django_db
PLACE = Place("note", "body", uuid4(), 1)
INTAKE = DESKS[Desk.INTAKE]


@pytest.fixture
def holder() -> Actor:
    """A counsellor who has unlocked."""
    return keys.unlock(staff(Role.COUNSELLOR))


def held(actor: Actor, file_id: UUID) -> FileKeys | None:
    with acting(actor):
        file = held_files(vault.unlocked(actor), [file_id])[file_id]
    assert not file.is_damaged
    return file.latest if file.keys else None


def circle_of(file_id: UUID) -> dict[Holder, bool]:
    with acting(Actor.system(VAULT)):
        rows = Wrap.objects.filter(file_id=file_id)
        return {Holder(row.holder, row.holder_id): row.token is not None for row in rows}


class TestAdding:
    @pytest.mark.parametrize("kind", [Kind.CASE, Kind.CRISIS])
    def test_anybody_may_add_and_the_desk_opens_it(self, holder: Actor, kind: Kind) -> None:
        for actor in (Actor.anonymous(), Actor.client(uuid4()), Actor.system("reminders")):
            with acting(actor):
                file_id = new_file(kind, circle=[INTAKE])
                sealed = seal("她睡不好。", file_id=file_id, place=PLACE)
            assert isinstance(sealed, Sealed)
            found = held(holder, file_id)
            assert found is not None
            token = token_of(sealed)
            assert entries.read(found.entry_private, found.key_id, token, PLACE) == "她睡不好。"

    def test_who_holds_it_writes_under_its_key_and_who_has_not_unlocked_adds(
        self, holder: Actor
    ) -> None:
        file_id = new_file("case", circle=[holder_of(holder)])
        locked = staff(Role.COUNSELLOR)
        told = unlocked_client()
        for by, is_entry in ((holder, False), (locked, True), (told, True), (None, True)):
            with acting(by or holder):
                token = token_of(seal("x", file_id=file_id, place=PLACE, by=by))
            assert entries.is_entry(token) is is_entry
        assert held(holder, file_id) is not None

    def test_who_has_unlocked_adds_to_no_file_of_somebody_else(self, holder: Actor) -> None:
        file_id = new_file("case", circle=[holder_of(holder)])
        before = Manifest.objects.get(file_id=file_id)
        other = keys.unlock(staff(Role.COUNSELLOR))
        with pytest.raises(NotYours, match="not_yours"), acting(other):
            seal("x", file_id=file_id, place=PLACE, by=other)
        assert bytes(Manifest.objects.get(file_id=file_id).stamp) == bytes(before.stamp)

    def test_nor_does_who_has_only_their_duty_open_before_they_unlock(self, holder: Actor) -> None:
        file_id = new_file("case", circle=[holder_of(holder)])
        other = staff(Role.COUNSELLOR, Role.ON_CALL)
        opened = {keys.give_key(other): keys.private_of(holder_of(other))}
        with acting(other):
            vault._open(other, Unlock.DUTY, clock.now() + timedelta(hours=1), opened)
        with pytest.raises(Locked), acting(other):
            seal("x", file_id=file_id, place=PLACE, by=other)

    def test_what_is_neither_text_nor_json_leaves_nothing(self) -> None:
        file_id = new_file("case", circle=[INTAKE])
        before = Manifest.objects.get(file_id=file_id)
        with pytest.raises(Invalid, match="not_sealable"):
            seal({"a": object()}, file_id=file_id, place=PLACE)
        assert bytes(Manifest.objects.get(file_id=file_id).stamp) == bytes(before.stamp)

    def test_a_destroyed_file_takes_nothing(self, holder: Actor) -> None:
        file_id = new_file("case", circle=[holder_of(holder)])
        destroy_file(file_id)
        for by in (None, holder):
            with pytest.raises((File.DoesNotExist, Damaged)), acting(holder):
                seal("x", file_id=file_id, place=PLACE, by=by)
        erased(file_id, [PLACE])  # what is to go goes all the same

    def test_a_row_that_says_crisis_does_not_make_it_one_that_is_read(self, holder: Actor) -> None:
        """A kind that SQL has changed lets one add to a damaged file, and opens nothing there."""
        file_id = new_file("case", circle=[holder_of(holder)])
        Manifest.objects.filter(file_id=file_id).update(stamp=b"")
        with pytest.raises(Damaged), acting(holder):
            seal("x", file_id=file_id, place=PLACE)
        File.objects.filter(id=file_id).update(kind="crisis")
        with acting(holder):
            seal("x", file_id=file_id, place=PLACE)
        assert bytes(Manifest.objects.get(file_id=file_id).stamp) == b""


class TestCircle:
    def test_the_custodians_are_in_all_but_a_drawer(self, holder: Actor) -> None:
        client = unlocked_client()
        mine = holder_of(client)
        assert circle_of(new_file("case", circle=[INTAKE, mine])) == {
            INTAKE: True, mine: True, ESCROW: True,
        }  # fmt: skip
        assert circle_of(new_file("drawer", circle=[mine])) == {mine: True}

    def test_somebody_twice_is_in_it_once(self, holder: Actor) -> None:
        mine = holder_of(holder)
        file_id = new_file("case", circle=[mine, mine, ESCROW])
        assert circle_of(file_id) == {mine: True, ESCROW: True}

    def test_who_has_no_key_yet_has_a_place_that_waits(self) -> None:
        keyless = Holder("client", uuid4())
        assert circle_of(new_file("case", circle=[INTAKE, keyless])) == {
            INTAKE: True, keyless: False, ESCROW: True,
        }  # fmt: skip

    @pytest.mark.parametrize("kind", Kind)
    def test_for_nobody_but_the_custodians_no_file_is_made(self, kind: Kind) -> None:
        with pytest.raises(Conflict, match="no_key_yet"):
            new_file(kind, circle=[Holder("client", uuid4())])
        assert not File.objects.exists()
        assert not Seed.objects.exists()

    def test_with_the_keyring_and_the_rows_alone_no_seed_comes_out(self, holder: Actor) -> None:
        """Of one file the wraps are tried with everything the server itself has."""
        file_id = new_file("case", circle=[holder_of(holder), INTAKE])
        ring = keyring.keyring()
        (share,) = shares.shares_of([file_id]).values()
        with acting(Actor.system(VAULT)):
            wraps = list(Wrap.objects.filter(file_id=file_id))
            seed = Seed.objects.get(file_id=file_id)
        assert len(wraps) == 3
        for own in (ring.pepper, ring.client_sessions, ring.entries, ring.directory, share):
            for wrap in wraps:
                with pytest.raises(Damaged):
                    files.secret_in(wrap, Opener(own))
            with pytest.raises(Damaged):
                files.keys_in(seed, own, share)


class TestRows:
    def test_a_file_names_its_kind_and_day_and_nobody(self) -> None:
        row = File.objects.get(id=new_file("case", circle=[INTAKE]))
        assert row.created_on == clock.today()
        assert {field.name for field in File._meta.concrete_fields} == {"id", "kind", "created_on"}

    def test_many_at_once_have_a_key_and_a_share_each(
        self, holder: Actor, django_assert_max_num_queries: Any
    ) -> None:
        made = [fresh_file("case", circle=[holder_of(holder)]) for _ in range(30)]
        for fresh in made:
            fresh.seal("x", PLACE)
        with django_assert_max_num_queries(12):
            keep(made)
        with acting(holder):
            found = held_files(vault.unlocked(holder), [fresh.id for fresh in made])
        assert len({file.latest.key_id for file in found.values()}) == 30
        assert len({file.share for file in found.values()}) == 30

    def test_what_a_fresh_file_holds_opens_once_it_is_kept(self, holder: Actor) -> None:
        fresh = fresh_file("case", circle=[holder_of(holder)])
        sealed = fresh.seal("first", PLACE)
        assert repr(fresh) == "<Fresh>"
        with pytest.raises(TypeError):
            fresh.__reduce__()
        with pytest.raises(File.DoesNotExist):
            seal("x", file_id=fresh.id, place=PLACE)
        keep([fresh])
        found = held(holder, fresh.id)
        assert found is not None
        assert cipher.decrypt(found.field, token_of(sealed), PLACE) == "first"

    def test_another_kind_is_refused(self) -> None:
        with pytest.raises(ValueError, match="dossier"):
            new_file("dossier", circle=[INTAKE])
        with pytest.raises(ValidationError):
            File(id=uuid4(), kind="dossier", created_on=clock.today()).full_clean()

    @pytest.mark.parametrize("column", ["key_id", "public_key", "commitment", "stamp", "number"])
    def test_every_change_of_a_seeds_row_is_noticed(self, column: str) -> None:
        first, second = (new_file("case", circle=[INTAKE]) for _ in range(2))
        other = Seed.objects.get(file_id=second)
        value = 2 if column == "number" else getattr(other, column)
        Seed.objects.filter(file_id=first).update(**{column: value})
        with pytest.raises(Damaged):
            files.slot_of(first)
        files.slot_of(second)

    def test_another_seed_of_the_same_file_cannot_be_put_in(self) -> None:
        """The latest is sealed to, and one without our stamp is not taken for it."""
        first, second = (new_file("case", circle=[INTAKE]) for _ in range(2))
        row = Seed.objects.get(file_id=second)
        row.id, row.file_id, row.number = uuid4(), first, 2
        row.save(force_insert=True)
        with pytest.raises(Damaged):
            seal("x", file_id=first, place=PLACE)

    def test_another_installations_keyring_opens_no_file(
        self, holder: Actor, request: pytest.FixtureRequest
    ) -> None:
        file_id = new_file("case", circle=[holder_of(holder)])
        request.getfixturevalue("other_keyring")
        with acting(holder):
            file = held_files(vault.unlocked(holder), [file_id])[file_id]
        assert file.is_damaged and not file.keys

    def test_a_kek_of_the_same_name_opens_no_file(
        self, holder: Actor, request: pytest.FixtureRequest
    ) -> None:
        file_id = new_file("case", circle=[holder_of(holder)])
        old = keyring.keyring().primary.id
        path = request.getfixturevalue("other_keyring")
        file, root = keyfile.read(path), keyring.root()
        del file.secrets[KEK + file.primary_kek]
        file.primary_kek = old
        file.secrets[KEK + old] = root.wrap(bytes(32), KEK + old)
        keyfile.write(path, file)
        assert keyring.keyring().primary.id == old
        with acting(holder):
            assert held_files(vault.unlocked(holder), [file_id])[file_id].is_damaged


def test_a_crash_leaves_no_image_of_memory() -> None:
    assert resource.getrlimit(resource.RLIMIT_CORE) == (0, 0)
