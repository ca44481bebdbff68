"""Who may see, claim and keep a case.

A client sees their own. A counsellor sees those they keep, and on the desk those that chose them
or nobody. The programme manager sees headers, never content; nobody else sees anything.
"""

from eap.audit.policies import erasable
from eap.cases.models import Assignment, Case, Request, RiskEntry
from eap.core.actor import CLIENT, Actor
from eap.core.policy import Permission, Relation, Rule
from eap.core.roles import Role
from eap.vault.policies import absorbed

OWN = "{row}.client_id = (SELECT harbour.actor_id())"
KEPT = "{row}.counsellor_id = (SELECT harbour.actor_id()) AND NOT {row}.on_desk"
CLAIMABLE = (
    "{row}.on_desk AND"
    " coalesce({row}.counsellor_id = (SELECT harbour.actor_id()), {row}.counsellor_id IS NULL)"
)


WAITING = "{row}.on_desk"


def of_case(condition: str) -> str:
    """A condition on a case, for the rows of tables with a `case`."""
    about = condition.format(row="kase")
    found = f"SELECT 1 FROM cases_case kase WHERE kase.id = {{row}}.case_id AND {about}"  # noqa: S608
    return f"EXISTS ({found})"


def is_own(actor: Actor, case: Case) -> bool:
    """Whether the case is the client's."""
    return case.client_id == actor.id


def is_kept(actor: Actor, case: Case) -> bool:
    """Whether the actor is the case's counsellor."""
    return case.counsellor_id == actor.id and not case.on_desk


def is_claimable(actor: Actor, case: Case) -> bool:
    """Whether the case waits on the desk for the actor, or for anybody."""
    return case.on_desk and case.counsellor_id in (None, actor.id)


def is_waiting(actor: Actor, case: Case) -> bool:
    """Whether nobody has claimed the case."""
    return case.on_desk


own = Relation("is the client", holds=is_own, sql=OWN)
kept = Relation("is the case's counsellor", holds=is_kept, sql=KEPT)
claimable = Relation("waits on the desk", holds=is_claimable, sql=CLAIMABLE)
waiting = Relation("waits for anybody", holds=is_waiting, sql=WAITING)
held = Relation(
    "was the case's counsellor then",
    holds=lambda actor, assignment: assignment.counsellor_id == actor.id,
    sql="{row}.counsellor_id = (SELECT harbour.actor_id())",
)
own_case = Relation(
    "is the client of the case",
    holds=lambda actor, part: is_own(actor, part.case),
    sql=of_case(OWN),
)
kept_case = Relation(
    "is the counsellor of its case",
    holds=lambda actor, part: is_kept(actor, part.case),
    sql=of_case(KEPT),
)
claimable_case = Relation(
    "its case waits on the desk",
    holds=lambda actor, part: is_claimable(actor, part.case),
    sql=of_case(CLAIMABLE),
)
waiting_case = Relation(
    "its case waits for anybody",
    holds=lambda actor, part: is_waiting(actor, part.case),
    sql=of_case(WAITING),
)

KEEPER = (Rule(Role.COUNSELLOR, kept),)
KEEPER_OF_CASE = (Rule(Role.COUNSELLOR, kept_case),)
ON_THE_DESK = (Rule(Role.COUNSELLOR, claimable_case),)

# Within the counsellor's own act: the row goes to where they no longer see it.
HANDING_ON = "system:hand_on"

PERMISSIONS = (
    Permission("cases.case.create", on=Case, covers="c", to=(Rule(CLIENT, own),)),
    Permission("cases.case.describe", on=Case, covers="ru", to=(Rule(CLIENT, own),)),
    Permission("cases.case.claim", on=Case, covers="ru", to=(Rule(Role.COUNSELLOR, claimable),)),
    Permission("cases.case.keep", on=Case, covers="ru", to=KEEPER),
    Permission("cases.case.hand_on", on=Case, covers="ru", to=(Rule(HANDING_ON),)),
    Permission(
        "cases.case.assign", on=Case, covers="u", to=(Rule(Role.PROGRAMME_MANAGER, waiting),)
    ),
    Permission(
        "cases.case.read",
        on=Case,
        covers="r",
        to=(Rule(CLIENT, own), *KEEPER, Rule(Role.PROGRAMME_MANAGER)),
    ),
    Permission("cases.key.waits", to=(Rule(CLIENT), Rule(Role.COUNSELLOR))),
    Permission("cases.caseload.read", to=(Rule(Role.COUNSELLOR),)),
    Permission("cases.leaver.read", to=(Rule(Role.PROGRAMME_MANAGER),)),
    Permission("cases.case.open", on=Case, content=True, to=KEEPER),
    Permission(
        "cases.assignment.begin",
        on=Assignment,
        covers="rcu",
        to=(Rule(Role.COUNSELLOR, held),),
    ),
    Permission("cases.request.create", on=Request, covers="rcu", to=(Rule(CLIENT, own_case),)),
    Permission("cases.request.keep", on=Request, covers="ru", to=KEEPER_OF_CASE),
    Permission("cases.request.claim", on=Request, covers="r", to=ON_THE_DESK),
    Permission(
        "cases.request.plan",
        on=Request,
        covers="r",
        to=(Rule(Role.PROGRAMME_MANAGER, waiting_case),),
    ),
    Permission("cases.request.open", on=Request, content=True, to=(*KEEPER_OF_CASE, *ON_THE_DESK)),
    Permission("cases.request.own", to=(Rule(CLIENT),)),
    Permission("cases.queue.read", to=(Rule(Role.COUNSELLOR),)),
    Permission("cases.queue.plan", to=(Rule(Role.PROGRAMME_MANAGER),)),
    Permission("cases.risk.write", on=RiskEntry, covers="rc", to=KEEPER_OF_CASE),
    *map(erasable, (RiskEntry, Request, Assignment, Case)),
    absorbed(Request),
    absorbed(RiskEntry),
)
