"""Base of every serializer that reads input: an unknown key is an error, not a shrug."""

from typing import Any

from rest_framework import serializers


class Strict(serializers.Serializer[Any]):
    """Refuses unknown keys with the code `unknown`, at every depth it is nested."""

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
