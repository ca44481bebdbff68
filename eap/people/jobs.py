"""Takes away what has ended (comings-in, codes, counts of tries, cards), and lays cards anew."""

from procrastinate.contrib.django import app

from eap.core import clock
from eap.core.actor import Actor
from eap.core.database import as_actor
from eap.core.policy import require
from eap.people import cards
from eap.people.models import ClientSession, TryCount, VisitCode
from eap.people.policies import SWEEP
from eap.people.tries import LONGEST
from eap.people.words import IDLE


@as_actor
def sweep_ended(actor: Actor) -> None:
    """Delete ended sessions, codes and counts: they would tell when somebody was here."""
    require(actor, "people.session.sweep")
    now = clock.now()
    ClientSession.objects.filter(until__lte=now).delete()
    ClientSession.objects.filter(last_used_at__lte=now - IDLE).delete()
    VisitCode.objects.filter(ends_on__lt=clock.today()).delete()
    TryCount.objects.filter(since__lte=now - LONGEST).delete()


@app.periodic(cron="*/15 * * * *")
@app.task(name="people.sweep", queueing_lock="people.sweep", pass_context=False)
def sweep(timestamp: int) -> None:
    """Every quarter of an hour; safe to repeat."""
    sweep_ended(Actor.system(SWEEP))


@app.periodic(cron="53 3 * * *")
@app.task(name="people.shuffle_cards", queueing_lock="people.shuffle_cards", pass_context=False)
def shuffle_cards(timestamp: int) -> None:
    """Every night, without those that ended long ago; safe to repeat."""
    cards.forget_old_cards(Actor.system(SWEEP))
    cards.shuffle_cards(Actor.system(SWEEP))
