"""Cases, whose they were, the requests they began with, and how risk was judged."""

from django.db import models

from eap.cases.words import Band, CaseState, CloseReason, RequestState, RiskLevel, Sent
from eap.core.ids import new_id
from eap.programme.models import Service, ShiftPattern, Site
from eap.vault.fields import SealedField
from eap.vault.sealing import Place

CASE_NUMBERS = "cases_case_numbers"


class Case(models.Model):
    """One client's work with one counsellor, from the first request to closing.

    While `on_desk`, nobody has claimed it; `counsellor_id` then says whom the client chose, or to
    whom it was sent (`sent_as`, `sent_by`, `sent_at`), or nobody. `statistics` is frozen when the
    case is opened, so a later change of mind does not reach back. `earlier_client` is who the
    client was before they lost their private key; such a case stands beside the one they came
    back with.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    number = models.IntegerField(unique=True)
    code_name = models.CharField(max_length=20)
    client_id = models.UUIDField()
    earlier_client = models.UUIDField(null=True)
    file_id = models.UUIDField()
    counsellor_id = models.UUIDField(null=True)
    on_desk = models.BooleanField(default=True)
    sent_as = models.CharField(max_length=11, choices=Sent.choices, blank=True)
    sent_by = models.UUIDField(null=True)
    sent_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=12, choices=CaseState.choices, default=CaseState.ASSESSING)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    site = models.ForeignKey(Site, null=True, on_delete=models.PROTECT, related_name="+")
    shift = models.ForeignKey(ShiftPattern, null=True, on_delete=models.PROTECT, related_name="+")
    tenure = models.CharField(max_length=4, blank=True)
    language = models.CharField(max_length=10)
    statistics = models.BooleanField()
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    close_reason = models.CharField(max_length=20, choices=CloseReason.choices, blank=True)
    risk_level = models.CharField(
        max_length=12, choices=RiskLevel.choices, default=RiskLevel.NOT_ASSESSED
    )
    risk_at = models.DateTimeField(null=True)
    sessions_done = models.IntegerField(default=0)

    class Meta:
        db_table = "cases_case"
        constraints = (
            models.UniqueConstraint(
                fields=("client_id", "counsellor_id"),
                condition=~models.Q(state=CaseState.CLOSED) & models.Q(earlier_client__isnull=True),
                nulls_distinct=False,
                name="cases_one_open_each",
            ),
        )
        indexes = (
            models.Index(fields=("counsellor_id", "-opened_at", "id"), name="cases_caseload"),
            models.Index(
                fields=("opened_at",), condition=models.Q(on_desk=True), name="cases_on_desk"
            ),
        )

    class Privacy:
        operational = (
            "counsellor_id",
            "on_desk",
            "sent_as",
            "sent_by",
            "sent_at",
            "state",
            "service",
            "site",
            "shift",
            "tenure",
            "language",
            "statistics",
            "opened_at",
            "closed_at",
            "close_reason",
            "risk_level",
            "risk_at",
            "sessions_done",
        )
        pseudonym = ("client_id", "earlier_client", "file_id", "code_name", "number")
        open = ("id",)
        kept = "ten years after closing"

    def __str__(self) -> str:
        return f"C-{self.number}"


class Assignment(models.Model):
    """Whose case it was, from when to when."""

    id = models.UUIDField(primary_key=True, default=new_id)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="assignments")
    counsellor_id = models.UUIDField()
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        db_table = "cases_assignment"
        constraints = (
            models.UniqueConstraint(
                fields=("case",),
                condition=models.Q(until__isnull=True),
                name="cases_one_assignment",
            ),
        )

    class Privacy:
        operational = ("since", "until", "counsellor_id")
        pseudonym = ("case",)
        open = ("id",)
        kept = "as long as its case"


class Request(models.Model):
    """What a client asked for, and what they told beforehand.

    `version` counts the preparation's rewritings and is part of its seal; the line's is 1.
    `key_index` finds a request again by the random key its browser made, so that sending it
    twice books once.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="requests")
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    appointment_id = models.UUIDField(null=True)
    key_index = models.BinaryField(max_length=16, unique=True)
    band = models.CharField(max_length=8, choices=Band.choices, default=Band.ROUTINE)
    urgent = models.BooleanField(default=False)
    submitted_at = models.DateTimeField()
    prepared_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=10, choices=RequestState.choices)
    line = SealedField()
    preparation = SealedField(null=True)
    version = models.IntegerField(default=0)

    class Meta:
        db_table = "cases_request"
        indexes = (models.Index(fields=("case", "-submitted_at"), name="cases_requests"),)

    class Indexes:
        passing = ("key_index",)

    class Privacy:
        sealed = ("line", "preparation")
        operational = ("service", "band", "urgent", "submitted_at", "prepared_at", "state")
        blind = ("key_index",)
        pseudonym = ("case", "appointment_id")
        open = ("id", "version")
        kept = "as long as its case"

    class Sealing:
        table = "request"
        file = "case.file_id"
        version = {"preparation": "version"}

    @property
    def line_place(self) -> Place:
        """Where the line is sealed to."""
        return Place("request", "line", self.id)

    @property
    def preparation_place(self) -> Place:
        """Where the preparation in its present version is sealed to."""
        return Place("request", "preparation", self.id, self.version)


class RiskEntry(models.Model):
    """One judgement of risk and, sealed, what it rests on."""

    id = models.UUIDField(primary_key=True, default=new_id)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="risk_entries")
    level = models.CharField(max_length=12, choices=RiskLevel.choices)
    reason = SealedField()
    by = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        db_table = "cases_risk_entry"
        indexes = (models.Index(fields=("case", "-at"), name="cases_risk_entries"),)

    class Privacy:
        sealed = ("reason",)
        operational = ("level", "at")
        pseudonym = ("case", "by")
        open = ("id",)
        kept = "as long as its case"

    class Sealing:
        table = "risk_entry"
        file = "case.file_id"

    @property
    def reason_place(self) -> Place:
        """Where the reason is sealed to."""
        return Place("risk_entry", "reason", self.id)
