"""Who may ask the desk for readings that join rooms. Each room still asks for its own part."""

from eap.audit.words import ERASING
from eap.core.actor import CLIENT
from eap.core.policy import Permission, Rule
from eap.core.roles import Role

PERMISSIONS = (
    Permission("desk.today.read", to=(Rule(Role.COUNSELLOR),)),
    Permission("desk.own_data.read", to=(Rule(CLIENT),)),
    Permission("desk.own_erasure.read", to=(Rule(CLIENT),)),
    Permission("desk.client.erase", to=(Rule(ERASING),)),
    Permission("desk.case.erase", to=(Rule(ERASING),)),
    Permission("desk.leaver.read", to=(Rule(Role.PROGRAMME_MANAGER),)),
)
