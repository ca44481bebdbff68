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

A house test fails when a field is in no class or in two, or when a sealed field is not a
`SealedField`.
"""

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
