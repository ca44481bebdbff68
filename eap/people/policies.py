"""Clients reach their own rows and nobody else's; what must be found by a secret has a door."""

from uuid import UUID

from eap.audit.policies import erasable
from eap.audit.words import ERASING
from eap.core import clock
from eap.core.actor import ANONYMOUS, CLIENT, Actor
from eap.core.database import MOMENT
from eap.core.policy import EVERYBODY, Permission, Relation, Rule
from eap.core.roles import Role
from eap.people.models import (
    Client,
    ClientSession,
    Consent,
    Erasure,
    LegalHold,
    PrivateKey,
    VisitCode,
    Voucher,
)
from eap.people.words import CARD_KEPT_FOR, CardKind

NOBODY = UUID(int=0)
SWEEP = "system:sweep"
CARDS = "system:vouchers"
ENDING = "system:lost_key"  # within the counsellor's own act

oneself = Relation(
    "is oneself",
    holds=lambda actor, client: client.id == actor.id,
    sql="{row}.id = (SELECT harbour.actor_id())",
)
own = Relation(
    "is one's own",
    holds=lambda actor, part: part.client_id == actor.id,
    sql="{row}.client_id = (SELECT harbour.actor_id())",
)
replacement = Relation(
    "replaces a lost card",
    holds=lambda actor, voucher: voucher.kind == CardKind.REPLACEMENT,
    sql=f"{{row}}.kind = '{CardKind.REPLACEMENT}'",
)
long_ended = Relation(
    "ended more than a year ago",
    holds=lambda actor, voucher: voucher.ends_on < (clock.now() - CARD_KEPT_FOR).date(),
    sql="{row}.ends_on"
    f" < ({MOMENT} AT TIME ZONE 'UTC' - interval '{CARD_KEPT_FOR.days} days')::date",
)

ONESELF = (Rule(CLIENT, oneself),)
OWN = (Rule(CLIENT, own),)

PERMISSIONS = (
    Permission("people.client.open", to=(Rule(ANONYMOUS),)),
    Permission("people.client.create", on=Client, covers="c", to=ONESELF),
    Permission("people.client.read", on=Client, covers="r", to=ONESELF),
    Permission("people.client.change", on=Client, covers="u", to=ONESELF),
    Permission("people.session.come_in", to=(Rule(ANONYMOUS), Rule(CLIENT))),
    Permission("people.session.keep", on=ClientSession, covers="rcud", to=OWN),
    Permission("people.session.sweep", on=ClientSession, covers="rd", to=(Rule(SWEEP),)),
    Permission("people.visit_code.create", on=VisitCode, covers="c", to=OWN),
    Permission("people.visit_code.extend", to=(Rule(CLIENT, oneself), Rule(Role.COUNSELLOR))),
    Permission("people.visit_code.sweep", on=VisitCode, covers="rd", to=(Rule(SWEEP),)),
    Permission("people.private_key.make", on=PrivateKey, covers="rcud", to=OWN),
    Permission("people.private_key.replace", to=(Rule(Role.COUNSELLOR),)),
    Permission("people.private_key.end", on=PrivateKey, covers="rd", to=(Rule(ENDING),)),
    Permission("people.session.end", on=ClientSession, covers="rd", to=(Rule(ENDING),)),
    Permission("people.private_key.date", to=(Rule(CLIENT, oneself), Rule(Role.COUNSELLOR))),
    Permission("people.consent.read", on=Consent, covers="r", to=OWN),
    Permission("people.consent.change", on=Consent, covers="cu", to=OWN),
    Permission(
        "people.voucher.make",
        on=Voucher,
        covers="c",
        to=(
            Rule(Role.PROGRAMME_MANAGER),
            Rule(CARDS),
            Rule(Role.COUNSELLOR, replacement),
        ),
    ),
    Permission("people.voucher.shuffle", to=(Rule(SWEEP),)),
    Permission("people.voucher.sweep", to=(Rule(SWEEP),)),
    Permission("people.voucher.forget", on=Voucher, covers="rd", to=(Rule(SWEEP, long_ended),)),
    Permission("people.try.count", to=(Rule(EVERYBODY),)),
    Permission("people.erasure.ask", on=Erasure, covers="rc", to=OWN),
    Permission("people.erasure.take_back", on=Erasure, covers="rd", to=OWN),
    Permission("people.hold.read", on=LegalHold, covers="r", to=OWN),
    Permission("people.hold.set", on=LegalHold, covers="c", to=(Rule(ERASING),)),
    *map(erasable, (Client, ClientSession, VisitCode, PrivateKey, Consent, Erasure, LegalHold)),
)


def whose(actor: Actor) -> UUID:
    """The id to ask for when an actor reaches for a row of their own; nobody's for the nameless."""
    return actor.id or NOBODY
