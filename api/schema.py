"""What drf-spectacular must be told: how one signs in, and that every refusal is a problem."""

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension

PROBLEM = {
    "type": "object",
    "description": "RFC 9457. `code` is stable; further keys depend on it.",
    "properties": {
        "status": {"type": "integer"},
        "code": {"type": "string"},
        "title": {"type": "string"},
        "fields": {"type": "object", "additionalProperties": {"type": "string"}},
    },
    "required": ["status", "code", "title"],
    "additionalProperties": True,
}


class ActorScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """The visit cookie of a client or the sign-in cookie of staff."""

    target_class = "api.actor.ActorAuthentication"
    match_subclasses = True

    def __init__(self, target: Any) -> None:
        super().__init__(target)  # type: ignore[no-untyped-call]
        self.name = type(target).__name__  # subclasses forgive a missing token

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        """One cookie or the other."""
        return {"type": "apiKey", "in": "cookie", "name": "visit"}


def add_problems(result: dict[str, Any], **_: object) -> dict[str, Any]:
    """Give every operation its refusal, the same shape everywhere."""
    result["components"].setdefault("schemas", {})["Problem"] = PROBLEM
    answer = {
        "description": "Refused",
        "content": {
            "application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}
        },
    }
    for path in result["paths"].values():
        for operation in path.values():
            operation["responses"]["default"] = answer
    return result
