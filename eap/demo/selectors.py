"""What the demo asks before it writes: is there anything in this database."""

from django.db.models import Model

from eap.access.models import Staff
from eap.cases.models import Case
from eap.core.actor import Actor
from eap.core.database import as_actor
from eap.core.policy import require
from eap.people.models import Client, Voucher
from eap.programme.models import Employer, Site

TELLING: tuple[type[Model], ...] = (Employer, Site, Staff, Voucher, Client, Case)


@as_actor
def holds_anything(actor: Actor) -> bool:
    """Whether anybody has begun to use this database. Raises Missing for anybody but the demo."""
    require(actor, "demo.company.look")
    return any(model._base_manager.exists() for model in TELLING)
