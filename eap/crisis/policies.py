"""Who may raise, see, work and open a call for help."""

from eap.audit.policies import erasable
from eap.booking.selectors import answers_calls
from eap.cases.models import Case
from eap.cases.policies import KEPT
from eap.core import clock
from eap.core.actor import CLIENT, Actor
from eap.core.database import MOMENT
from eap.core.policy import EVERYBODY, Permission, Relation, Rule
from eap.core.roles import Role
from eap.crisis.models import Crisis, Page, Step
from eap.crisis.words import Act
from eap.vault.policies import absorbed

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


def _answers(actor: Actor, crisis: Crisis) -> bool:
    if crisis.closed_at is not None or actor.id is None:
        return False
    if answers_calls(actor.id, at=clock.now()):
        return True
    return Page.objects.filter(crisis_id=crisis.id, staff_id=actor.id).exists()


def _worked(actor: Actor, crisis: Crisis) -> bool:
    if crisis.acknowledged_by is not None and crisis.acknowledged_by == actor.id:
        return True
    closes = Step.objects.filter(crisis_id=crisis.id, act=Act.CLOSE)
    return actor.id is not None and closes.filter(by_id=actor.id).exists()


# The role alone opens nothing: it can be given to a second account. Being paged always does, for
# whoever is woken must be able to call back.
answers = Relation(
    "it is open, and they are on call now, were paged for it, or nobody is on call",
    holds=_answers,
    sql=f"""{{row}}.closed_at IS NULL AND (
        EXISTS (SELECT 1 FROM booking_on_call_shift shift
            WHERE shift.staff_id = (SELECT harbour.actor_id()) AND shift.during @> {MOMENT})
        OR NOT EXISTS (SELECT 1 FROM booking_on_call_shift shift
            JOIN access_staff person ON person.id = shift.staff_id AND person.is_active
            WHERE shift.level = 1 AND shift.during @> {MOMENT})
        OR EXISTS (SELECT 1 FROM crisis_page page
            WHERE page.crisis_id = {{row}}.id AND page.staff_id = (SELECT harbour.actor_id())))""",  # noqa: S608
)
worked = Relation(
    "took it or closed it themselves",
    holds=_worked,
    sql=f"""{{row}}.acknowledged_by = (SELECT harbour.actor_id())
        OR EXISTS (SELECT 1 FROM crisis_step step
            WHERE step.crisis_id = {{row}}.id AND step.act = '{Act.CLOSE}'
            AND step.by_id = (SELECT harbour.actor_id()))""",  # noqa: S608
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
    Permission("crisis.open", on=Crisis, content=True, to=(
        Rule(Role.ON_CALL, worked), Rule(Role.ON_CALL, answers), Rule(Role.CLINICAL_LEAD),
    )),
    Permission("crisis.escalate", on=Page, covers="c", to=(Rule(ESCALATION),)),
    Permission("crisis.page.read", on=Page, covers="r", to=(*ON_DUTY, Rule(ESCALATION))),
    Permission("crisis.number.erase", on=Crisis, covers="u", to=(Rule(CALL_ERASURE),)),
    Permission("crisis.step.add", on=Step, covers="c", to=ON_DUTY),
    Permission("crisis.step.read", on=Step, covers="r", to=ON_DUTY),
    *map(erasable, (Page, Step, Crisis)),
    absorbed(Crisis),
    absorbed(Step),
)  # fmt: skip
