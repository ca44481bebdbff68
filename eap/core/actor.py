"""Who is acting. Made once at the door, frozen, and handed to every service and selector first."""

from dataclasses import dataclass, field
from uuid import UUID

ANONYMOUS = "anonymous"
CLIENT = "client"
STAFF = "staff"
SYSTEM = "system"

VISIT = "visit"
PRIVATE_KEY = "private_key"


@dataclass(frozen=True, slots=True)
class Actor:
    """The person or job on whose behalf something happens.

    `kind` is one of anonymous, client, staff, system. `roles` holds the names the permission
    table speaks of: a client's is `client`, a job's `system:<job>`, a person of staff may hold
    several. `id` is the client's or staff account's id, None otherwise. `session` is the id of
    the signed-in session, to which an unlock is bound. `way_in` says how a client came in:
    `visit` (visit code) or `private_key`. `half` is the half key in the browser's cookie, without
    which what is unlocked in the session does not open.
    """

    kind: str
    roles: frozenset[str]
    id: UUID | None = None
    session: UUID | None = None
    way_in: str = ""
    request_id: str = field(default="", compare=False)
    half: bytes | None = field(default=None, compare=False, repr=False)

    @staticmethod
    def anonymous(*, request_id: str = "", half: bytes | None = None) -> "Actor":
        """Somebody who has not come in by any credential."""
        return Actor(ANONYMOUS, frozenset({ANONYMOUS}), request_id=request_id, half=half)

    @staticmethod
    def client(
        client_id: UUID,
        *,
        session: UUID | None = None,
        way_in: str = VISIT,
        request_id: str = "",
        half: bytes | None = None,
    ) -> "Actor":
        """A client, known only by pseudonym."""
        return Actor(CLIENT, frozenset({CLIENT}), client_id, session, way_in, request_id, half)

    @staticmethod
    def staff(
        staff_id: UUID,
        roles: frozenset[str],
        *,
        session: UUID | None = None,
        request_id: str = "",
        half: bytes | None = None,
    ) -> "Actor":
        """A person of the programme's staff with the roles held at this moment."""
        return Actor(STAFF, roles, staff_id, session, "", request_id, half)

    @staticmethod
    def system(job: str) -> "Actor":
        """A job by its name, or by its role `system:<job>` as the permission tables have it."""
        return Actor(SYSTEM, frozenset({f"{SYSTEM}:{job.removeprefix(f'{SYSTEM}:')}"}))

    def has(self, role: str) -> bool:
        """Whether the actor holds `role`."""
        return role in self.roles

    @property
    def known_id(self) -> UUID:
        """The id of a client or staff actor; asking a nameless actor is a programming error."""
        if self.id is None:
            raise RuntimeError(f"a {self.kind} actor has no id")
        return self.id
