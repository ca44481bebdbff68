"""Who may raise, see, work and open a call for help."""

from eap.access.policy import EVERYBODY, Permission, Relation, Rule
from eap.core.actor import CLIENT
from eap.crisis.models import Crisis, Page, Step

ESCALATION = "system:escalation"
CALL_ERASURE = "system:call_erasure"

own = Relation(
    "raised it themselves",
    holds=lambda actor, crisis: actor.kind == CLIENT and crisis.client_id == actor.id,
    sql="{row}.client_id = (SELECT harbour.actor_id())",
)

ON_DUTY = (Rule("on_call"), Rule("clinical_lead"))

PERMISSIONS = (
    Permission("crisis.raise", on=Crisis, covers="c", to=(Rule(EVERYBODY),)),
    Permission("crisis.read", on=Crisis, covers="r", to=(
        *ON_DUTY, Rule(ESCALATION), Rule(CALL_ERASURE), Rule(CLIENT, own),
    )),
    Permission("crisis.work", on=Crisis, covers="u", to=ON_DUTY),
    Permission("crisis.open", on=Crisis, to=ON_DUTY, content=True),
    Permission("crisis.escalate", on=Page, covers="c", to=(Rule(ESCALATION),)),
    Permission("crisis.page.read", on=Page, covers="r", to=(*ON_DUTY, Rule(ESCALATION))),
    Permission("crisis.number.erase", on=Crisis, covers="u", to=(Rule(CALL_ERASURE),)),
    Permission("crisis.step.add", on=Step, covers="c", to=ON_DUTY),
    Permission("crisis.step.read", on=Step, covers="r", to=ON_DUTY),
)  # fmt: skip
