"""States of a call for help, the acts that move it, and the clocks."""

from datetime import timedelta

from django.db import models


class State(models.TextChoices):
    """Where a call stands."""

    RAISED = "raised", "Raised"
    ACKNOWLEDGED = "acknowledged", "Acknowledged"
    CONTACTING = "contacting", "Trying to reach"
    UNREACHABLE = "unreachable", "Not reached"
    IN_CONTACT = "in_contact", "In contact"
    CLOSED = "closed", "Closed"
    FALSE_ALARM = "false_alarm", "False alarm"


class Source(models.TextChoices):
    """Where a call came from."""

    PAGE = "page", "Help page"
    PREPARATION = "preparation", "Help us prepare"
    NO_SHOW = "no_show", "Missed session with a risk"


class Outcome(models.TextChoices):
    """How a call ended."""

    SAFE = "safe", "Safe for now, plan agreed"
    EMERGENCY = "emergency_services", "Emergency services called"
    HANDED_OVER = "handed_over", "Handed over to a named colleague"
    NOT_REACHED = "not_reached", "Not reached after every attempt"
    FALSE_ALARM = "false_alarm", "False alarm"


class Act(models.TextChoices):
    """What somebody on duty did."""

    ACKNOWLEDGE = "acknowledge", "Took the call"
    ATTEMPT = "attempt", "Tried to reach the person"
    REACH = "reach", "Reached the person"
    CLOSE = "close", "Closed the call"


TRANSITIONS: dict[Act, dict[State, State]] = {
    Act.ACKNOWLEDGE: {State.RAISED: State.ACKNOWLEDGED},
    Act.ATTEMPT: {
        State.ACKNOWLEDGED: State.CONTACTING,
        State.CONTACTING: State.CONTACTING,
        State.UNREACHABLE: State.CONTACTING,
    },
    Act.REACH: {
        State.ACKNOWLEDGED: State.IN_CONTACT,
        State.CONTACTING: State.IN_CONTACT,
        State.UNREACHABLE: State.IN_CONTACT,
    },
    Act.CLOSE: {
        State.ACKNOWLEDGED: State.CLOSED,
        State.CONTACTING: State.CLOSED,
        State.UNREACHABLE: State.CLOSED,
        State.IN_CONTACT: State.CLOSED,
    },
}

RUNGS: dict[int, timedelta] = {
    1: timedelta(0),
    2: timedelta(minutes=2),
    3: timedelta(minutes=5),
}
HOTLINE_AGAIN_AFTER = timedelta(minutes=3)
UNREACHABLE_AFTER_ATTEMPTS = 3
NUMBER_KEPT_FOR = timedelta(days=30)

QUEUE = "crisis"
CLIMB = "crisis.climb_rungs"
