"""Who may change the programme. Everybody may read it: it bears no client."""

from eap.core.policy import Permission, Rule
from eap.core.roles import SETUP

PERMISSIONS = (Permission("programme.setup.change", to=(Rule(SETUP),)),)
