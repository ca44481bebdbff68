"""The thief opens nothing as things are, and everything as soon as the server could."""

import os
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from eap.core import clock
from eap.core.actor import Actor
from eap.core.database import acting
from eap.vault import files, keyfile, keyring, passphrases, prf, roots, shares, wrapping
from eap.vault.cipher import FieldKey, encrypt
from eap.vault.files import FileKeys
from eap.vault.models import File, KeyPair, Passkey, Passphrase, Seed, Wrap
from eap.vault.pairs import Opener
from eap.vault.sealing import Place
from eap.vault.thief import COMMON, secrets_in
from eap.vault.words import Held, Holder, staff
from tests.factories import cases as make
from tests.factories.cases import Begun
from tests.factories.keys import private_of
from tests.factories.sealed import VAULTS

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def begun() -> Iterator[Begun]:
    """A case with a request that says something; then the thief has the database."""
    made = make.begin()
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE NONE")
    yield made
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE harbour_app")


def rob(path: Path | None = None) -> tuple[str, str]:
    """What the thief said, and how it ended."""
    out, ended = StringIO(), ""
    try:
        named = [] if path is None else [f"--keyring={path}", f"--shares={settings.HARBOUR_SHARES}"]
        call_command("vault", "thief", *named, stdout=out)
    except CommandError as error:
        ended = str(error)
    return out.getvalue(), ended


def held_place() -> Wrap:
    """The filled place of somebody who may open what came in first."""
    first = Seed.objects.filter(number=1).values("id")
    filled = Wrap.objects.filter(subject_id__in=first, token__isnull=False)
    return filled.exclude(holder=Held.ESCROW).get()


def put_line(begun: Begun, owner: Any, token: bytes) -> None:
    owner.execute("UPDATE cases_request SET line = %s WHERE id = %s", [token, begun.request_id])


def test_every_operational_field_is_readable_and_no_cell_opens(begun: Begun) -> None:
    said, ended = rob()
    assert ended == ""
    assert "in clear: booking_appointment: 1 rows, " in said
    assert "sealed: cases_request: 1 cells, 0 opened, 1 not opened\n" in said
    assert ", 0 seeds found\n" in said


class TestRegressed:
    """Each way in which the server could come to hold content again, made by hand."""

    def test_a_seed_wrapped_only_under_the_kek(
        self, begun: Begun, as_owner: Callable[[], Any]
    ) -> None:
        self._wrap_anew(begun, as_owner, masked=False)
        said, ended = rob()
        assert "sealed: cases_request: 1 cells, 1 opened, 0 not opened\n" in said
        assert ended == "1 confidential cells opened"

    def test_masked_with_the_share_besides(self, begun: Begun, as_owner: Callable[[], Any]) -> None:
        self._wrap_anew(begun, as_owner, masked=True)
        assert rob()[1] == "1 confidential cells opened"

    def test_a_seed_that_is_a_secret_of_the_server(
        self, begun: Begun, as_owner: Callable[[], Any]
    ) -> None:
        secret = secrets_in(settings.HARBOUR_KEYRING)[keyfile.ENTRIES]
        file_id = self._file_id()
        place = Place("request", "line", begun.request_id)
        with as_owner() as owner:
            put_line(begun, owner, encrypt(FieldKey(secret, file_id), "x", place))
        assert rob()[1] == "1 confidential cells opened"

    def test_a_cell_in_clear(self, begun: Begun, as_owner: Callable[[], Any]) -> None:
        with as_owner() as owner:
            put_line(begun, owner, b"I cannot sleep after night shifts.")
        assert rob()[1] == "1 confidential cells opened"

    def test_a_private_half_that_lies_under_the_kek(
        self, begun: Begun, as_owner: Callable[[], Any]
    ) -> None:
        """What its holder holds opens by it, although no place of the file itself is weak."""
        kek = keyring.keyring().primary
        with acting(VAULTS):
            wrap = held_place()
            pair = KeyPair.objects.get(id=wrap.pair_id)
            row = files.place_of(pair.id, staff(uuid4()), None)
            row.pair_id, row.kek_id = uuid4(), kek.id
            place = wrapping.Place(pair.id, Holder(row.holder, row.holder_id), row.pair_id)
            private = private_of(Holder(wrap.holder, wrap.holder_id))
            row.token = wrapping.covered(kek, private, place)
            row.save(force_insert=True)
        assert rob()[1] == "1 confidential cells opened"

    def test_a_passphrase_that_many_would_choose(self, begun: Begun) -> None:
        """The price is paid in full here: that Argon2 is really run, and run right."""
        (file_id,) = [self._file_id()]
        holder = self._held_by_staff(file_id, begun.counsellor)
        pair_id = self._pair(holder)
        for guess, ended in ((COMMON[1], "1 confidential cells opened"), ("nobody knows", "")):
            stored = passphrases.store(holder.id, pair_id, private_of(holder), guess)
            with acting(begun.counsellor):
                Passphrase.objects.filter(staff_id=holder.id).delete()
                Passphrase.objects.create(
                    staff_id=holder.id,
                    suite=passphrases.SUITE,
                    salt=stored.salt,
                    pair_id=pair_id,
                    sealed_key=stored.sealed_key,
                    recovery_copy=os.urandom(60),
                    set_at=clock.now(),
                )
            with connection.cursor() as cursor:
                cursor.execute("SET ROLE NONE")
            assert rob()[1] == ended

    @pytest.mark.parametrize("weak", ["", "pepper", "salt", "credential"])
    def test_a_passkey_whose_secret_lies_about(self, begun: Begun, weak: str) -> None:
        holder = self._held_by_staff(self._file_id(), begun.counsellor)
        salt, credential = os.urandom(32), os.urandom(32)
        secrets = {"pepper": keyring.keyring().pepper, "salt": salt, "credential": credential}
        empty = prf.Stored(uuid4(), holder.id, self._pair(holder), credential, salt)
        stored = prf.store(empty, private_of(holder), secrets.get(weak, os.urandom(32)))
        with acting(begun.counsellor):
            Passkey.objects.create(
                id=stored.id,
                staff_id=holder.id,
                pair_id=stored.pair_id,
                credential_id=credential,
                credential=credential,
                salt=salt,
                sealed_key=stored.sealed_key,
                device="other",
                made_on=clock.today(),
            )
        with connection.cursor() as cursor:
            cursor.execute("SET ROLE NONE")
        assert rob()[1] == ("1 confidential cells opened" if weak else "")

    def _wrap_anew(self, begun: Begun, as_owner: Callable[[], Any], *, masked: bool) -> None:
        """A place again, without the layer that takes a person's private half."""
        kek = keyring.keyring().primary
        with acting(VAULTS):
            wrap = held_place()
            holder = Holder(wrap.holder, wrap.holder_id)
            secret = files.secret_in(wrap, Opener(private_of(holder)))
            assert wrap.file_id is not None and wrap.pair_id is not None
            if not masked:
                share = shares.shares_of([wrap.file_id])[wrap.file_id]
                secret = wrapping.masked(secret, share, wrap.subject_id)
                keys = FileKeys(secret, wrap.subject_id, wrap.file_id)
                assert keys.key_id == bytes(Seed.objects.get(id=wrap.subject_id).key_id)
            place = wrapping.Place(wrap.subject_id, holder, wrap.pair_id)
            wrap.token = wrapping.covered(kek, secret, place)
            wrap.save()

    def _held_by_staff(self, file_id: Any, counsellor: Actor) -> Holder:
        from tests.factories.keys import give_key

        give_key(counsellor)
        return staff(counsellor.known_id)

    def _pair(self, holder: Holder) -> Any:
        with acting(VAULTS):
            return KeyPair.objects.get(holder_id=holder.id, until__isnull=True).id

    @staticmethod
    def _file_id() -> Any:
        return File.objects.values_list("id", flat=True).get()


def test_a_keyring_that_a_server_wraps_gives_nothing(begun: Begun, tmp_path: Path) -> None:
    file = keyfile.read(settings.HARBOUR_KEYRING)
    file.root = {"provider": "transit"}
    path = tmp_path / "keyring.json"
    keyfile.write(path, file)
    assert secrets_in(path) == {}
    with pytest.raises(roots.KeyringError):
        secrets_in(tmp_path / "absent.json")
