"""Who imports and who reads workload. It bears no client; figures are for operations alone."""

from eap.core.policy import Permission, Rule
from eap.core.roles import HISTORY, Role
from eap.workload.models import DailyFigure, Import, OrganisationEvent

IMPORTING = "system:workload"

IMPORTERS = (Rule(IMPORTING), Rule(HISTORY))
# Whoever sees what is published sees what happened beside it.
CHART_READERS = tuple(
    Rule(role)
    for role in (
        Role.OPERATIONS,
        Role.PROGRAMME_MANAGER,
        Role.PRIVACY_OFFICER,
        Role.CLINICAL_LEAD,
        Role.COUNSELLOR,
        Role.AUDITOR,
    )
)

PERMISSIONS = (
    Permission("workload.month.import", on=Import, covers="rcu", to=IMPORTERS),
    Permission("workload.figure.import", on=DailyFigure, covers="c", to=IMPORTERS),
    Permission("workload.import.list", on=Import, covers="r", to=(Rule(Role.OPERATIONS),)),
    Permission("workload.figure.read", on=DailyFigure, covers="r", to=(Rule(Role.OPERATIONS),)),
    Permission("workload.event.keep", on=OrganisationEvent, covers="c", to=IMPORTERS),
    Permission("workload.event.read", on=OrganisationEvent, covers="r", to=CHART_READERS),
)
