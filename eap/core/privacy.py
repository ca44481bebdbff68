"""How sensitive a field is. Every model names every one of its fields in exactly one class.

    class Note(models.Model):
        ...
        class Privacy:
            sealed = ("body",)          # confidential: ciphertext, opened only through the vault
            operational = ("case",)     # what a job must read with nobody signed in
            blind = ()                  # keyed hash, for finding by an exact secret
            pseudonym = ("author",)     # points at a person without naming them
            open = ("id", "state")      # says nothing about anybody
            kept = "as long as its case"

Nothing starts when a field is in no class or in two (`demand_classes`); a house test says besides
that what is called sealed is a `SealedField`.
"""

from collections.abc import Iterable

from django.db.models import Model

CLASSES = ("sealed", "operational", "blind", "pseudonym", "open")


def classify(model: type) -> dict[str, str]:
    """Field name -> class as declared by `model.Privacy`.

    Raises ValueError when a name is declared twice; AttributeError when nothing is declared.
    """
    found: dict[str, str] = {}
    for name in CLASSES:
        for field in getattr(model.Privacy, name, ()):  # type: ignore[attr-defined]
            if field in found:
                raise ValueError(f"{model.__name__}.{field} is both {found[field]} and {name}")
            found[field] = name
    return found


def demand_classes(models: Iterable[type[Model]]) -> None:
    """Raise RuntimeError, which names it, for a field without a class, or a class without a field.

    Called when the program starts: a column nobody has thought about holds nothing.
    """
    faults = []
    for model in models:
        fields = {field.name for field in model._meta.local_fields}
        declared = classify(model).keys()
        faults += [f"{model._meta.label}.{name} has no class" for name in fields - declared]
        faults += [f"{model._meta.label}.{name} is no field" for name in declared - fields]
    if faults:
        raise RuntimeError("Privacy: " + ", ".join(sorted(faults)))
