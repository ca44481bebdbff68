"""Every field of every model of ours stands in exactly one class of sensitivity."""

import pytest
from django.apps import apps
from django.db.models import BinaryField, Model, TextField

from eap.core.privacy import classify, demand_classes
from eap.vault.fields import SealedField
from eap.vault.indexes import columns
from eap.vault.operational import kept

OURS = [model for model in apps.get_models() if model.__module__.startswith("eap.")]


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_each_field_has_one_class(model: type[Model]) -> None:
    declared = classify(model)
    fields = {field.name for field in model._meta.concrete_fields}
    assert set(declared) == fields


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_sealed_means_a_sealed_column_and_nothing_else_is_one(model: type[Model]) -> None:
    declared = classify(model)
    for field in model._meta.concrete_fields:
        assert (declared[field.name] == "sealed") == isinstance(field, SealedField), field.name


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_what_is_kept_operational_and_sealed_is_declared_as_both(model: type[Model]) -> None:
    """So that the vault's commands know every such cell, and no other ciphertext is forgotten."""
    operational = {name for name, kind in classify(model).items() if kind == "operational"}
    binary = {field.name for field in model._meta.concrete_fields if isinstance(field, BinaryField)}
    declared = {field for one in kept() if one.model is model for field in one.columns}
    assert declared == operational & binary


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_it_says_how_long_it_is_kept(model: type[Model]) -> None:
    assert model.Privacy.kept  # type: ignore[attr-defined]


def test_nothing_starts_with_a_field_that_nobody_classed() -> None:
    class Unclassed(Model):
        Privacy = type("Privacy", (), {"open": ("id", "gone"), "kept": "never"})
        said = TextField()

        class Meta:
            app_label = "unclassed"

    with pytest.raises(RuntimeError, match=r"Unclassed.gone is no field, .*said has no class"):
        demand_classes([Unclassed])


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_every_blind_index_is_counted_when_its_root_changes(model: type[Model]) -> None:
    declared = {column.field for column in columns() if column.model is model}
    named = {field.name for field in model._meta.concrete_fields if field.name.endswith("_index")}
    assert named <= declared
    assert declared <= set(getattr(model.Privacy, "blind", ()))  # type: ignore[attr-defined]
