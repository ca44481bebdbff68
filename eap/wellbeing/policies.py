"""Who imports measures, keeps and reads self-checks, and runs the pulse.

A saved self-check is the client's alone; a shared copy is also their counsellor's. Nobody reads a
pulse answer: strips are used and answers added through the doors of `migrations`, and only the job
that freezes a wave sees them again.
"""

from eap.audit.policies import erasable
from eap.cases.policies import kept, kept_case, own_case
from eap.core.actor import CLIENT
from eap.core.policy import EVERYBODY, Permission, Relation, Rule
from eap.core.roles import HISTORY, Role
from eap.vault.policies import absorbed
from eap.wellbeing.models import (
    Drawer,
    PulseAnswer,
    PulseResult,
    PulseToken,
    SelfCheck,
    SharedCheck,
)

IMPORTING = "system:measures"
ARRANGING = "system:pulse"
FREEZING = "system:pulse-freeze"

own_drawer = Relation(
    "is the client",
    holds=lambda actor, drawer: actor.id is not None and drawer.client_id == actor.id,
    sql="{row}.client_id = (SELECT harbour.actor_id())",
)
in_own_drawer = Relation(
    "lies in their own drawer",
    holds=lambda actor, check: actor.id is not None and check.drawer_id == actor.id,
    sql="{row}.drawer_id = (SELECT harbour.actor_id())",
)

ARRANGERS = (Rule(Role.PROGRAMME_MANAGER), Rule(ARRANGING), Rule(HISTORY))
FREEZERS = (Rule(FREEZING), Rule(HISTORY))
PULSE_READERS = (
    Rule(Role.OPERATIONS),
    Rule(Role.PROGRAMME_MANAGER),
    Rule(Role.CLINICAL_LEAD),
    Rule(Role.PRIVACY_OFFICER),
)

PERMISSIONS = (
    Permission("wellbeing.measure.import", to=(Rule(IMPORTING), Rule(HISTORY))),
    Permission("wellbeing.measure.read", to=(Rule(EVERYBODY),)),
    Permission("wellbeing.drawer.keep", on=Drawer, covers="rc", to=(Rule(CLIENT, own_drawer),)),
    Permission(
        "wellbeing.check.keep", on=SelfCheck, covers="rcd", to=(Rule(CLIENT, in_own_drawer),)
    ),
    Permission("wellbeing.check.open", on=Drawer, content=True, to=(Rule(CLIENT, own_drawer),)),
    Permission("wellbeing.shared.give", on=SharedCheck, covers="c", to=(Rule(CLIENT, own_case),)),
    Permission(
        "wellbeing.shared.list",
        on=SharedCheck,
        covers="r",
        to=(Rule(CLIENT, own_case), Rule(Role.COUNSELLOR, kept_case)),
    ),
    Permission(
        "wellbeing.shared.open", on=SharedCheck, content=True, to=(Rule(Role.COUNSELLOR, kept),)
    ),
    Permission("wellbeing.pulse.arrange", to=ARRANGERS),
    Permission("wellbeing.pulse.mint", on=PulseToken, covers="c", to=ARRANGERS),
    Permission("wellbeing.pulse.answer", to=(Rule(EVERYBODY),)),
    Permission("wellbeing.pulse.freeze", on=PulseAnswer, covers="rcd", to=FREEZERS),
    Permission("wellbeing.pulse.void", on=PulseToken, covers="rcd", to=FREEZERS),
    Permission("wellbeing.pulse.conclude", on=PulseResult, covers="c", to=FREEZERS),
    Permission("wellbeing.pulse.read", on=PulseResult, covers="r", to=PULSE_READERS),
    *map(erasable, (SelfCheck, Drawer, SharedCheck)),
    absorbed(SelfCheck),
    absorbed(SharedCheck),
)
