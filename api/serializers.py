"""What all rooms' shapes share: strict input, and things told by code and name."""

from typing import Any

from rest_framework import serializers

LARGEST = 2**31 - 1


class Strict(serializers.Serializer[Any]):
    """Base of every shape that comes in: an unknown key is an error, not a shrug.

    It is refused with the code `unknown`, at every depth, and not named: it is a stranger's text.
    """

    @classmethod
    def of(cls, data: Any) -> dict[str, Any]:
        """What the body or query says, in the names and types of the domain.

        Raises ValidationError, which answers 400.
        """
        given = cls(data=data)
        given.is_valid(raise_exception=True)
        return dict(given.validated_data)

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, dict) and not set(data) <= set(self.fields):
            raise serializers.ValidationError({"unknown_keys": ["unknown"]}, code="unknown")
        return super().to_internal_value(data)


class Whole(serializers.IntegerField):
    """A whole number that comes in, from 0 unless said, no larger than a column can hold."""

    def __init__(self, **more: Any) -> None:
        super().__init__(**{"min_value": 0, "max_value": LARGEST, **more})


class Version(Whole):
    """The version somebody saw of what they change."""

    def __init__(self, **more: Any) -> None:
        super().__init__(min_value=1, **more)


class Marks(serializers.DictField):
    """Numbers under names the caller gives. A fault is told of the whole: names do not go back."""

    child = serializers.IntegerField(allow_null=True)

    def run_child_validation(self, data: Any) -> Any:
        try:
            return super().run_child_validation(data)
        except serializers.ValidationError:
            raise serializers.ValidationError(code="invalid") from None


class NamedOut(serializers.Serializer[object]):
    """A thing of the programme (service, site, shift pattern) by its code and names."""

    code = serializers.CharField()
    name_zh = serializers.CharField()
    name_en = serializers.CharField()
