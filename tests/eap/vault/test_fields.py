"""The sealed column: nothing gets in but `Sealed`, and nothing that comes out has text."""

import copy
import json
import pickle
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.core import serializers
from django.core.exceptions import FieldError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, connection, transaction
from django.db.models import F
from rest_framework.renderers import JSONRenderer
from rest_framework.serializers import CharField, JSONField

from eap.core.actor import Actor
from eap.core.database import acting
from eap.vault.fields import Sealed, SealedField, token_of
from eap.vault.sealing import Place, new_file, seal
from eap.vault.words import DESKS, Desk

SEALED = Sealed(b"\xe1\x01\x01\x00 a marker that must not be seen")


class TestSealed:
    def test_it_shows_nothing(self) -> None:
        assert repr(SEALED) == repr([SEALED])[1:-1] == "<Sealed>"
        for show in (str, "{}".format, "{:>10}".format, lambda it: f"{it}"):
            with pytest.raises(TypeError, match="sealed content has no text"):
                show(SEALED)

    @pytest.mark.parametrize(
        "take",
        [bytes, bytearray, memoryview, list, iter, len, pickle.dumps, json.dumps, float, vars],
    )
    def test_it_is_taken_for_nothing_else(self, take: Callable[[Any], Any]) -> None:
        with pytest.raises(TypeError):
            take(SEALED)

    def test_no_json_takes_it(self) -> None:
        with pytest.raises(TypeError):
            json.dumps({"note": SEALED}, cls=DjangoJSONEncoder)
        with pytest.raises(TypeError):
            JSONRenderer().render({"note": SEALED})
        with pytest.raises(TypeError):
            JSONRenderer().render({"note": JSONField().to_representation(SEALED)})
        with pytest.raises(TypeError):
            CharField().to_representation(SEALED)

    def test_it_is_a_value(self) -> None:
        assert copy.copy(SEALED) is copy.deepcopy(SEALED) is SEALED
        other = Sealed(b"other")
        assert Sealed(token_of(SEALED)) == SEALED
        assert other != SEALED
        assert len({SEALED, Sealed(token_of(SEALED)), other}) == 2


class TestColumn:
    field = SealedField()

    @pytest.mark.parametrize("value", ["text", "", b"bytes", bytearray(b"x"), 1, [SEALED], {}])
    def test_it_takes_only_sealed(self, value: object) -> None:
        takers = (
            self.field.to_python,
            self.field.get_prep_value,
            lambda it: self.field.get_db_prep_value(it, connection),
            lambda it: self.field.get_db_prep_save(it, connection),
        )
        for take in takers:
            with pytest.raises(TypeError, match="takes Sealed, not"):
                take(value)

    def test_a_refusal_does_not_quote_what_was_given(self) -> None:
        with pytest.raises(TypeError) as caught:
            self.field.to_python("her secret")
        assert "secret" not in str(caught.value)

    def test_a_database_expression_is_no_way_round(self) -> None:
        with pytest.raises(TypeError):
            self.field.get_db_prep_save(F("aside"), connection)

    def test_a_migration_can_rebuild_it(self) -> None:
        _, path, args, kwargs = SealedField(null=True).deconstruct()
        assert path == "eap.vault.fields.SealedField"
        assert SealedField(*args, **kwargs).null
        assert not SealedField(*args, **kwargs).editable


@pytest.mark.django_db
class TestRow:
    @pytest.fixture
    def row(self, cells: Any, counsellor: Actor) -> Any:
        """Somebody's row with one text sealed in it, in a transaction that knows them."""
        with acting(counsellor):
            file_id, row_id = new_file("case", circle=[DESKS[Desk.INTAKE]]), uuid4()
            body = seal("her secret", file_id=file_id, place=Place("cell", "text", row_id, 1))
            yield cells.objects.create(
                id=row_id, counsellor_id=counsellor.id, file_id=file_id, body=body
            )

    def test_it_keeps_ciphertext_and_gives_it_back_sealed(self, row: Any, cells: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT body FROM vaulttest_cell")
            (stored,) = cursor.fetchone()
        assert bytes(stored)[:3] == b"\xe1\x01\x02"
        assert b"secret" not in bytes(stored)
        found = cells.objects.get()
        assert found.body == row.body
        assert found.aside is None
        assert repr(cells.objects.values_list("body", "aside").get()) == "(<Sealed>, None)"

    @pytest.mark.parametrize("value", ["her secret", b"her secret", ""])
    def test_text_and_bytes_are_not_saved(self, row: Any, cells: Any, value: object) -> None:
        with pytest.raises(TypeError), transaction.atomic():
            cells.objects.filter(id=row.id).update(body=value)
        row.body = value
        with pytest.raises(TypeError), transaction.atomic():
            row.save()
        with pytest.raises(TypeError), transaction.atomic():
            cells.objects.bulk_create([cells(file_id=uuid4(), counsellor_id=uuid4(), body=value)])
        with pytest.raises(TypeError):
            row.full_clean(validate_unique=False)

    def test_null_is_refused_where_it_would_tell_something(self, row: Any, cells: Any) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            cells.objects.filter(id=row.id).update(body=None)

    def test_it_cannot_be_searched(self, row: Any, cells: Any) -> None:
        for lookup in ("body", "body__exact", "body__contains", "body__gt", "body__in"):
            with pytest.raises((FieldError, TypeError)):
                list(cells.objects.filter(**{lookup: row.body}))
        assert cells.objects.filter(aside__isnull=True, body__isnull=False).count() == 1

    def test_no_serializer_of_django_takes_it(self, row: Any) -> None:
        with pytest.raises(TypeError):
            serializers.serialize("json", [row])

    def test_the_row_is_not_pickled(self, row: Any) -> None:
        with pytest.raises(TypeError, match="not pickled"):
            pickle.dumps(row)
