"""The roles of staff, and of jobs that several rooms let act, as the permission tables name them.

A job of one room only has its role in that room's `policies`.
"""

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


SETUP = "system:setup"  # brings about what a setup file says
HISTORY = "system:demo"  # writes the synthetic company, in other actors' names too
