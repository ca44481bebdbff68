"""The publisher's own schedule."""

from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from eap.core import clock
from eap.core.actor import Actor
from eap.publication.services import publish_due
from eap.publication.words import PUBLISHER_JOB

QUEUE = "publish"


@app.periodic(cron="17 2 * * *")
@app.task(queue=QUEUE, queueing_lock="publish", name="publication.publish_due")
def publish_what_is_due(timestamp: int) -> None:
    """Publish closed periods every night; safe to repeat."""
    for _ in publish_due(Actor.system(PUBLISHER_JOB), today=clock.today()):
        pass


def publish_soon() -> None:
    """Ask for a round beside the nightly one; nothing happens when one waits already."""
    try:
        publish_what_is_due.configure().defer(timestamp=0)
    except AlreadyEnqueued:
        return
