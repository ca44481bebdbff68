"""Who publishes, and who reads what was published."""

from eap.audit.words import SEALING
from eap.core.policy import Permission, Rule
from eap.core.roles import Role
from eap.publication.words import PUBLISHER_JOB
from eap.workload.policies import CHART_READERS

PERMISSIONS = (
    Permission("publication.publish", to=(Rule(f"system:{PUBLISHER_JOB}"),)),
    Permission("publication.read", to=CHART_READERS),
    Permission("publication.verify", to=(Rule(Role.PRIVACY_OFFICER), Rule(SEALING))),
)
