"""Adding to a file needs no unlock; a file's own row cannot be changed unnoticed."""

from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from eap.core import clock
from eap.core.actor import Actor
from eap.core.database import acting
from eap.vault import files, keyfile, keyring
from eap.vault.cipher import Damaged, decrypt
from eap.vault.fields import Sealed, token_of
from eap.vault.keyfile import KEK
from eap.vault.models import File
from eap.vault.sealing import Place, destroy_file, new_file, new_files, seal
from eap.vault.words import Kind

pytestmark = pytest.mark.django_db
PLACE = Place("note", "body", uuid4(), 1)


@pytest.mark.parametrize("kind", Kind)
def test_anybody_may_add_to_a_file(kind: Kind) -> None:
    for actor in (Actor.anonymous(), Actor.client(uuid4()), Actor.system("reminders")):
        with acting(actor):
            file_id = new_file(kind)
            sealed = seal("她睡不好。", file_id=file_id, place=PLACE)
        assert isinstance(sealed, Sealed)
        key = files.key_of(files.rows([file_id])[file_id])
        assert decrypt(key, token_of(sealed), PLACE) == "她睡不好。"


def test_a_file_names_its_kind_and_day_and_nobody() -> None:
    row = File.objects.get(id=new_file("case"))
    assert row.created_on == clock.today()
    assert {field.name for field in File._meta.concrete_fields} == {
        "id", "kind", "wrapped_seed", "commitment", "kek_id", "created_on",
    }  # fmt: skip


def test_many_files_at_once_have_a_key_each() -> None:
    made = new_files("case", count=30)
    rows = files.rows(made)
    assert len({files.key_of(rows[file_id]).text_header for file_id in made}) == 30


def test_another_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="dossier"):
        new_file("dossier")


def test_a_destroyed_file_takes_nothing_and_opens_nothing() -> None:
    file_id = new_file("drawer")
    seal("x", file_id=file_id, place=PLACE)
    destroy_file(file_id)
    with pytest.raises(File.DoesNotExist):
        seal("x", file_id=file_id, place=PLACE)
    assert files.rows([file_id]) == {}


@pytest.mark.parametrize("column", ["wrapped_seed", "commitment", "kek_id", "kind", "id"])
def test_every_change_of_a_files_row_is_noticed(column: str) -> None:
    first, second = new_file("case"), new_file("crisis")
    rows = files.rows([first, second])
    swapped = rows[first]._replace(**{column: getattr(rows[second], column)})
    if column == "kek_id":
        swapped = rows[first]._replace(kek_id="00" * 8)
    with pytest.raises(Damaged):
        files.key_of(swapped)


def test_another_installations_keyring_opens_no_file(request: pytest.FixtureRequest) -> None:
    row = files.rows([file_id := new_file("case")])[file_id]
    files.key_of(row)
    request.getfixturevalue("other_keyring")
    with pytest.raises(Damaged):
        files.key_of(row)


def test_a_kek_of_the_same_name_opens_no_file(request: pytest.FixtureRequest) -> None:
    """Somebody put another key under the old name: the commitment and the seal both say no."""
    row = files.rows([file_id := new_file("case")])[file_id]
    path = request.getfixturevalue("other_keyring")
    file, root = keyfile.read(path), keyring.root()
    del file.secrets[KEK + file.primary_kek]
    file.primary_kek = row.kek_id
    file.secrets[KEK + row.kek_id] = root.wrap(bytes(32), KEK + row.kek_id)
    keyfile.write(path, file)
    assert keyring.keyring().primary.id == row.kek_id
    with pytest.raises(Damaged):
        files.key_of(row)


def test_the_database_refuses_a_kind_it_does_not_know() -> None:
    with pytest.raises(ValidationError):
        File(id=uuid4(), kind="dossier", created_on=clock.today()).full_clean()
