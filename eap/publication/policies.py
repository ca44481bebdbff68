"""Who publishes, and who reads what was published."""

from eap.core.policy import Permission, Rule
from eap.publication.words import PUBLISHER_JOB

PERMISSIONS = (
    Permission("publication.publish", to=(Rule(f"system:{PUBLISHER_JOB}"),)),
    Permission("publication.read", to=(
        Rule("operations"), Rule("programme_manager"), Rule("privacy_officer"),
        Rule("clinical_lead"), Rule("counsellor"), Rule("auditor"),
    )),
)  # fmt: skip
