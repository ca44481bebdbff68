"""Only the demo's own command writes synthetic history; see `wall_history` in `access.walls`."""

from eap.core.policy import Permission, Rule

HISTORY = "system:demo"
DEMO = (Rule(HISTORY),)

PERMISSIONS = (
    Permission("demo.company.fill", to=DEMO),
    Permission("demo.company.move", to=DEMO),
    Permission("demo.company.look", to=DEMO),
)
