"""Who may see and manage the accounts of the programme's staff.

Staff tables have no row-level security (see `models`), so no permission covers them. Nobody may
change or retire their own account: somebody who may do so is therefore always left. The system
administrator may do none of it: a key to set a password is a way to become somebody.
"""

from eap.core.policy import Permission, Relation, Rule
from eap.core.roles import SETUP, Role

somebody_else = Relation(
    "is somebody else",
    holds=lambda actor, staff: actor.id != staff.id,
    sql="{row}.id IS DISTINCT FROM (SELECT harbour.actor_id())",
)

SIGN_INS = "system:sign_ins"  # takes away sign-ins that have ended

OTHERS = (Rule(Role.PROGRAMME_MANAGER, somebody_else),)

PERMISSIONS = (
    Permission("access.staff.list", to=(Rule(Role.PROGRAMME_MANAGER), Rule(Role.PRIVACY_OFFICER))),
    Permission("access.staff.invite", to=(Rule(Role.PROGRAMME_MANAGER), Rule(SETUP))),
    Permission("access.staff.change", to=OTHERS),
    Permission("access.staff.retire", to=OTHERS),
    Permission("access.sign_in.sweep", to=(Rule(SIGN_INS),)),
)
