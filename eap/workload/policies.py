"""Who imports and who reads workload. It bears no client, and still only operations see it."""

from eap.core.policy import Permission, Rule
from eap.core.roles import Role
from eap.workload.models import DailyFigure, Import

IMPORTING = "system:workload"
HISTORY = "system:demo"

IMPORTERS = (Rule(IMPORTING), Rule(HISTORY))

PERMISSIONS = (
    Permission("workload.month.import", on=Import, covers="rcu", to=IMPORTERS),
    Permission("workload.figure.import", on=DailyFigure, covers="c", to=IMPORTERS),
    Permission("workload.import.list", on=Import, covers="r", to=(Rule(Role.OPERATIONS),)),
    Permission("workload.figure.read", on=DailyFigure, covers="r", to=(Rule(Role.OPERATIONS),)),
)
