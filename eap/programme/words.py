"""Choice lists of the programme: tenure, ways to meet, concerns and drivers with their codes."""

from django.db import models


class Tenure(models.TextChoices):
    """How long somebody has worked here, in the bands that are published."""

    UNDER_3_MONTHS = "t0", "Under 3 months"
    UNDER_1_YEAR = "t1", "3 to 12 months"
    UNDER_3_YEARS = "t2", "1 to 3 years"
    UNDER_5_YEARS = "t3", "3 to 5 years"
    OVER_5_YEARS = "t4", "Over 5 years"


class Modality(models.TextChoices):
    """How client and counsellor meet."""

    TEXT = "text", "Live text"
    PHONE = "phone", "Phone"
    ROOM = "room", "Room"


class LineKind(models.TextChoices):
    """A hotline talks; an emergency number sends somebody."""

    HOTLINE = "hotline", "Hotline"
    EMERGENCY = "emergency", "Emergency"


class Concern(models.TextChoices):
    """What brings a person, as they name it themselves."""

    STRESS = "C01", "Stress or burnout"
    LOW_MOOD = "C02", "Low mood"
    ANXIETY = "C03", "Anxiety"
    SLEEP = "C04", "Sleep or fatigue"
    ANGER = "C05", "Anger or control of emotion"
    AFTER_CALL = "C06", "After a bad call or event"
    GRIEF = "C07", "Grief"
    COUPLE = "C08", "Couple or family"
    CARE = "C09", "Parenting or care"
    HEALTH = "C10", "Health"
    MONEY = "C11", "Money"
    LEGAL = "C12", "Legal"
    CAREER = "C13", "Career"
    COLLEAGUE = "C14", "Conflict with a colleague"
    SUPERVISOR = "C15", "Conflict with a supervisor"
    HARASSMENT = "C16", "Harassment or violence"
    DEPENDENCE = "C17", "Substances, gambling or gaming"
    SELF_HARM = "C18", "Thoughts of self-harm"
    OTHER = "C19", "Something else"


class ConcernGroup(models.TextChoices):
    """The six published groups of concerns, and two ways of belonging to none."""

    STRAIN = "strain", "Strain"
    MOOD = "mood", "Mood"
    ANXIETY = "anxiety", "Anxiety"
    SLEEP = "sleep", "Sleep and health"
    FAMILY = "family", "Family and care"
    WORK = "work", "Work and people at work"
    OTHER = "other", "Other"
    NOT_SAID = "not_said", "Not said"


# The sensitive concerns (C16 to C18) never make up a group of their own.
GROUP_OF: dict[str, ConcernGroup] = {
    Concern.STRESS: ConcernGroup.STRAIN,
    Concern.LOW_MOOD: ConcernGroup.MOOD,
    Concern.ANXIETY: ConcernGroup.ANXIETY,
    Concern.SLEEP: ConcernGroup.SLEEP,
    Concern.ANGER: ConcernGroup.STRAIN,
    Concern.AFTER_CALL: ConcernGroup.STRAIN,
    Concern.GRIEF: ConcernGroup.MOOD,
    Concern.COUPLE: ConcernGroup.FAMILY,
    Concern.CARE: ConcernGroup.FAMILY,
    Concern.HEALTH: ConcernGroup.SLEEP,
    Concern.MONEY: ConcernGroup.OTHER,
    Concern.LEGAL: ConcernGroup.OTHER,
    Concern.CAREER: ConcernGroup.WORK,
    Concern.COLLEAGUE: ConcernGroup.WORK,
    Concern.SUPERVISOR: ConcernGroup.WORK,
    Concern.HARASSMENT: ConcernGroup.WORK,
    Concern.DEPENDENCE: ConcernGroup.OTHER,
    Concern.SELF_HARM: ConcernGroup.MOOD,
    Concern.OTHER: ConcernGroup.OTHER,
}


def concern_group(concern: str | None) -> ConcernGroup:
    """The group in which a concern code is counted; none given is `not_said`.

    Raises KeyError for an unknown code.
    """
    return ConcernGroup.NOT_SAID if concern is None else GROUP_OF[concern]


class Driver(models.TextChoices):
    """What at work weighs on people."""

    ABUSIVE_CUSTOMERS = "D01", "Abusive customers"
    BLAMED_FOR_POLICY = "D02", "Blamed for policy"
    CALL_VOLUME = "D03", "Call volume and queue"
    HANDLING_TIME = "D04", "Handling time target"
    QUALITY_CHECKS = "D05", "Strict quality checks"
    ERROR_FINES = "D06", "Fines for errors"
    RATINGS = "D07", "Arbitrary ratings"
    SHIFTS = "D08", "Long, 12/36 or night shifts"
    BREAKS = "D09", "Overtime and breaks"
    TRAINING = "D10", "Too little induction or training"
    TOOLS = "D11", "Gaps in knowledge base or tools"
    SCRIPTS = "D12", "Scripts"
    LAUNCHES = "D13", "Launches without notice"
    UNANSWERED = "D14", "Problems raised and not answered"
    DISRESPECT = "D15", "Disrespect by a supervisor"
    RECOGNITION = "D16", "No recognition"
    PAY = "D17", "Fairness of pay and penalties"
    PROMOTION = "D18", "Blocked promotion"
    INSECURITY = "D19", "Job insecurity, last-place elimination"
    RULES = "D20", "Unfair rules, rumours"
    SIDE_TASKS = "D21", "Side tasks and manual data work"
    STATUS = "D22", "Low status of service"
    CLIMATE = "D23", "Team climate"
    EMOTIONAL_LABOUR = "D24", "Forced friendliness"
    PROMISES = "D25", "Broken promises"
    OUTSIDE = "D26", "Outside work"
