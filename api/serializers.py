"""What all rooms' shapes share: strict input, and things told by code and name."""

from typing import Any

from rest_framework import serializers


class Strict(serializers.Serializer[Any]):
    """Base of every shape that comes in: an unknown key is an error, not a shrug.

    It is refused with the code `unknown`, at every depth.
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
        if isinstance(data, dict):
            unknown = set(data) - set(self.fields)
            if unknown:
                raise serializers.ValidationError(
                    {"unknown_keys": ["unknown"]}
                    if len(unknown) > 1
                    or not all(str(key).isidentifier() and len(str(key)) < 60 for key in unknown)
                    else {str(unknown.pop()): ["unknown"]},
                    code="unknown",
                )
        return super().to_internal_value(data)


class NamedOut(serializers.Serializer[object]):
    """A thing of the programme (service, site, shift pattern) by its code and names."""

    code = serializers.CharField()
    name_zh = serializers.CharField()
    name_en = serializers.CharField()
