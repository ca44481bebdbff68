"""What can go wrong, in six kinds. `api.errors` maps each kind once to problem+json.

Messages are for people and never carry content, ids of others, or whether a hidden thing exists.
"""

from collections.abc import Mapping

from eap.core.actor import Actor


class DomainError(Exception):
    """Base of every expected refusal. `code` is a stable word the front end can translate."""

    def __init__(self, code: str, **extra: object) -> None:
        super().__init__(code)
        self.code = code
        self.extra = extra


class Missing(DomainError):
    """There is no such thing for this actor: absent and hidden answer alike."""

    def __init__(self, code: str = "not_found") -> None:
        super().__init__(code)


class Refused(DomainError):
    """The actor may know of the thing, but not do this to it."""


class Conflict(DomainError):
    """The state of the thing forbids the act now (taken, stale, already done)."""


class Invalid(DomainError):
    """The input cannot be accepted. `fields` names each field with a stable reason code."""

    def __init__(self, code: str = "invalid", fields: Mapping[str, str] | None = None) -> None:
        super().__init__(code)
        self.fields = dict(fields or {})


class Locked(DomainError):
    """Content was asked for without an unlock that is still open."""

    def __init__(self, code: str = "locked") -> None:
        super().__init__(code)


class Throttled(DomainError):
    """Too many tries. `retry_after` is in whole seconds."""

    def __init__(self, code: str, retry_after: int) -> None:
        super().__init__(code)
        self.retry_after = retry_after


class Alarm(Exception):
    """A refusal that must be told although everything else of the act is undone.

    `core.database.acting` rings it once the transaction is rolled back.
    """

    def ring(self, by: Actor) -> None:
        """Tell what was met, in a transaction of its own, in the name of who met it."""
        raise NotImplementedError
