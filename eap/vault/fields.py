"""The sealed column. It yields and takes ciphertext in a wrapper that cannot become text.

Decryption never happens here: a transparent field would decrypt in every list, log and report.
"""

from types import GenericAlias
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar, final

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

if TYPE_CHECKING:
    _Base = models.Field
else:  # Django's field takes type parameters only in its stubs

    class _Base(models.Field):
        __class_getitem__ = classmethod(GenericAlias)


Set = TypeVar("Set", contravariant=True)
Get = TypeVar("Get", covariant=True)


@final
class Sealed:
    """Ciphertext of one cell, made by `sealing.seal` or read from a sealed column.

    It has no text: no `str`, no bytes, no iteration, no JSON, no pickle, an empty `repr`.
    """

    __slots__ = ("_token",)

    def __init__(self, token: bytes) -> None:
        self._token = token

    def __repr__(self) -> str:
        return "<Sealed>"

    def __str__(self) -> NoReturn:
        raise TypeError("sealed content has no text; open it through the vault")

    def __format__(self, spec: str) -> NoReturn:
        raise TypeError("sealed content has no text; open it through the vault")

    def __reduce__(self) -> NoReturn:
        raise TypeError("sealed content is not pickled")

    def __copy__(self) -> "Sealed":
        return self

    def __deepcopy__(self, memo: object) -> "Sealed":
        return self

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sealed) and self._token == other._token

    def __hash__(self) -> int:
        return hash(self._token)


def token_of(sealed: Sealed) -> bytes:
    """The bytes as stored. For the vault only."""
    return sealed._token


class SealedField(_Base[Set, Get]):
    """A `bytea` column of `Sealed` values. NULL only where it is no secret that nothing is there.

    It takes nothing but `Sealed`, cannot be searched, and is never decrypted by reading a row.
    """

    _pyi_private_set_type: Sealed
    _pyi_private_get_type: Sealed

    description = "Sealed content"
    empty_values = [None]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["editable"] = False
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        """What a migration needs; `editable` is no choice."""
        name, path, args, kwargs = super().deconstruct()
        del kwargs["editable"]
        return name, path, args, kwargs

    def get_internal_type(self) -> str:
        """Stored as Django stores a BinaryField."""
        return "BinaryField"

    def from_db_value(
        self, value: bytes | None, expression: object, connection: BaseDatabaseWrapper
    ) -> Sealed | None:
        """Wrap what the row holds, whatever it is; the door decides whether it is sound."""
        return None if value is None else Sealed(value)

    def to_python(self, value: Any) -> Sealed | None:
        """Refuse anything but `Sealed`: pasted ciphertext or text is never taken in."""
        return self._only_sealed(value)

    def get_prep_value(self, value: Any) -> Any:
        """Refuse anything but `Sealed` before it can reach a statement."""
        return self._only_sealed(value)

    def get_db_prep_value(
        self, value: Any, connection: BaseDatabaseWrapper, prepared: bool = False
    ) -> bytes | None:
        """The bytes for the driver."""
        sealed = self._only_sealed(value)
        return None if sealed is None else sealed._token

    def get_db_prep_save(self, value: Any, connection: BaseDatabaseWrapper) -> Any:
        """As above: Django would let a database expression pass here."""
        return self.get_db_prep_value(value, connection)

    def get_lookup(self, lookup_name: str) -> Any:
        """Only `isnull`: ciphertext is not compared."""
        return super().get_lookup(lookup_name) if lookup_name == "isnull" else None

    def get_transform(self, lookup_name: str) -> None:
        """None: there is nothing inside to look at."""

    def value_to_string(self, obj: models.Model) -> NoReturn:
        """Refuse Django's serializers."""
        raise TypeError("sealed content is not serialized")

    @staticmethod
    def _only_sealed(value: Any) -> Sealed | None:
        if value is None or isinstance(value, Sealed):
            return value
        raise TypeError(f"a sealed column takes Sealed, not {type(value).__name__}")
