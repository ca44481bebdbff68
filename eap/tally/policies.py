"""Who may add to the tally. Nobody reads it but the publisher, not even the job that tidies it."""

from eap.audit.policies import erasable
from eap.core.policy import Permission, Rule
from eap.core.roles import Role
from eap.tally.models import CapCounter, Contribution

TIDYING = "system:shuffle"
SUPPLY = "system:supply"

COUNTERS = (Rule(Role.COUNSELLOR), Rule(Role.ON_CALL))

PERMISSIONS = (
    Permission("tally.contribution.add", on=Contribution, covers="c", to=COUNTERS),
    Permission("tally.contribution.shuffle", to=(Rule(TIDYING),)),
    Permission("tally.counter.count", on=CapCounter, covers="rcu", to=COUNTERS),
    Permission("tally.counter.forget", on=CapCounter, covers="rd", to=(Rule(TIDYING),)),
    erasable(CapCounter),
    Permission("tally.plain_count.add", to=(Rule(Role.COUNSELLOR), Rule(SUPPLY))),
)
