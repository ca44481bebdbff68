"""The roles of staff, by the names the permission tables speak of."""

from django.db import models


class Role(models.TextChoices):
    """What a person of the programme's staff may be."""

    COUNSELLOR = "counsellor", "Counsellor"
    CLINICAL_LEAD = "clinical_lead", "Clinical lead"
    ON_CALL = "on_call", "On-call counsellor"
    PROGRAMME_MANAGER = "programme_manager", "Programme manager"
    OPERATIONS = "operations", "Operations manager"
    PRIVACY_OFFICER = "privacy_officer", "Privacy officer"
    AUDITOR = "auditor", "Auditor"
    SYSTEM_ADMIN = "system_admin", "System administrator"
