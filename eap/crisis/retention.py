"""Numbers to call back and places are kept thirty days after closing, then erased."""

from django.db.models import Q

from eap.core import clock
from eap.core.actor import Actor
from eap.core.database import as_actor
from eap.core.policy import require
from eap.crisis.models import Crisis
from eap.crisis.words import NUMBER_KEPT_FOR
from eap.vault.sealing import Place, erased


@as_actor
def erase_numbers(actor: Actor) -> int:
    """Erase what is past its time; returns how many calls were touched. Safe to repeat."""
    require(actor, "crisis.number.erase")
    kept = Q(number__isnull=False) | Q(whereabouts__isnull=False)
    past = Crisis.objects.filter(kept, closed_at__lt=clock.now() - NUMBER_KEPT_FOR)
    for crisis_id, file_id in past.values_list("id", "file_id"):
        places = [Place("crisis", column, crisis_id) for column in ("number", "whereabouts")]
        if file_id is not None:
            erased(file_id, places)
    return past.update(number=None, whereabouts=None)
