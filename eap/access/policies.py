"""Who may see and manage the accounts of the programme's staff.

Staff tables have no row-level security (see `models`), so no permission covers them. Nobody may
change or retire their own account: somebody who may do so is therefore always left.
"""

from eap.access.policy import Permission, Relation, Rule
from eap.access.words import Role

SETUP = "system:setup"

somebody_else = Relation(
    "is somebody else",
    holds=lambda actor, staff: actor.id != staff.id,
    sql="{row}.id IS DISTINCT FROM (SELECT harbour.actor_id())",
)

MANAGERS = (Rule(Role.PROGRAMME_MANAGER), Rule(Role.SYSTEM_ADMIN))
MANAGERS_OF_OTHERS = tuple(Rule(rule.role, somebody_else) for rule in MANAGERS)

PERMISSIONS = (
    Permission("access.staff.list", to=(*MANAGERS, Rule(Role.PRIVACY_OFFICER))),
    Permission("access.staff.invite", to=(*MANAGERS, Rule(SETUP))),
    Permission("access.staff.change", to=MANAGERS_OF_OTHERS),
    Permission("access.staff.retire", to=MANAGERS_OF_OTHERS),
)
