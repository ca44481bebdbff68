"""What can stand in the way of closing a case, the bounds of a preparation, and of Today."""

from datetime import timedelta

from django.db import models

NOTE_MISSED_FOR = timedelta(days=14)  # how long an attended session without a note is said
MOST_NAMED = 3  # concerns, and drivers
MOST_IMPACT = 10
LONGEST_TEXT = 2_000
LONGEST_LINE = 500
SEVERITIES = range(1, 6)


class Blocking(models.TextChoices):
    """Why a case cannot be closed yet."""

    FUTURE_APPOINTMENTS = "future_appointments", "Appointments are still booked"
    UNMARKED_SESSIONS = "unmarked_sessions", "A past session waits for a word"
    UNSIGNED_NOTES = "unsigned_notes", "Notes are not signed"
    OPEN_CRISIS = "open_crisis", "A call for help is open"
    RISK = "risk", "The risk is moderate or higher"


class Waits(models.TextChoices):
    """What an erasure waits for."""

    OPEN_CRISIS = "open_crisis", "A call for help is open"
    SESSION_NOW = "session_now", "A session is going on"
    HOLD_ORDER = "hold_order", "A written legal demand has the record kept"
    HOLD_CLAIM = "hold_claim", "A complaint or a claim is not settled"


CASES_KEPT_FOR = timedelta(days=3653)  # ten years with their leap days


class Safety(models.TextChoices):
    """Answer to a safety question. Not answered is None, which is not a no."""

    YES = "yes", "Yes"
    NO = "no", "No"
    PREFER_NOT = "prefer_not", "Prefer not to say"


class Kept(models.TextChoices):
    """How long a kind of thing is kept."""

    WITH_CLIENT = "with_client", "At least ten years after the last session"
    WITH_CASE = "with_case", "At least ten years after the case is closed"
    OWN_DRAWER = "own_drawer", "Until the client deletes it"
    CALL = "call", "At least ten years; number and place thirty days after closing"
    GROUP = "group", "Two years after the group met"
    GROUP_LINE = "group_line", "Until the group has met"
    TRAIL = "trail", "At least ten years"


KEPT: dict[str, Kept] = {
    "about_you": Kept.WITH_CLIENT,
    "appointments": Kept.WITH_CASE,
    "requests": Kept.WITH_CASE,
    "notes": Kept.WITH_CASE,
    "messages": Kept.WITH_CASE,
    "self_checks": Kept.OWN_DRAWER,
    "shared_checks": Kept.WITH_CASE,
    "calls": Kept.CALL,
    "group_seats": Kept.GROUP,
    "group_lines": Kept.GROUP_LINE,
    "access_log": Kept.TRAIL,
}
