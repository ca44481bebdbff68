"""How each model's sealed columns are bound, read from its nested `Sealing`."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from django.apps import apps
from django.db.models import Model

from eap.vault.fields import SealedField


class Cell(NamedTuple):
    """One sealed column: its field, its stable name, and the lookup of its version, if any."""

    field: str
    column: str
    version: str


@dataclass(frozen=True)
class Binding:
    """How a model's sealed columns are bound, from its nested `Sealing`."""

    model: type[Model]
    table: str
    file: str
    cells: tuple[Cell, ...]
    unless_fixed: str = ""

    def field_of(self, name: str) -> str | None:
        """The field of the cells called `name`; None when they are in rows of their own."""
        return next((cell.field for cell in self.cells if cell.column == name), None)

    def column_of(self, name: str) -> str:
        """The database's name of the column that cells call `name`."""
        wanted = self.field_of(name)
        fields = self.model._meta.concrete_fields
        return next(str(field.column) for field in fields if field.name == wanted)


def bindings(models: Iterable[type[Model]] | None = None) -> list[Binding]:
    """One per model with sealed columns, by table name.

    Raises TypeError when one does not declare `Sealing`, ValueError when two use one name.
    """
    chosen = apps.get_models() if models is None else models
    found = [binding for model in chosen for binding in _binding(model)]
    counted = Counter(binding.table for binding in found)
    if twice := [table for table, count in counted.items() if count > 1]:
        raise ValueError(f"two models seal under the name {', '.join(twice)}")
    return sorted(found, key=lambda binding: binding.table)


def _binding(model: type[Model]) -> Iterator[Binding]:
    sealed = [f.name for f in model._meta.local_fields if isinstance(f, SealedField)]
    if not sealed:
        return
    declared = getattr(model, "Sealing", None)
    if declared is None:
        raise TypeError(f"{model._meta.label} has sealed columns and no Sealing")
    fixed = getattr(declared, "fixed", "")
    yield Binding(
        model,
        declared.table,
        _lookup(declared.file),
        tuple(_cells(declared, sealed)),
        f" AND NOT ({fixed})" if fixed else "",
    )


def _cells(declared: type, fields: list[str]) -> Iterator[Cell]:
    names = getattr(declared, "columns", {})
    version = getattr(declared, "version", None) or ""
    for name in fields:
        own = version.get(name, "") if isinstance(version, dict) else version
        yield Cell(name, names.get(name, name), _lookup(own))


def _lookup(path: str) -> str:
    return path.replace(".", "__")
