"""Who may change the programme. Everybody may read it: it bears no client."""

from eap.core.policy import Permission, Rule

SETUP = "system:setup"

PERMISSIONS = (Permission("programme.setup.change", to=(Rule(SETUP),)),)
