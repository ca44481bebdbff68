"""Choice lists and the transition table of group sessions."""

from datetime import timedelta

from django.db import models

MOST_SEATS = 40
ALIAS_LENGTH = 20
SEATS_KEPT_FOR = timedelta(days=731)  # two years, with the leap day that one of them may have
LINES_KEPT_FOR = timedelta(0)


class Kind(models.TextChoices):
    """What kind of meeting it is."""

    CIRCLE = "circle", "Closed group"
    WORKSHOP = "workshop", "Workshop"
    SALON = "salon", "Peer salon"
    LISTENING = "listening", "Listening session"


class State(models.TextChoices):
    """Where a group session stands."""

    DRAFT = "draft", "Draft"
    APPROVED = "approved", "Approved"
    OPEN = "open", "Open"
    CLOSED = "closed", "Registration closed"
    RUNNING = "running", "Running"
    COMPLETED = "completed", "Completed"
    EVALUATED = "evaluated", "Evaluated"
    CANCELLED = "cancelled", "Cancelled"


FULL = "full"  # how an open session with no free seat is shown

TRANSITIONS: dict[str, frozenset[str]] = {
    State.DRAFT: frozenset({State.APPROVED, State.CANCELLED}),
    State.APPROVED: frozenset({State.OPEN, State.CANCELLED}),
    State.OPEN: frozenset({State.CLOSED, State.CANCELLED}),
    State.CLOSED: frozenset({State.OPEN, State.RUNNING, State.CANCELLED}),
    State.RUNNING: frozenset({State.COMPLETED}),
    State.COMPLETED: frozenset({State.EVALUATED}),
    State.EVALUATED: frozenset(),
    State.CANCELLED: frozenset(),
}
SHOWN = (State.OPEN, State.CLOSED, State.RUNNING)


class SeatState(models.TextChoices):
    """What became of a seat."""

    FREE = "free", "Free"
    REGISTERED = "registered", "Registered"
    ATTENDED = "attended", "Attended"
    ABSENT = "absent", "Absent"


MARKS = (SeatState.REGISTERED, SeatState.ATTENDED, SeatState.ABSENT)


class EntryState(models.TextChoices):
    """What became of a place on the waiting list."""

    WAITING = "waiting", "Waiting"
    SEATED = "seated", "Given a seat"
    LEFT = "left", "Left"


def position_band(ahead: int) -> str:
    """How far up the waiting list somebody with `ahead` people before them is, coarsely."""
    if ahead < 3:
        return "1-3"
    return "4-10" if ahead < 10 else "11+"
