"""Choice lists, the transition table and the durations of booking."""

from datetime import UTC, datetime, timedelta

from django.db import models

from eap.core.roles import Role

HOLD_FOR = timedelta(minutes=5)
NOTICE = timedelta(hours=2)  # nothing that starts sooner is offered
HORIZON = timedelta(days=31)
FARTHEST = timedelta(days=366)  # how far ahead a counsellor may book their own time
CLEAR_NOTICE = timedelta(hours=24)  # cancelling later than this counts as late
GAP = timedelta(minutes=10)  # kept free after every session
GRID = timedelta(minutes=30)  # starts lie on it, counted from GRID_ORIGIN
GRID_ORIGIN = datetime(2000, 1, 1, tzinfo=UTC)
JOIN_BEFORE = timedelta(minutes=10)
JOIN_AFTER = timedelta(minutes=15)
NO_SHOW_AFTER = timedelta(minutes=15)
UNATTENDED_AFTER = timedelta(minutes=30)
OVERTURN_WITHIN = timedelta(days=7)  # a no-show may still be put right
OFFERED_PART = 0.7  # of the free starts; see offers._draw
NEAREST = 3
MOST_WEEKS = 12
DUTY_LEVELS = (1, 2, 3)
# Who may answer a call for help, and so who may stand on the rota.
ANSWERING = (Role.ON_CALL, Role.CLINICAL_LEAD)


class Kind(models.TextChoices):
    """What an hour in a counsellor's calendar is taken by."""

    SESSION = "session", "Session"
    GROUP = "group", "Group session"


class RuleKind(models.TextChoices):
    """What a regular block of hours is kept for."""

    NORMAL = "normal", "Sessions"
    GROUP = "group", "Group sessions"


class Status(models.IntegerChoices):
    """Where an appointment stands. Only the first two take up time."""

    BOOKED = 1
    HELD = 2
    MOVED = 3
    CANCELLED = 4
    LATE_CANCEL = 5
    DONE = 6
    NO_SHOW = 7
    EXPIRED = 8
    COUNSELLOR_CANCELLED = 9

    @property
    def word(self) -> str:
        """The name spoken outside this room."""
        return self.name.lower()


ACTIVE = (Status.BOOKED, Status.HELD)
CAME_ABOUT = tuple(status for status in Status if status not in (Status.HELD, Status.EXPIRED))

TRANSITIONS: dict[Status, frozenset[Status]] = {
    Status.HELD: frozenset({Status.BOOKED, Status.EXPIRED}),
    Status.BOOKED: frozenset(
        {
            Status.MOVED,
            Status.CANCELLED,
            Status.LATE_CANCEL,
            Status.COUNSELLOR_CANCELLED,
            Status.DONE,
            Status.NO_SHOW,
        }
    ),
    Status.NO_SHOW: frozenset({Status.DONE}),
}


def may_become(status: int, wanted: Status) -> bool:
    """Whether an appointment may go from `status` to `wanted`."""
    return wanted in TRANSITIONS.get(Status(status), frozenset())
