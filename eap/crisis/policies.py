"""Who may raise, see, work and open a call for help."""

from eap.cases.models import Case
from eap.cases.policies import KEPT
from eap.core.actor import CLIENT
from eap.core.policy import EVERYBODY, Permission, Relation, Rule
from eap.core.roles import Role
from eap.crisis.models import Crisis, Page, Step

ESCALATION = "system:escalation"
CALL_ERASURE = "system:call_erasure"
KEPT_CASES = f"SELECT 1 FROM cases_case kase WHERE {KEPT.format(row='kase')}"  # noqa: S608

own = Relation(
    "raised it themselves",
    holds=lambda actor, crisis: actor.kind == CLIENT and crisis.client_id == actor.id,
    sql="{row}.client_id = (SELECT harbour.actor_id())",
)
keeps_client = Relation(
    "keeps a case of the client",
    holds=lambda actor, crisis: (
        crisis.client_id is not None
        and Case.objects.filter(
            client_id=crisis.client_id, counsellor_id=actor.id, on_desk=False
        ).exists()
    ),
    sql=f"EXISTS ({KEPT_CASES} AND kase.client_id = {{row}}.client_id)",
)

ON_DUTY = (Rule(Role.ON_CALL), Rule(Role.CLINICAL_LEAD))

PERMISSIONS = (
    Permission("crisis.raise", on=Crisis, covers="c", to=(Rule(EVERYBODY),)),
    # Reaches a call by its ticket or as one's own, through a door that writes this one moment.
    Permission("crisis.all_right", on=Crisis, to=(Rule(EVERYBODY),)),
    Permission("crisis.read", on=Crisis, covers="r", to=(
        *ON_DUTY, Rule(ESCALATION), Rule(CALL_ERASURE), Rule(CLIENT, own),
    )),
    # That a call is open stands in the way of closing the case; what it says stays with duty.
    Permission("crisis.notice", on=Crisis, covers="r", to=(Rule(Role.COUNSELLOR, keeps_client),)),
    Permission("crisis.work", on=Crisis, covers="u", to=ON_DUTY),
    Permission("crisis.open", on=Crisis, to=ON_DUTY, content=True),
    Permission("crisis.escalate", on=Page, covers="c", to=(Rule(ESCALATION),)),
    Permission("crisis.page.read", on=Page, covers="r", to=(*ON_DUTY, Rule(ESCALATION))),
    Permission("crisis.number.erase", on=Crisis, covers="u", to=(Rule(CALL_ERASURE),)),
    Permission("crisis.step.add", on=Step, covers="c", to=ON_DUTY),
    Permission("crisis.step.read", on=Step, covers="r", to=ON_DUTY),
)  # fmt: skip
