"""Who sends and reads messages: the two sides of a case. When, the services see to."""

from eap.audit.policies import erasable
from eap.cases.policies import KEPT, OWN, is_kept, is_own, kept, kept_case, of_case, own, own_case
from eap.core.actor import CLIENT
from eap.core.policy import Permission, Relation, Rule
from eap.core.roles import Role
from eap.messages.models import Message
from eap.vault.policies import absorbed

AUTHOR = "{row}.author_id = (SELECT harbour.actor_id())"

says = Relation(
    "is the client speaking",
    holds=lambda actor, message: (
        message.from_client and message.author_id == actor.id and is_own(actor, message.case)
    ),
    sql=f"{{row}}.from_client AND {AUTHOR} AND {of_case(OWN)}",
)
answers = Relation(
    "is the case's counsellor speaking",
    holds=lambda actor, message: (
        not message.from_client and message.author_id == actor.id and is_kept(actor, message.case)
    ),
    sql=f"NOT {{row}}.from_client AND {AUTHOR} AND {of_case(KEPT)}",
)

PERMISSIONS = (
    Permission(
        "messages.message.send",
        on=Message,
        covers="c",
        to=(Rule(CLIENT, says), Rule(Role.COUNSELLOR, answers)),
    ),
    Permission(
        "messages.message.list",
        on=Message,
        covers="r",
        to=(Rule(CLIENT, own_case), Rule(Role.COUNSELLOR, kept_case)),
    ),
    Permission(
        "messages.message.open",
        on=Message,
        content=True,
        to=(Rule(CLIENT, own), Rule(Role.COUNSELLOR, kept)),
    ),
    erasable(Message),
    absorbed(Message),
)
